"""A State's votes in words."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from votes.analysis.tally import count_taken
from votes.core.choices import Position
from votes.states.service import StateRecord
from votes.web.numbers import format_percent
from votes.web.wording import name_in_sentence


def describe_state(record: StateRecord) -> str:
    """The first sentence of the page: the share of each position; '' if no vote is on file."""
    n = count_taken(record.totals)
    if not n:
        return ""
    share = {position: format_percent(record.totals[position] / n) for position in Position}
    return _(
        "%(state)s voted in favour in %(in_favour)s of votes, against in %(against)s and abstained in %(abstaining)s"
    ) % {
        "state": capfirst(name_in_sentence(record.state)),
        "in_favour": share[Position.IN_FAVOUR],
        "against": share[Position.AGAINST],
        "abstaining": share[Position.ABSTAINING],
    }
