"""The words of the page of one bloc."""

from django.utils.translation import gettext as _

from votes.analysis.cohesion import Cohesion
from votes.blocs.bloc.query import BlocPageQuery
from votes.blocs.bloc.service import BlocRecord
from votes.web.address import describe_unknown_value
from votes.web.numbers import format_interval


def describe_cohesion(cohesion: Cohesion) -> str:
    """ "0.94 over 31, 0.91–0.97", or "too few: 3"."""
    if cohesion.mean is None:
        return _("too few: %(n)s") % {"n": cohesion.n}
    words = {"mean": f"{cohesion.mean:.2f}", "n": cohesion.n}
    if cohesion.interval is None:
        return _("%(mean)s over %(n)s") % words
    return _("%(mean)s over %(n)s, %(interval)s") % {**words, "interval": format_interval(cohesion.interval)}


def list_notes(query: BlocPageQuery, record: BlocRecord) -> list[str]:
    """One sentence for each value of the address that was left out; those of the list only where there is one."""
    notes = list(query.notes)
    if record.figures:
        notes += query.list_notes
        if query.dissenter and not record.dissenter:
            notes.append(describe_unknown_value(query.dissenter, "left"))
    return notes
