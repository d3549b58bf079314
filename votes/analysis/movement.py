"""Who moved between two votes on the same text."""

from collections.abc import Mapping
from dataclasses import dataclass

from votes.core.choices import POSITIONS_TAKEN, Position


@dataclass(frozen=True)
class Move:
    """A State that took another position than before."""

    iso3: str
    before: Position
    after: Position


@dataclass(frozen=True)
class Movement:
    """What changed between two roll-calls.

    `both`: how many States took a position in both votes; `moves`: those of them whose position changed. `new`
    are in the later roll-call only, `left` in the earlier one only. A State that is in both but did not vote in
    one of them is in none of the three.
    """

    both: int
    moves: tuple[Move, ...]
    new: tuple[str, ...]
    left: tuple[str, ...]


def compare_roll_calls(before: Mapping[str, Position], after: Mapping[str, Position]) -> Movement:
    """Compare two roll-calls (iso3 -> position). Not voting is no position, so it is never a move."""
    both = [
        iso3
        for iso3 in sorted(before.keys() & after.keys())
        if before[iso3] in POSITIONS_TAKEN and after[iso3] in POSITIONS_TAKEN
    ]
    order = list(Position)
    moves = [Move(iso3, before[iso3], after[iso3]) for iso3 in both if before[iso3] != after[iso3]]
    moves.sort(key=lambda move: (order.index(move.before), order.index(move.after), move.iso3))
    return Movement(
        both=len(both),
        moves=tuple(moves),
        new=tuple(sorted(after.keys() - before.keys())),
        left=tuple(sorted(before.keys() - after.keys())),
    )
