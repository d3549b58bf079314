"""Feeds as a feed reader sees them."""

import datetime

import feedparser  # type: ignore[import-untyped]
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import make_explanation, make_state
from tests.pages_factories import make_text, make_topic, make_voted
from votes.corrections.apply import Change, make_corrections
from votes.models import Resolution, Series
from votes.sharing import service

pytestmark = pytest.mark.django_db


def fetch(client: Client, address: str) -> feedparser.FeedParserDict:
    response = client.get(address)
    assert response["Content-Type"].startswith("application/atom+xml")
    found = feedparser.parse(response.content)
    assert not found.bozo
    assert (found.version, bool(found.feed.id), bool(found.feed.title)) == ("atom10", True, True)
    return found


@pytest.fixture
def voted() -> Resolution:
    return make_voted(
        "A/HRC/RES/37/23", official=(28, 1, 17, 1), title="Cooperation", date=datetime.date(2018, 3, 23)
    )


def test_a_new_vote_arrives_with_its_result(voted: Resolution, client: Client) -> None:
    (entry,) = fetch(client, "/feeds/votes.atom").entries
    assert entry.title == "A/HRC/RES/37/23: Cooperation"
    assert entry.summary == "Adopted by 28 to 1, with 17 abstentions."
    assert entry.link == "http://testserver/resolutions/A/HRC/RES/37/23/"
    assert entry.published.startswith("2018-03-23")
    make_voted("A/HRC/RES/43/21", date=datetime.date(2020, 6, 22))
    first, second = fetch(client, "/feeds/votes.atom").entries
    assert first.link.endswith("43/21/")
    assert second.id == entry.id


def test_a_state_is_followed_by_its_votes_and_corrections(client: Client) -> None:
    state = make_state("CHN", "China")
    text = make_voted("A/HRC/RES/37/23", {state: "in_favour"}, (0, 1, 0, 0), date=datetime.date(2018, 3, 23))
    other = make_voted("A/HRC/RES/37/1", {state: "in_favour"}, date=datetime.date(2018, 3, 22))
    # The roll-call of the first contradicts its totals, so nothing is concluded from it.
    (entry,) = fetch(client, "/feeds/states/CHN.atom").entries
    assert entry.title.startswith(f"In favour: {other.symbol}")
    make_corrections(text, [Change("position", "against", state.iso3)], reason="The report says so")
    first, second, third = fetch(client, "/feeds/states/CHN.atom").entries
    assert first.title == "Correction of A/HRC/RES/37/23: Position of China"
    assert first.summary == "In favour is corrected to Against. The report says so"
    assert second.title.startswith("Against: A/HRC/RES/37/23")
    assert third.id == entry.id
    # The corrected vote moves up in a feed reader; the day of the vote stays.
    assert second.published.startswith("2018-03-23")
    assert second.updated == first.updated
    assert third.updated == third.published
    (correction,) = fetch(client, "/feeds/corrections.atom").entries
    assert correction.id == first.id


def test_series_topics_sessions_and_statements(client: Client) -> None:
    series = Series.objects.create(slug="work", title="Working together")
    topic = make_topic("Cooperation")
    text = make_text("A/HRC/RES/37/23", series=series, date=datetime.date(2018, 3, 23))
    text.topics.add(topic)
    make_explanation(text, make_state("CHE", "Switzerland"), summary="The term is not defined.")
    for address in ("series/work", f"topics/{topic.slug}", f"sessions/{text.session.code}"):
        (entry,) = fetch(client, f"/feeds/{address}.atom").entries
        assert entry.link.endswith(text.get_absolute_url())
    (statement,) = fetch(client, "/feeds/explanations.atom").entries
    assert statement.title.startswith("Switzerland, A/HRC/RES/37/23")
    assert statement.summary == "The term is not defined."


@pytest.mark.parametrize(
    "address", ["states/XXX", "series/none", "topics/none", "sessions/999", "sessions/x"]
)
def test_a_feed_of_nothing_on_file_is_not_found(client: Client, address: str) -> None:
    assert client.get(f"/feeds/{address}.atom").status_code == 404


def test_what_is_not_published_is_in_no_feed(voted: Resolution, client: Client) -> None:
    make_explanation(voted, make_state("CHE"))
    make_corrections(voted, [Change("title", "Another")], reason="As printed")
    Resolution.objects.update(published=False)
    for feed in ("votes", "explanations", "corrections"):
        assert fetch(client, f"/feeds/{feed}.atom").entries == []


@pytest.mark.limit("service.MOST_ENTRIES")
@pytest.mark.parametrize(("n", "listed"), [(2, 2), (3, 3), (4, 3)])
def test_a_feed_is_short_and_takes_few_queries(
    client: Client, monkeypatch: pytest.MonkeyPatch, n: int, listed: int
) -> None:
    monkeypatch.setattr(service, "MOST_ENTRIES", 3)
    for number in range(n):
        make_voted(f"A/HRC/RES/37/{number + 1}", date=datetime.date(2018, 3, 23))
    with CaptureQueriesContext(connection) as queries:
        assert len(fetch(client, "/feeds/votes.atom").entries) == listed
    assert len(queries) <= 5


def test_pages_name_their_feeds(voted: Resolution, client: Client) -> None:
    page = client.get(voted.get_absolute_url()).content.decode()
    assert 'type="application/atom+xml" href="/feeds/votes.atom"' in page
