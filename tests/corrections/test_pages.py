"""The page of a text and its data give each correction with both values, reason and date, but without its author."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from tests.page import Element, read
from votes.corrections.apply import Change, make_corrections, withdraw_corrections
from votes.models import Resolution, State

COOPERATION = "/resolutions/A/HRC/RES/37/23/"
DATA = "/resolutions/A/HRC/RES/37/23.json"


@pytest.fixture
def text(starter: None) -> Resolution:
    return Resolution.objects.get(symbol="A/HRC/RES/37/23")


@pytest.fixture
def corrected(text: Resolution) -> Resolution:
    changes = [
        Change("date", "2018-03-22"),
        Change("position", "abstaining", "MEX"),
        Change("voter", "NOR", "CHE"),
    ]
    make_corrections(
        text,
        changes,
        reason="The meeting summary says so",
        source_title="A/HRC/37/SR.55",
        source_url="https://example.org/sr55",
        made_by=User.objects.create_user("Elif"),
    )
    return text


def get_row(page: Element, iso3: str) -> Element:
    return page.find("tr", id=iso3)


def test_a_text_without_corrections_says_nothing_of_them(text: Resolution, client: Client) -> None:
    assert "corrected" not in read(client.get(COOPERATION)).text.lower()
    data = client.get(DATA).json()
    assert data["corrections"] == []
    assert {vote["corrected"] for vote in data["votes"]} == {False}


def test_the_page_says_from_what_to_what_why_and_when(corrected: Resolution, client: Client) -> None:
    page = read(client.get(COOPERATION))
    section = page.get_section("corrections")
    today = timezone.localdate()
    sentences = [item.text for item in section.find_all("li")]
    assert [sentence.split(". ")[0] for sentence in sentences] == [
        "Date: changed from “23 March 2018” to “22 March 2018”",
        "Position of Mexico: changed from “In favour” to “Abstaining”",
        "State that voted: changed from “Switzerland” to “Norway”",
    ]
    for sentence in sentences:
        assert "The meeting summary says so" in sentence
        assert f"Corrected on {today.day} {today:%B %Y}" in sentence
    assert section.get_links() == {"https://example.org/sr55": "A/HRC/37/SR.55"}
    assert "Elif" not in page.text
    links = [link for link in page.find_all("a") if link.attributes.get("href") == "#corrections"]
    assert "3 values have been corrected on this site" in [link.text for link in links]


def test_the_row_of_a_corrected_state_is_marked(corrected: Resolution, client: Client) -> None:
    page = read(client.get(COOPERATION))
    items = {item.attributes["id"] for item in page.get_section("corrections").find_all("li")}
    marked = {
        row.attributes["id"]: link.attributes["href"]
        for row in page.find("table", class_="roll-call").find_all("tr")
        for link in row.find_all("a", class_="tag")
    }
    assert set(marked) == {"MEX", "NOR"}
    assert {href.removeprefix("#") for href in marked.values()} <= items


def test_the_data_tell_it_too(corrected: Resolution, client: Client) -> None:
    data = client.get(DATA).json()
    voter = next(c for c in data["corrections"] if c["field"] == "voter")
    assert voter == {
        "field": "voter",
        "state": "CHE",
        "before": "CHE",
        "after": "NOR",
        "reason": "The meeting summary says so",
        "source_title": "A/HRC/37/SR.55",
        "source_url": "https://example.org/sr55",
        "rule": None,
        "made_on": timezone.localdate().isoformat(),
        "source_agrees_since": None,
    }
    assert {vote["state"] for vote in data["votes"] if vote["corrected"]} == {"MEX", "NOR"}
    assert "Elif" not in str(data)
    csv = client.get("/resolutions/A/HRC/RES/37/23.csv").content.decode()
    assert csv.count(",True,") == 2


def test_it_says_where_the_source_has_come_to_agree(corrected: Resolution, client: Client) -> None:
    moment = datetime.datetime(2026, 3, 5, 12, tzinfo=datetime.UTC)
    corrected.corrections.filter(field="date").update(agreed_at=moment)
    page = read(client.get(COOPERATION))
    (said,) = [i.text for i in page.get_section("corrections").find_all("li") if i.text.startswith("Date")]
    assert said.endswith("The source has given the same value since 5 March 2026.")


def test_what_was_withdrawn_is_gone_from_the_page(corrected: Resolution, client: Client) -> None:
    withdraw_corrections(list(corrected.corrections.all()), reason="It was right")
    assert read(client.get(COOPERATION)).find_all(id="corrections") == []
    assert client.get(DATA).json()["corrections"] == []


def test_a_state_taken_out_of_the_roll_call_is_told_though_it_has_no_row(
    text: Resolution, client: Client
) -> None:
    make_corrections(text, [Change("position", "", "TUN")], reason="It was not there")
    page = read(client.get(COOPERATION))
    assert page.find_all("tr", id="TUN") == []
    assert (
        "Position of Tunisia: changed from “Not voting” to “not listed”."
        in page.get_section("corrections").text
    )


def test_both_symbols_lead_to_a_text_whose_symbol_was_corrected(text: Resolution, client: Client) -> None:
    make_corrections(text, [Change("symbol", "A/HRC/RES/37/99")], reason="Misprint")
    assert read(client.get(COOPERATION)).find("head").find("title").text.startswith("A/HRC/RES/37/99")
    assert client.get("/resolutions/A/HRC/RES/37/99/")["Location"] == COOPERATION


def test_a_correction_moves_the_figures(text: Resolution, client: Client) -> None:
    """The text is of 2018, and figures start in 2022 unless the reader asks for earlier years."""
    mexico = State.objects.get(iso3="MEX").get_absolute_url()
    data = f"{mexico.rstrip('/')}.json?from=2006"
    before = client.get(data).json()["totals"]
    make_corrections(
        text,
        [
            Change("position", "abstaining", "MEX"),
            Change("official_in_favour", "27"),
            Change("official_abstaining", "18"),
        ],
        reason="The meeting summary says so",
    )
    after = client.get(data).json()["totals"]
    assert after["in_favour"] == before["in_favour"] - 1
    assert after["abstaining"] == before["abstaining"] + 1
