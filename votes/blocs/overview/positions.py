"""How the States of a group voted: each of them and all together, and the votes in which they differed."""

import datetime
from dataclasses import dataclass

import numpy as np

from votes.analysis.cohesion import count_positions_in
from votes.analysis.common_position import UnityCounts, count_unity
from votes.analysis.matrix import Mask
from votes.analysis.member_positions import (
    count_positions_by_member,
    list_members_by_position,
    list_split_votes,
)
from votes.analysis.tally import Counts, count_taken
from votes.blocs.overview.chosen_states import ChosenStates
from votes.blocs.overview.query import BlocQuery
from votes.core.choices import CheckStatus, Position
from votes.core.folding import build_name_key
from votes.web.text_names import TextName


@dataclass(frozen=True)
class SplitVote:
    """A vote in which States of the group took different positions; `positions`: who took each, codes by name."""

    address: str
    symbol: str
    name: TextName
    date: datetime.date
    positions: dict[Position, list[str]]
    check: CheckStatus

    @property
    def counts(self) -> Counts:
        return {position: len(self.positions.get(position, ())) for position in Position}

    @property
    def is_trusted(self) -> bool:
        """Whether the check has no error."""
        return self.check != CheckStatus.UNRECONCILED


@dataclass(frozen=True)
class PositionsTaken:
    """How the States chosen voted: `states` by code, and `total` of all.

    States of a bloc or regional group count on the days on which they belonged to it. `votes`: those in which at least
    one took a position. `unity`: how often they agreed. `split`: the votes in which they did not, newest first.
    """

    states: dict[str, Counts]
    total: Counts
    votes: int
    unity: UnityCounts
    split: list[SplitVote]

    @property
    def n(self) -> int:
        """How many positions were taken in all."""
        return count_taken(self.total)


def mark_chosen(query: BlocQuery, chosen: ChosenStates) -> Mask:
    """The States chosen, as a mask [States x votes]: those of blocs on the days on which they belonged to them."""
    matrix = chosen.matrix
    own = query.states if query.blocs else chosen.states
    members = np.repeat(np.isin(matrix.states, list(own))[:, np.newaxis], len(matrix.texts), axis=1)
    for terms in query.blocs:
        members |= terms.mark(matrix)
    return members


def count_positions_taken(query: BlocQuery, chosen: ChosenStates) -> PositionsTaken:
    """How the States that `query` asks for voted in its votes."""
    matrix, table, members = chosen.matrix, chosen.table, mark_chosen(query, chosen)
    states = count_positions_by_member(matrix, members)
    counts = count_positions_in(matrix, members)

    def by_name(iso3: str) -> str:
        return build_name_key(chosen.get_name(iso3))

    return PositionsTaken(
        states={iso3: states[iso3] for iso3 in sorted(states, key=by_name)},
        total={position: sum(row[position] for row in states.values()) for position in Position},
        votes=int(counts.any(axis=-1).sum()),
        unity=count_unity(counts),
        split=[
            SplitVote(
                address=matrix.texts[vote],
                symbol=table.get_symbol(matrix.texts[vote]),
                name=table.get_text_name(matrix.texts[vote]),
                date=matrix.dates[vote].item(),
                positions={
                    position: sorted(codes, key=by_name)
                    for position, codes in list_members_by_position(matrix, members, vote).items()
                },
                check=table.get_check(matrix.texts[vote]),
            )
            for vote in list_split_votes(matrix, members)
        ],
    )
