"""An explanation beside the recorded vote."""

import pytest

from votes.core.choices import AnnouncedPosition, ExplanationKind, Position
from votes.explanations.page import build_explanation
from votes.models import Explanation


@pytest.mark.parametrize(
    ("announced", "recorded", "words"),
    [
        (AnnouncedPosition.ABSTAINING, Position.AGAINST, "Announced: abstaining. Recorded: against."),
        (AnnouncedPosition.IN_FAVOUR, Position.NOT_VOTING, "Announced: in favour. Recorded: not voting."),
        (AnnouncedPosition.AGAINST, Position.AGAINST, ""),
        (AnnouncedPosition.AGAINST, None, ""),
        (AnnouncedPosition.NONE, Position.AGAINST, ""),
        (AnnouncedPosition.DISSOCIATED, Position.IN_FAVOUR, ""),
    ],
)
def test_announced_and_recorded_are_compared(
    announced: AnnouncedPosition, recorded: Position | None, words: str
) -> None:
    explanation = Explanation(announced=announced.value, kind=ExplanationKind.BEFORE_VOTE)
    assert build_explanation(explanation, recorded).differs == words


def test_a_later_submission_to_a_study_announced_no_vote() -> None:
    explanation = Explanation(announced="against", kind=ExplanationKind.STUDY_SUBMISSION)
    assert build_explanation(explanation, Position.ABSTAINING).differs == ""
