"""Who leaves the line of a group: per vote, over the record, and how near a State is to a group."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from votes.analysis.cohesion import Counts, compute_agreement_index, count_positions_in, spread_members
from votes.analysis.interval import Floats, Interval, compute_mean_interval, compute_wilson_interval
from votes.analysis.majority_position import MajorityPosition, has_majority
from votes.analysis.matrix import IN_FAVOUR, POSITION_OF, TAKEN, Mask, VoteMatrix
from votes.analysis.scope import MINIMUM_VOTES
from votes.core.choices import Position

Name = TypeVar("Name")


@dataclass(frozen=True)
class GroupVote:
    """A group's line in one vote, who left it (State -> position), and the Agreement Index (None under 3)."""

    text: str
    date: datetime.date
    line: MajorityPosition
    apart: dict[str, Position]
    index: float | None


@dataclass(frozen=True)
class DissentRate:
    """How often a State left the line of its group.

    `n`: the votes in which the group had a line and the State took a position; `apart`: those in which it took
    another. `share` is apart / n, None where n is under `minimum`, and `interval` its Wilson interval.
    """

    state: str
    apart: int
    n: int
    share: float | None
    interval: Interval | None
    minimum: int


@dataclass(frozen=True)
class AgreementWithGroup:
    """How near a State votes to a group, itself left out.

    `mean`: over `n` votes, the share of the group's other members with a position whose position is the
    State's; None where n is under `minimum`. `interval` is the 95 % interval of the mean.
    """

    state: str
    mean: float | None
    interval: Interval | None
    n: int
    minimum: int


def find_majority_codes(counts: Counts) -> NDArray[np.int8]:
    """The code of the group's line in each vote, 0 where there is none, from its counts [votes x 3].

    The rule is that of `votes.analysis.majority_position`.
    """
    line = has_majority(counts.sum(axis=-1), counts.max(axis=-1))
    return np.where(line, np.asarray(TAKEN)[counts.argmax(axis=-1)], 0).astype(np.int8)


def find_dissent(matrix: VoteMatrix, members: Mask, lines: NDArray[np.int8]) -> Mask:
    """Where a member took a position that is not the line of its group, as a mask [States x votes]."""
    return matrix.taken & spread_members(matrix, members) & (lines > 0) & (matrix.positions != lines)


def list_group_votes(matrix: VoteMatrix, members: Mask) -> list[GroupVote]:
    """A group's line in every vote in which one of its members took a position, newest first."""
    counts = count_positions_in(matrix, members)
    lines, index = find_majority_codes(counts), compute_agreement_index(counts)
    apart = find_dissent(matrix, members, lines)
    return [
        GroupVote(
            text=matrix.texts[vote],
            date=matrix.dates[vote].item(),
            line=MajorityPosition(POSITION_OF.get(int(lines[vote])), int(counts[vote].sum())),
            apart={
                matrix.states[row]: POSITION_OF[int(matrix.positions[row, vote])]
                for row in np.flatnonzero(apart[:, vote])
            },
            index=None if np.isnan(index[vote]) else float(index[vote]),
        )
        for vote in np.flatnonzero(counts.sum(axis=-1))[::-1]
    ]


def rank_dissent(
    matrix: VoteMatrix, groups: Mapping[Name, Mask], minimum: int = MINIMUM_VOTES
) -> dict[Name, tuple[DissentRate, ...]]:
    """For each group its members by how often they left the line: the highest share first.

    Where shares are equal the larger n comes first, then the alphabet decides. Those under `minimum` come
    last; who never took a position while the group had a line is not listed.
    """
    ranked = {}
    for name, members in groups.items():
        lines = find_majority_codes(count_positions_in(matrix, members))
        n = (matrix.taken & spread_members(matrix, members) & (lines > 0)).sum(axis=1)
        apart = find_dissent(matrix, members, lines).sum(axis=1)
        rows = [
            _count_apart(iso3, int(apart[row]), int(n[row]), minimum)
            for row, iso3 in enumerate(matrix.states)
            if n[row]
        ]
        ranked[name] = tuple(sorted(rows, key=_by_share))
    return ranked


def compare_with_group(
    matrix: VoteMatrix, state: str, groups: Mapping[Name, Mask], minimum: int = MINIMUM_VOTES
) -> dict[Name, AgreementWithGroup]:
    """How near `state` votes to each group. ValueError for a State that is in no roll-call here."""
    row = matrix.get_row(state)
    compared = {}
    for name, members in groups.items():
        counts, inside = count_positions_in(matrix, members), spread_members(matrix, members)[row]
        shares = _list_shares_alike(matrix, row, counts, inside, matrix.taken[row])
        compared[name] = _average_with_group(state, shares, minimum)
    return compared


def rank_from_group(
    matrix: VoteMatrix, groups: Mapping[Name, Mask], minimum: int = MINIMUM_VOTES
) -> dict[Name, tuple[AgreementWithGroup, ...]]:
    """For each group its members by their agreement with the others in it, the furthest first.

    Only votes on days on which the State was in the group count. Unlike `rank_dissent` this ranks small groups,
    too, whose line nobody can leave alone. Order of equals, and who is not listed, as there.
    """
    ranked = {}
    for name, members in groups.items():
        counts, inside = count_positions_in(matrix, members), spread_members(matrix, members)
        inside_and_taken = matrix.taken & inside
        rows = []
        for row in np.flatnonzero(inside_and_taken.any(axis=1)).tolist():
            shares = _list_shares_alike(matrix, row, counts, inside[row], inside_and_taken[row])
            if len(shares):
                rows.append(_average_with_group(matrix.states[row], shares, minimum))
        ranked[name] = tuple(sorted(rows, key=_by_mean))
    return ranked


def _list_shares_alike(matrix: VoteMatrix, row: int, counts: Counts, inside: Mask, votes: Mask) -> Floats:
    """For each of `votes` the share of the group's others with the State's position, where there are others.

    `counts` are the group's [votes x 3], the State's own position included where it is `inside`.
    """
    others = counts.sum(axis=-1) - inside
    measured = np.flatnonzero(votes & (others > 0))
    alike = counts[measured, matrix.positions[row, measured] - IN_FAVOUR] - inside[measured]
    return alike / others[measured]


def _by_mean(compared: AgreementWithGroup) -> tuple[bool, float, int, str]:
    return compared.mean is None, compared.mean or 0, -compared.n, compared.state


def _by_share(times: DissentRate) -> tuple[bool, float, int, str]:
    return times.share is None, -(times.share or 0), -times.n, times.state


def _count_apart(state: str, apart: int, n: int, minimum: int) -> DissentRate:
    enough = n >= max(minimum, 1)
    return DissentRate(
        state=state,
        apart=apart,
        n=n,
        share=apart / n if enough else None,
        interval=compute_wilson_interval(apart, n) if enough else None,
        minimum=minimum,
    )


def _average_with_group(state: str, shares: Floats, minimum: int) -> AgreementWithGroup:
    n = len(shares)
    enough = n >= max(minimum, 1)
    return AgreementWithGroup(
        state=state,
        mean=float(shares.mean()) if enough else None,
        interval=compute_mean_interval(shares) if enough else None,
        n=n,
        minimum=minimum,
    )
