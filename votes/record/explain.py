"""What a text's surroundings say about it: which slip explains a roll-call that does not add up, and what is odd. Pure.

Findings are those of `votes.record.check`. An explanation is a note beside the error that it explains; where the
right value is evident it has a `suggestion`, the values that a correction would take.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from votes.choices import COUNCIL_SEATS, POSITIONS_TAKEN, Outcome, Position, RegionalGroup
from votes.record.repair import find_voter_slips
from votes.symbols import names_one_text

Finding = dict[str, object]
RollCall = Mapping[str, str]
Totals = Mapping[Position, int | None]

# So many non-members are no slips of the pen: somebody copied another year's list.
FEWEST_STRANGERS = 4
# A difference so small is a State or two in the wrong list, or a slip in adding up.
LITTLE = 2
# A session lasts four weeks; the 43rd was interrupted for three months.
LONGEST_SESSION = 150


def note(rule: str, **facts: object) -> Finding:
    return {"rule": rule, "severity": "note", **facts}


def suggest(field: str, before: object, after: object, state: str = "") -> dict[str, str]:
    """One value to correct; `state` where the field is who voted."""
    where = {"state": state} if state else {}
    return {"field": field, **where, "before": str(before), "after": str(after)}


def suggest_swap(official: Totals) -> list[dict[str, str]]:
    """The two official totals exchanged, where against and abstaining look swapped."""
    against, abstaining = official[Position.AGAINST], official[Position.ABSTAINING]
    return [
        suggest("official_against", against, abstaining),
        suggest("official_abstaining", abstaining, against),
    ]


def find_little(official: Totals, counted: Mapping[Position, int]) -> list[Finding]:
    """Off by a little: no announced total differs from the roll-call's by more than `LITTLE`.

    `differences`: position -> how many more (or, below zero, fewer) the official totals have.
    """
    differences = {
        p: n - counted[p] for p in Position if (n := official.get(p)) is not None and n != counted[p]
    }
    if not any(p in POSITIONS_TAKEN for p in differences) or max(map(abs, differences.values())) > LITTLE:
        return []
    return [note("off_by_a_little", differences={p.value: d for p, d in differences.items()})]


def find_copies(positions: RollCall, neighbours: Iterable[tuple[str, RollCall]]) -> list[Finding]:
    """The votes of that day, (symbol, roll-call), in which everybody did exactly the same."""
    symbols = sorted(symbol for symbol, roll_call in neighbours if roll_call == positions)
    return [note("copied", texts=symbols)] if symbols else []


def find_other_members(
    positions: RollCall, members: Collection[str], years: Mapping[int, frozenset[str]]
) -> list[Finding]:
    """The year whose members these are: many strangers, and nobody listed who was no member of that year.

    `years`: who sat at the end of each year. Where several fit, the one that lacks the fewest.
    """
    strangers = [i for i, p in positions.items() if i not in members and p in POSITIONS_TAKEN]
    if len(strangers) < FEWEST_STRANGERS:
        return []
    fitting = [(len(sat - set(positions)), year) for year, sat in years.items() if set(positions) <= sat]
    facts = {"year": min(fitting)[1]} if fitting else {}
    return [note("other_members", n=len(strangers), **facts)]


def find_slips(positions: RollCall, members: Collection[str], names: Mapping[str, str]) -> list[Finding]:
    """Who is listed for whom, as far as the membership proves it."""
    return [
        note("voter_slip", states=[wrong, right], suggestion=[suggest("voter", wrong, right, wrong)])
        for wrong, right in find_voter_slips(positions, members, names)
    ]


def find_odd_outcome(outcome: str, official: Totals) -> list[Finding]:
    """More in favour than against is adopted, all else rejected; which of the two is wrong the totals cannot tell."""
    in_favour, against = official.get(Position.IN_FAVOUR), official.get(Position.AGAINST)
    if in_favour is None or against is None or outcome not in (Outcome.ADOPTED, Outcome.REJECTED):
        return []
    fits = (outcome == Outcome.ADOPTED) == (in_favour > against)
    return [] if fits else [note("outcome", outcome=str(outcome), in_favour=in_favour, against=against)]


def find_odd_seats(groups: Iterable[str]) -> list[Finding]:
    """Regional groups that hold another number of seats than General Assembly resolution 60/251 gives them."""
    held = list(groups)
    odd = {g.value: held.count(g.value) for g in RegionalGroup if held.count(g.value) != COUNCIL_SEATS[g]}
    return [note("seats", groups=odd)] if held and odd else []


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
            return [note("date", date=place.date.isoformat())]
        known = place.start or place.end
        if not known and abs(place.date.toordinal() - self.middle[place.session]) > LONGEST_SESSION:
            return [note("date", date=place.date.isoformat())]
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
            return [{"rule": "same_vote", "severity": "error", "records": sorted(p.record for p in same)}]
        return [note("two_records", records=records)]


def sort_record(record: str) -> tuple[int, str]:
    return (len(record), record)
