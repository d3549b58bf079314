"""An explanation beside the recorded vote."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from votes.core.choices import AnnouncedPosition, ExplanationKind, Position
from votes.models import Explanation


@dataclass(frozen=True)
class ExplanationRow:
    """An explanation beside the recorded position; `differs` says where the two part."""

    explanation: Explanation
    position: Position | None
    differs: str


def describe_difference(explanation: Explanation, position: Position | None) -> str:
    """Where an announced position and the recorded one differ, in words; '' where they agree or one is unknown."""
    announced = explanation.announced
    if not announced or position is None or announced == position.value:
        return ""
    if announced == AnnouncedPosition.DISSOCIATED:
        return ""
    return _("Announced: %(announced)s. Recorded: %(recorded)s.") % {
        "announced": explanation.get_announced_display().lower(),
        "recorded": position.label.lower(),
    }


def build_explanation(explanation: Explanation, position: Position | None) -> ExplanationRow:
    """An explanation with the recorded position; a later submission to a study stands beside no vote."""
    if explanation.kind == ExplanationKind.STUDY_SUBMISSION:
        return ExplanationRow(explanation, position, "")
    return ExplanationRow(explanation, position, describe_difference(explanation, position))
