"""A tree of like and unlike: built by joining, its leaves put into their best order, cut into groups.

Trees of this kind are often drawn with scipy. Ours joins branches by the votes they share, which scipy's linkage
cannot, and scipy's order of leaves is not the best one (scipy/scipy#11227), so the few lines stand here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Branch:
    """`leaves` are row numbers. `parts` are the two branches joined at `height`; a leaf has none."""

    leaves: tuple[int, ...]
    height: float = 0.0
    parts: "tuple[Branch, Branch] | None" = None


def join_branches(same: NDArray[np.integer], n: NDArray[np.integer], minimum: int) -> Branch:
    """The tree of at least one leaf, from tables of the votes a pair shares (`n`) and those at one (`same`).

    Step by step the two branches that agree most are joined, at height 1 - agreement: that of all their pairs
    across taken together, sum of same / sum of n. Those that share fewer than `minimum` votes wait until they
    have grown, and join at height 1 when nothing else is left. Of equals the first rows are joined. A join
    can bring a branch nearer to a third; heights rise from leaf to root all the same.
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


def fill_apart(root: Branch, apart: Floats) -> Floats:
    """`apart` [leaves x leaves] with each pair that has no figure (NaN) at the height at which it is joined."""
    filled = apart.copy()
    for branch in _walk(root):
        if branch.parts:
            left, right = branch.parts
            for cells in (np.ix_(left.leaves, right.leaves), np.ix_(right.leaves, left.leaves)):
                filled[cells] = np.where(np.isnan(filled[cells]), branch.height, filled[cells])
    return filled


def order_leaves(root: Branch, apart: Floats) -> tuple[int, ...]:
    """The leaves in the order, of all the tree allows, whose neighbours are least apart in sum.

    Bar-Joseph, Gifford and Jaakkola 2001, as products of tables in which min stands for + and + for times;
    work grows with leaves³. Of the two directions it is the one that begins with the lower row.
    """
    if root.parts is None:
        return root.leaves
    joined: dict[Branch, Floats] = {}
    for branch in _walk(root):
        if branch.parts:
            left, right = branch.parts
            across = apart[np.ix_(left.leaves, right.leaves)]
            paths = _multiply(_list_paths(left, joined), across)
            joined[branch] = _multiply(paths, _list_paths(right, joined))
    first, last = divmod(int(joined[root].argmin()), joined[root].shape[1])
    left, right = root.parts
    leaves = _trace(root, left.leaves[first], right.leaves[last], apart, joined)
    return leaves if leaves[0] < leaves[-1] else leaves[::-1]


def cut_tree(root: Branch, groups: int) -> list[Branch]:
    """The tree in `groups` branches, or in as many as it has leaves: always the highest join is undone first."""
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
    """alike / shared; -1, which is joined last, where `minimum` votes are not shared."""
    return np.divide(alike, shared, out=np.full(shared.shape, -1.0), where=shared >= max(minimum, 1))


def _walk(root: Branch) -> Iterator[Branch]:
    """Every branch after its parts."""
    for part in root.parts or ():
        yield from _walk(part)
    yield root


def _multiply(first: Floats, second: Floats) -> Floats:
    """The product of two tables in which min stands for the sum and the sum for the product."""
    return np.min(first[:, :, np.newaxis] + second[np.newaxis], axis=1)


def _list_paths(branch: Branch, joined: dict[Branch, Floats]) -> Floats:
    """[leaves x leaves] how short a path through all leaves can be from one to another; inf where none runs.

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
    branch: Branch, first: int, last: int, apart: Floats, joined: dict[Branch, Floats]
) -> tuple[int, ...]:
    """The shortest path through all leaves of `branch` from `first` to `last`."""
    if branch.parts is None:
        return branch.leaves
    left, right = branch.parts
    if first in right.leaves:
        return _trace(branch, last, first, apart, joined)[::-1]
    from_first = _list_paths(left, joined)[left.leaves.index(first)]
    to_last = _list_paths(right, joined)[:, right.leaves.index(last)]
    lengths = from_first[:, np.newaxis] + apart[np.ix_(left.leaves, right.leaves)] + to_last
    end, start = divmod(int(lengths.argmin()), len(right.leaves))
    return _trace(left, first, left.leaves[end], apart, joined) + _trace(
        right, right.leaves[start], last, apart, joined
    )
