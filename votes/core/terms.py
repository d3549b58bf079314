"""Terms of membership: does one cover a day, and which years do they touch? Pure."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from votes.core.choices import RegionalGroup

Day = datetime.date


@dataclass(frozen=True)
class Term:
    """One term of a State in the Council, both days included; `end` None while it has no end."""

    iso3: str
    start: Day
    end: Day | None
    group: RegionalGroup

    def covers(self, day: Day) -> bool:
        return covers(self.start, self.end, day)


def covers(start: Day | None, end: Day | None, day: Day | None) -> bool:
    """Whether `day` lies between two days, both included. A start or end of None is open; a day of None is in none."""
    return day is not None and (start is None or start <= day) and (end is None or day <= end)


def find_members(terms: Iterable[Term], day: Day | None) -> dict[str, RegionalGroup]:
    """State -> the regional group in whose seat it sat on `day`, by code; empty for a day of None."""
    return {term.iso3: term.group for term in terms if covers(term.start, term.end, day)}


def find_member_years(terms: Iterable[tuple[Day, Day | None]], until: Day) -> set[int]:
    """The calendar years in which at least one day of a term falls; an open term runs to `until`."""
    years: set[int] = set()
    for start, end in terms:
        last = min(end, until) if end else until
        years.update(range(start.year, last.year + 1))
    return years
