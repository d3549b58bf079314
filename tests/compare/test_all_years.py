"""Two States that share few votes in the years counted by default: the page leads to all years, and back."""

import pytest
from django.test import Client

from tests.page import read

DEFAULT = "/compare/AUS/NGA/"


@pytest.fixture(autouse=True)
def _loaded(starter: None) -> None:
    pass


def test_the_page_says_which_votes_are_counted_and_how_many_there_are(client: Client) -> None:
    page = read(client.get(DEFAULT))
    assert page.find("h1").text == (
        "There is no vote among those counted in which both Australia and Nigeria took a position"
    )
    everything = client.get("/compare/AUS/NGA.json?from=2006").json()
    finding = page.find("p", class_="finding")
    assert f"both took a position in {everything['n']} votes (2018–2020)." in finding.text
    assert finding.get_links() == {"?from=2006": "Count all years and subjects"}
    assert page.find_all("section", aria_labelledby="differing") == []


def test_a_range_of_years_leads_to_all_years_and_to_the_default(client: Client) -> None:
    links = read(client.get(f"{DEFAULT}?from=2010&item=4")).find("p", class_="population").get_links()
    assert links["?item=4&from=2006"] == "all years, of which earlier ones are a selection"
    assert links["?"] == "from 2022 on, all subjects"
    links = read(client.get(f"{DEFAULT}?from=2006")).find("p", class_="population").get_links()
    assert "all years, of which earlier ones are a selection" not in links.values()
    assert links["?"] == "from 2022 on, all subjects"


def test_where_there_are_enough_votes_nothing_is_said(client: Client) -> None:
    assert read(client.get("/compare/CHN/CUB/")).find_all("p", class_="finding") == []
