"""The votes in which two to four States took different positions."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from votes.analysis.matrix import CODE_OF, POSITION_OF, VoteMatrix
from votes.core.choices import Position

FEWEST_STATES, MOST_STATES = 2, 4


@dataclass(frozen=True)
class DifferingVote:
    """One vote. `positions`: what each State did, None if it was not a member."""

    text: str
    date: datetime.date
    positions: dict[str, Position | None]


@dataclass(frozen=True)
class Differing:
    """`votes`: those in which `states` did not all take the same position, newest first.

    `n`: votes in which at least two of them took a position; `differ`: how many of these have more than one
    position. `votes` has fewer than `differ` if the reader asked for certain positions.
    """

    states: tuple[str, ...]
    votes: tuple[DifferingVote, ...]
    differ: int
    n: int


def list_differing(
    matrix: VoteMatrix, states: Sequence[str], asked: Mapping[str, Position] | None = None
) -> Differing:
    """The votes in which two to four `states` differ; with `asked`, only those in which States took those positions.

    ValueError for another number of States, for a State that is in no roll-call here, and for one that is asked
    about but not compared.
    """
    if not FEWEST_STATES <= len(set(states)) == len(states) <= MOST_STATES:
        raise ValueError(
            f"compare {FEWEST_STATES} to {MOST_STATES} different States, not {', '.join(states)}"
        )
    if not_compared := sorted(set(asked or {}) - set(states)):
        raise ValueError(f"not among the States compared: {', '.join(not_compared)}")
    rows = [matrix.get_row(iso3) for iso3 in states]
    taken = matrix.taken[rows]
    positions = matrix.positions[rows]
    highest = np.where(taken, positions, 0).max(axis=0)
    lowest = np.where(taken, positions, np.iinfo(np.int8).max).min(axis=0)
    comparable = taken.sum(axis=0) >= FEWEST_STATES
    differ = comparable & (highest != lowest)
    listed = differ.copy()
    for iso3, position in (asked or {}).items():
        listed &= matrix.positions[matrix.row_of[iso3]] == CODE_OF[position]
    newest_first = np.flatnonzero(listed)[::-1]
    return Differing(
        states=tuple(states),
        votes=tuple(
            DifferingVote(
                text=matrix.texts[vote],
                date=matrix.dates[vote].item(),
                positions={
                    iso3: POSITION_OF.get(int(code))
                    for iso3, code in zip(states, positions[:, vote], strict=True)
                },
            )
            for vote in newest_first
        ),
        differ=int(differ.sum()),
        n=int(comparable.sum()),
    )
