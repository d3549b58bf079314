"""The matrix of agreement as the page shows it: data for the drawing, and a table while the States are few."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.urls import reverse

from votes.analysis.agreement import Variant
from votes.analysis.interval import Floats
from votes.blocs.overview.chosen_states import ChosenStates
from votes.blocs.overview.query import ORDERS
from votes.blocs.overview.wording import get_cell_sentences

# The colours of the cells: ten steps of ten per cent, classes m0 to m9 of the stylesheet.
STEPS = 10
# A table of more States is too large to read; its figures come as data.
MOST_IN_TABLE = 20


@dataclass(frozen=True)
class Cell:
    """The agreement of two States: `percent` is whole, `step` that of its colour; both None under the minimum."""

    second: str
    n: int
    percent: int | None
    step: int | None
    is_self: bool


@dataclass(frozen=True)
class TableRow:
    """One State's agreement with each State of the table."""

    state: str
    name: str
    cells: list[Cell]


def find_step(percent: int) -> int:
    """The step of a whole percentage: 0 for 0–9, 9 for 90–100."""
    return min(percent * STEPS // 100, STEPS - 1)


def list_steps() -> list[dict[str, Any]]:
    """The key of the colours: the number of each `step` and its percentages in `words`, "0–9"."""
    width = 100 // STEPS
    ends = [(step, width * step, width * (step + 1) - 1) for step in range(STEPS)]
    return [{"step": step, "words": f"{low}–{high if step < STEPS - 1 else 100}"} for step, low, high in ends]


def build_grid(chosen: ChosenStates, order: str, query_string: str = "") -> dict[str, Any]:
    """What the page's script draws from.

    `n`, `share`, `low` and `high` are the upper half of the table, the diagonal included, row by row; shares are
    in whole per cent, None under the minimum. `orders`: name -> row numbers; `breaks`: after how many rows a line
    is drawn. `query_string` follows the address of a comparison, so that it counts the same votes.
    """
    agreement = chosen.agreement
    by_name = chosen.sort_by_name()
    upper = np.triu_indices(len(by_name))
    low, high = agreement.get_interval(Variant.AGREEMENT)
    shares = {"share": agreement.agreement, "low": low, "high": high}
    row_of = {iso3: row for row, iso3 in enumerate(by_name)}
    return {
        "states": by_name,
        "names": [chosen.get_name(iso3) for iso3 in by_name],
        "n": chosen.arrange(agreement.n, by_name)[upper].tolist(),
        **{key: list_percents(chosen.arrange(values, by_name)[upper]) for key, values in shares.items()},
        "orders": {name: [row_of[iso3] for iso3 in chosen.sort(name)] for name in ORDERS},
        "breaks": {"likeness": list_cluster_ends(chosen), "name": [], "group": list_group_ends(chosen)},
        "order": order,
        "minimum": chosen.scope.minimum,
        "sentences": get_cell_sentences(),
        "compare": reverse("compare", args=["AAA/BBB"]) + query_string,
    }


def list_percents(shares: Floats) -> list[int | None]:
    """Shares of 0..1 as whole percentages, None for NaN."""
    return [None if np.isnan(share) else int(share) for share in np.rint(100 * shares).tolist()]


def list_cluster_ends(chosen: ChosenStates) -> list[int]:
    """After how many States each cluster ends, in the order by likeness."""
    ends: list[int] = np.cumsum([len(cluster) for cluster in chosen.clusters.clusters]).tolist()
    return ends


def list_group_ends(chosen: ChosenStates) -> list[int]:
    """After how many States each regional group but the last ends, in the order by group."""
    groups = [chosen.table.groups_now[iso3] for iso3 in chosen.sort_by_group()]
    return [place for place in range(1, len(groups)) if groups[place] != groups[place - 1]]


def build_table(chosen: ChosenStates, order: Sequence[str]) -> list[TableRow] | None:
    """The matrix as a table in `order`; None where it would have too many rows."""
    if len(order) > MOST_IN_TABLE:
        return None
    n = chosen.arrange(chosen.agreement.n, order).tolist()
    shares = chosen.arrange(chosen.agreement.agreement, order).tolist()
    rows = []
    for first, counts, values in zip(order, n, shares, strict=True):
        cells = [
            build_cell(first, second, count, value)
            for second, count, value in zip(order, counts, values, strict=True)
        ]
        rows.append(TableRow(first, chosen.get_name(first), cells))
    return rows


def build_cell(first: str, second: str, n: int, share: float) -> Cell:
    """The cell of two States; a `share` of NaN is no figure."""
    percent = None if np.isnan(share) else round(100 * share)
    step = None if percent is None else find_step(percent)
    return Cell(second, n, percent, step, is_self=first == second)
