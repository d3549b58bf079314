"""Who called the vote: on the page of a text and of a State, in the list, and in the data."""

import csv
import io

import pytest
from django.test import Client

from tests.factories import make_state
from tests.page import read
from tests.pages_factories import make_text, make_voted
from votes.models import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller() -> State:
    """Three recorded votes: one called by QAA, one by a group, one of which nothing is on file; and a consensus."""
    caller, other = make_state("QAA"), make_state("QAB")
    roll_call = {caller: "against", other: "in_favour"}
    make_voted(
        "A/HRC/RES/37/1", roll_call, called_by=caller, called_by_source="Meeting summary of 23 March 2018"
    )
    make_voted("A/HRC/RES/37/2", roll_call, called_by_group="European Union")
    make_voted("A/HRC/RES/37/3", roll_call)
    make_text("A/HRC/RES/37/4")
    return caller


def test_the_page_of_a_text_names_the_caller_with_the_source(caller: State, client: Client) -> None:
    sources = read(client.get("/resolutions/A/HRC/RES/37/1/")).get_section("sources")
    assert "Vote called by State of QAA (Meeting summary of 23 March 2018)" in sources.text
    assert "/states/QAA/" in sources.get_links()
    assert "Vote called by European Union" in read(client.get("/resolutions/A/HRC/RES/37/2/")).text


def test_a_recorded_vote_without_a_known_caller_says_so(caller: State, client: Client) -> None:
    sources = read(client.get("/resolutions/A/HRC/RES/37/3/")).get_section("sources")
    assert "Vote called by not on file; it is on file for 2 of 3 recorded votes" in sources.text
    assert "Vote called by" not in read(client.get("/resolutions/A/HRC/RES/37/4/")).text


def test_the_list_is_filtered_by_the_caller_and_says_how_few_are_known(caller: State, client: Client) -> None:
    page = read(client.get("/resolutions/?called_by=QAA"))
    assert page.find("h1").text == "1 text"
    assert "Who called the vote is on file for 2 of 3 recorded votes." in page.text
    unknown = client.get("/resolutions.json?called_by=QAB").json()
    assert (unknown["n"], len(unknown["notes"])) == (4, 1)


def test_votes_without_totals_are_not_counted(caller: State, client: Client) -> None:
    make_text("A/HRC/RES/37/5", adoption="recorded_vote")
    assert "on file for 2 of 3 recorded votes" in read(client.get("/resolutions/A/HRC/RES/37/3/")).text


def test_the_data_have_the_caller(caller: State, client: Client) -> None:
    rows = csv.DictReader(io.StringIO(client.get("/resolutions.csv").content.decode()))
    assert {row["symbol"][-1]: row["vote_called_by"] for row in rows} == {
        "1": "QAA",
        "2": "European Union",
        "3": "",
        "4": "",
    }
    text = client.get("/resolutions/A/HRC/RES/37/1.json").json()
    assert (text["vote_called_by"], text["vote_called_by_source"]) == (
        "QAA",
        "Meeting summary of 23 March 2018",
    )


def test_the_page_of_a_state_counts_the_votes_that_it_called(caller: State, client: Client) -> None:
    page = read(client.get("/states/QAA/"))
    assert page.get_links()["/resolutions/?called_by=QAA&kind=all&body=all"] == (
        "Called the vote on 1 text on file"
    )
    assert client.get("/states/QAA.json").json()["votes_called"] == 1
    assert "Called the vote" not in read(client.get("/states/QAB/")).text


def test_an_editor_enters_the_caller_and_finds_what_is_missing(caller: State, admin_client: Client) -> None:
    listed = admin_client.get("/admin/votes/resolution/?caller=missing").content.decode()
    assert "A/HRC/RES/37/3" in listed
    assert "A/HRC/RES/37/1" not in listed
    assert "A/HRC/RES/37/4" not in listed
    form = admin_client.get("/admin/votes/resolution/add/").content.decode()
    assert 'name="called_by_source"' in form
