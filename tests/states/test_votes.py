"""Did this State ever vote against that?"""

import datetime

import pytest
from django.test import Client

from tests.factories import make_member
from tests.page import read
from tests.pages_factories import make_topic, make_voted

pytestmark = pytest.mark.django_db


@pytest.fixture
def state_votes() -> None:
    cuba, other = make_member("CUB"), make_member("CHN")
    food = make_topic("Food")
    for symbol, title, year, position in (
        ("A/HRC/RES/37/1", "The right to food", 2018, "in_favour"),
        ("A/HRC/RES/40/1", "The right to food", 2019, "against"),
        ("A/HRC/RES/40/2", "Mercenaries", 2019, "against"),
    ):
        text = make_voted(
            symbol, {cuba: position, other: "in_favour"}, title=title, date=datetime.date(year, 3, 1)
        )
        if "food" in title:
            text.topics.add(food)


@pytest.mark.parametrize(
    ("query", "symbols", "sentence"),
    [
        (
            "q=right+to-food",
            ["40/1", "37/1"],
            "2 votes on “right to-food”: 1 in favour, 1 against, 0 abstaining",
        ),
        ("q=food&position=against", ["40/1"], "1 vote on “food”: against."),
        ("year=2019", ["40/1", "40/2"], "2 votes in 2019: 0 in favour, 2 against"),
        ("q=food&year=2018", ["37/1"], "1 vote on “food” in 2018: 1 in favour"),
        ("q=peace", [], "0 votes on “peace”."),
    ],
)
def test_votes_are_found_by_words_and_year(
    state_votes: None, client: Client, query: str, symbols: list[str], sentence: str
) -> None:
    section = read(client.get(f"/states/CUB/?{query}")).get_section("votes")
    assert sentence in section.text
    votes = client.get(f"/states/CUB.json?{query}").json()["votes"]
    assert sorted(vote["symbol"] for vote in votes) == sorted(f"A/HRC/RES/{symbol}" for symbol in symbols)


def test_the_links_of_topics_and_items_stay_with_the_state(state_votes: None, client: Client) -> None:
    html = client.get("/states/CUB/?position=against").content.decode()
    assert 'href="?position=against&amp;item=3"' in html
    assert "Item 3: promotion and protection of all human rights" in html
    page = read(client.get("/states/CUB/?position=against&item=3"))
    assert page.find("h1").text == "State of CUB"
