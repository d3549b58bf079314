"""What is on file of the Council's recorded votes, in words."""

from django.template.defaultfilters import date as format_date
from django.utils.translation import gettext as _

from votes.core.coverage import Coverage, Tally


def describe_tally(tally: Tally) -> str:
    """'complete', 'a selection: 202 of 912', 'a selection: 12 of at least 30', or that it is not known."""
    numbers = {"on_file": f"{tally.on_file:,}", "taken": f"{tally.taken:,}"}
    if tally.is_complete:
        return _("complete")
    if not tally.is_selection:
        return _("not known to be complete")
    if tally.has_unknown:
        return _("a selection: %(on_file)s of at least %(taken)s") % numbers
    return _("a selection: %(on_file)s of %(taken)s") % numbers


def describe_reach(coverage: Coverage) -> str:
    """'Complete to the 62nd session (7 July 2026)': how far the record reaches; '' if no number is on file."""
    if not coverage.sessions:
        return ""
    reached = coverage.complete_to
    if reached is None:
        return _("A selection of the recorded votes")
    names = {
        "session": reached.name,
        "day": format_date(reached.last, "j F Y"),
        "first": coverage.first_complete_year,
    }
    if coverage.is_whole:
        return _("Complete to the %(session)s (%(day)s)") % names
    if coverage.first_complete_year is None:
        return _("Complete in the %(session)s (%(day)s), a selection of the others") % names
    return _("Complete to the %(session)s (%(day)s) from %(first)s on, a selection of earlier years") % names
