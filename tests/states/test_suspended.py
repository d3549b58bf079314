"""A member whose rights of membership were suspended: marked in lists, and neither absent nor counted."""

import datetime

import pytest
from django.test import Client

from tests.factories import make_state, make_term
from tests.page import read
from tests.pages_factories import make_members, make_voted
from votes.core.choices import Position
from votes.models import State

SUSPENDED_ON = datetime.date(2011, 3, 1)
RESTORED_ON = datetime.date(2011, 11, 18)
WORDS = "rights of membership suspended"


@pytest.fixture
def suspended(db: None) -> State:
    """A member with a vote before its rights were suspended, and one, in which it is listed, while they were."""
    state = make_state("QSU")
    make_term(state, suspended_from=SUSPENDED_ON, suspended_until=RESTORED_ON)
    first, second = make_members(2)
    others = {first: Position.IN_FAVOUR, second: Position.AGAINST}
    make_voted(roll_call={**others, state: Position.AGAINST}, date=datetime.date(2010, 9, 30))
    make_voted(roll_call={**others, state: Position.NOT_VOTING}, date=SUSPENDED_ON)
    return state


def test_its_page_lists_the_vote_and_counts_it_nowhere(client: Client, suspended: State) -> None:
    page = read(client.get(suspended.get_absolute_url()))
    assert page.find("p", class_="result").text.endswith(
        "n = 1 recorded vote. Votes in which it took no position are not counted in the percentages."
    )
    table = page.get_section("votes").find("table")
    assert [row[2] for row in table.get_rows()] == [WORDS, "Against"]
    assert "In 1 of them the rights of membership of this State were suspended" in table.text


def test_its_data_mark_the_vote(client: Client, suspended: State) -> None:
    data = client.get(f"/states/{suspended.iso3}.json").json()
    assert data["totals"] == {"in_favour": 0, "against": 1, "abstaining": 0, "not_voting": 0}
    assert data["rights_suspended"] == 1
    assert [(v["position"], v["rights_suspended"]) for v in data["votes"]] == [
        ("not_voting", True),
        ("against", False),
    ]
    lines = client.get(f"/states/{suspended.iso3}.csv").content.decode().splitlines()
    assert [line.rsplit(",", 1)[1] for line in lines] == ["rights_suspended", "True", "False"]


def test_it_is_not_among_the_absences(client: Client, suspended: State) -> None:
    assert client.get(f"/states/{suspended.iso3}.json?position=not_voting").json()["votes"] == []


def test_the_votes_of_those_months_alone_say_why_there_are_no_figures(
    client: Client, suspended: State
) -> None:
    page = read(client.get(f"{suspended.get_absolute_url()}?from=2011"))
    assert page.find("p", class_="finding").text == (
        "Its rights of membership were suspended in these votes, so it could not vote."
    )


def test_a_comparison_does_not_call_it_no_member(client: Client, suspended: State) -> None:
    first, second = State.objects.exclude(pk=suspended.pk).order_by("iso3")
    page = read(client.get(f"/compare/{first.iso3}/{second.iso3}/{suspended.iso3}/"))
    rows = page.get_section("differing").find("table").get_rows()
    assert [row[-1] for row in rows] == [WORDS, "Against"]
