"""A session in words."""

from typing import Any

import pytest

from votes.core.choices import DECIDED, Adoption, Outcome
from votes.models import Resolution
from votes.sessions.wording import describe_session


def make_text(outcome: Outcome, adoption: Adoption) -> Any:
    text = Resolution(outcome=outcome, adoption=adoption)
    if adoption == Adoption.RECORDED_VOTE:
        text.official_in_favour, text.official_against = (20, 10) if outcome == Outcome.ADOPTED else (10, 20)
    return text


def test_a_session_in_one_sentence() -> None:
    texts = [
        make_text(Outcome.ADOPTED, Adoption.WITHOUT_VOTE),
        make_text(Outcome.ADOPTED, Adoption.WITHOUT_VOTE),
        make_text(Outcome.ADOPTED, Adoption.RECORDED_VOTE),
        make_text(Outcome.REJECTED, Adoption.RECORDED_VOTE),
        make_text(Outcome.WITHDRAWN, Adoption.NONE),
        make_text(Outcome.TABLED, Adoption.NONE),
    ]
    assert describe_session(texts) == (
        "2 adopted without a vote, 1 adopted by a recorded vote, 1 rejected by a recorded vote, "
        "1 withdrawn, 1 tabled"
    )


def test_texts_whose_record_contradicts_itself_are_counted_as_that() -> None:
    odd = make_text(Outcome.REJECTED, Adoption.RECORDED_VOTE)
    odd.official_in_favour, odd.official_against = 21, 20
    twice = make_text(Outcome.WITHDRAWN, Adoption.NONE)
    twice.other_outcome = Outcome.REJECTED
    assert describe_session([odd, twice, make_text(Outcome.REJECTED, Adoption.RECORDED_VOTE)]) == (
        "1 rejected by a recorded vote, 2 with a record that contradicts itself"
    )


def test_a_vote_without_totals_is_not_said_to_have_been_recorded() -> None:
    """The source alone says so, and it names no member and no number."""
    bare = Resolution(outcome=Outcome.ADOPTED, adoption=Adoption.RECORDED_VOTE)
    assert describe_session([bare, make_text(Outcome.ADOPTED, Adoption.RECORDED_VOTE)]) == (
        "1 adopted by a recorded vote, 1 by a recorded vote according to the source (no totals)"
    )


ALLOWED = [
    *((Outcome.ADOPTED, adoption) for adoption in Adoption if adoption != Adoption.NONE),
    (Outcome.REJECTED, Adoption.RECORDED_VOTE),
    (Outcome.REJECTED, Adoption.NON_RECORDED_VOTE),
    *((outcome, Adoption.NONE) for outcome in Outcome if outcome not in DECIDED),
]


@pytest.mark.parametrize(("outcome", "adoption"), ALLOWED)
def test_no_text_of_a_session_is_passed_over(outcome: Outcome, adoption: Adoption) -> None:
    """Every combination that the database allows is counted somewhere, and once."""
    assert describe_session([make_text(outcome, adoption)] * 3).startswith("3 ")
    assert "," not in describe_session([make_text(outcome, adoption)])
