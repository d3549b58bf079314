"""The majority position of a group in one roll-call, and how a State's position stands to it."""

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
    """How a State's position stands to the majority position of its group."""

    WITH = "with"
    DISSENT = "apart"
    NO_MAJORITY = "no_line"
    NO_POSITION = "no_position"


@dataclass(frozen=True)
class MajorityPosition:
    """What nearly all of a group took in one vote; `position` is None where there is no such position.

    `n`: how many of the group took a position.
    """

    position: Position | None
    n: int


def has_majority(n: Count, modal: Count) -> bool | NDArray[np.bool_]:
    """Whether a group has a majority position when `modal` of the `n` with a position took the most frequent one.

    It has none where 15 % or more took another, or fewer than 3 took one: then nobody dissents. Both arguments
    may be arrays with one number for each vote.
    """
    return (n >= FEWEST_POSITIONS) & (n - modal < DISSENT_LIMIT * n)


def find_fewest_for_dissent() -> int:
    """The fewest positions in a vote among which one State alone can dissent.

    With fewer, a single other position is 15 % or more, so the group has no majority position.
    """
    return next(n for n in count(FEWEST_POSITIONS) if has_majority(n, n - 1))


def find_majority_position(counts: Counts) -> MajorityPosition:
    """The most frequent of in favour, against and abstaining, if nearly all of the group took it.

    `has_majority` has the rule.
    """
    n = count_taken(counts)
    modal = max(POSITIONS_TAKEN, key=lambda position: counts[position])
    return MajorityPosition(modal if has_majority(n, counts[modal]) else None, n)


def find_majority_positions(seats: Iterable[Seat]) -> dict[RegionalGroup, MajorityPosition]:
    """The majority position of every regional group in one roll-call."""
    return {group: find_majority_position(counts) for group, counts in count_by_group(seats).items()}


def find_alignment(position: Position, majority: MajorityPosition | None) -> Alignment:
    """How `position` stands to the group's majority position; NO_POSITION for a State that did not vote."""
    if position not in POSITIONS_TAKEN:
        return Alignment.NO_POSITION
    if majority is None or majority.position is None:
        return Alignment.NO_MAJORITY
    return Alignment.WITH if position == majority.position else Alignment.DISSENT
