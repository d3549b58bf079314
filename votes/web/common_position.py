"""The common position of a group in words, and how one of its members voted compared with it."""

from django.utils.translation import gettext as _

from votes.analysis.common_position import CommonPosition, Unity
from votes.analysis.majority_position import Alignment
from votes.core.choices import Position


def describe_common_position(common: CommonPosition) -> str:
    """'all against (7 of 7)', 'mostly in favour (11 of 13)', 'divided (6 of 13 at most took one position)'."""
    words = {
        "position": str(common.position.label).lower() if common.position else "",
        "most": common.n_most,
        "n": common.n,
    }
    match common.unity:
        case Unity.UNITED:
            return _("all %(position)s (%(most)s of %(n)s)") % words
        case Unity.MOSTLY:
            return _("mostly %(position)s (%(most)s of %(n)s)") % words
        case Unity.DIVIDED:
            return _("divided (no position has more than %(most)s of %(n)s)") % words
        case Unity.TOO_FEW:
            return _("too few positions (n = %(n)s)") % words


def describe_alignment(position: Position, alignment: Alignment, common: CommonPosition | None) -> str:
    """How a State voted compared with its group, for the cell of a table; "" where its group is not known."""
    match alignment:
        case Alignment.WITH:
            return _("with the majority")
        case Alignment.DISSENT:
            return _("dissented")
        case Alignment.NO_POSITION:
            return _("took no position")
    if common is None:
        return ""
    if common.position:
        return _("with most of its group") if position == common.position else _("differed from most")
    return _("group divided") if common.unity == Unity.DIVIDED else _("too few of its group voted")
