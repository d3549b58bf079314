"""What the page of a State shows."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from votes.analysis.tally import Counts, count_taken
from votes.core.choices import COUNCIL_SINCE, Position, RegionalGroup
from votes.core.terms import find_member_years
from votes.states.service import ListedState, StateRecord
from votes.web.numbers import format_percent
from votes.web.wording import name_in_sentence


@dataclass(frozen=True)
class YearRow:
    """One year of a State: its counts, or a gap where it was no member of the Council on any day of that year.

    Who was a member of the Commission is not on file, so no year before the Council's first is a gap.
    """

    year: int
    counts: Counts
    is_gap: bool


@dataclass(frozen=True)
class StateRow:
    """A State in the list of States; `cells` are its totals in the order of the positions."""

    listed: ListedState
    cells: list[int]


def build_state_groups(states: Iterable[ListedState]) -> list[tuple[RegionalGroup, list[StateRow]]]:
    """The rows of the list of States under the regional group each belongs to now."""
    rows = [StateRow(listed, [listed.totals[position] for position in Position]) for listed in states]
    return [
        (group, [row for row in rows if row.listed.state.regional_group == group]) for group in RegionalGroup
    ]


def build_years(record: StateRecord, today: datetime.date) -> list[YearRow]:
    """Every year from the first to the last in which the State was a member or voted, gaps included."""
    member = find_member_years([(term.start, term.end) for term in record.terms], today)
    touched = member | set(record.years)
    if not touched:
        return []
    nothing = dict.fromkeys(Position, 0)
    return [
        YearRow(
            year,
            record.years.get(year, nothing),
            is_gap=bool(member) and year >= COUNCIL_SINCE and year not in touched,
        )
        for year in range(min(touched), max(touched) + 1)
    ]


def describe_state(record: StateRecord) -> str:
    """The one finding of the page: how the State mostly voted, with its n; '' without a vote on file."""
    n = count_taken(record.totals)
    if not n:
        return ""
    share = {position: format_percent(record.totals[position] / n) for position in Position}
    return _(
        "%(state)s was in favour in %(in_favour)s, against in %(against)s and abstained in %(abstaining)s"
    ) % {
        "state": capfirst(name_in_sentence(record.state)),
        "in_favour": share[Position.IN_FAVOUR],
        "against": share[Position.AGAINST],
        "abstaining": share[Position.ABSTAINING],
    }
