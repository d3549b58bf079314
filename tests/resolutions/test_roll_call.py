"""The blocs of the day on the page of a text, and in its data."""

import datetime

import pytest
from django.test import Client

from tests.factories import make_bloc, make_member
from tests.page import read
from tests.pages_factories import make_text, make_voted
from votes.models import BlocMembership

pytestmark = pytest.mark.django_db
DAY = datetime.date(2018, 3, 23)


@pytest.fixture(autouse=True)
def eight() -> None:
    """Eight States vote, one against; the bloc "eu" has seven of them that day, the smaller two."""
    states = [make_member(f"QA{letter}") for letter in "ABCDEFGH"]
    large, small = make_bloc(), make_bloc("gcc", "Gulf Cooperation Council")
    for state in states[:6]:
        BlocMembership.objects.create(bloc=large, state=state)
    BlocMembership.objects.create(bloc=large, state=states[6], start=DAY)
    BlocMembership.objects.create(bloc=large, state=states[7], end=DAY - datetime.timedelta(1))
    for state in states[:2]:
        BlocMembership.objects.create(bloc=small, state=state)
    make_voted("A/HRC/RES/37/1", dict.fromkeys(states, "in_favour") | {states[0]: "against"})
    make_text("A/HRC/RES/37/2")


def test_a_bloc_has_its_members_of_the_day(client: Client) -> None:
    blocs = client.get("/resolutions/A/HRC/RES/37/1.json").json()["blocs"]
    assert blocs == {
        "eu": {
            "in_favour": 6, "against": 1, "abstaining": 0, "not_voting": 0, "line": "in_favour", "apart": ["QAA"],
            "unity": "mostly", "common_position": "in_favour", "n": 7, "n_most": 6, "differed": {"QAA": "against"},
        }
    }  # fmt: skip


def test_the_page_names_dissenting_members_and_links_to_the_bloc(client: Client) -> None:
    page = read(client.get("/resolutions/A/HRC/RES/37/1/"))
    section = page.get_section("blocs")
    assert section.get_rows() == [
        ["European Union", "6", "1", "0", "0", "Mostly in favour (6 of 7) against: State of QAA"]
    ]
    assert "/blocs/eu/" in section.get_links()
    assert "/blocs/asia-pacific/" in page.get_section("groups").get_links()


def test_a_text_without_a_roll_call_has_no_blocs(client: Client) -> None:
    assert client.get("/resolutions/A/HRC/RES/37/2.json").json()["blocs"] == {}
    assert read(client.get("/resolutions/A/HRC/RES/37/2/")).find_all("section", aria_labelledby="blocs") == []
