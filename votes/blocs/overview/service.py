"""Who votes with whom: the States chosen, their agreement, and the orders of a matrix."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from numpy.typing import NDArray

from votes.analysis.agreement import AgreementMatrix, compute_agreement
from votes.analysis.clusters import Clusters, find_clusters
from votes.analysis.matrix import VoteMatrix
from votes.analysis.scope import Scope
from votes.analysis.spatial import SpatialMap, build_spatial_map
from votes.blocs.terms import FORM
from votes.core.choices import RegionalGroup
from votes.core.record_version import get_or_build
from votes.scope.vote_table import VoteTable
from votes.scope.wording import name_states

FEWEST_CHOSEN = 2


@dataclass(frozen=True)
class Chosen:
    """`states` in the order asked, over the votes of `scope`; `left_out`: votes that only their flag keeps out.

    `selected` holds those votes with all States: measures of groups need them.
    """

    table: VoteTable
    scope: Scope
    selected: VoteMatrix
    states: tuple[str, ...]
    left_out: int

    @cached_property
    def agreement(self) -> AgreementMatrix:
        """The agreement of `states`; its rows are in alphabetical order."""
        return compute_agreement(self.selected.select(states=self.states), self.scope.minimum)

    @cached_property
    def clusters(self) -> Clusters:
        return find_clusters(self.agreement)

    @property
    def n(self) -> int:
        """How many votes are counted."""
        return len(self.selected.texts)

    def get_name(self, iso3: str) -> str:
        return self.table.names[iso3]

    @cached_property
    def in_sentence(self) -> dict[str, str]:
        """The names of all States as they stand inside a sentence."""
        return name_states(self.table)

    def sort_by_name(self) -> list[str]:
        return sorted(self.states, key=self.get_name)

    def sort_by_likeness(self) -> list[str]:
        """So that neighbours vote alike; who shares too few votes with everyone stands last."""
        return [*self.clusters.order, *self.clusters.left_out]

    def sort_by_group(self) -> list[str]:
        """By today's regional group, within it by name."""
        places = {group.value: place for place, group in enumerate(RegionalGroup)}
        return sorted(
            self.sort_by_name(), key=lambda iso3: places.get(self.table.groups_now[iso3], len(places))
        )


ORDERS = {
    "likeness": Chosen.sort_by_likeness,
    "name": Chosen.sort_by_name,
    "group": Chosen.sort_by_group,
}


def arrange(values: NDArray[Any], chosen: Chosen, order: Sequence[str]) -> NDArray[Any]:
    """A table of the agreement with its rows and columns in `order`."""
    rows = [chosen.agreement.states.index(iso3) for iso3 in order]
    return values[..., rows, :][..., rows]


def get_spatial_map(table: VoteTable, scope: Scope, dimensions: int) -> SpatialMap:
    """The map of all States over the votes of `scope`, from the cache where this record's is there."""
    filter_key = sha256(repr(scope).encode()).hexdigest()

    def build() -> SpatialMap:
        selected = table.matrix.select(votes=table.choose(scope).mask)
        return build_spatial_map(selected, dimensions, scope.minimum)

    return get_or_build(f"spatial:{FORM}:{dimensions}:{filter_key}", build, table.version)
