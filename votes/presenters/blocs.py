"""Who votes with whom: the States chosen, their agreement, and the orders in which a matrix shows them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from votes.analysis.agreement import AgreementMatrix, Variant, compute_agreement
from votes.analysis.clusters import Clusters, find_clusters
from votes.analysis.matrix import VoteMatrix
from votes.analysis.scope import Scope
from votes.choices import RegionalGroup
from votes.presenters.numbers import DIGITS
from votes.presenters.sentences import name_states
from votes.queries.matrix import VoteTable

Row = dict[str, Any]
FEWEST_CHOSEN = 2
PAIR_COLUMNS = ("n", "agreement", "interval_low", "interval_high", "agreement_half", "kappa")


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


def list_rows(values: NDArray[np.floating]) -> list[list[float | None]]:
    """A table as lists, rounded, None for NaN."""
    return [[None if value != value else value for value in row] for row in values.round(DIGITS).tolist()]


def serialize_matrix(chosen: Chosen, order: Sequence[str]) -> Row:
    """All tables [States x States] in `order`; a State's cell with itself counts its own positions."""
    agreement = chosen.agreement
    ends = np.stack(agreement.get_interval(Variant.AGREEMENT))
    low, high = (list_rows(end) for end in arrange(ends, chosen, order))
    return {
        "states": list(order),
        "names": [chosen.get_name(iso3) for iso3 in order],
        "votes": chosen.n,
        "left_out": chosen.left_out,
        "without_figure": list(agreement.left_out),
        "n": arrange(agreement.n, chosen, order).tolist(),
        **{
            variant.value: list_rows(arrange(agreement.get_values(variant), chosen, order))
            for variant in Variant
        },
        "interval_low": low,
        "interval_high": high,
        "by_likeness": chosen.sort_by_likeness(),
        "camps": [list(camp) for camp in chosen.clusters.camps],
    }


def flatten_matrix(chosen: Chosen, order: Sequence[str]) -> Iterator[Row]:
    """One row a pair, each once, in `order`; empty figures where a pair shares too few votes."""
    data = serialize_matrix(chosen, order)
    for row, first in enumerate(order):
        for column in range(row + 1, len(order)):
            yield {
                "first": first,
                "first_name": data["names"][row],
                "second": order[column],
                "second_name": data["names"][column],
                **{key: data[key][row][column] for key in PAIR_COLUMNS},
            }
