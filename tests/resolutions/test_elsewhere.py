"""A list that finds nothing in its kinds and body leads to what it finds outside of them."""

import pytest
from django.test import Client

from tests.factories import make_session
from tests.page import read
from tests.pages_factories import make_members, make_text, make_voted
from votes.core.choices import TextKind

pytestmark = pytest.mark.django_db

SYMBOL = "A/HRC/37/L.56"


def make_amendment(symbol: str = SYMBOL) -> None:
    make_voted(symbol, official=(19, 20, 8, 0), kind=TextKind.AMENDMENT, amends=make_text(title="On food"))


def test_the_symbol_of_an_amendment_leads_to_it(client: Client) -> None:
    make_amendment()
    page = read(client.get("/resolutions/", {"q": SYMBOL}))
    note = page.find("div", class_="note")
    assert note.text.startswith("None of the texts counted here match, but 1 other text does.")
    links = note.get_links()
    assert f"/resolutions/{SYMBOL}/" in links
    shown = read(client.get(f"/resolutions/{next(link for link in links if link.startswith('?'))}"))
    assert shown.find("h1").text.startswith("1 text")


def test_words_beside_another_year_lead_to_all_years(client: Client) -> None:
    make_text(title="The right to food")
    make_text(title="The right to water", date="2019-03-22", session=make_session("40"))
    note = read(client.get("/resolutions/", {"q": "food", "year": "2019"})).find("div", class_="note")
    assert "?q=food&kind=all&body=all" in note.get_links()


def test_the_data_count_them(client: Client) -> None:
    make_amendment()
    assert client.get("/resolutions.json", {"q": SYMBOL}).json()["found_elsewhere"] == 1
    assert client.get("/resolutions.json", {"q": SYMBOL, "kind": "all"}).json()["found_elsewhere"] == 0


def test_where_nothing_is_on_file_nothing_is_offered(client: Client) -> None:
    assert read(client.get("/resolutions/?q=zebras")).find_all("div", class_="note") == []


def test_totals_that_the_roll_call_denies_are_not_called_close(client: Client) -> None:
    states = make_members(3)
    make_voted("A/HRC/RES/37/1", roll_call=dict.fromkeys(states, "in_favour"), official=(20, 19, 8, 0))
    make_voted("A/HRC/RES/37/2", official=(19, 20, 8, 0), outcome="adopted")
    make_voted("A/HRC/RES/37/3", official=(20, 19, 8, 0))
    page = read(client.get("/resolutions/?contested=close"))
    assert page.find("h1").text == "1 text"
    assert "Votes are chosen here by the official totals that the Council announced." in page.text
    assert "2 other votes are excluded" in page.text
    asked = read(client.get("/resolutions/?contested=close&unreconciled=include"))
    assert asked.find("h1").text == "3 texts"
    assert "are included" in asked.text
    data = client.get("/resolutions.json?contested=close").json()
    assert (data["n"], data["left_out"]) == (1, 2)


def test_an_amendment_without_proposers_says_so(client: Client) -> None:
    make_amendment()
    assert "Who proposed it is not on file." in read(client.get(f"/resolutions/{SYMBOL}/")).text
