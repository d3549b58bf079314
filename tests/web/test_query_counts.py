"""A page asks the database as often for thirty rows of everything as for three."""

import datetime
from itertools import count

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import make_correction, make_session, make_state, make_term
from tests.pages_factories import (
    make_explanation,
    make_members,
    make_tabled,
    make_text,
    make_topic,
    make_voted,
)
from votes.core.choices import Position
from votes.core.coverage import get_coverage
from votes.models import ImportRun, Resolution, Series, State, StateName

MOST_QUERIES = {
    # The first to ask for all votes, or for the blocs, fills the cache for those after it.
    "/compare/": 12,
    "/blocs/asia-pacific/": 4,
    "/": 14,
    "/search/?q=State+of+QAA": 24,
    "/search/?q=title": 17,
    "/search/?q=37/23": 5,
    "/resolutions/": 15,
    "/resolutions/?q=title&sort=-against&year=2018&contested=vote": 10,
    "/resolutions/?year=x&kind=y&page=99": 10,
    "/resolutions.json?sort=title": 5,
    "/resolutions.csv?q=title": 6,
    "/resolutions/A/HRC/RES/37/23/": 17,
    "/resolutions/A/HRC/RES/37/23.json": 16,
    "/resolutions/A/HRC/RES/37/23.csv": 16,
    "/resolutions/a/hrc/37/l.36/": 4,
    "/resolutions/A/HRC/RES/37/233/": 7,
    "/resolutions/A/HRC/37/L.200/": 12,
    "/states/": 5,
    "/states.json": 3,
    "/states.csv": 3,
    "/states/?unreconciled=include": 3,
    "/?unreconciled=include": 16,
    "/states/QAA/?unreconciled=include": 11,
    "/states/QAA/": 11,
    "/states/QAA/?position=against&page=2": 11,
    "/states/QAA.json": 10,
    "/states/QAA.csv": 10,
    "/blocs/": 14,
    "/blocs/?view=matrix": 14,
    "/blocs/?view=positions&states=QAA,QAB": 14,
    "/blocs/?view=poles": 14,
    "/blocs/?view=map": 14,
    "/blocs/?view=cohesion&states=QAA,QAB&bloc=asia-pacific": 14,
    "/blocs/?view=apart": 14,
    "/blocs.json": 14,
    "/blocs.csv?states=all": 14,
    "/compare/?states=QAA&states=QAB": 1,
    "/compare/QAA/QAB/": 1,
    "/compare/QAA/QAB/?min=1&QAA=in_favour&from=1980": 1,
    "/compare/QAA/QAB.json": 1,
    "/compare/QAA/QAB.csv": 1,
    "/blocs/asia-pacific/?show=apart&left=QAA": 1,
    "/blocs/asia-pacific.json": 1,
    "/blocs/asia-pacific.csv": 1,
    "/sessions/": 2,
    "/sessions/37/": 5,
    "/sessions/37.json": 5,
    "/sessions/37.csv": 5,
    "/series/": 4,
    "/series.json?q=s": 2,
    "/series/s/": 8,
    "/series/s.json": 9,
    # The first forecast of a record version reads the past.
    "/series/s/today/": 29,
    "/series/s/today.json": 20,
    "/resolutions/?called_by=QAA": 10,
    "/series/s.csv": 9,
    # It reads the past of all forecasts, with what is tabled and the series of amended texts, once for each version.
    "/before/": 29,
    "/before/?session=37&as_of=2018-03-22": 20,
    "/before.json": 20,
    "/before.csv?session=37&as_of=2018-03-22": 20,
    "/before/sessions/37/": 20,
    "/before/evaluation/": 2,
    "/before/A/HRC/37/L.301/": 16,
    "/before/A/HRC/37/L.36.json": 16,
    "/before/A/HRC/RES/37/23.csv?as_of=2018-03-01": 20,
    "/explanations/": 7,
    "/explanations/?q=summary&position=against": 7,
    "/explanations.json": 4,
    "/explanations.csv": 4,
    "/about/": 11,
    "/about/method/": 1,
    "/about/quality/?severity=error": 11,
    "/about/quality.json": 5,
    "/about/quality.csv": 5,
    "/health/": 1,
}


class Site:
    """One text and one State that everything hangs on; `grow` hangs more of everything on them."""

    def __init__(self) -> None:
        self.numbers = count(1)
        self.series = Series.objects.create(slug="s", title="S")
        self.state = make_state("QAA")
        self.other = make_state("QAB")
        self.text = make_voted(
            "A/HRC/RES/37/23",
            {self.state: "in_favour"},
            draft_symbol="A/HRC/37/L.36",
            series=self.series,
            called_by=self.state,
            official=(99, 1, 1, 1),
        )

    def grow(self, n: int) -> None:
        for state in make_members(n):
            self.add_for(state, next(self.numbers))

    def add_for(self, state: State, number: int) -> None:
        self.text.votes.create(state=state, position=list(Position)[number % 4])
        make_correction(
            self.text, field="position", state=state, before="", after="against", reason=f"Reason {number}"
        )
        self.text.topics.add(make_topic())
        self.text.sponsors.add(state)
        for kind in ("before_vote", "study_submission"):
            make_explanation(self.text, state, kind=kind)
        StateName.objects.create(state=self.state, name=f"Old name {number}", until=1900 + number)
        day = datetime.date(1980, 1, 1) + datetime.timedelta(number * 400)
        make_term(self.state, day, day + datetime.timedelta(300))
        ImportRun.objects.create(source=f"source {number}")
        # A text of the series, of a year and a session of its own, with someone who was not there before.
        (newcomer,) = make_members(1)
        later = make_voted(
            f"A/HRC/RES/{number + 40}/1",
            {self.state: "against", state: "against", newcomer: "abstaining"},
            official=(1, 1, 1, 1),
            date=day,
            session=make_session(str(number + 40)),
            agenda_item=number % 10 + 1,
            series=self.series,
        )
        later.topics.add(make_topic())
        later.sponsors.add(newcomer)
        make_explanation(later, self.state)
        make_explanation(later, newcomer)
        # And in this session: an amendment, a text without a vote, one adopted by a narrow vote, a tabled one.
        make_voted(
            f"A/HRC/37/L.{number + 200 - 1}",
            {state: "against"},
            kind="amendment",
            amends=self.text,
            outcome="rejected",
        )
        make_text()
        make_voted(roll_call={self.state: "in_favour", self.other: "abstaining", state: "against"})
        make_tabled(f"A/HRC/37/L.{number + 300}")


@pytest.fixture
def site(db: None) -> Site:
    return Site()


def count_queries(client: Client, address: str) -> int:
    """The queries of a page, without the one of its foot, which says how far the record reaches."""
    get_coverage()  # into the cache, or the first page would fill it
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(address)
    assert response.status_code in (200, 302, 404)
    has_foot = b'<footer class="bottom">' in response.content
    return len(queries) - has_foot


def test_thirty_rows_take_no_more_queries_than_three(site: Site, client: Client) -> None:
    site.grow(3)
    few = {address: count_queries(client, address) for address in MOST_QUERIES}
    assert Resolution.objects.count() == 1 + 3 * 5
    site.grow(27)
    assert Resolution.objects.count() == 1 + 30 * 5
    many = {address: count_queries(client, address) for address in MOST_QUERIES}
    assert {address: n for address, n in many.items() if n > few[address]} == {}


def test_no_page_takes_more_than_a_few(site: Site, client: Client) -> None:
    site.grow(3)
    taken = {address: count_queries(client, address) for address in MOST_QUERIES}
    too_many = {address: n for address, n in taken.items() if n > MOST_QUERIES[address]}
    assert too_many == {}


def test_the_rows_are_really_there(site: Site, client: Client) -> None:
    """The counts above say something only because the pages show what was added."""
    site.grow(5)
    text = client.get("/resolutions/A/HRC/RES/37/23.json").json()
    assert [len(text[key]) for key in ("votes", "topics", "sponsors", "amendments", "series")] == [
        6,
        5,
        5,
        5,
        6,
    ]
    assert len(text["explanations"]) == 10
    assert len(text["corrections"]) == 5
    state = client.get("/states/QAA.json?unreconciled=include").json()
    assert [len(state[key]) for key in ("votes", "terms", "years", "other_names", "explanations")] == [
        11, 5, 6, 5, 5,
    ]  # fmt: skip
    assert client.get("/about/quality.json").json()["n"] > 5
