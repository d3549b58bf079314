"""An explanation beside the recorded vote."""

from dataclasses import dataclass

from votes.core.choices import ExplanationKind, Position
from votes.explanations.wording import describe_difference
from votes.models import Explanation


@dataclass(frozen=True)
class ExplanationRow:
    """An explanation beside the recorded position; `differs` says where the two differ, "" where they do not."""

    explanation: Explanation
    position: Position | None
    differs: str


def build_explanation(explanation: Explanation, position: Position | None) -> ExplanationRow:
    """An explanation with the recorded position; a later submission to a study is not shown with a vote."""
    if explanation.kind == ExplanationKind.STUDY_SUBMISSION:
        return ExplanationRow(explanation, position, "")
    return ExplanationRow(explanation, position, describe_difference(explanation, position))
