"""What is on file of the Council's recorded votes, in words."""

from collections.abc import Collection

from django.template.defaultfilters import date as format_date
from django.utils.translation import gettext as _

from votes.core.choices import CountedKind
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


def describe_share(tally: Tally, kinds: Collection[CountedKind]) -> str:
    """`describe_tally` for a figure that counts fewer votes, which are not to be taken for those on file.

    'a selection: 493 of 584 votes on resolutions and decisions are on file'.
    """
    if not tally.is_selection:
        return describe_tally(tally)
    numbers = {"on_file": f"{tally.on_file:,}", "taken": f"{tally.taken:,}"}
    if tally.has_unknown:
        numbers["taken"] = _("at least %(taken)s") % numbers
    if len(kinds) > 1:
        return _("a selection: %(on_file)s of %(taken)s votes of the Council are on file") % numbers
    if CountedKind.AMENDMENTS in kinds:
        return (
            _("a selection: %(on_file)s of %(taken)s votes on amendments and no-action motions are on file")
            % numbers
        )
    return _("a selection: %(on_file)s of %(taken)s votes on resolutions and decisions are on file") % numbers


def describe_reach(coverage: Coverage) -> str:
    """How far the record reaches; '' if no number is on file.

    'Recorded votes on resolutions and decisions: complete to the 62nd session (7 July 2026)'. Votes on amendments are
    not meant, and are not in the words.
    """
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
        return _("Recorded votes on resolutions and decisions: complete to the %(session)s (%(day)s)") % names
    if coverage.first_complete_year is None:
        return (
            _(
                "Recorded votes on resolutions and decisions: complete in the %(session)s (%(day)s), "
                "a selection of the others"
            )
            % names
        )
    return (
        _(
            "Recorded votes on resolutions and decisions: complete from %(first)s to the %(session)s (%(day)s), "
            "a selection of earlier years"
        )
        % names
    )
