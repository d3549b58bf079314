"""Each page with counts has the line on what is counted, and names what it does not understand in its address."""

import pytest
from django.test import Client

from tests.page import read
from tests.pages_factories import make_members, make_tabled, make_voted
from votes.models import Series

pytestmark = pytest.mark.django_db

COUNTED = [
    "/",
    "/resolutions/",
    "/states/",
    "/states/{state}/",
    "/compare/{state}/{other}/",
    "/blocs/?states={state},{other}",
    "/blocs/asia-pacific/",
    "/sessions/",
    "/sessions/37/",
    "/series/",
    "/series/food/",
    "/explanations/",
    "/about/",
    "/about/quality/",
]
WITH_FILTERS = [
    *(address for address in COUNTED if "?" not in address and address != "/about/"),
    "/resolutions/A/HRC/RES/37/1/",
    "/compare/",
    "/before/",
    "/before/A/HRC/37/L.1/",
]
WITH_NOTES = [
    "/compare/{state}/{other}.json",
    "/sessions/37.json",
    "/series/food.json",
    "/before.json",
    "/before/A/HRC/37/L.1.json",
    "/resolutions/A/HRC/RES/37/1.json",
]


@pytest.fixture
def codes(db: None) -> dict[str, str]:
    """The codes of two States in one roll-call; its text is in a series, and a draft is tabled."""
    states = make_members(2)
    food = Series.objects.create(slug="food", title="The right to food")
    roll_call = dict.fromkeys(states, "in_favour")
    make_voted("A/HRC/RES/37/1", roll_call, series=food)
    make_tabled("A/HRC/37/L.1")
    return {"state": states[0].iso3, "other": states[1].iso3}


@pytest.mark.parametrize("address", COUNTED)
def test_a_page_says_what_it_counts(client: Client, codes: dict[str, str], address: str) -> None:
    page = read(client.get(address.format(**codes)))
    assert page.find_all("p", class_="population")


@pytest.mark.parametrize("address", WITH_FILTERS)
def test_a_page_names_an_unknown_filter(client: Client, codes: dict[str, str], address: str) -> None:
    page = read(client.get(address.format(**codes), {"frm": "2018", "utm_source": "mail"}))
    assert page.text.count("“frm” is not a filter of this page and was ignored.") == 1
    assert "utm_source" not in page.text


@pytest.mark.parametrize("address", WITH_NOTES)
def test_data_name_an_unknown_filter(client: Client, codes: dict[str, str], address: str) -> None:
    notes = client.get(address.format(**codes), {"frm": "2018"}).json()["notes"]
    assert notes == ["“frm” is not a filter of this page and was ignored."]
