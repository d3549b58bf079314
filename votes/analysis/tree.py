"""Hierarchical clustering: the tree, the optimal order of its leaves, and its cut into groups.

Written here rather than taken from scipy, because branches are joined by the votes they share, which scipy's linkage
cannot do, and because scipy's order of leaves is not always optimal (scipy/scipy#11227): docs/adr/0003-clustering.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Branch:
    """A node. `leaves` are row numbers; `parts` are the two branches that join at `height`, None for a leaf."""

    leaves: tuple[int, ...]
    height: float = 0.0
    parts: "tuple[Branch, Branch] | None" = None


def join_branches(same: NDArray[np.integer], n: NDArray[np.integer], minimum: int) -> Branch:
    """The tree of at least one leaf, from the votes that each pair shares (`n`) and agrees in (`same`).

    The two branches that agree most are joined, again and again (average linkage: Sokal and Michener 1958). The
    agreement of two branches is that of all pairs across, sum of `same` / sum of `n`, and they join at height
    1 - agreement. Branches that share fewer than `minimum` votes are compared only after they have grown, and
    join at height 1 if they never share enough. Ties go to the first rows. A join may bring a branch nearer to
    a third; the height is then that of the join below, so heights never fall from leaf to root.
    """
    size = len(n)
    shared, alike = n.astype(np.float64), same.astype(np.float64)
    near = _compute_nearness(alike, shared, minimum)
    np.fill_diagonal(near, -np.inf)
    branches = [Branch((row,)) for row in range(size)]
    height, kept = 0.0, 0
    for _ in range(size - 1):
        kept, gone = divmod(int(near.argmax()), size)
        height = max(height, 1 - max(float(near[kept, gone]), 0.0))
        left, right = branches[kept], branches[gone]
        branches[kept] = Branch(left.leaves + right.leaves, height, (left, right))
        for table in (shared, alike):
            table[kept] += table[gone]
            table[:, kept] = table[kept]
        others = np.isfinite(near[kept])
        near[kept, others] = _compute_nearness(alike[kept], shared[kept], minimum)[others]
        near[:, kept] = near[kept]
        near[gone] = near[:, gone] = -np.inf
    return branches[kept]


def fill_distances(root: Branch, distances: Floats) -> Floats:
    """`distances` [leaves x leaves], with the height at which a pair is joined where it has no figure (NaN)."""
    filled = distances.copy()
    for branch in _walk(root):
        if branch.parts:
            left, right = branch.parts
            for cells in (np.ix_(left.leaves, right.leaves), np.ix_(right.leaves, left.leaves)):
                filled[cells] = np.where(np.isnan(filled[cells]), branch.height, filled[cells])
    return filled


def order_leaves(root: Branch, distances: Floats) -> tuple[int, ...]:
    """The order of the leaves, among those the tree allows, with the least sum of distances between neighbours.

    The algorithm is that of Bar-Joseph, Gifford and Jaakkola 2001, written as matrix products in which min takes
    the place of + and + that of times. The work grows with leaves³. Of the two directions, the one that begins
    with the lower row is returned.
    """
    if root.parts is None:
        return root.leaves
    joined: dict[Branch, Floats] = {}
    for branch in _walk(root):
        if branch.parts:
            left, right = branch.parts
            across = distances[np.ix_(left.leaves, right.leaves)]
            paths = _multiply(_list_paths(left, joined), across)
            joined[branch] = _multiply(paths, _list_paths(right, joined))
    first, last = divmod(int(joined[root].argmin()), joined[root].shape[1])
    left, right = root.parts
    leaves = _trace(root, left.leaves[first], right.leaves[last], distances, joined)
    return leaves if leaves[0] < leaves[-1] else leaves[::-1]


def cut_tree(root: Branch, groups: int) -> list[Branch]:
    """The tree cut into `groups` branches, or fewer if it has fewer leaves. The highest joins are undone first."""
    branches = [root]
    while len(branches) < groups:
        highest = max(branches, key=lambda branch: (branch.height, len(branch.leaves)))
        if highest.parts is None:
            break
        branches.remove(highest)
        branches += highest.parts
    return branches


def list_heights(root: Branch) -> list[float]:
    """The heights of all joins, from the lowest to the highest."""
    return sorted(branch.height for branch in _walk(root) if branch.parts)


def _compute_nearness(alike: Floats, shared: Floats, minimum: int) -> Floats:
    """alike / shared; -1, which is joined last, where fewer than `minimum` votes are shared."""
    enough = shared >= max(minimum, 1)
    nearness: Floats = np.divide(alike, shared, out=np.full(shared.shape, -1.0), where=enough)
    return nearness


def _walk(root: Branch) -> Iterator[Branch]:
    """Every branch, each after its parts."""
    for part in root.parts or ():
        yield from _walk(part)
    yield root


def _multiply(first: Floats, second: Floats) -> Floats:
    """The product of two tables in which min takes the place of the sum and + that of the product."""
    product: Floats = np.min(first[:, :, np.newaxis] + second[np.newaxis], axis=1)
    return product


def _list_paths(branch: Branch, joined: dict[Branch, Floats]) -> Floats:
    """[leaves x leaves] The length of the shortest path through all leaves from one to another; inf if there is none.

    A path that the tree allows begins in one part and ends in the other.
    """
    if branch.parts is None:
        return np.zeros((1, 1))
    table = joined[branch]
    paths = np.full((sum(table.shape), sum(table.shape)), np.inf)
    paths[: table.shape[0], table.shape[0] :] = table
    paths[table.shape[0] :, : table.shape[0]] = table.T
    return paths


def _trace(
    branch: Branch, first: int, last: int, distances: Floats, joined: dict[Branch, Floats]
) -> tuple[int, ...]:
    """The shortest path through all leaves of `branch` from `first` to `last`."""
    if branch.parts is None:
        return branch.leaves
    left, right = branch.parts
    if first in right.leaves:
        return _trace(branch, last, first, distances, joined)[::-1]
    from_first = _list_paths(left, joined)[left.leaves.index(first)]
    to_last = _list_paths(right, joined)[:, right.leaves.index(last)]
    lengths = from_first[:, np.newaxis] + distances[np.ix_(left.leaves, right.leaves)] + to_last
    end, start = divmod(int(lengths.argmin()), len(right.leaves))
    return _trace(left, first, left.leaves[end], distances, joined) + _trace(
        right, right.leaves[start], last, distances, joined
    )
