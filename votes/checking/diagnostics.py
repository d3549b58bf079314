"""Findings from the rest of the record: explanations of errors in a roll-call, and unusual facts. Pure.

An explanation is a note beside the error that it explains; it suggests the right value if that is evident.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from votes.checking.findings import Finding, Rule, build_error, build_note, suggest_voter
from votes.checking.repairs import find_wrong_voters
from votes.checking.totals import Totals
from votes.core.choices import COUNCIL_SEATS, POSITIONS_TAKEN, Body, Position, RegionalGroup
from votes.core.outcomes import is_contradictory
from votes.core.session_days import is_document
from votes.core.symbols import names_one_text
from votes.core.terms import covers

RollCall = Mapping[str, str]  # iso3 -> position
Span = tuple[datetime.date | None, datetime.date | None]

# With this many non-members the roll-call is a copy of another year's list, not a list with a wrong name.
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
    """The votes with the same roll-call, State by State; `source` is the one that agrees with its totals.

    Many votes are equal, so use it only for a roll-call with errors that neither a misprint nor an exchange of its
    totals explains. A unanimous roll-call is never called a copy.
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
    """The State meant by `wrong`, which existed only in `span`, in a body's roll-calls; "" if nothing is proved.

    `roll_calls` are in chronological order. It is the one State that is listed just before the first and just after
    the last roll-call with `wrong`, both outside its span, and never together with it.
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
    """The year whose members these are: there are many non-members, and all States listed were members that year.

    `years`: the members at the end of each year. If several fit, the one with the fewest members missing.
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
    """The State listed by mistake and the member meant, if the membership proves it. `names`: iso3 -> name."""
    return [
        build_note(Rule.WRONG_VOTER, [suggest_voter(wrong, right)], states=[wrong, right])
        for wrong, right in find_wrong_voters(positions, members, names)
    ]


def find_odd_outcome(outcome: str, official: Totals, other_outcome: str = "") -> list[Finding]:
    """An outcome that contradicts the totals, or a source that states two outcomes."""
    if not is_contradictory(outcome, other_outcome, official):
        return []
    facts: dict[str, Any] = {"outcome": str(outcome)}
    if other_outcome:
        facts["other_outcome"] = str(other_outcome)
    if (in_favour := official.get(Position.IN_FAVOUR)) is not None:
        facts |= {"in_favour": in_favour, "against": official.get(Position.AGAINST)}
    return [build_error(Rule.OUTCOME, **facts)]


def find_odd_seats(groups: Iterable[str], vacant: Iterable[str] = ()) -> list[Finding]:
    """Regional groups whose number of seats differs from General Assembly resolution 60/251.

    `groups`: the group of each seat held; `vacant`: the group of each seat whose member left before its term ended.
    """
    held, left = list(groups), list(vacant)
    odd = {
        g.value: held.count(g.value)
        for g in RegionalGroup
        if held.count(g.value) + left.count(g.value) != COUNCIL_SEATS[g]
    }
    return [build_note(Rule.SEATS, groups=odd)] if held and odd else []


@dataclass(frozen=True)
class Place:
    """The facts about a text that show whether its date or its symbol is unusual.

    `source`: where the first and the last day of its session come from.
    """

    pk: int
    symbol: str
    record: str
    session: int
    date: datetime.date | None
    start: datetime.date | None
    end: datetime.date | None
    body: str = Body.COUNCIL
    source: str = ""


class Surroundings:
    """All texts by session and by symbol. `odd`: those whose day is known to be wrong, by primary key."""

    def __init__(self, places: Sequence[Place], odd: Collection[int] = ()) -> None:
        days: dict[int, list[int]] = defaultdict(list)
        self.by_symbol: dict[str, list[Place]] = defaultdict(list)
        for place in places:
            if place.date and place.pk not in odd:
                days[place.session].append(place.date.toordinal())
            if place.symbol:
                self.by_symbol[place.symbol].append(place)
        self.middle = {session: median(found) for session, found in days.items()}

    def find_odd_date(self, place: Place) -> list[Finding]:
        """A day outside the session or, if the session's days are not on file, far from its other texts.

        It is a note in any case, and says whether the days of the session were read from a document.
        """
        if place.date is None:
            return []
        if (place.start and place.date < place.start) or (place.end and place.date > place.end):
            return [
                build_note(
                    Rule.DATE,
                    date=place.date.isoformat(),
                    start=place.start.isoformat() if place.start else None,
                    end=place.end.isoformat() if place.end else None,
                    read=is_document(place.source),
                )
            ]
        known = place.start or place.end
        middle = self.middle.get(place.session, place.date.toordinal())
        if not known and abs(place.date.toordinal() - middle) > LONGEST_SESSION:
            return [build_note(Rule.DATE, date=place.date.isoformat())]
        return []

    def find_two_records(self, place: Place, roll_calls: Mapping[int, RollCall]) -> list[Finding]:
        """Other records of the symbol. If one vote is in two records, the later is an error: it would count twice."""
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
