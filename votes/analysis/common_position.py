"""The common position of a group in one roll-call: whether it was united, mostly of one position, or divided.

It describes one vote in words. Dissent has a stricter rule of its own, see `majority_position`.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from votes.analysis.majority_position import FEWEST_POSITIONS
from votes.analysis.tally import Counts, count_taken
from votes.core.choices import POSITIONS_TAKEN, Position

# The share of a group from which it is "mostly" of one position: the majority by which the General Assembly decides
# important questions (Charter of the United Nations, Article 18).
MOSTLY_SHARE = Fraction(2, 3)


class Unity(StrEnum):
    """How far a group took one position in a vote. The values are part of the data."""

    UNITED = "united"
    MOSTLY = "mostly"
    DIVIDED = "divided"
    TOO_FEW = "too_few"


@dataclass(frozen=True)
class CommonPosition:
    """What a group did in one vote.

    `unity`: UNITED if all members with a position took the same one, MOSTLY if at least two thirds did, DIVIDED if
    not, TOO_FEW if fewer than 3 took a position. `position`: the one that all or most took, None for the last two.
    `n`: how many took a position; `n_most`: how many of them took the most frequent one.
    """

    unity: Unity
    position: Position | None
    n: int
    n_most: int


def find_common_position(counts: Counts) -> CommonPosition:
    """The common position of a group from the counts of its members' positions; those not voting do not count."""
    n = count_taken(counts)
    most = max(POSITIONS_TAKEN, key=lambda position: counts[position])
    unity = find_unity(n, counts[most])
    return CommonPosition(unity, most if unity in (Unity.UNITED, Unity.MOSTLY) else None, n, counts[most])


def find_unity(n: int, n_most: int) -> Unity:
    """How united a group is in which `n_most` of the `n` with a position took the most frequent one."""
    if n < FEWEST_POSITIONS:
        return Unity.TOO_FEW
    if n_most == n:
        return Unity.UNITED
    return Unity.MOSTLY if n_most >= MOSTLY_SHARE * n else Unity.DIVIDED


@dataclass(frozen=True)
class UnityCounts:
    """In how many of `n` votes a group was united, and in how many others mostly of one position.

    `n`: the votes in which at least 3 of the group took a position.
    """

    united: int
    mostly: int
    n: int


def count_unity(counts: NDArray[np.integer]) -> UnityCounts:
    """How often a group was united or mostly of one position, from its counts [votes x 3]."""
    n, most = counts.sum(axis=-1), counts.max(axis=-1)
    enough = n >= FEWEST_POSITIONS
    united = enough & (most == n)
    # In whole numbers, as a share of two thirds has no exact float.
    mostly = enough & ~united & (most * MOSTLY_SHARE.denominator >= n * MOSTLY_SHARE.numerator)
    return UnityCounts(int(united.sum()), int(mostly.sum()), int(enough.sum()))
