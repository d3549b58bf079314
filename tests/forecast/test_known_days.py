"""No forecast knows a vote of its own text or eve, whatever day the source gives for it."""

import datetime
import json
from typing import Any

import pytest

from tests.factories import make_session
from tests.forecast.council import DAY_BEFORE_SECOND, SECOND, Council
from tests.pages_factories import make_voted
from votes.checking.checks import refresh_checks
from votes.checking.days import DatedText, find_doubtful_days
from votes.core.choices import Adoption, Outcome, TextKind
from votes.forecast.known_days import find_known_days
from votes.forecast.service import forecast_text, get_evidence
from votes.models import RecordVersion, Resolution, Vote

FILED, VOTED, LAST = (datetime.date(2016, 6, day) for day in (21, 23, 24))


def make(pk: int, **columns: object) -> DatedText:
    usual = {"session": 32, "kind": TextKind.RESOLUTION.value, "meeting": "41st meeting", "date": VOTED}
    return DatedText(pk, **usual | columns)  # type: ignore[arg-type]


def make_amendment(**columns: object) -> DatedText:
    return make(9, **{"kind": TextKind.AMENDMENT.value, "amends": 1} | columns)


REST = (make(1), make(2), make(3, date=LAST, meeting="43rd meeting"))


@pytest.mark.parametrize(
    ("amendment", "is_doubtful", "known"),
    [
        (make_amendment(), False, VOTED),
        (make_amendment(meeting=""), False, VOTED),
        (make_amendment(amends=None), False, VOTED),
        (make_amendment(date=FILED), True, LAST),
        (make_amendment(amends=3), True, LAST),
        # Nothing confirms the day.
        (make_amendment(amends=None, meeting=""), True, LAST),
        (make_amendment(kind=TextKind.NO_ACTION_MOTION.value, date=FILED), True, LAST),
    ],
)
def test_a_vote_whose_day_is_in_doubt_is_known_after_the_session(amendment, is_doubtful, known):
    texts = [*REST, amendment]
    assert find_doubtful_days(texts) == ({9} if is_doubtful else set())
    assert find_known_days(texts)[9] == known


def test_the_texts_of_a_meeting_with_several_days_are_in_doubt():
    texts = [*REST, make(4, date=FILED)]
    assert find_doubtful_days(texts) == {1, 2, 4}
    assert find_known_days(texts) == {1: LAST, 2: LAST, 3: LAST, 4: LAST}


def test_a_vote_on_an_amendment_to_an_undecided_text_is_not_known():
    assert find_known_days([make_amendment(amends=7)], undecided={7}) == {9: None}


def add_amendment(council: Council, **columns: Any) -> Resolution:
    """A vote on an amendment, in the session of the second text, for which the source gives an earlier day."""
    usual: dict[str, Any] = {
        "kind": TextKind.AMENDMENT,
        "date": SECOND - datetime.timedelta(5),
        "title": "Cooperation",
        "session": council.second.session,
        "outcome": Outcome.REJECTED,
    }
    roll_call = {council.qaa: "against", council.qab: "in_favour", council.qac: "in_favour"}
    fourth = council.qad if columns.get("date") == council.first.date else council.qae
    return make_voted(
        columns.pop("symbol", "A/HRC/43/L.50"), {**roll_call, fourth: "against"}, **usual | columns
    )


def forecast(text: Resolution, as_of: datetime.date) -> str:
    found = forecast_text(text, as_of)
    return json.dumps([found.as_dict(), found.n, [repr(one) for one in found.members]])


@pytest.mark.parametrize("link", ["to the text", "to another text", "to none", "motion"])
def test_the_forecast_does_not_change_with_the_votes_of_its_session(council: Council, link: str) -> None:
    other = make_voted(
        "A/HRC/RES/43/22", {council.qaa: "in_favour"}, date=SECOND, session=council.second.session
    )
    links: dict[str, dict[str, Any]] = {
        "to the text": {"amends": council.second},
        "to another text": {"amends": other},
        "to none": {},
        "motion": {"amends": council.second, "kind": TextKind.NO_ACTION_MOTION},
    }
    without = forecast(council.second, DAY_BEFORE_SECOND)
    amendment = add_amendment(council, **links[link])
    refresh_checks()
    before = forecast(council.second, DAY_BEFORE_SECOND)
    Vote.objects.filter(resolution=amendment).update(position="abstaining")
    Vote.objects.filter(resolution__in=[council.second, other]).update(position="abstaining")
    refresh_checks()
    RecordVersion.bump()
    assert forecast(council.second, DAY_BEFORE_SECOND) == before == without


def test_the_forecast_of_a_tabled_draft_does_not_know_the_votes_on_its_amendments(council: Council) -> None:
    draft = council.table()
    today = datetime.date(2026, 7, 7)
    without = forecast(draft, today)
    add_amendment(
        council, amends=draft, session=make_session("62"), date=datetime.date(2026, 7, 6), meeting=""
    )
    refresh_checks()
    assert forecast(draft, today) == without


def test_an_amendment_of_an_earlier_session_is_known(council: Council) -> None:
    """The test above would pass if no amendment were ever known."""
    without = forecast(council.second, DAY_BEFORE_SECOND)
    add_amendment(council, session=council.first.session, amends=council.first, date=council.first.date)
    refresh_checks()
    assert forecast(council.second, DAY_BEFORE_SECOND) != without
    assert Resolution.objects.filter(adoption=Adoption.RECORDED_VOTE).count() == 3


@pytest.mark.parametrize("as_of", [DAY_BEFORE_SECOND, SECOND])
def test_no_predictor_knows_a_vote_of_the_same_meeting(council: Council, as_of: datetime.date) -> None:
    """Neither on the eve nor in the morning of the vote, for the text itself or for amendments, whatever their day."""
    Resolution.objects.filter(pk=council.second.pk).update(meeting="44th meeting")
    amendments = [
        add_amendment(
            council, amends=council.second, date=day, meeting="44th meeting", symbol=f"A/HRC/43/L.{n}"
        )
        for n, day in enumerate((SECOND, SECOND - datetime.timedelta(5)), start=51)
    ]
    refresh_checks()
    known = {text.address for text in get_evidence(RecordVersion.get(), as_of).past.texts}
    assert council.first.address in known
    assert not known & {council.second.address, *(text.address for text in amendments)}
