"""The cohesion of a group: its Agreement Index (Hix, Noury and Roland 2005), in all votes or in parts of them."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from votes.analysis.interval import Floats, Interval, compute_mean_interval
from votes.analysis.majority_position import FEWEST_POSITIONS
from votes.analysis.matrix import GROUP_OF, TAKEN, Mask, VoteMatrix
from votes.analysis.parts import Parts
from votes.core.choices import RegionalGroup

# No mean is given over fewer votes than this, unless the reader asks for another minimum.
FEWEST_VOTES = 5

Counts = NDArray[np.integer]
Name = TypeVar("Name")
Part = TypeVar("Part")
# (State, first day or None, last day or None) of a membership, both days included.
MembershipInterval = tuple[str, datetime.date | None, datetime.date | None]


@dataclass(frozen=True)
class Cohesion:
    """The mean Agreement Index of a group, from 0 (split evenly in three) to 1 (all took the same position).

    `n`: the number of votes in the mean, those in which at least 3 of the group took a position. If n is under
    the minimum, `mean` is None and so is `interval`, its 95 % interval.
    """

    mean: float | None
    interval: Interval | None
    n: int


def list_regional_groups(matrix: VoteMatrix) -> dict[RegionalGroup, Mask]:
    """Regional group -> its members on the day of each vote, as a mask [States x votes]."""
    return {group: matrix.groups == code for code, group in GROUP_OF.items()}


def mark_members(matrix: VoteMatrix, intervals: Iterable[MembershipInterval]) -> Mask:
    """The members of a bloc on the day of each vote, as a mask [States x votes]; States without a row are ignored."""
    inside = np.zeros(matrix.positions.shape, dtype=np.bool_)
    for iso3, start, end in intervals:
        if iso3 in matrix.row_of:
            first = np.searchsorted(matrix.dates, np.datetime64(start), side="left") if start else 0
            last = np.searchsorted(matrix.dates, np.datetime64(end), side="right") if end else None
            inside[matrix.row_of[iso3], first:last] = True
    return inside


def spread_members(matrix: VoteMatrix, members: Mask) -> Mask:
    """The members of a group as a mask [States x votes], from a mask [States] or [States x votes]."""
    return np.broadcast_to(members if members.ndim == 2 else members[:, np.newaxis], matrix.positions.shape)


def count_positions_in(matrix: VoteMatrix, members: Mask) -> Counts:
    """How many of `members` took each position in each vote: [votes x 3], in the order of POSITIONS_TAKEN."""
    inside = spread_members(matrix, members)
    return np.stack([((matrix.positions == code) & inside).sum(axis=0) for code in TAKEN], axis=-1)


def compute_agreement_index(counts: Counts) -> Floats:
    """The Agreement Index of each vote from its counts [votes x 3]; NaN if fewer than 3 took a position.

    (max - (total - max)/2) / total, where max is the largest of the three counts (Hix, Noury and Roland 2005).
    """
    total, largest = counts.sum(axis=-1), counts.max(axis=-1)
    enough = total >= FEWEST_POSITIONS
    undefined = np.full(total.shape, np.nan)
    index: Floats = np.divide(largest - (total - largest) / 2, total, out=undefined, where=enough)
    return index


def compute_cohesion(matrix: VoteMatrix, members: Mask, minimum: int = FEWEST_VOTES) -> Cohesion:
    """The cohesion of one group over all votes of `matrix`; `members` as in `spread_members`."""
    index = compute_agreement_index(count_positions_in(matrix, members))
    return _average(index, minimum)


def compute_cohesion_by_part(
    matrix: VoteMatrix,
    groups: Mapping[Name, Mask],
    parts: Parts[Part],
    minimum: int = FEWEST_VOTES,
) -> dict[Name, dict[Part, Cohesion]]:
    """The cohesion of every group in every part (year, topic, ...), each in the order given.

    Groups may overlap, as blocs do; so may parts.
    """
    by_part: dict[Name, dict[Part, Cohesion]] = {}
    for name, members in groups.items():
        index = compute_agreement_index(count_positions_in(matrix, members))
        by_part[name] = {part: _average(index[mask], minimum) for part, mask in parts.items()}
    return by_part


def _average(index: Floats, minimum: int) -> Cohesion:
    measured = index[~np.isnan(index)]
    n = len(measured)
    enough = n >= max(minimum, 1)
    return Cohesion(
        mean=float(measured.mean()) if enough else None,
        interval=compute_mean_interval(measured) if enough else None,
        n=n,
    )
