"""Each limit of a comparison: what it does just below it, at it and just above it."""

import datetime

import pytest
from django.test import Client

from tests.factories import make_member
from tests.pages_factories import make_topic, make_voted

pytestmark = pytest.mark.django_db


@pytest.mark.limit("page.TOPICS_SHOWN")
@pytest.mark.parametrize(("topics", "shown", "more"), [(11, 11, 0), (12, 12, 0), (13, 12, 1)])
def test_12_topics_are_shown(client: Client, topics: int, shown: int, more: int) -> None:
    text = make_voted(roll_call={make_member("CHN"): "in_favour", make_member("CUB"): "in_favour"})
    text.topics.add(*(make_topic() for _ in range(topics)))
    context = client.get("/compare/CHN/CUB/").context
    assert (len(context["topics"]), len(context["more_topics"])) == (shown, more)


@pytest.mark.limit("service.WINDOW_YEARS")
@pytest.mark.parametrize(
    ("last", "windows"), [(2017, []), (2018, ["2016–2018"]), (2019, ["2017–2019", "2016–2018"])]
)
def test_a_point_of_the_chart_covers_3_years(client: Client, last: int, windows: list[str]) -> None:
    roll_call = {make_member("CHN"): "in_favour", make_member("CUB"): "in_favour"}
    for year in range(2016, last + 1):
        make_voted(roll_call=roll_call, date=datetime.date(year, 3, 23))
    assert [row.label for row in client.get("/compare/CHN/CUB/?min=1").context["windows"]] == windows
