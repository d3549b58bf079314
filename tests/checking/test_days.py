"""The day of a vote on an amendment, from its text and its meeting."""

import datetime

import pytest

from votes.checking.days import LONGEST_WAIT, DatedText, InferredDay, infer_days, list_days_by_meeting
from votes.core.choices import TextKind

FILED, VOTED, OTHER = (datetime.date(2016, 6, 28), datetime.date(2016, 7, 1), datetime.date(2016, 6, 30))


def make(pk: int, **columns: object) -> DatedText:
    usual = {"session": 32, "kind": TextKind.RESOLUTION.value, "meeting": "46th meeting", "date": VOTED}
    return DatedText(pk, **usual | columns)  # type: ignore[arg-type]


def make_amendment(**columns: object) -> DatedText:
    usual = {"kind": TextKind.AMENDMENT.value, "date": FILED, "amends": 1}
    return make(9, **usual | columns)


def infer(*texts: DatedText) -> InferredDay | None:
    return infer_days(texts).get(9)


def test_text_and_meeting_name_the_day():
    assert infer(make_amendment(), make(1), make(2)) == InferredDay(VOTED, FILED, 1, "46th meeting")


def test_a_no_action_motion_has_the_day_of_its_text():
    motion = make_amendment(kind=TextKind.NO_ACTION_MOTION.value)
    assert infer(motion, make(1)) == InferredDay(VOTED, FILED, 1, "46th meeting")


def test_the_text_alone_proves_it():
    """As for the amendments whose meeting is not printed."""
    assert infer(make_amendment(meeting=""), make(1)) == InferredDay(VOTED, FILED, 1, "")


def test_the_meeting_alone_proves_it():
    assert infer(make_amendment(amends=None), make(2)) == InferredDay(VOTED, FILED, None, "46th meeting")


def test_a_text_that_is_not_on_file_proves_nothing():
    assert infer(make_amendment(amends=5, meeting="")) is None


@pytest.mark.parametrize(
    "others",
    [
        # The text was decided at another meeting, on another day than the meeting of the amendment.
        [make(1, meeting="45th meeting", date=OTHER), make(2)],
        # The texts of the meeting have two days.
        [make(1), make(2, date=OTHER)],
    ],
)
def test_nothing_is_inferred_where_the_evidence_differs(others):
    assert infer(make_amendment(), *others) is None


def test_a_text_of_another_meeting_on_the_same_day_agrees():
    assert infer(make_amendment(), make(1, meeting="44th meeting"), make(2)) == InferredDay(
        VOTED, FILED, 1, "46th meeting"
    )


@pytest.mark.parametrize(
    "others",
    [
        [make(1, session=33)],
        [make(2, meeting="45th meeting")],
        # Other amendments, whose own day is in doubt, prove nothing.
        [make(3, kind=TextKind.AMENDMENT.value)],
        [],
    ],
)
def test_other_sessions_meetings_and_amendments_prove_nothing(others):
    assert infer(make_amendment(), *others) is None


def test_a_right_day_and_the_days_of_other_kinds_are_left_alone():
    assert infer_days([make_amendment(date=VOTED), make(1), make(2, date=OTHER, meeting="")]) == {}


@pytest.mark.limit("days.LONGEST_WAIT")
@pytest.mark.parametrize(
    ("wait", "is_inferred"),
    [(-1, False), (0, False), (1, True), (LONGEST_WAIT, True), (LONGEST_WAIT + 1, False)],
)
def test_the_day_of_filing_lies_at_most_two_weeks_before_the_vote(wait, is_inferred):
    amendment = make_amendment(date=VOTED - datetime.timedelta(wait))
    assert bool(infer(amendment, make(1))) is is_inferred


def test_the_days_of_a_meeting_are_those_of_its_texts():
    texts = [make(1), make(2, date=OTHER), make(3, meeting=""), make_amendment()]
    assert list_days_by_meeting(texts) == {(32, "46th meeting"): {VOTED, OTHER}}
