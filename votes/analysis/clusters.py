"""Which States form camps, and in which order the rows of a matrix show them."""

from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy.cluster import hierarchy
from scipy.spatial.distance import squareform

from votes.analysis.agreement import AgreementMatrix

# Without another wish the tree is cut where it has its widest gap, into at most so many camps.
MOST_CAMPS = 6

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Clusters:
    """`order`: the States so that neighbours vote alike. `camps`: the same States, cut into groups.

    The camps follow `order`, and so do the States in each. `heights`: 1 - agreement at which each two branches
    of the tree joined, the nearest first. `left_out`: States that share `minimum` votes with nobody; they stand
    in no camp and behind all others in a matrix. `n`: the shared votes of all pairs that were compared.
    """

    method: ClassVar[str] = "clusters"

    order: tuple[str, ...]
    camps: tuple[tuple[str, ...], ...]
    heights: tuple[float, ...]
    left_out: tuple[str, ...]
    n: int
    minimum: int
    scope: str


def find_clusters(agreement: AgreementMatrix, camps: int | None = None) -> Clusters:
    """The tree of all States by agreement, its best order of leaves, and a cut into `camps`.

    Step by step the two branches that agree most are joined. The agreement of two branches is that of their
    States taken together: votes with the same position / votes shared, over all pairs across (average linkage,
    each pair weighing as many votes as it shares). Branches that share fewer than `minimum` votes are not
    compared until they have grown; those that never share enough join last, at height 1. Of equals the first
    by the alphabet is joined. The leaves are then turned so that the sum of distances between neighbours is
    least (Bar-Joseph, Gifford and Jaakkola 2001); a pair under the minimum counts as far apart as the height
    at which its branches join. Where `camps` is None the tree is cut at its widest gap.

    ValueError for fewer camps than 1. Work grows with States³.
    """
    if camps is not None and camps < 1:
        raise ValueError(f"a tree is cut into at least one camp, not {camps}")
    rows = [row for row, iso3 in enumerate(agreement.states) if iso3 not in agreement.left_out]
    states = [agreement.states[row] for row in rows]
    cells = np.ix_(rows, rows)
    n = agreement.n[cells]
    order, labels, heights = list(states), np.ones(len(states), dtype=np.intp), np.empty(0)
    if len(states) > 1:
        tree = _join(agreement.same[cells], n, max(agreement.minimum, 1))
        heights = tree[:, 2]
        apart = np.where(
            agreement.enough[cells], 1 - agreement.agreement[cells], squareform(hierarchy.cophenet(tree))
        )
        leaves = _order_leaves(tree, apart)
        order = [states[leaf] for leaf in leaves]
        labels = hierarchy.fcluster(tree, camps or _count_camps(heights), criterion="maxclust")[leaves]
    cuts = [0, *(np.flatnonzero(np.diff(labels)) + 1), len(order)]
    return Clusters(
        order=tuple(order),
        camps=tuple(tuple(order[start:end]) for start, end in pairwise(cuts) if start < end),
        heights=tuple(float(height) for height in heights),
        left_out=agreement.left_out,
        n=int(np.triu(n, 1).sum()),
        minimum=agreement.minimum,
        scope=agreement.scope,
    )


def _join(same: NDArray[np.int32], n: NDArray[np.int32], minimum: int) -> Floats:
    """The tree as scipy writes one: in each row two branches, the height at which they join, and their States."""
    size = len(n)
    shared, alike = n.astype(np.float64), same.astype(np.float64)
    near = np.where(shared >= minimum, alike / np.maximum(shared, 1), -1)
    np.fill_diagonal(near, -np.inf)
    branch, leaves = list(range(size)), np.ones(size)
    tree = np.empty((size - 1, 4))
    for step in range(size - 1):
        kept, gone = divmod(int(near.argmax()), size)
        leaves[kept] += leaves[gone]
        tree[step] = *sorted((branch[kept], branch[gone])), 1 - max(near[kept, gone], 0), leaves[kept]
        branch[kept] = size + step
        for table in (shared, alike):
            table[kept] += table[gone]
            table[:, kept] = table[kept]
        here = np.where(shared[kept] >= minimum, alike[kept] / np.maximum(shared[kept], 1), -1)
        here[np.isneginf(near[kept])] = -np.inf
        near[kept] = near[:, kept] = here
        near[gone] = near[:, gone] = -np.inf
    # Joining can bring a branch nearer to a third; heights must rise all the same for the tree to be cut.
    tree[:, 2] = np.maximum.accumulate(tree[:, 2])
    return tree


def _order_leaves(tree: Floats, apart: Floats) -> NDArray[np.intp]:
    """The leaves in their best order; of the two directions the one whose first leaf comes first."""
    np.fill_diagonal(apart, 0)
    leaves = hierarchy.leaves_list(hierarchy.optimal_leaf_ordering(tree, squareform(apart)))
    return leaves if leaves[0] < leaves[-1] else leaves[::-1]


def _count_camps(heights: Floats) -> int:
    """How many camps the cut at the widest gap between the last joins gives."""
    last = heights[-MOST_CAMPS:][::-1]
    return 2 + int(np.argmax(last[:-1] - last[1:])) if len(last) > 1 else 1
