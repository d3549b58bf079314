"""An explanation in words, beside the recorded vote."""

from django.utils.translation import gettext as _

from votes.core.choices import AnnouncedPosition, Position
from votes.models import Explanation


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
