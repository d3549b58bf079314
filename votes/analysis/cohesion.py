"""How far a group votes as one: the Agreement Index, by group and by any part of the votes."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, TypeVar

import numpy as np
from numpy.typing import NDArray

from votes.analysis.interval import Floats, Interval, compute_mean_interval
from votes.analysis.majority_position import FEWEST_POSITIONS
from votes.analysis.matrix import GROUP_OF, TAKEN, Mask, VoteMatrix
from votes.analysis.parts import Parts
from votes.core.choices import RegionalGroup

# A mean over fewer votes is not given, unless the reader asks for another minimum.
FEWEST_VOTES = 5

Counts = NDArray[np.integer]
Name = TypeVar("Name")
Part = TypeVar("Part")
# (State, first day or None, last day or None) of a membership, both days included.
MembershipInterval = tuple[str, datetime.date | None, datetime.date | None]


@dataclass(frozen=True)
class Cohesion:
    """How far a group votes as one: the mean Agreement Index, 0 (evenly split) to 1 (all the same).

    `n`: the votes in which at least 3 of the group took a position, over which the mean runs; under `minimum`
    the mean is None. `interval` is the 95 % interval of the mean, None with it.
    """

    method: ClassVar[str] = "cohesion"

    mean: float | None
    interval: Interval | None
    n: int
    minimum: int
    scope: str


def list_regional_groups(matrix: VoteMatrix) -> dict[RegionalGroup, Mask]:
    """Regional group -> who was in it on the day of each vote, as a mask [States x votes]."""
    return {group: matrix.groups == code for code, group in GROUP_OF.items()}


def mark_members(matrix: VoteMatrix, intervals: Iterable[MembershipInterval]) -> Mask:
    """Who belonged to a bloc on the day of each vote, as a mask [States x votes]; States not here are passed over."""
    inside = np.zeros(matrix.positions.shape, dtype=np.bool_)
    for iso3, start, end in intervals:
        if iso3 in matrix.row_of:
            first = np.searchsorted(matrix.dates, np.datetime64(start), side="left") if start else 0
            last = np.searchsorted(matrix.dates, np.datetime64(end), side="right") if end else None
            inside[matrix.row_of[iso3], first:last] = True
    return inside


def spread_members(matrix: VoteMatrix, members: Mask) -> Mask:
    """Who is in a group in each vote, [States x votes], from one truth a State or from such a table itself."""
    return np.broadcast_to(members if members.ndim == 2 else members[:, np.newaxis], matrix.positions.shape)


def count_positions_in(matrix: VoteMatrix, members: Mask) -> Counts:
    """How many of `members` took each position in each vote, [votes x 3] in the order of POSITIONS_TAKEN."""
    inside = spread_members(matrix, members)
    return np.stack([((matrix.positions == code) & inside).sum(axis=0) for code in TAKEN], axis=-1)


def compute_agreement_index(counts: Counts) -> Floats:
    """The Agreement Index of each vote from its counts [votes x 3]; NaN where fewer than 3 took a position.

    (max - (total - max)/2) / total, where max is the largest of the three counts (Hix, Noury and Roland 2005).
    """
    total, largest = counts.sum(axis=-1), counts.max(axis=-1)
    enough = total >= FEWEST_POSITIONS
    return np.divide(largest - (total - largest) / 2, total, out=np.full(total.shape, np.nan), where=enough)


def compute_cohesion(matrix: VoteMatrix, members: Mask, minimum: int = FEWEST_VOTES) -> Cohesion:
    """The cohesion of one group over all votes of `matrix`; `members` as in `spread_members`."""
    index = compute_agreement_index(count_positions_in(matrix, members))
    return _average(index, minimum, matrix.scope)


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
        by_part[name] = {part: _average(index[mask], minimum, matrix.scope) for part, mask in parts.items()}
    return by_part


def _average(index: Floats, minimum: int, scope: str) -> Cohesion:
    measured = index[~np.isnan(index)]
    n = len(measured)
    enough = n >= max(minimum, 1)
    return Cohesion(
        mean=float(measured.mean()) if enough else None,
        interval=compute_mean_interval(measured) if enough else None,
        n=n,
        minimum=minimum,
        scope=scope,
    )
