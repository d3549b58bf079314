"""The States that a reader chose, over the votes that a reader chose: their agreement, clusters and orders."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from votes.analysis.agreement import AgreementMatrix, compute_agreement
from votes.analysis.clusters import Clusters, find_clusters
from votes.analysis.matrix import NOT_ON_RECORD, VoteMatrix
from votes.analysis.scope import Scope
from votes.blocs.overview.query import BlocQuery
from votes.core.choices import Body, RegionalGroup
from votes.core.folding import build_name_key
from votes.core.terms import UNKNOWN_MEMBERS, MembersOnDay
from votes.scope.population import Population, measure_population
from votes.scope.vote_table import VoteTable
from votes.scope.wording import name_states


@dataclass(frozen=True)
class ChosenStates:
    """`states` in the order of the address, and the votes of `scope`.

    `matrix` holds those votes with all States, because measures of groups need them all. `population` says which
    votes they are. `members`: those of the Council today, if they are what the query asks for and are on file.
    """

    table: VoteTable
    scope: Scope
    matrix: VoteMatrix
    states: tuple[str, ...]
    population: Population
    members: MembersOnDay = UNKNOWN_MEMBERS

    @cached_property
    def agreement(self) -> AgreementMatrix:
        """The agreement of `states`; its rows are in alphabetical order."""
        return compute_agreement(self.matrix.select(states=self.states), self.scope.minimum)

    @cached_property
    def clusters(self) -> Clusters:
        """`states` in clusters that vote alike."""
        return find_clusters(self.agreement)

    @property
    def n(self) -> int:
        """How many votes are counted."""
        return len(self.matrix.texts)

    def get_name(self, iso3: str) -> str:
        """The name of a State, as lists have it."""
        return self.table.names[iso3]

    @cached_property
    def in_sentence(self) -> dict[str, str]:
        """The names of all States as they stand inside a sentence."""
        return name_states(self.table)

    def sort(self, order: str) -> list[str]:
        """`states` in one of the `ORDERS`."""
        sorts = {"likeness": self.sort_by_likeness, "name": self.sort_by_name, "group": self.sort_by_group}
        return sorts[order]()

    def sort_by_likeness(self) -> list[str]:
        """Neighbours vote alike; States that share too few votes with every other come last."""
        return [*self.clusters.order, *self.clusters.left_out]

    def sort_by_name(self) -> list[str]:
        """By name, as lists have it."""
        return sorted(self.states, key=lambda iso3: build_name_key(self.get_name(iso3)))

    def sort_by_group(self) -> list[str]:
        """By today's regional group, and within it by name."""
        places = {group.value: place for place, group in enumerate(RegionalGroup)}
        return sorted(
            self.sort_by_name(), key=lambda iso3: places.get(self.table.groups_now[iso3], len(places))
        )

    def arrange(self, values: NDArray[Any], order: Sequence[str]) -> NDArray[Any]:
        """A table of `agreement`, [... x States x States], with its rows and columns in `order`."""
        rows = [self.agreement.states.index(iso3) for iso3 in order]
        return values[..., rows, :][..., rows]


def choose_states(query: BlocQuery, table: VoteTable, today: datetime.date) -> ChosenStates:
    """The States and the votes that `query` asks for."""
    matrix = table.matrix.select(votes=table.choose(query.scope).mask)
    asks_for_members = query.is_default and not query.all_states and table.body == Body.COUNCIL
    members = table.find_members_on(today) if asks_for_members else UNKNOWN_MEMBERS
    states = list_states(query, table, matrix, members)
    population = measure_population(table, query.scope)
    return ChosenStates(table, query.scope, matrix, tuple(states), population, members)


def list_states(query: BlocQuery, table: VoteTable, matrix: VoteMatrix, members: MembersOnDay) -> list[str]:
    """The codes of the States that `query` asks for, those named one by one first.

    Of a bloc these are the States that belonged to it on the day of a vote in `matrix` and are in its roll-call.
    A query that names none asks for today's `members` of the Council. Where none is on file, and for the Commission, it
    asks for all States in the votes.
    """
    if query.all_states:
        return list(matrix.states)
    if query.is_default:
        return [iso3 for iso3 in matrix.states if iso3 in members.members] or list(matrix.states)
    states = list(query.states)
    for terms in query.blocs:
        voted = terms.mark(matrix) & (matrix.positions > NOT_ON_RECORD)
        states += [matrix.states[row] for row in np.flatnonzero(voted.any(axis=1))]
    return list(dict.fromkeys(states))
