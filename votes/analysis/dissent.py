"""Dissent from a group's majority position, in one vote and over many; and agreement of a State with a group."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from votes.analysis.cohesion import Counts, compute_agreement_index, count_positions_in, spread_members
from votes.analysis.common_position import CommonPosition, find_common_position
from votes.analysis.interval import Floats, Interval, compute_mean_interval, compute_wilson_interval
from votes.analysis.majority_position import MajorityPosition, has_majority
from votes.analysis.matrix import CODE_OF, IN_FAVOUR, POSITION_OF, TAKEN, Mask, VoteMatrix
from votes.analysis.scope import MINIMUM_VOTES
from votes.core.choices import POSITIONS_TAKEN, Position

Name = TypeVar("Name")


@dataclass(frozen=True)
class GroupVote:
    """A group's majority position in one vote, and who dissented from it.

    `dissenting`: State -> the position it took instead. `common`: the common position of the group, and `differing`
    those of it that took another, State -> position. `index` is the Agreement Index, 0 to 1; None where fewer
    than 3 of the group took a position.
    """

    text: str
    date: datetime.date
    majority: MajorityPosition
    dissenting: dict[str, Position]
    common: CommonPosition
    differing: dict[str, Position]
    index: float | None


@dataclass(frozen=True)
class DissentRate:
    """How often a State dissented from the majority position of its group.

    `n`: the votes in which the group had a majority position and the State took a position; `dissents`: those in
    which the two differ. `share` is dissents / n, 0 to 1, and `interval` its 95 % Wilson interval; both are None
    where n is under `minimum`.
    """

    state: str
    dissents: int
    n: int
    share: float | None
    interval: Interval | None
    minimum: int


@dataclass(frozen=True)
class AgreementWithGroup:
    """How often the other members of a group took the position of a State.

    `mean`: over `n` votes, the share (0 to 1) of the group's other members with a position that took the State's;
    None where n is under `minimum`. `interval` is the 95 % interval of the mean.
    """

    state: str
    mean: float | None
    interval: Interval | None
    n: int
    minimum: int


def find_majority_codes(counts: Counts) -> NDArray[np.int8]:
    """The code of the group's majority position in each vote, 0 where there is none, from its counts [votes x 3].

    The rule is that of `votes.analysis.majority_position`.
    """
    found = has_majority(counts.sum(axis=-1), counts.max(axis=-1))
    return np.where(found, np.asarray(TAKEN)[counts.argmax(axis=-1)], 0).astype(np.int8)


def find_dissent(matrix: VoteMatrix, members: Mask, majorities: NDArray[np.int8]) -> Mask:
    """Where a member took another position than the majority of its group, as a mask [States x votes]."""
    dissents: Mask = _find_counted(matrix, members, majorities) & (matrix.positions != majorities)
    return dissents


def _find_counted(matrix: VoteMatrix, members: Mask, majorities: NDArray[np.int8]) -> Mask:
    """Where a member took a position while its group had a majority, as a mask [States x votes]."""
    counted: Mask = matrix.taken & spread_members(matrix, members) & (majorities > 0)
    return counted


def list_group_votes(matrix: VoteMatrix, members: Mask) -> list[GroupVote]:
    """A group's majority position in every vote in which one of its members took a position, newest first."""
    counts = count_positions_in(matrix, members)
    majorities, index = find_majority_codes(counts), compute_agreement_index(counts)
    dissents = find_dissent(matrix, members, majorities)
    taken = matrix.taken & spread_members(matrix, members)
    votes = []
    for vote in np.flatnonzero(counts.sum(axis=-1))[::-1]:
        common = find_common_position(dict(zip(POSITIONS_TAKEN, counts[vote].tolist(), strict=True)))
        code = CODE_OF[common.position] if common.position else 0
        apart = taken[:, vote] & (matrix.positions[:, vote] != code) & (code > 0)
        votes.append(
            GroupVote(
                text=matrix.texts[vote],
                date=matrix.dates[vote].item(),
                majority=MajorityPosition(POSITION_OF.get(int(majorities[vote])), common.n),
                dissenting=_name_positions(matrix, vote, dissents[:, vote]),
                common=common,
                differing=_name_positions(matrix, vote, apart),
                index=None if np.isnan(index[vote]) else float(index[vote]),
            )
        )
    return votes


def _name_positions(matrix: VoteMatrix, vote: int, rows: Mask) -> dict[str, Position]:
    """State -> its position in one vote, for the States of `rows`."""
    return {matrix.states[row]: POSITION_OF[int(matrix.positions[row, vote])] for row in np.flatnonzero(rows)}


def rank_dissent(
    matrix: VoteMatrix, groups: Mapping[Name, Mask], minimum: int = MINIMUM_VOTES
) -> dict[Name, tuple[DissentRate, ...]]:
    """For each group its members by how often they dissented: the highest share first.

    Where shares are equal the larger n comes first, then the alphabet decides. Those under `minimum` come
    last. A member that never took a position while the group had a majority position is not listed.
    """
    ranked = {}
    for name, members in groups.items():
        majorities = find_majority_codes(count_positions_in(matrix, members))
        n = _find_counted(matrix, members, majorities).sum(axis=1)
        dissents = find_dissent(matrix, members, majorities).sum(axis=1)
        rows = [
            _build_dissent_rate(iso3, int(dissents[row]), int(n[row]), minimum)
            for row, iso3 in enumerate(matrix.states)
            if n[row]
        ]
        ranked[name] = tuple(sorted(rows, key=_by_share))
    return ranked


def compare_with_group(
    matrix: VoteMatrix, state: str, groups: Mapping[Name, Mask], minimum: int = MINIMUM_VOTES
) -> dict[Name, AgreementWithGroup]:
    """The agreement of `state` with each group. ValueError for a State that is in no roll-call here."""
    row = matrix.get_row(state)
    compared = {}
    for name, members in groups.items():
        counts, inside = count_positions_in(matrix, members), spread_members(matrix, members)[row]
        shares = _list_shares_agreeing(matrix, row, counts, inside, matrix.taken[row])
        compared[name] = _average_with_group(state, shares, minimum)
    return compared


def rank_from_group(
    matrix: VoteMatrix, groups: Mapping[Name, Mask], minimum: int = MINIMUM_VOTES
) -> dict[Name, tuple[AgreementWithGroup, ...]]:
    """For each group its members by their agreement with the others in it, the furthest first.

    Only votes on days on which the State was in the group count. Unlike `rank_dissent` this also ranks groups so
    small that one State alone cannot dissent. Ties are broken as there; who took no position is not listed.
    """
    ranked = {}
    for name, members in groups.items():
        counts, inside = count_positions_in(matrix, members), spread_members(matrix, members)
        inside_and_taken = matrix.taken & inside
        rows = []
        for row in np.flatnonzero(inside_and_taken.any(axis=1)).tolist():
            shares = _list_shares_agreeing(matrix, row, counts, inside[row], inside_and_taken[row])
            if len(shares):
                rows.append(_average_with_group(matrix.states[row], shares, minimum))
        ranked[name] = tuple(sorted(rows, key=_by_mean))
    return ranked


def _list_shares_agreeing(matrix: VoteMatrix, row: int, counts: Counts, inside: Mask, votes: Mask) -> Floats:
    """For each of `votes` the share, 0 to 1, of the group's other members that took the State's position.

    Votes in which no other member took a position are left out. `counts` are the group's [votes x 3]; they
    include the State's own position where it is `inside`.
    """
    others = counts.sum(axis=-1) - inside
    measured = np.flatnonzero(votes & (others > 0))
    agreeing = counts[measured, matrix.positions[row, measured] - IN_FAVOUR] - inside[measured]
    shares: Floats = agreeing / others[measured]
    return shares


def _by_mean(compared: AgreementWithGroup) -> tuple[bool, float, int, str]:
    return compared.mean is None, compared.mean or 0, -compared.n, compared.state


def _by_share(rate: DissentRate) -> tuple[bool, float, int, str]:
    return rate.share is None, -(rate.share or 0), -rate.n, rate.state


def _build_dissent_rate(state: str, dissents: int, n: int, minimum: int) -> DissentRate:
    enough = n >= max(minimum, 1)
    return DissentRate(
        state=state,
        dissents=dissents,
        n=n,
        share=dissents / n if enough else None,
        interval=compute_wilson_interval(dissents, n) if enough else None,
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
