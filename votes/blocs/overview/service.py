"""Who votes with whom: the figures of the view that a reader asks for."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus
from typing import TypeAlias

import numpy as np
from django.utils.translation import gettext as _

from votes.analysis.agreement import PairAgreement, Variant, compute_agreement
from votes.analysis.cohesion import Cohesion, compute_cohesion, compute_cohesion_by_part
from votes.analysis.dissent import DissentRate, rank_dissent
from votes.analysis.matrix import Mask
from votes.analysis.partners import TwoPoleMap, build_two_pole_map
from votes.analysis.parts import split_years
from votes.analysis.scope import Scope
from votes.analysis.spatial import SpatialMap, build_spatial_map
from votes.blocs.overview.bloc_list import BlocList, list_blocs
from votes.blocs.overview.chosen_states import ChosenStates, choose_states
from votes.blocs.overview.positions import PositionsTaken, count_positions_taken
from votes.blocs.overview.query import BlocQuery
from votes.blocs.terms import FORM, BlocTable, BlocTerms
from votes.core.record_version import get_or_build
from votes.scope.query import build_scope_key
from votes.scope.vote_table import VoteTable
from votes.web.wording import add_article

FEWEST_STATES = 2
# How many pairs each of the two lists, closest and furthest, has at most.
PAIRS_LISTED = 8
# The poles where the address names none.
DEFAULT_POLES = ("USA", "CHN")


class Refusal(Enum):
    """Why a query cannot be answered, with the status of the answer."""

    NOTHING_ON_FILE = HTTPStatus.NOT_FOUND
    TOO_FEW_STATES = HTTPStatus.BAD_REQUEST


@dataclass(frozen=True)
class ExtremePairs:
    """The matrix's pairs at both ends: the closest first, and the furthest first. `n`: all pairs with a figure."""

    closest: list[PairAgreement]
    furthest: list[PairAgreement]
    n: int


@dataclass(frozen=True)
class TwoPoles:
    """The States between two poles; None where the record has no two States."""

    poles: TwoPoleMap | None


@dataclass(frozen=True)
class ComparedGroup:
    """A bloc, a regional group or the reader's own bloc; `slug` is "" for the latter.

    `in_sentence`: its name inside a sentence. `members`: as `spread_members` takes them.
    """

    slug: str
    name: str
    short_name: str
    in_sentence: str
    members: Mask


@dataclass(frozen=True)
class GroupCohesion:
    """The cohesion of a group over all votes, and in each year from the first vote to the last."""

    group: ComparedGroup
    overall: Cohesion
    years: dict[int, Cohesion]


@dataclass(frozen=True)
class CohesionByYear:
    """The cohesion of each group; all have the same years."""

    groups: list[GroupCohesion]

    @property
    def years(self) -> list[int]:
        """The years, the latest first."""
        return list(reversed(self.groups[0].years)) if self.groups else []


@dataclass(frozen=True)
class GroupDissent:
    """How often a State dissented from the majority position of a group while it was a member."""

    group: ComparedGroup
    rate: DissentRate


@dataclass(frozen=True)
class DissentRanking:
    """The States of all groups, those that dissented most often first; States without a figure come last."""

    rows: list[GroupDissent]


Figures: TypeAlias = (
    BlocList | PositionsTaken | ExtremePairs | TwoPoles | SpatialMap | CohesionByYear | DissentRanking
)


@dataclass(frozen=True)
class Overview:
    """The answer to a query: the States and votes chosen, and the figures of the view asked for.

    Either `figures` or `refusal` is None.
    """

    query: BlocQuery
    chosen: ChosenStates
    figures: Figures | None
    refusal: Refusal | None


def get_overview(query: BlocQuery, table: VoteTable, blocs: BlocTable, today: datetime.date) -> Overview:
    """The answer to `query`. Only the figures of its own view are computed."""
    chosen = choose_states(query, table, today)
    refusal = find_refusal(query, chosen)
    figures = None if refusal else measure_view(query, chosen, blocs, today)
    return Overview(query, chosen, figures, refusal)


def find_refusal(query: BlocQuery, chosen: ChosenStates) -> Refusal | None:
    """Why `query` cannot be answered; None where it can."""
    if query.names_nobody and query.unknown:
        return Refusal.NOTHING_ON_FILE
    if not query.is_default and len(chosen.states) < FEWEST_STATES:
        return Refusal.TOO_FEW_STATES
    return None


def measure_view(query: BlocQuery, chosen: ChosenStates, blocs: BlocTable, today: datetime.date) -> Figures:
    """The figures of the view that `query` asks for."""
    match query.view:
        case "blocs":
            return list_blocs(chosen, blocs, today)
        case "positions":
            return count_positions_taken(query, chosen)
        case "poles":
            return place_between_poles(chosen, query.poles)
        case "map":
            return get_spatial_map(chosen.table, chosen.scope, query.dimensions)
        case "cohesion":
            return measure_cohesion(chosen, list_groups(query, chosen, blocs, with_own=True))
        case "apart":
            only = () if query.blocs else query.states
            return rank_all_dissent(chosen, list_groups(query, chosen, blocs, with_own=False), only)
        case _:
            return find_extreme_pairs(chosen)


def find_extreme_pairs(chosen: ChosenStates) -> ExtremePairs:
    """The closest and the furthest pairs.

    The closest are ranked by the low end of the interval, the furthest by its high end. So a pair with few votes
    that happen to agree does not come before one with many. No pair is in both lists.
    """
    agreement = chosen.agreement
    firsts, seconds = np.nonzero(np.triu(agreement.enough, 1))
    low, high = (end[firsts, seconds] for end in agreement.get_interval(Variant.AGREEMENT))
    closest = np.lexsort((seconds, firsts, -low))[:PAIRS_LISTED]
    furthest = np.lexsort((seconds, firsts, high))[: max(min(PAIRS_LISTED, len(firsts) - PAIRS_LISTED), 0)]
    states = agreement.states

    def get_pairs(places: Sequence[int]) -> list[PairAgreement]:
        return [agreement.get_pair(states[firsts[place]], states[seconds[place]]) for place in places]

    return ExtremePairs(get_pairs(closest.tolist()), get_pairs(furthest.tolist()), len(firsts))


def place_between_poles(chosen: ChosenStates, asked: tuple[str, str] | None) -> TwoPoles:
    """The chosen States between the poles asked for, or the usual poles, or else the first two States chosen."""
    for pair in (asked, DEFAULT_POLES, chosen.states[:2]):
        if pair and len(pair) == 2 and all(iso3 in chosen.matrix.row_of for iso3 in pair):
            matrix = chosen.matrix.select(states={*chosen.states, *pair})
            return TwoPoles(build_two_pole_map(compute_agreement(matrix, chosen.scope.minimum), *pair))
    return TwoPoles(None)


def get_spatial_map(table: VoteTable, scope: Scope, dimensions: int) -> SpatialMap:
    """The map of all States over the votes of `scope`, from the cache if it is there for this record."""

    def build() -> SpatialMap:
        matrix = table.matrix.select(votes=table.choose(scope).mask)
        return build_spatial_map(matrix, dimensions, scope.minimum)

    return get_or_build(f"spatial:{FORM}:{dimensions}:{build_scope_key(scope)}", build, table.version)


def list_groups(
    query: BlocQuery, chosen: ChosenStates, blocs: BlocTable, *, with_own: bool
) -> list[ComparedGroup]:
    """The blocs chosen; `with_own` also the States named one by one, as a bloc. Else the regional groups."""
    own = query.states if with_own else ()
    listed: Sequence[BlocTerms] = query.blocs if query.blocs or own else blocs.groups
    groups = [
        ComparedGroup(
            slug=terms.slug,
            name=terms.name,
            short_name=terms.short_name,
            in_sentence=add_article(terms.name, terms.with_article),
            members=terms.mark(chosen.matrix),
        )
        for terms in listed
    ]
    if own:
        name = query.name or _("The States chosen")
        in_sentence = query.name or _("the States chosen")
        groups.append(ComparedGroup("", name, name, in_sentence, np.isin(chosen.matrix.states, list(own))))
    return groups


def measure_cohesion(chosen: ChosenStates, groups: Sequence[ComparedGroup]) -> CohesionByYear:
    """The cohesion of each of `groups`, over all votes and year by year."""
    years = split_years(chosen.matrix)
    by_year = compute_cohesion_by_part(chosen.matrix, {group.slug: group.members for group in groups}, years)
    return CohesionByYear(
        [
            GroupCohesion(group, compute_cohesion(chosen.matrix, group.members), by_year[group.slug])
            for group in groups
        ]
    )


def rank_all_dissent(
    chosen: ChosenStates, groups: Sequence[ComparedGroup], only: Sequence[str]
) -> DissentRanking:
    """The dissent of every State in each of `groups`, the highest share first; of the States `only`, if any."""
    ranked = rank_dissent(
        chosen.matrix, {group.slug: group.members for group in groups}, chosen.scope.minimum
    )
    rows = [
        GroupDissent(group, rate)
        for group in groups
        for rate in ranked[group.slug]
        if not only or rate.state in only
    ]
    rows.sort(key=lambda row: _by_share(row.rate))
    return DissentRanking(rows)


def _by_share(rate: DissentRate) -> tuple[bool, float, int, str]:
    return rate.share is None, -(rate.share or 0), -rate.n, rate.state
