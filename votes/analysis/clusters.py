"""Clusters of States that vote alike, and the order in which the rows of a matrix show them."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from votes.analysis.agreement import AgreementMatrix
from votes.analysis.tree import cut_tree, fill_distances, join_branches, list_heights, order_leaves

# The most clusters into which the tree is cut at its widest gap, where the caller names no number.
MOST_CLUSTERS = 6


@dataclass(frozen=True)
class Clusters:
    """The States cut into clusters. `order` lists them so that neighbours vote alike.

    The clusters follow `order`, and so do the States in each. `heights`: 1 - agreement, 0 to 1, at which each two
    branches of the tree joined, the nearest first. `left_out`: the States that share `minimum` votes with no
    other; they belong to no cluster and come last in a matrix. `n`: the shared votes of all pairs compared.
    """

    order: tuple[str, ...]
    clusters: tuple[tuple[str, ...], ...]
    heights: tuple[float, ...]
    left_out: tuple[str, ...]
    n: int
    minimum: int


def find_clusters(agreement: AgreementMatrix, clusters: int | None = None) -> Clusters:
    """Cluster all States by agreement; `clusters` is how many to cut the tree into, None for its widest gap.

    Step by step the two branches that agree most are joined. The agreement of two branches is that of their
    States taken together: votes with the same position / votes shared, over all pairs across (average linkage,
    each pair weighing as many votes as it shares). Branches that share fewer than `minimum` votes are not
    compared until they have grown; those that never share enough join last, at height 1. The leaves are then
    turned so that the sum of distances between neighbours is least; the distance of a pair under the minimum is
    the height at which its branches join.

    ValueError for fewer clusters than 1. The time grows with States³.
    """
    if clusters is not None and clusters < 1:
        raise ValueError(f"a tree is cut into at least one cluster, not {clusters}")
    rows = [row for row, iso3 in enumerate(agreement.states) if iso3 not in agreement.left_out]
    order: tuple[str, ...] = ()
    groups: list[tuple[str, ...]] = []
    heights: list[float] = []
    cells = np.ix_(rows, rows)
    n = agreement.n[cells]
    if rows:
        root = join_branches(agreement.same[cells], n, agreement.minimum)
        heights = list_heights(root)
        leaves = order_leaves(root, fill_distances(root, 1 - agreement.agreement[cells]))
        order = tuple(agreement.states[rows[leaf]] for leaf in leaves)
        place_of = {leaf: place for place, leaf in enumerate(leaves)}
        branches = cut_tree(root, clusters or _count_clusters(heights))
        places = sorted(sorted(place_of[leaf] for leaf in branch.leaves) for branch in branches)
        groups = [tuple(order[place] for place in group) for group in places]
    return Clusters(
        order=order,
        clusters=tuple(groups),
        heights=tuple(heights),
        left_out=agreement.left_out,
        n=int(np.triu(n, 1).sum()),
        minimum=agreement.minimum,
    )


def _count_clusters(heights: list[float]) -> int:
    """How many clusters a cut at the widest gap between the last joins gives; of equal gaps the one with fewest."""
    last = heights[-MOST_CLUSTERS:][::-1]
    gaps = [higher - lower for higher, lower in pairwise(last)]
    return 2 + gaps.index(max(gaps)) if gaps else 1
