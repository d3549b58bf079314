"""The votes in which two to four States took different positions."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from votes.analysis.matrix import CODE_OF, POSITION_OF, VoteMatrix
from votes.core.choices import Position

FEWEST_STATES, MOST_STATES = 2, 4


@dataclass(frozen=True)
class DifferingVote:
    """One vote; `positions` says what each State did, None where it was not a member."""

    text: str
    date: datetime.date
    positions: dict[str, Position | None]


@dataclass(frozen=True)
class Differing:
    """`votes`: where those of `states` who took a position did not take the same one; newest first.

    `n`: votes in which at least two of them took one; `differ`: in how many of these they were not all at one
    (more than are in `votes` where the reader asked for certain positions).
    """

    method: ClassVar[str] = "differing"

    states: tuple[str, ...]
    votes: tuple[DifferingVote, ...]
    differ: int
    n: int
    scope: str


def list_differing(
    matrix: VoteMatrix, states: Sequence[str], asked: Mapping[str, Position] | None = None
) -> Differing:
    """Where `states`, two to four of them, differ; with `asked`, only where those States did exactly that.

    ValueError for another number of States, or one that is in no roll-call here or is asked about but not
    compared.
    """
    if not FEWEST_STATES <= len(set(states)) == len(states) <= MOST_STATES:
        raise ValueError(
            f"compare {FEWEST_STATES} to {MOST_STATES} different States, not {', '.join(states)}"
        )
    if strangers := sorted(set(asked or {}) - set(states)):
        raise ValueError(f"not among the States compared: {', '.join(strangers)}")
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
        scope=matrix.scope,
    )
