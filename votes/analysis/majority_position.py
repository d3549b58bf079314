"""Did a regional group vote as one, and who stood apart?"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from itertools import count

import numpy as np
from numpy.typing import NDArray

from votes.analysis.tally import Counts, Seat, count_by_group, count_taken
from votes.core.choices import POSITIONS_TAKEN, Position, RegionalGroup

DISSENT_LIMIT = 0.15
FEWEST_POSITIONS = 3

Count = int | NDArray[np.integer]


class Alignment(Enum):
    """How a State's position stands to its group's line."""

    WITH = "with"
    DISSENT = "apart"
    NO_MAJORITY = "no_line"
    NO_POSITION = "no_position"


@dataclass(frozen=True)
class MajorityPosition:
    """A group's line in one vote: `position` is None where there is no line; `n` took a position."""

    position: Position | None
    n: int


def has_majority(n: Count, modal: Count) -> bool | NDArray[np.bool_]:
    """Whether a group has a line when `modal` of the `n` with a position took the most frequent one.

    It has none where 15 % or more took another, or fewer than 3 took one: then nobody dissents. Both may be
    arrays, one number a vote.
    """
    return (n >= FEWEST_POSITIONS) & (n - modal < DISSENT_LIMIT * n)


def find_fewest_for_dissent() -> int:
    """The fewest positions in a vote among which one State can stand apart: with fewer it breaks the line."""
    return next(n for n in count(FEWEST_POSITIONS) if has_majority(n, n - 1))


def find_majority_position(counts: Counts) -> MajorityPosition:
    """The position most of a group took, if nearly all of it did; see `has_majority`.

    The line is the modal position among in favour, against and abstaining.
    """
    n = count_taken(counts)
    modal = max(POSITIONS_TAKEN, key=lambda position: counts[position])
    return MajorityPosition(modal if has_majority(n, counts[modal]) else None, n)


def find_majority_positions(seats: Iterable[Seat]) -> dict[RegionalGroup, MajorityPosition]:
    """The line of every regional group in one roll-call."""
    return {group: find_majority_position(counts) for group, counts in count_by_group(seats).items()}


def find_alignment(position: Position, line: MajorityPosition | None) -> Alignment:
    """How `position` stands to the group's line; a State that did not vote has no alignment."""
    if position not in POSITIONS_TAKEN:
        return Alignment.NO_POSITION
    if line is None or line.position is None:
        return Alignment.NO_MAJORITY
    return Alignment.WITH if position == line.position else Alignment.DISSENT
