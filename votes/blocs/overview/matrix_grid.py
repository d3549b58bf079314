"""The matrix as the page draws it: its cells in whole per cent, its orders, and the pairs at its ends."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from votes.analysis.agreement import PairAgreement, Variant
from votes.blocs.overview.service import ORDERS, Chosen, arrange
from votes.compare.wording import describe_pair, name_pair
from votes.core.choices import RegionalGroup
from votes.web.numbers import format_percent

Row = dict[str, Any]
# The colours of the cells: ten steps of ten per cent, classes m0 to m9 of the stylesheet.
STEPS = 10
# A table of more States than that is for machines; it comes as data.
MOST_IN_TABLE = 20
LISTED = 8


def find_step(percent: int) -> int:
    """The step of a whole percentage: 0 for 0–9, 9 for 90–100."""
    return min(percent * STEPS // 100, STEPS - 1)


def list_steps() -> list[Row]:
    """The key of the colours: class and words."""
    width = 100 // STEPS
    ends = [(step, width * step, width * (step + 1) - 1) for step in range(STEPS)]
    return [{"step": step, "words": f"{low}–{high if step < STEPS - 1 else 100}"} for step, low, high in ends]


def list_extremes(chosen: Chosen) -> tuple[list[PairAgreement], list[PairAgreement], int]:
    """The closest pairs, the closest first; the furthest, the furthest first; and the number of pairs.

    Ranked by the nearer end of the interval: the closest by its low end, the furthest by its high end. So a few
    votes that happen to agree do not come before many that do. No pair is in both lists.
    """
    agreement = chosen.agreement
    firsts, seconds = np.nonzero(np.triu(agreement.enough, 1))
    low, high = (end[firsts, seconds] for end in agreement.get_interval(Variant.AGREEMENT))
    closest = np.lexsort((seconds, firsts, -low))[:LISTED]
    furthest = np.lexsort((seconds, firsts, high))[: max(min(LISTED, len(firsts) - LISTED), 0)]
    states = agreement.states
    listed = (
        [agreement.get_pair(states[firsts[place]], states[seconds[place]]) for place in places]
        for places in (closest, furthest)
    )
    return *listed, len(firsts)  # type: ignore[return-value]


def describe_matrix(chosen: Chosen) -> str:
    """The closest and the furthest pair in a sentence; of two States theirs; or that there is no figure."""
    names = chosen.in_sentence
    if len(chosen.states) == 2:
        return capfirst(describe_pair(chosen.agreement.get_pair(*chosen.states), names))
    closest, furthest, n = list_extremes(chosen)
    if not n:
        return _("No two of these States share %(minimum)s votes") % {"minimum": chosen.scope.minimum}
    last = furthest[0] if furthest else closest[-1]
    if n == 1:
        return capfirst(describe_pair(last, names))
    words = {
        "closest": name_pair(closest[0], names),
        "high": format_percent(closest[0].agreement),
        "n_high": closest[0].n,
        "furthest": name_pair(last, names),
        "low": format_percent(last.agreement),
        "n_low": last.n,
    }
    said = _(
        "%(closest)s vote most alike (%(high)s of %(n_high)s votes), %(furthest)s least (%(low)s of %(n_low)s)"
    )
    return capfirst(said % words)


def get_sentences() -> dict[str, str]:
    """What the drawing says of a cell; the page's script fills them in as Python would."""
    return {
        "pair": _("%(first)s–%(second)s %(share)s\N{NO-BREAK SPACE}%% of %(n)s, %(low)s–%(high)s"),
        "few": _("%(first)s–%(second)s: %(n)s shared, too few for a figure (%(minimum)s are needed)"),
        "compare": _("Compare them"),
        "self": _("%(first)s took a position in %(n)s votes"),
    }


def build_grid(chosen: Chosen, order: str, query: str = "") -> Row:
    """What the page's script draws from.

    `n`, `share`, `low` and `high` are the upper half of the table, the diagonal included, row by row, shares in
    whole per cent, None under the minimum. `orders`: name -> row numbers; `breaks`: after how many rows a line
    is drawn. `query` goes with the address of a comparison, so that it counts the same votes.
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
        "n": arrange(agreement.n, chosen, by_name)[upper].tolist(),
        **{key: list_percents(arrange(values, chosen, by_name)[upper]) for key, values in shares.items()},
        "orders": {name: [row_of[iso3] for iso3 in sort(chosen)] for name, sort in ORDERS.items()},
        "breaks": {"likeness": list_cluster_ends(chosen), "name": [], "group": list_group_ends(chosen)},
        "order": order,
        "minimum": chosen.scope.minimum,
        "sentences": get_sentences(),
        "compare": reverse("compare", args=["AAA/BBB"]) + query,
    }


def list_percents(shares: np.ndarray) -> list[int | None]:
    return [None if share != share else int(share) for share in np.rint(100 * shares).tolist()]


def list_cluster_ends(chosen: Chosen) -> list[int]:
    return np.cumsum([len(cluster) for cluster in chosen.clusters.clusters]).tolist()


def list_group_ends(chosen: Chosen) -> list[int]:
    groups = [chosen.table.groups_now[iso3] for iso3 in chosen.sort_by_group()]
    return [place for place in range(1, len(groups)) if groups[place] != groups[place - 1]]


def build_table(chosen: Chosen, order: Sequence[str]) -> list[Row] | None:
    """The rows of the table for readers, None where it would have too many; cells with `step`, `n`, `percent`."""
    if len(order) > MOST_IN_TABLE:
        return None
    n = arrange(chosen.agreement.n, chosen, order).tolist()
    shares = arrange(chosen.agreement.agreement, chosen, order).tolist()
    rows = []
    for first, counts, values in zip(order, n, shares, strict=True):
        cells = [
            build_cell(first, second, count, value)
            for second, count, value in zip(order, counts, values, strict=True)
        ]
        rows.append({"state": first, "name": chosen.get_name(first), "cells": cells})
    return rows


def build_cell(first: str, second: str, n: int, share: float) -> Row:
    percent = None if share != share else round(100 * share)
    return {
        "second": second,
        "n": n,
        "percent": percent,
        "step": None if percent is None else find_step(percent),
        "is_self": first == second,
    }


def list_choices(chosen: Chosen) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every State that can be chosen, by today's group: (name of the group, its States' codes and names)."""
    by_name = sorted(chosen.table.matrix.states, key=chosen.get_name)
    groups = chosen.table.groups_now
    labels = {group.value: str(group.label) for group in RegionalGroup} | {"": _("No group today")}
    return [
        (label, listed)
        for value, label in labels.items()
        if (listed := [(iso3, chosen.get_name(iso3)) for iso3 in by_name if (groups[iso3] or "") == value])
    ]
