"""A roll-call that the check calls wrong, and an outcome that its totals deny: no page makes anything of them.

Three texts are on file beside a good one. The roll-call of one does not add up to its totals; the outcome of another
contradicts its totals; the third was both withdrawn and rejected. Every page on which they stand is read.
"""

import datetime
import json
from typing import Any

import pytest
from django.test import Client

from tests.factories import make_session
from tests.page import Element, read
from tests.pages_factories import make_explanation, make_members, make_tabled, make_text, make_voted
from votes.checking.checks import refresh_checks
from votes.core.choices import Adoption, Outcome
from votes.models import Resolution, Series, State

GOOD, WRONG, ODD, TWICE = "A/HRC/RES/37/23", "A/HRC/RES/43/21", "A/HRC/RES/46/13", "A/HRC/28/L.39"
DRAFT = "A/HRC/62/L.5"
FLAG = "not reconciled"
CONTRADICTION = "The record contradicts itself: 4 in favour, 1 against, and “rejected”"

# Each would be a statement built on one of the three. The good vote was adopted by 5 to 0.
FORBIDDEN = [
    "alone voted",
    "Announced:",
    "by 4 to 1",
    "by 3 to 2",
    "3–2–0",
    "4–1–0",
    "changed it",
    "Withdrawn.",
    "dissented",
    "· margin 3",
]


@pytest.fixture
def states(db: None) -> list[State]:
    """Five members, the good vote and the three others, and a draft that comes next in their series."""
    states = make_members(5)
    series = Series.objects.create(slug="cooperation", title="Cooperation")
    usual: dict[str, Any] = {"series": series, "title": "Cooperation"}
    make_voted(
        GOOD,
        dict.fromkeys(states, "in_favour"),
        date=datetime.date(2018, 3, 23),
        session=make_session("37"),
        **usual,
    )
    lone = dict.fromkeys(states, "in_favour") | {states[4]: "against"}
    wrong = make_voted(
        WRONG, lone, (3, 2, 0, 0), date=datetime.date(2020, 6, 22), session=make_session("43"), **usual
    )
    odd = make_voted(
        ODD,
        lone,
        date=datetime.date(2021, 3, 23),
        session=make_session("46"),
        outcome=Outcome.REJECTED,
        **usual,
    )
    for text in (wrong, odd):
        make_explanation(text, states[4], announced="in_favour")
    make_text(
        TWICE,
        adoption=Adoption.NONE,
        outcome=Outcome.WITHDRAWN,
        other_outcome=Outcome.REJECTED,
        date=datetime.date(2021, 3, 24),
        session=make_session("46"),
        kind="amendment",
        title="Genocide",
        amends=odd,
    )
    make_tabled(DRAFT, draft_symbol=DRAFT, session=make_session("62"), **usual)
    refresh_checks()
    return states


def list_addresses(states: list[State]) -> list[str]:
    one, other = states[4].iso3, states[0].iso3
    return [
        "/",
        "/?unreconciled=include",
        "/search/?q=cooperation",
        "/resolutions/",
        "/resolutions/?kind=amendment",
        f"/resolutions/{WRONG}/",
        f"/resolutions/{ODD}/",
        f"/resolutions/{TWICE}/",
        f"/resolutions/{GOOD}/",
        "/sessions/43/",
        "/sessions/46/",
        "/series/cooperation/",
        "/series/",
        "/states/",
        f"/states/{one}/",
        f"/states/{one}/?position=against",
        f"/compare/{one}/{other}/?min=1",
        "/blocs/asia-pacific/?min=1",
        f"/blocs/?states={one},{other}&min=1",
        "/explanations/",
        f"/before/{DRAFT}/",
        f"/before/{WRONG}/",
        f"/before/{ODD}/",
        "/before/sessions/43/?as_of=2020-06-01",
    ]


def test_no_page_makes_anything_of_them(states: list[State], client: Client) -> None:
    said: dict[str, list[str]] = {}
    for address in list_addresses(states):
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        # The titles of the page and what search engines show are read too.
        words = f"{read(response).text} {read_head(response.content.decode())}"
        if found := [sentence for sentence in FORBIDDEN if sentence in words]:
            said[address] = found
    assert said == {}


def read_head(page: str) -> str:
    head = page.partition("</head>")[0]
    return head.partition("<title>")[2]


@pytest.mark.parametrize(
    ("symbol", "heading"),
    [
        (WRONG, "Adopted by a recorded vote (totals and roll-call do not match)."),
        (ODD, f"{CONTRADICTION}."),
        (TWICE, "The record contradicts itself: “withdrawn” and “rejected”."),
    ],
)
def test_the_page_of_such_a_text(states: list[State], client: Client, symbol: str, heading: str) -> None:
    """The heading says what is wrong, the box says why, the roll-call is as on file, and there is no chart or tick."""
    page = read(client.get(f"/resolutions/{symbol}/"))
    assert page.find("p", class_="result").text == heading
    assert "excluded from the analysis" in page.find_all(class_="note")[0].text
    assert heading[:-1] in read_head(client.get(f"/resolutions/{symbol}/").content.decode())
    for name in ("seats", "chart", "bar", "ok"):
        assert find_in(page, name) == [], name
    assert [e for e in page.find_all("section") if e.attributes.get("aria-labelledby") == "groups"] == []
    rows = page.find_all("table", class_="roll-call")
    assert len(rows) == (0 if symbol == TWICE else 1)
    for table in rows:
        assert "Compared with its group" not in table.text


def find_in(page: Element, name: str) -> list[str]:
    """The elements of this class, but for the bars of the good vote beside them."""
    found = page.find_all(class_=name)
    return [e.text for e in found if e.text not in ("", "5")]


@pytest.mark.parametrize("symbol", [WRONG, ODD])
def test_the_data_of_such_a_text(states: list[State], client: Client, symbol: str) -> None:
    """The roll-call is given as it is on file; no group has a majority in it, and the check stands beside it."""
    text = client.get(f"/resolutions/{symbol}.json").json()
    assert text["check"]["status"] == "unreconciled"
    assert text["contradiction"] is (symbol == ODD)
    assert (text["groups"], text["blocs"]) == ({}, {})
    assert len(text["votes"]) == 5
    assert {vote["group_line"] for vote in text["votes"]} == {"no_line"}
    assert "by 4 to 1" not in json.dumps(text)


def test_a_series_leaves_them_out_and_says_how_many(states: list[State], client: Client) -> None:
    page = read(client.get("/series/cooperation/"))
    assert (
        "2 other votes are excluded because their roll-calls do not match the official record." in page.text
    )
    assert page.find_all("section", aria_labelledby="moved") == []
    assert "5–0–0 in 2018" in page.find("p", class_="result").text
    (grid,) = page.find_all("table", class_="side-by-side")
    assert len(grid.find_all("th", class_="number")) == 1
    data = client.get("/series/cooperation.json").json()
    assert data["left_out"] == 2
    assert [text["since_the_vote_before"] for text in data["texts"]] == [None] * 4


def test_a_reader_may_ask_a_series_for_them(states: list[State], client: Client) -> None:
    page = read(client.get("/series/cooperation/?unreconciled=include"))
    assert "Votes whose roll-call does not match the official record are included." in page.text
    assert "changed it" in page.text
    data = client.get("/series/cooperation.json?unreconciled=include").json()
    assert data["left_out"] == 0
    assert data["texts"][1]["since_the_vote_before"]["n"] == 5
    assert "“maybe”" in read(client.get("/series/cooperation/?unreconciled=maybe")).text


def test_a_briefing_looks_back_to_the_last_vote_that_can_be_trusted(
    states: list[State], client: Client
) -> None:
    data = client.get(f"/before/{DRAFT}.json").json()
    assert {member["last_symbol"] for member in data["members"]} == {GOOD}
    page = read(client.get(f"/before/{DRAFT}/"))
    assert "at the vote in 2018" in page.text
    result = client.get(f"/before/{WRONG}.json").json()["result"]
    assert (result["of"], result["as_forecast"]) == (0, 0)


def test_a_state_has_no_dissent_in_them(states: list[State], client: Client) -> None:
    data = client.get(f"/states/{states[4].iso3}.json?unreconciled=include").json()
    lines = {vote["symbol"]: vote["group_line"] for vote in data["votes"]}
    assert (lines[WRONG], lines[ODD]) == ("no_line", "no_line")


def test_lists_flag_them(states: list[State], client: Client) -> None:
    for address in ("/resolutions/", "/sessions/46/", "/series/cooperation/", f"/before/{DRAFT}/"):
        flags = [e.text for e in read(client.get(address)).find_all(class_="flag")]
        assert FLAG in flags, address


def test_a_list_does_not_count_them_as_rejected(states: list[State], client: Client) -> None:
    page = read(client.get("/resolutions/"))
    assert "3 put to a recorded vote (0 rejected)" in page.text
    assert "The record of 1 recorded vote contradicts itself; it is not counted as rejected." in page.text
    session = read(client.get("/sessions/46/"))
    assert "with a record that contradicts itself" in session.text


def test_an_outcome_that_was_not_checked_again_is_not_trusted(db: None, client: Client) -> None:
    """After an upgrade, before the next check: the totals alone show it."""
    states = make_members(5)
    text = make_voted(ODD, dict.fromkeys(states, "in_favour") | {states[4]: "against"})
    Resolution.objects.filter(pk=text.pk).update(outcome=Outcome.REJECTED)
    page = read(client.get(f"/resolutions/{ODD}/"))
    assert page.find("p", class_="result").text == f"{CONTRADICTION}."
    assert find_in(page, "ok") == []
