"""What is tabled before a session, now or on a past day: the page, its briefings, its data."""

import datetime

import pytest
from django.test import Client

from tests.factories import make_session
from tests.forecast.council import DRAFT_2020, SECOND, Council, get_json
from tests.page import read
from tests.pages_factories import make_explanation, make_text

pytestmark = pytest.mark.django_db


def test_without_tabled_drafts_the_page_links_to_past_sessions(council: Council, client: Client) -> None:
    page = read(client.get("/before/"))
    assert page.find("h1").text == "No drafts are tabled at the moment"
    assert "/before/?session=43&as_of=2020-06-21" in page.get_links()


def test_what_is_tabled_stands_by_item(council: Council, client: Client) -> None:
    council.table("A/HRC/62/L.5", agenda_item=3)
    council.table("A/HRC/62/L.2", agenda_item=10)
    council.table("A/HRC/62/L.1", agenda_item=3, sponsors_as_printed="QAA and others")
    page = read(client.get("/before/"))
    assert page.find("h1").text == "3 drafts are tabled"
    assert [h.text.split(":")[0] for h in page.find_all("h2")][:2] == ["Item 3", "Item 10"]
    drafts = page.find_all("ul", class_="drafts")
    links = [address for one in drafts for address in one.get_links() if address.startswith("/before/")]
    assert links == ["/before/A/HRC/62/L.1/", "/before/A/HRC/62/L.5/", "/before/A/HRC/62/L.2/"]
    assert drafts[0].text.count("Forecast:") == 2
    assert "QAA and others" in drafts[0].text
    assert "2020: Rejected" in drafts[0].text or "2020: Adopted by 1 to 2" in drafts[0].text


def test_who_voted_how_last_time_and_who_is_new_stands_with_each_draft(
    council: Council, client: Client
) -> None:
    page = read(client.get("/before/?session=43&as_of=2020-06-01"))
    facts = page.find("dl").text
    for words in (
        "1 In favour State of QAA",
        "1 Abstaining State of QAB",
        "1 not in the Council then, and no earlier position on file State of QAE",
    ):
        assert words in facts


def test_a_past_day_shows_what_was_then_still_to_be_decided(council: Council, client: Client) -> None:
    make_text("A/HRC/RES/43/1", session=make_session("43"), date=datetime.date(2020, 3, 1))
    make_text("A/HRC/43/L.99", session=make_session("43"), date=SECOND, kind="amendment")
    for address in ("/before.json?session=43&as_of=2020-06-01", "/before.json?as_of=2020-06-01"):
        answer = get_json(client, address)
        assert (answer["session"], answer["as_of"]) == ("43", "2020-06-01")
        assert [row["symbol"] for row in answer["drafts"]] == [DRAFT_2020]
        assert answer["drafts"][0]["totals"]["in_favour"]["expected"] >= 0
    # Without a day a past session stands at the day before its first vote.
    assert get_json(client, "/before.json?session=43")["as_of"] == "2020-06-21"


def test_a_past_day_is_called_a_reconstruction_and_shows_the_outcome(
    council: Council, client: Client
) -> None:
    page = read(client.get("/before/?session=43&as_of=2020-06-01"))
    assert page.find("h1").text == "1 text was pending before the 43rd session on 1 June 2020"
    assert "Reconstructed forecasts as of 1 June 2020." in page.find("div", class_="note").text
    (outcome,) = [p.text for p in page.find_all("p") if p.text.startswith("Outcome:")]
    assert outcome.endswith("by 1 to 2, with 1 abstention.")


def test_the_briefings_of_a_session_stand_one_after_another(council: Council, client: Client) -> None:
    council.table("A/HRC/62/L.5")
    council.table("A/HRC/62/L.6")
    page = read(client.get("/before/sessions/62/"))
    assert len(page.find_all("article", class_="sheet-of-many")) == 2
    ids = [e.attributes["id"] for e in page.walk() if "id" in e.attributes]
    assert len(ids) == len(set(ids))


def test_what_is_written_down_once_follows_the_record(council: Council, client: Client) -> None:
    def show(address: str) -> str:
        return client.get(address).content.decode()

    council.table("A/HRC/62/L.5")
    sheets = "/before/sessions/62/"
    assert "A/HRC/62/L.6" not in show("/before/") + show(sheets)
    council.table("A/HRC/62/L.6")
    assert "A/HRC/62/L.6" in show("/before/")
    assert "A/HRC/62/L.6" in show(sheets)
    make_explanation(council.second, council.qac, summary="It asks for dialogue alone.")
    assert "It asks for dialogue alone." in show(sheets)


def test_the_home_page_says_what_comes_next(council: Council, client: Client) -> None:
    assert "No drafts are tabled at present." in read(client.get("/")).text
    council.table()
    assert read(client.get("/")).get_links()["/before/"] in ("1 draft has been tabled", "Before a session")
    assert "1 draft has been tabled" in read(client.get("/")).text


def test_what_is_not_public_has_no_briefing(council: Council, client: Client) -> None:
    council.table(published=False)
    assert client.get("/before/A/HRC/62/L.5/").status_code == 404
    assert get_json(client, "/before.json")["n"] == 0
