"""Every address that counts votes or texts counts the same ones unless asked, and each switch adds what it says."""

import csv
import datetime
import io
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.factories import make_bloc, make_session
from tests.page import Element, read
from tests.pages_factories import make_members, make_text, make_topic, make_voted
from votes.models import BlocMembership, Series, State

pytestmark = pytest.mark.django_db

# What is on file: five recorded votes, and two texts without one. Only the first is counted by default.
RESOLUTION, AMENDMENT, MOTION = "A/HRC/RES/37/1", "A/HRC/37/L.90", "A/HRC/37/L.91"
UNRECONCILED, COMMISSION, ADOPTED = "A/HRC/RES/37/2", "E/CN.4/RES/2004/1", "A/HRC/RES/37/3"
NOT_RECORDED = "E/CN.4/RES/2004/2"
SWITCHES = {
    "": [RESOLUTION],
    "kind=all": [RESOLUTION, AMENDMENT, MOTION],
    "kind=amendment": [AMENDMENT],
    "kind=no_action_motion": [MOTION],
    "kind=resolution": [RESOLUTION],
    "unreconciled=include": [RESOLUTION, UNRECONCILED],
    "kind=all&unreconciled=include": [RESOLUTION, AMENDMENT, MOTION, UNRECONCILED],
    "body=commission": [COMMISSION],
    "body=commission&kind=all": [COMMISSION],
    "body=council": [RESOLUTION],
}
TEXTS = {
    "": [RESOLUTION, UNRECONCILED, ADOPTED],
    "kind=all": [RESOLUTION, UNRECONCILED, ADOPTED, AMENDMENT, MOTION],
    "kind=amendment": [AMENDMENT],
    "body=commission": [COMMISSION, NOT_RECORDED],
    "body=all": [RESOLUTION, UNRECONCILED, ADOPTED, COMMISSION, NOT_RECORDED],
    "body=all&kind=all": [
        *(RESOLUTION, UNRECONCILED, ADOPTED, COMMISSION, NOT_RECORDED, AMENDMENT, MOTION),
    ],
}


@pytest.fixture(scope="module")
def states(database_of_module: DjangoDbBlocker) -> list[State]:
    with database_of_module.unblock():
        return make_record()


def make_record() -> list[State]:
    """Three States in every roll-call, two of which agree; all texts under item 4, with one topic, in one bloc."""
    states = make_members(3)
    bloc, topic = make_bloc(), make_topic("Peace")
    for state in states:
        BlocMembership.objects.create(bloc=bloc, state=state)
    usual: dict[str, Any] = {"agenda_item": 4}
    roll_call = dict(zip(states, ("in_favour", "in_favour", "against"), strict=True))
    text = make_voted(RESOLUTION, roll_call, **usual)
    texts = [text, make_voted(UNRECONCILED, roll_call, official=(40, 5, 2, 0), **usual)]
    for symbol, kind in ((AMENDMENT, "amendment"), (MOTION, "no_action_motion")):
        texts.append(make_voted(symbol, roll_call, kind=kind, amends=text, **usual))
    before = {"session": make_session("CHR-60"), "date": datetime.date(2004, 4, 1), **usual}
    texts += [make_voted(COMMISSION, roll_call, **before), make_text(ADOPTED, **usual)]
    texts.append(make_text(NOT_RECORDED, adoption="non_recorded_vote", **before))
    for number, one in enumerate(texts):
        one.topics.add(topic)
        # A series has one text of a session.
        one.series = Series.objects.create(slug=f"s-{number}", title=f"Series {number}")
        one.save(update_fields=["series"])
    assert {one.symbol: one.check_status for one in texts[:5]} == {
        RESOLUTION: "reconciled",
        UNRECONCILED: "unreconciled",
        AMENDMENT: "reconciled",
        MOTION: "reconciled",
        COMMISSION: "reconciled",
    }
    return states


def fill(address: str, states: list[State]) -> str:
    return address.format(one=states[0].iso3, other=states[2].iso3)


def add(address: str, query: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{query}" if query else address


PAGES_OF_VOTES = [
    "/",
    "/states/",
    "/states/{one}/",
    "/compare/{one}/{other}/",
    "/blocs/?states=all",
    "/blocs/?view=cohesion&bloc=eu",
    "/blocs/eu/",
]
PAGES_OF_TEXTS = ["/resolutions/", "/series/", "/sessions/"]


def read_parts(page: Element) -> list[str]:
    """The parts of the line that says what is counted."""
    words = page.find("p", class_="population").text.removeprefix("Counted: ")
    return words.split(" · change:")[0].split(" · ")


@pytest.mark.parametrize("query", SWITCHES)
@pytest.mark.parametrize("address", PAGES_OF_VOTES)
def test_a_page_says_what_it_counts(states: list[State], client: Client, address: str, query: str) -> None:
    counted = SWITCHES[query]
    page = read(client.get(add(fill(address, states), query)))
    parts = read_parts(page)
    assert parts[0] == ("Commission" if "commission" in query else "Council")
    assert parts[1] == ("2004" if "commission" in query else "2018")
    assert f"{len(counted)} vote{'s' if len(counted) != 1 else ''}" in parts
    assert ("without amendments" in parts) == ("kind" not in query)
    assert ("with amendments" in parts) == ("kind=all" in query)
    assert ("1 of them not reconciled" in parts) == ("unreconciled" in query)


@pytest.mark.parametrize("query", TEXTS)
@pytest.mark.parametrize("address", PAGES_OF_TEXTS)
def test_a_list_of_texts_says_what_it_lists(
    states: list[State], client: Client, address: str, query: str
) -> None:
    parts = read_parts(read(client.get(add(address, query))))
    bodies = {"body=commission": "Commission", "body=all": "Council and Commission"}
    assert parts[0] == bodies.get(query.partition("&")[0], "Council")
    n = len(TEXTS[query])
    assert parts[-1] == f"{n} text{'s' if n != 1 else ''}"


@pytest.mark.parametrize("address", [*PAGES_OF_VOTES, *PAGES_OF_TEXTS])
def test_the_links_lead_to_what_they_say(states: list[State], client: Client, address: str) -> None:
    address = fill(address, states)
    links = {
        words: href
        for href, words in read(client.get(address)).find("p", class_="population").get_links().items()
    }
    with_amendments = links["with 2 amendments and no-action motions"]
    commission = links["Commission on Human Rights"]
    place = address.partition("?")[0]
    before = count_from(read_parts(read(client.get(address))))
    wider = read(client.get(place + with_amendments))
    assert count_from(read_parts(wider)) == before + 2
    assert "without amendments" in wider.find("p", class_="population").get_links().values()
    assert read_parts(read(client.get(place + commission)))[0] == "Commission"


def count_from(parts: list[str]) -> int:
    (n,) = [part.split()[0] for part in parts if part.split()[-1] in ("vote", "votes", "text", "texts")]
    return int(n)


def read_csv(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.content.decode())))


def sum_totals(totals: Mapping[str, int]) -> int:
    return sum(totals.values())


# How many votes the data of an address count, in as many ways as they say it.
Data = dict[str, Any]
COUNTS: dict[str, Callable[[Data], set[int]]] = {
    "/states.json": lambda data: {data["votes"], *(sum_totals(row["totals"]) for row in data["states"])},
    "/states/{one}.json": lambda data: {
        data["n"],
        sum_totals(data["totals"]),
        len(data["votes"]),
        sum(sum_totals({k: v for k, v in row.items() if k != "year"}) for row in data["years"]),
    },
    "/compare/{one}/{other}.json": lambda data: {data["n"], data["differ"], len(data["differing"])},
    "/blocs.json?states=all": lambda data: {data["votes"], *data["n"][0]},
    "/blocs.json?view=cohesion&bloc=eu": lambda data: {data["votes"], data["rows"][0]["n"]},
    "/blocs/eu.json": lambda data: {data["n"], len(data["votes"]), data["items"][0]["n"]},
}


@pytest.mark.parametrize("query", SWITCHES)
@pytest.mark.parametrize("address", COUNTS)
def test_the_data_count_what_the_page_counts(
    states: list[State], client: Client, address: str, query: str
) -> None:
    data = client.get(add(fill(address, states), query)).json()
    assert COUNTS[address](data) == {len(SWITCHES[query])}
    assert data["filter"]["body"] == ("commission" if "commission" in query else "council")


@pytest.mark.parametrize("query", SWITCHES)
@pytest.mark.parametrize("address", ["/states/{one}", "/compare/{one}/{other}", "/blocs/eu"])
def test_the_rows_of_votes_are_those_counted_with_kind_and_body(
    states: list[State], client: Client, address: str, query: str
) -> None:
    address = fill(address, states)
    rows = read_csv(client, add(f"{address}.csv", query))
    assert {row["symbol"] for row in rows} == set(SWITCHES[query])
    check_kinds(rows)
    data = client.get(add(f"{address}.json", query)).json()
    check_kinds(data.get("differing") or data["votes"])


@pytest.mark.parametrize("query", TEXTS)
def test_the_rows_of_texts_are_those_listed_with_kind_and_body(
    states: list[State], client: Client, query: str
) -> None:
    rows = read_csv(client, add("/resolutions.csv", query))
    data = client.get(add("/resolutions.json", query)).json()
    assert data["n"] == len(rows)
    assert {row["symbol"] for row in rows} == set(TEXTS[query])
    check_kinds(rows)
    check_kinds(data["resolutions"])
    series = client.get(add("/series.json", query)).json()["series"]
    assert sum(one["texts"] for one in series) == len(rows)


def check_kinds(rows: list[dict[str, Any]]) -> None:
    """Each row says of which kind and body its text is."""
    kinds = {AMENDMENT: "amendment", MOTION: "no_action_motion"}
    assert rows
    for row in rows:
        assert row["kind"] == kinds.get(row["symbol"], "resolution")
        assert row["body"] == ("commission" if row["symbol"].startswith("E/") else "council")


def test_a_roll_call_and_the_findings_say_kind_and_body(states: list[State], client: Client) -> None:
    check_kinds(read_csv(client, f"/resolutions/{AMENDMENT}.csv"))
    check_kinds(read_csv(client, "/about/quality.csv"))
    check_kinds(read_csv(client, "/sessions/37.csv"))
    check_kinds(client.get("/sessions/37.json").json()["texts"])


def test_item_4_of_the_two_bodies_is_never_added_up(states: list[State], client: Client) -> None:
    for query, n in (("", 1), ("?body=commission", 1)):
        page = read(client.get(f"/states/{states[0].iso3}/{query}"))
        (row,) = page.get_section("items").get_rows()
        assert row[0].startswith("Item 4")
        assert row[1:] == [f"{n} In favour {n}. Against 0. Abstaining 0. Not voting 0."]


def test_a_link_to_the_other_body_leaves_its_sessions_and_subjects_behind(
    states: list[State], client: Client
) -> None:
    page = read(client.get(f"/states/{states[0].iso3}/?item=4&session=37&position=in_favour&page=1"))
    links = page.find("p", class_="population").get_links()
    assert links["?position=in_favour&body=commission"] == "Commission on Human Rights"
    assert links["?position=in_favour"] == "all years and subjects"
    item = "Item 4: human rights situations that require the Council’s attention"
    assert read_parts(page) == ["Council", "2018", "without amendments", item, "37th session", "1 vote"]


def test_a_session_counts_its_amendments_apart(states: list[State], client: Client) -> None:
    page = read(client.get("/sessions/37/"))
    assert page.find("p", class_="result").text == (
        "3 texts on file, without amendments: 1 adopted without a vote, 2 adopted by a recorded vote. "
        "2 amendments and no-action motions: 2 adopted by a recorded vote."
    )
    assert "without amendments" not in read(client.get("/sessions/CHR-60/")).text


def test_a_link_to_another_page_keeps_what_is_counted(states: list[State], client: Client) -> None:
    one, two, _three = sorted(state.iso3 for state in states)
    query = "?body=commission&min=1"
    expected = {
        "/states/": f"/states/{one}/{query}",
        f"/states/{one}/": f"/compare/{one}/{two}/{query}",
        f"/compare/{one}/{two}/": f"/states/{one}/{query}",
        "/blocs/eu/": f"/states/{one}/{query}",
        "/blocs/": f"/compare/{one}/{two}/{query}",
    }
    for address, link in expected.items():
        assert link in read(client.get(f"{address}{query}")).get_links(), address


def test_a_session_decides_the_body_of_a_list(states: list[State], client: Client) -> None:
    data = client.get("/resolutions.json?session=CHR-60").json()
    assert {row["symbol"] for row in data["resolutions"]} == {COMMISSION, NOT_RECORDED}
    assert data["counted"] == {"body": "commission", "kind": "all but amendments"}


def test_votes_that_were_not_recorded_are_said(states: list[State], client: Client) -> None:
    page = read(client.get("/resolutions/?body=commission"))
    assert page.find("p", class_="finding").text == (
        "1 put to a recorded vote (0 rejected), 0 adopted without a vote, 0 on which no decision was taken. "
        "1 was decided by a vote that was not recorded."
    )


def test_the_home_page_counts_votes_and_texts_of_one_population(states: list[State], client: Client) -> None:
    for query, votes, texts in (("", 1, 3), ("?kind=all", 3, 5), ("?body=commission", 1, 2)):
        page = read(client.get(f"/{query}"))
        assert len(page.get_section("closest").find_all("li")) == votes
        (row,) = page.get_section("years").get_rows()
        assert row[-1] == str(texts)
        assert f"{texts} texts)" in page.get_section("years").text


@pytest.mark.parametrize("address", [*PAGES_OF_VOTES, *PAGES_OF_TEXTS])
def test_an_unknown_kind_or_body_is_named(states: list[State], client: Client, address: str) -> None:
    page = read(client.get(add(fill(address, states), "kind=poem&body=senate")))
    for name, value in (("kind", "poem"), ("body", "senate")):
        assert f"“{value}” is not a valid value for {name} and was ignored." in page.text
    assert read_parts(page)[0] == "Council"
