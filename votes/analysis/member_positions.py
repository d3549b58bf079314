"""What each member of a group did, vote by vote and over many votes."""

import numpy as np

from votes.analysis.cohesion import count_positions_in, spread_members
from votes.analysis.matrix import POSITION_OF, Mask, VoteMatrix
from votes.analysis.tally import Counts
from votes.core.choices import Position


def count_positions_by_member(matrix: VoteMatrix, members: Mask) -> dict[str, Counts]:
    """State -> how often it took each of the four positions while it was a member, by code.

    `members` as in `spread_members`. A State that is in no roll-call while it was a member is left out.
    """
    inside = spread_members(matrix, members)
    counts = {
        position: ((matrix.positions == code) & inside).sum(axis=1) for code, position in POSITION_OF.items()
    }
    return {
        iso3: {position: int(counts[position][row]) for position in Position}
        for row, iso3 in enumerate(matrix.states)
        if any(counts[position][row] for position in Position)
    }


def list_split_votes(matrix: VoteMatrix, members: Mask) -> list[int]:
    """The votes in which members took different positions, as columns of `matrix`, newest first."""
    counts = count_positions_in(matrix, members)
    split = np.flatnonzero(counts.max(axis=-1) < counts.sum(axis=-1))
    return [int(vote) for vote in split[::-1]]


def list_members_by_position(matrix: VoteMatrix, members: Mask, vote: int) -> dict[Position, list[str]]:
    """Position -> the members that took it in one vote, by code; positions that none took are left out."""
    inside, taken = spread_members(matrix, members)[:, vote], matrix.positions[:, vote]
    rows = {position: np.flatnonzero((taken == code) & inside) for code, position in POSITION_OF.items()}
    return {position: [matrix.states[row] for row in found] for position, found in rows.items() if len(found)}
