"""What the rest of the record says about a text: what explains a roll-call with errors, and what is odd. Pure.

An explanation is a note beside the error that it explains; where the right value is evident it suggests it.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from votes.checking.findings import Finding, Rule, build_error, build_note, suggest_voter
from votes.checking.repairs import find_wrong_voters
from votes.checking.totals import Totals
from votes.core.choices import COUNCIL_SEATS, POSITIONS_TAKEN, Body, Outcome, Position, RegionalGroup
from votes.core.symbols import names_one_text
from votes.core.terms import covers

RollCall = Mapping[str, str]  # iso3 -> position
Span = tuple[datetime.date | None, datetime.date | None]
Term = tuple[datetime.date, datetime.date | None, str]  # first day, last day, regional group

# With so many non-members the roll-call is a copy of another year's list, not one with a wrong name in it.
FEWEST_NON_MEMBERS = 4
# Days. Roll-calls were copied from votes as far away as the next year's.
COPY_WINDOW = 366
# Days. A session lasts four weeks; the 43rd was interrupted for three months.
LONGEST_SESSION = 150


@dataclass(frozen=True)
class Neighbour:
    """Another vote of the body, at most `COPY_WINDOW` days away. `agrees`: its roll-call adds up to its totals."""

    symbol: str
    roll_call: RollCall
    agrees: bool


def find_copies(positions: RollCall, neighbours: Iterable[Neighbour]) -> list[Finding]:
    """The votes in which everybody did exactly the same; `source` is the one among them that agrees with its totals.

    Many votes are alike, so ask only of a roll-call that is wrong. One in which all did the same is never a copy.
    """
    if len(set(positions.values())) < 2:
        return []
    alike = [other for other in neighbours if other.roll_call == positions]
    agreeing = [other.symbol for other in alike if other.agrees]
    facts: dict[str, Any] = {"source": agreeing[0]} if len(agreeing) == 1 else {}
    return [build_note(Rule.COPIED, texts=sorted(other.symbol for other in alike), **facts)] if alike else []


def find_nonexistent_states(
    positions: RollCall, existed: Mapping[str, Span], day: datetime.date
) -> list[str]:
    """The States with a position on a day on which they did not exist, by code."""
    return sorted(
        iso3
        for iso3, position in positions.items()
        if position in POSITIONS_TAKEN and not covers(*existed.get(iso3, (None, None)), day)
    )


def find_substitute(wrong: str, roll_calls: Sequence[tuple[datetime.date, RollCall]], span: Span) -> str:
    """The State meant by `wrong`, which exists in `span` only, in a body's roll-calls; "" where nothing is proven.

    `roll_calls` are in the order of time. It is the one State that is listed just before `wrong` first is and just
    after it last is, both outside its span, and never beside it.
    """
    listing = [i for i, (day, found) in enumerate(roll_calls) if wrong in found and not covers(*span, day)]
    if not listing or listing[0] == 0 or listing[-1] == len(roll_calls) - 1:
        return ""
    around = set(roll_calls[listing[0] - 1][1]) & set(roll_calls[listing[-1] + 1][1])
    free = around.difference(*(roll_calls[i][1] for i in listing))
    return free.pop() if len(free) == 1 else ""


def find_other_members(
    positions: RollCall, members: Collection[str], years: Mapping[int, frozenset[str]]
) -> list[Finding]:
    """The year whose members these are: many non-members, and nobody listed who was no member of that year.

    `years`: who sat at the end of each year. Where several fit, the one that lacks the fewest.
    """
    non_members = [i for i, p in positions.items() if i not in members and p in POSITIONS_TAKEN]
    if len(non_members) < FEWEST_NON_MEMBERS:
        return []
    fitting = [(len(sat - set(positions)), year) for year, sat in years.items() if set(positions) <= sat]
    facts: dict[str, Any] = {"year": min(fitting)[1]} if fitting else {}
    return [build_note(Rule.OTHER_MEMBERS, n=len(non_members), **facts)]


def explain_wrong_voters(
    positions: RollCall, members: Collection[str], names: Mapping[str, str]
) -> list[Finding]:
    """Who is listed for whom, as far as the membership proves it. `names`: iso3 -> name."""
    return [
        build_note(Rule.WRONG_VOTER, [suggest_voter(wrong, right)], states=[wrong, right])
        for wrong, right in find_wrong_voters(positions, members, names)
    ]


def find_odd_outcome(outcome: str, official: Totals) -> list[Finding]:
    """More in favour than against is adopted, all else rejected; which of the two is wrong the totals cannot tell."""
    in_favour, against = official.get(Position.IN_FAVOUR), official.get(Position.AGAINST)
    if in_favour is None or against is None or outcome not in (Outcome.ADOPTED, Outcome.REJECTED):
        return []
    fits = (outcome == Outcome.ADOPTED) == (in_favour > against)
    return (
        [] if fits else [build_note(Rule.OUTCOME, outcome=str(outcome), in_favour=in_favour, against=against)]
    )


def find_odd_seats(groups: Iterable[str], vacant: Iterable[str] = ()) -> list[Finding]:
    """Regional groups that hold another number of seats than General Assembly resolution 60/251 gives them.

    `groups`: that of each seat held; `vacant`: that of each seat whose member left before its time.
    """
    held, left = list(groups), list(vacant)
    odd = {
        g.value: held.count(g.value)
        for g in RegionalGroup
        if held.count(g.value) + left.count(g.value) != COUNCIL_SEATS[g]
    }
    return [build_note(Rule.SEATS, groups=odd)] if held and odd else []


def find_vacant_seats(terms: Collection[Term], day: datetime.date) -> list[str]:
    """The groups of the seats that are vacant on `day`: a member left early and nobody has followed in its group.

    Left early has who left on a day on which no other term ended and the day after which none began.
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


@dataclass(frozen=True)
class Place:
    """Where a text stands in the record: what tells whether its date or its symbol is odd."""

    pk: int
    symbol: str
    record: str
    session: int
    date: datetime.date | None
    start: datetime.date | None
    end: datetime.date | None
    body: str = Body.COUNCIL


class Surroundings:
    """All texts by session and by symbol."""

    def __init__(self, places: Sequence[Place]) -> None:
        days: dict[int, list[int]] = defaultdict(list)
        self.by_symbol: dict[str, list[Place]] = defaultdict(list)
        for place in places:
            if place.date:
                days[place.session].append(place.date.toordinal())
            if place.symbol:
                self.by_symbol[place.symbol].append(place)
        self.middle = {session: median(found) for session, found in days.items()}

    def find_odd_date(self, place: Place) -> list[Finding]:
        """A day outside the session; where the session's days are not on file, one far from its other texts."""
        if place.date is None:
            return []
        if (place.start and place.date < place.start) or (place.end and place.date > place.end):
            return [build_note(Rule.DATE, date=place.date.isoformat())]
        known = place.start or place.end
        if not known and abs(place.date.toordinal() - self.middle[place.session]) > LONGEST_SESSION:
            return [build_note(Rule.DATE, date=place.date.isoformat())]
        return []

    def find_two_records(self, place: Place, roll_calls: Mapping[int, RollCall]) -> list[Finding]:
        """Other records of the symbol. Of one vote in two records the later is an error: it would count twice."""
        others = [
            p for p in self.by_symbol.get(place.symbol, ()) if p.pk != place.pk and p.record and place.record
        ]
        if not others or not names_one_text(place.symbol):
            return []
        same = [
            p
            for p in others
            if p.date == place.date
            and roll_calls.get(place.pk)
            and roll_calls.get(p.pk) == roll_calls[place.pk]
        ]
        records = sorted(p.record for p in others)
        if any(sort_record(p.record) < sort_record(place.record) for p in same):
            return [build_error(Rule.SAME_VOTE, records=sorted(p.record for p in same))]
        return [build_note(Rule.TWO_RECORDS, records=records)]


def sort_record(record: str) -> tuple[int, str]:
    return (len(record), record)
