"""Terms of membership: who sat in the Council on a day, how many seats are not yet known, and which years? Pure."""

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from votes.core.choices import COUNCIL_SEATS, RegionalGroup

Day = datetime.date
Span = tuple[Day, Day | None, str]  # first day, last day, regional group


@dataclass(frozen=True)
class Term:
    """One term of a State in the Council, both days included; `end` None while it has no end.

    `suspended`: the first and last day on which its rights of membership were suspended; None if they never were.
    """

    iso3: str
    start: Day
    end: Day | None
    group: RegionalGroup
    suspended: tuple[Day, Day | None] | None = None

    def covers(self, day: Day | None) -> bool:
        return covers(self.start, self.end, day)

    def is_suspended_on(self, day: Day | None) -> bool:
        return self.suspended is not None and covers(*self.suspended, day)


class Knowledge(StrEnum):
    """How much of the membership on a day is on file. The values are part of the data."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class MembersOnDay:
    """The members of the Council on a day, as far as they are on file.

    `members`: State -> the regional group in whose seat it sits, by code, those with suspended rights included.
    `suspended`: the members that may not vote. `seats`: how many the Council has. `vacant`: how many of them are empty,
    since a member left before its term ended.
    """

    day: Day | None
    members: dict[str, RegionalGroup]
    suspended: frozenset[str] = frozenset()
    seats: int = 0
    vacant: int = 0

    @property
    def voting(self) -> dict[str, RegionalGroup]:
        """The members that may vote."""
        return {iso3: group for iso3, group in self.members.items() if iso3 not in self.suspended}

    @property
    def not_known(self) -> int:
        """How many seats have a holder that is not on file, for example since the election is still to come."""
        return max(self.seats - self.vacant - len(self.members), 0)

    @property
    def knowledge(self) -> Knowledge:
        if not self.members:
            return Knowledge.UNKNOWN
        return Knowledge.PARTIAL if self.not_known else Knowledge.COMPLETE

    @property
    def is_complete(self) -> bool:
        """Whether a State that is not among the members was none on that day."""
        return self.knowledge is Knowledge.COMPLETE

    def is_member(self, iso3: str) -> bool | None:
        """Whether a State was a member, its rights suspended or not; None if that is not known."""
        if iso3 in self.members:
            return True
        return False if self.is_complete else None


# Of a day that is not known.
UNKNOWN_MEMBERS = MembersOnDay(None, {})


def count_seats(terms: Iterable[Term]) -> int:
    """The seats of the Council: 47 by General Assembly resolution 60/251, however many terms are on file."""
    return sum(COUNCIL_SEATS.values())


def find_members_on(terms: Sequence[Term], day: Day | None) -> MembersOnDay:
    """The members on `day`; unknown for a day of None."""
    spans = [(term.start, term.end, term.group) for term in terms]
    return MembersOnDay(
        day=day,
        members=find_members(terms, day),
        suspended=frozenset(term.iso3 for term in terms if term.is_suspended_on(day)),
        seats=count_seats(terms),
        vacant=len(find_vacant_seats(spans, day)) if day else 0,
    )


def find_members(terms: Iterable[Term], day: Day | None) -> dict[str, RegionalGroup]:
    """State -> the regional group in whose seat it sat on `day`, by code; empty for a day of None."""
    return {term.iso3: term.group for term in terms if term.covers(day)}


def find_vacant_seats(terms: Collection[Span], day: Day) -> list[str]:
    """The groups of the seats vacant on `day`: a member left early and no State of its group has followed.

    A member left early if no other term ended on the same day and none began on the day after.
    """
    ends = Counter(end for _start, end, _group in terms)
    starts = {start for start, _end, _group in terms}
    left = [
        (end, group)
        for _start, end, group in terms
        if end and end < day and ends[end] == 1 and end + datetime.timedelta(1) not in starts
    ]
    return [
        group
        for end, group in left
        if not any(other == group and end < start <= day for start, _end, other in terms)
    ]


def covers(start: Day | None, end: Day | None, day: Day | None) -> bool:
    """Whether `day` lies between two days, both included. A start or end of None is open; a day of None is in none."""
    return day is not None and (start is None or start <= day) and (end is None or day <= end)


def find_member_years(terms: Iterable[tuple[Day, Day | None]], until: Day) -> set[int]:
    """The calendar years in which at least one day of a term falls; an open term runs to `until`."""
    years: set[int] = set()
    for start, end in terms:
        last = min(end, until) if end else until
        years.update(range(start.year, last.year + 1))
    return years
