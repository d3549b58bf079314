"""Roll-calls that do not add up: left out of figures by default, counted where the reader asks, and always said."""

import pytest
from django.test import Client

from tests.page import read
from tests.pages_factories import make_members, make_voted
from votes.models import State

PAGES = ["/", "/states/", "/states/{iso3}/", "/compare/{iso3}/{other}/"]
LEFT_OUT = "1 other vote is excluded because its roll-call does not match the official record."
COUNTED = "Votes whose roll-call does not match the official record are included."


@pytest.fixture
def states(db: None) -> list[State]:
    """Two States in one roll-call that adds up and one that does not."""
    states = make_members(2)
    for official in (None, (40, 5, 2, 0)):
        make_voted(roll_call=dict.fromkeys(states, "in_favour"), official=official)
    return states


@pytest.mark.parametrize("address", PAGES)
def test_a_page_says_how_many_votes_are_excluded_and_links_to_them(
    states: list[State], client: Client, address: str
) -> None:
    address = address.format(iso3=states[0].iso3, other=states[1].iso3)
    usual = read(client.get(address))
    assert LEFT_OUT in usual.text
    assert "?unreconciled=include" in usual.get_links()
    asked = read(client.get(f"{address}?unreconciled=include"))
    assert COUNTED in asked.text
    assert LEFT_OUT not in asked.text
    assert "?" in asked.get_links()


@pytest.mark.parametrize("address", PAGES)
def test_a_bad_value_is_passed_over_with_a_word(states: list[State], client: Client, address: str) -> None:
    address = address.format(iso3=states[0].iso3, other=states[1].iso3)
    page = read(client.get(f"{address}?unreconciled=maybe"))
    assert "“maybe” is not a valid value for unreconciled and was ignored." in page.text
    assert LEFT_OUT in page.text


def test_the_list_of_states_counts_them_where_asked(states: list[State], client: Client) -> None:
    for query, n, left_out in (("", 1, 1), ("?unreconciled=include", 2, 0)):
        data = client.get(f"/states.json{query}").json()
        assert data["left_out"] == left_out
        assert [state["totals"]["in_favour"] for state in data["states"]] == [n, n]


def test_a_corrected_vote_is_counted_anew(states: list[State], client: Client) -> None:
    """The counts are kept for one version of the record: a change of a position is a new one."""
    client.get("/states.json")
    vote = states[0].votes.filter(resolution__check_status="reconciled").get()
    vote.position = "against"
    vote.save()
    totals = {state["iso3"]: state["totals"] for state in client.get("/states.json").json()["states"]}
    assert totals[states[0].iso3] == {"in_favour": 0, "against": 1, "abstaining": 0, "not_voting": 0}


def test_the_closest_votes_are_among_all_where_asked(states: list[State], client: Client) -> None:
    for query, n in (("", 1), ("?unreconciled=include", 2)):
        assert len(read(client.get(f"/{query}")).get_section("closest").find_all("li")) == n


def test_the_files_of_a_page_keep_what_was_asked(states: list[State], client: Client) -> None:
    for address in ("/states", f"/states/{states[0].iso3}"):
        links = read(client.get(f"{address}/?unreconciled=include")).get_links()
        assert f"{address}.csv?unreconciled=include" in links


def test_each_row_of_a_comparison_and_of_a_group_is_flagged_where_they_are_included(
    db: None, client: Client
) -> None:
    first, second = make_members(2)
    for official in (None, (40, 5, 2, 0)):
        make_voted(roll_call={first: "in_favour", second: "against"}, official=official)
    pages = [
        (f"/compare/{first.iso3}/{second.iso3}", "differing", "differing"),
        ("/blocs/asia-pacific", "votes", "votes"),
    ]
    for address, section, key in pages:
        page = read(client.get(f"{address}/?unreconciled=include"))
        rows = page.get_section(section).find("table").find("tbody").find_all("tr")
        assert len(rows) == 2
        assert sum("not reconciled" in row.text for row in rows) == 1
        data = client.get(f"{address}.json?unreconciled=include").json()[key]
        assert sorted(row["check"] for row in data) == ["reconciled", "unreconciled"]
        lines = client.get(f"{address}.csv?unreconciled=include").content.decode().splitlines()
        assert lines[0].endswith(",check")
        assert sorted(line.rsplit(",", 1)[1] for line in lines[1:]) == ["reconciled", "unreconciled"]
