"""Two to four States compared: how often they agreed, in which years and subjects, and where they differed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TypeVar

from votes.analysis.agreement import PairAgreement, compare_pair, compute_agreement_by_part
from votes.analysis.differing import FEWEST_STATES, Differing, list_differing
from votes.analysis.parts import Parts, split_rolling, split_years
from votes.analysis.scope import Scope, split_items, split_topics
from votes.compare.query import CompareQuery
from votes.core.choices import Position
from votes.scope.population import Population, measure_population
from votes.scope.vote_table import VoteTable

Part = TypeVar("Part")
# Two States share some ten to thirty votes a year, too few for a figure in most years.
WINDOW_YEARS = 3


@dataclass(frozen=True)
class Comparison:
    """The agreement of every pair of `states`, over all votes and in each part of them.

    `pairs` are in the order of `states`, and so are the pairs of each part. `windows`: (first year, last year) of
    every three years in a row; `topics`: slug -> pairs, those with most votes first; `items`: number -> pairs, 0
    for votes without an agenda item. `positions`: the positions by which the votes in `differing` were chosen.
    `population`: the votes in which at least two of the States took a position; `in_all_years`: the same without a
    limit to days and subjects. `table` has the names, symbols and titles.
    """

    states: tuple[str, ...]
    table: VoteTable
    pairs: tuple[PairAgreement, ...]
    years: dict[int, list[PairAgreement]]
    windows: dict[tuple[int, int], list[PairAgreement]]
    topics: dict[str, list[PairAgreement]]
    items: dict[int, list[PairAgreement]]
    differing: Differing
    positions: Mapping[str, Position]
    population: Population
    in_all_years: Population

    @property
    def names(self) -> list[str]:
        """The names of the States, in their order."""
        return [self.table.names[iso3] for iso3 in self.states]


def compare_states(table: VoteTable, query: CompareQuery) -> Comparison:
    """The comparison that `query` asks for, over the votes of its scope."""
    minimum = query.scope.minimum
    selection = table.choose(query.scope)
    matrix = table.matrix.select(votes=selection.mask, states=query.states)
    couples = list(combinations(query.states, 2))

    def split(parts: Parts[Part]) -> dict[Part, list[PairAgreement]]:
        by_part = compute_agreement_by_part(matrix, parts, minimum)
        return {part: [found.get_pair(*couple) for couple in couples] for part, found in by_part.items()}

    def split_shared(parts: Parts[Part]) -> dict[Part, list[PairAgreement]]:
        """Without the parts in which no pair shares a vote."""
        return {part: pairs for part, pairs in split(parts).items() if any(pair.n for pair in pairs)}

    shared = table.mark_votes_of(query.states, fewest=FEWEST_STATES)
    return Comparison(
        states=query.states,
        table=table,
        pairs=tuple(compare_pair(matrix, *couple, minimum) for couple in couples),
        years=split(split_years(matrix)),
        windows=split(split_rolling(matrix, WINDOW_YEARS)),
        topics=split_shared(split_topics(table.labels, selection.mask)),
        items=split_shared(split_items(table.labels, selection.mask)),
        differing=list_differing(matrix, query.states, query.positions),
        positions=query.positions,
        population=measure_population(table, query.scope, shared),
        in_all_years=measure_population(table, drop_limits(query.scope), shared),
    )


def drop_limits(scope: Scope) -> Scope:
    """The scope without a limit to days and subjects."""
    return replace(scope, first=None, last=None, session="", item=None, topic="", sponsor="")
