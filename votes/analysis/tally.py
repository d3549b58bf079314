"""Counting one roll-call: by position, by regional group."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from votes.core.choices import POSITIONS_TAKEN, Position, RegionalGroup


@dataclass(frozen=True)
class Seat:
    """What one State did in one recorded vote. `group` is its regional group on that day, None if not known."""

    iso3: str
    position: Position
    group: RegionalGroup | None = None


Counts = dict[Position, int]


def count_positions(positions: Iterable[str]) -> Counts:
    """How many States took each of the four positions; all four keys are always present."""
    counts = Counter(positions)
    return {position: counts[position.value] for position in Position}


def count_by_group(seats: Iterable[Seat]) -> dict[RegionalGroup, Counts]:
    """The four counts for each regional group, in the order of `RegionalGroup`; seats without a group are left out."""
    seats = list(seats)
    return {
        group: count_positions(seat.position for seat in seats if seat.group == group)
        for group in RegionalGroup
        if any(seat.group == group for seat in seats)
    }


def count_taken(counts: Counts) -> int:
    """How many took a position: in favour, against or abstaining. Not voting is not a position."""
    return sum(counts[position] for position in POSITIONS_TAKEN)
