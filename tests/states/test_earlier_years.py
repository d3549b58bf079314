"""The page of a State whose votes are all of years of which the starter has a small selection."""

import datetime

import pytest
from django.db.models import Max
from django.test import Client

from tests.page import read
from votes.core.choices import CheckStatus, TextKind
from votes.models import State

BEFORE = datetime.date(2022, 1, 1)


@pytest.fixture
def former(starter: None) -> State:
    """A State with votes on texts, all of them before 2022."""
    in_council = State.objects.filter(
        votes__resolution__session__body="council",
        votes__resolution__kind=TextKind.RESOLUTION,
        votes__resolution__check_status=CheckStatus.RECONCILED,
    )
    voted = in_council.annotate(latest=Max("votes__resolution__date")).filter(latest__lt=BEFORE)
    found = voted.order_by("iso3").first()
    assert found
    return found


def test_the_page_says_that_its_votes_are_of_years_with_a_selection(client: Client, former: State) -> None:
    page = read(client.get(f"/states/{former.iso3}/"))
    found = page.find("p", class_="finding")
    assert found.text.startswith("The recorded votes by this State that are on file are of ")
    assert "Of the years before 2022 only a selection is on file, so figures leave them out." in found.text
    assert found.text.endswith("Count all years")
    assert "?from=2006" in found.get_links()
    line = page.find("p", class_="population").text
    assert "Council · from 2022 on · without amendments · no votes" in line
    assert "all years, of which earlier ones are a selection" in line
    assert "no votes · complete" not in line
    assert " 0 votes" not in page.text
    assert page.find_all("section", aria_labelledby="partners") == []


def test_all_years_have_them_and_lead_back(client: Client, former: State) -> None:
    page = read(client.get(f"/states/{former.iso3}/?from=2006"))
    assert " voted in favour in " in page.find("p", class_="result").text
    assert page.get_section("votes").find("table").get_rows()
    line = page.find("p", class_="population")
    assert "a selection: " in line.text
    assert "all years and subjects" not in line.text, "the link leads to the years from 2022 on"
    assert "from 2022 on, all subjects" in line.get_links().values()


def test_a_state_with_later_votes_has_its_figures(client: Client, starter: None) -> None:
    page = read(client.get("/states/CHN/"))
    assert page.find_all("p", class_="finding") == []
    assert "Count all years" not in page.text


def test_other_days_chosen_by_the_reader_are_no_earlier_years(client: Client, former: State) -> None:
    assert "Count all years" not in read(client.get(f"/states/{former.iso3}/?from=2023")).text
