"""From the database to a forecast: what it reads, and that nothing from its day on has any bearing on it."""

import datetime
import json
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.factories import make_member, make_resolution, make_roll_call, make_session, make_state
from votes.checking.checks import refresh_checks
from votes.core.choices import Adoption, CheckStatus, Outcome, Position, TextKind
from votes.forecast.model import Forecast
from votes.forecast.service import find_day_of_vote, forecast_text, forecast_texts
from votes.models import RecordVersion, Resolution, Series, State, Topic, Vote

pytestmark = pytest.mark.django_db

AS_OF = datetime.date(2018, 3, 1)
VOTE_ON = datetime.date(2018, 3, 23)
CAMPS = {"CHN": "YN", "CUB": "YN", "PAK": "YN", "FRA": "NY", "USA": "NY"}
POSITIONS = {"Y": Position.IN_FAVOUR, "N": Position.AGAINST, "A": Position.ABSTAINING}
TITLES = ("Unilateral coercive measures", "Situation of human rights in Belarus")


def vote(symbol: str, day: datetime.date, place: int, **columns: Any) -> Resolution:
    """A text of the first or second kind, with the roll-call of the two camps."""
    text = make_resolution(symbol, (3, 2, 0, 0) if place == 0 else (2, 3, 0, 0), date=day, **columns)
    make_roll_call(text, {iso3: POSITIONS[line[place]] for iso3, line in CAMPS.items()})
    return text


def count_roll_calls() -> None:
    refresh_checks()
    Resolution.objects.update(check_status=CheckStatus.RECONCILED)
    RecordVersion.bump()


@pytest.fixture
def council(db: None) -> Resolution:
    """Five members, seven years with two texts each; the first kind lies on the table again."""
    for iso3 in CAMPS:
        make_member(iso3)
    series = [Series.objects.create(slug=f"s{place}", title=title) for place, title in enumerate(TITLES)]
    for year in range(2011, 2018):
        for place, title in enumerate(TITLES):
            vote(
                f"A/HRC/RES/{year - 1990}/{place + 1}",
                datetime.date(year, 3, 20 + place),
                place,
                title=title,
                agenda_item=3 + place,
                series=series[place],
                check_status=CheckStatus.RECONCILED,
                session=make_session(str(year - 1990)),
            )
    count_roll_calls()
    return make_resolution(
        "A/HRC/37/L.36",
        title=TITLES[0],
        series=series[0],
        agenda_item=3,
        date=None,
        expected_on=VOTE_ON,
        outcome=Outcome.TABLED,
        adoption=Adoption.NONE,
    )


def describe(forecast: Forecast) -> str:
    """Every part of it, the reasons too, to the last digit."""
    return repr(forecast)


def round_figures(described: str) -> str:
    """Without what differs from machine to machine: numpy adds up a batch in another order than one text alone."""
    return re.sub(r"\d\.\d{10,}(e-\d+)?", lambda figure: f"{float(figure[0]):.6f}", described)


def read_again(text: Resolution, as_of: datetime.date = AS_OF) -> str:
    """The forecast with an empty cache, and every roll-call counted."""
    cache.clear()
    count_roll_calls()
    return describe(forecast_text(Resolution.objects.get(pk=text.pk), as_of))


def test_a_tabled_text_is_forecast_from_its_series(council: Resolution) -> None:
    found = forecast_text(council, AS_OF)

    assert {one.iso3: one.likeliest for one in found.members} == {
        iso3: POSITIONS[line[0]] for iso3, line in CAMPS.items()
    }
    assert found.repeat
    assert found.n == 14
    assert found.adopted is not None
    assert found.adopted > 0.5
    assert json.loads(json.dumps(found.as_dict())) == found.as_dict()


def test_several_texts_are_forecast_as_each_alone_in_the_same_number_of_queries(
    council: Resolution, django_assert_num_queries: Any
) -> None:
    other = Resolution.objects.get(symbol="A/HRC/RES/27/2")
    alone = [describe(forecast_text(text, AS_OF)) for text in (council, other)]

    with django_assert_num_queries(6):
        forecast_text(council, AS_OF)
    with django_assert_num_queries(6):
        together = forecast_texts([council, other], AS_OF)

    assert [round_figures(describe(found)) for found in together] == [round_figures(one) for one in alone]


def test_the_members_are_those_of_the_day_of_the_vote(council: Resolution) -> None:
    make_member("NEW", start=VOTE_ON)
    make_member("OLD", end=VOTE_ON - datetime.timedelta(days=1))

    assert [one.iso3 for one in forecast_text(council, AS_OF).members] == sorted([*CAMPS, "NEW"])


def test_a_roll_call_that_does_not_agree_with_its_totals_teaches_nothing(council: Resolution) -> None:
    Resolution.objects.filter(symbol="A/HRC/RES/27/1").update(check_status=CheckStatus.UNRECONCILED)
    RecordVersion.bump()

    assert forecast_text(council, AS_OF).n == 13


def test_a_forecast_of_a_change_rolled_back_is_not_read_after_the_next_change(council: Resolution) -> None:
    """The forecast keeps what it learned in the process, under the number of the record's version."""
    with transaction.atomic():
        Resolution.objects.filter(symbol="A/HRC/RES/27/1").update(check_status=CheckStatus.UNRECONCILED)
        RecordVersion.bump()
        assert forecast_text(council, AS_OF).n == 13
        transaction.set_rollback(True)
    RecordVersion.bump()

    assert forecast_text(council, AS_OF).n == 14


def test_nothing_from_the_day_on_is_seen(council: Resolution) -> None:
    """Votes, titles, topics, series, new texts and new States of the day and later, and the text's own result."""
    late = [
        vote(
            "A/HRC/RES/36/1",
            AS_OF,
            0,
            title=TITLES[0],
            series=council.series,
            agenda_item=3,
            session=make_session("36"),
        ),
        vote("A/HRC/RES/38/1", VOTE_ON + datetime.timedelta(days=90), 1, title=TITLES[1], agenda_item=4),
    ]
    before = read_again(council)

    for text in late:
        Vote.objects.filter(resolution=text).update(position=Position.ABSTAINING)
        text.topics.add(Topic.objects.get_or_create(slug="x", name="X")[0])
        text.sponsors.add(State.objects.get(iso3="CHN"))
    Resolution.objects.filter(pk__in=[text.pk for text in late]).update(
        title=f"{TITLES[0]} in {TITLES[1]}", agenda_item=9, kind=TextKind.DECISION, series=None
    )
    newcomer = make_state("ZZZ")
    vote(
        "A/HRC/RES/39/1",
        VOTE_ON + datetime.timedelta(days=200),
        0,
        series=council.series,
        session=make_session("39"),
    )
    make_roll_call(Resolution.objects.get(symbol="A/HRC/RES/39/1"), {newcomer.iso3: Position.AGAINST})
    Vote.objects.bulk_create(
        Vote(resolution=council, state=State.objects.get(iso3=iso3), position=Position.ABSTAINING)
        for iso3 in CAMPS
    )
    Resolution.objects.filter(pk=council.pk).update(
        date=VOTE_ON,
        outcome=Outcome.REJECTED,
        adoption=Adoption.RECORDED_VOTE,
        official_in_favour=0,
        official_against=5,
        official_abstaining=0,
    )

    assert read_again(council) == before


def test_what_was_decided_the_day_before_is_seen(council: Resolution) -> None:
    """The test above would be worth nothing where no vote had any bearing."""
    before = read_again(council)
    vote(
        "A/HRC/RES/37/1",
        AS_OF - datetime.timedelta(days=1),
        1,
        title=TITLES[0],
        series=council.series,
        agenda_item=3,
    )

    assert read_again(council) != before


def test_a_draft_without_an_expected_day_is_voted_on_by_the_members_of_its_session() -> None:
    session = make_session("64")
    text = make_resolution(
        "A/HRC/64/L.1", session=session, date=None, outcome=Outcome.TABLED, adoption=Adoption.NONE
    )
    today = datetime.date(2026, 11, 30)
    assert find_day_of_vote(text, today) == today
    session.end = datetime.date(2027, 3, 26)
    assert find_day_of_vote(text, today) == session.end
    text.expected_on = datetime.date(2027, 3, 24)
    assert find_day_of_vote(text, today) == text.expected_on
