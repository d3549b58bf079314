"""The blocs and regional groups themselves: their members today, and how often they agree."""

import datetime
from dataclasses import dataclass

from votes.analysis.cohesion import Cohesion, compute_cohesion, count_positions_in
from votes.analysis.common_position import UnityCounts, count_unity
from votes.blocs.overview.chosen_states import ChosenStates
from votes.blocs.terms import BlocTable, BlocTerms
from votes.core.choices import RegionalGroup
from votes.core.terms import covers


@dataclass(frozen=True)
class BlocSummary:
    """A bloc or regional group. `in_council`: how many of its members today hold a seat in the Council.

    `unity`: how often its members agreed, over the votes of the scope, with its members of the day of each vote.
    """

    slug: str
    name: str
    is_group: bool
    in_council: int
    unity: UnityCounts
    cohesion: Cohesion


@dataclass(frozen=True)
class BlocList:
    """All blocs with members on file: the regional groups first, then the others by name."""

    blocs: list[BlocSummary]


def list_blocs(chosen: ChosenStates, blocs: BlocTable, today: datetime.date) -> BlocList:
    seated = chosen.table.members_on(today)
    return BlocList([summarise_bloc(terms, chosen, seated, today) for terms in blocs.blocs])


def summarise_bloc(
    terms: BlocTerms, chosen: ChosenStates, seated: dict[str, RegionalGroup], today: datetime.date
) -> BlocSummary:
    """One bloc over the votes of `chosen`; `seated` are the Council's members today."""
    members = terms.mark(chosen.matrix)
    if terms.group:
        states = {iso3 for iso3, group in seated.items() if group == terms.group}
    else:
        states = {iso3 for iso3, start, end in terms.intervals if covers(start, end, today)}
    return BlocSummary(
        slug=terms.slug,
        name=terms.name,
        is_group=terms.group is not None,
        in_council=len(states & seated.keys()),
        unity=count_unity(count_positions_in(chosen.matrix, members)),
        cohesion=compute_cohesion(chosen.matrix, members),
    )
