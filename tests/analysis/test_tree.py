"""The tree, the best order of its leaves and its cuts, against slow twins."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis import slow
from votes.analysis.tree import Branch, cut_tree, fill_distances, join_branches, list_heights, order_leaves

seeds = st.integers(0, 10_000)


def make_tables(seed, size):
    """Votes shared and votes at one, symmetric; many pairs share few or none."""
    rng = np.random.default_rng(seed)
    n = np.triu(rng.integers(0, 12, (size, size)), 1)
    same = rng.integers(0, n + 1)
    return same + same.T, n + n.T


def list_joins(branch):
    if branch.parts is None:
        return []
    left, right = branch.parts
    here = (frozenset(left.leaves), frozenset(right.leaves), branch.height)
    return [*list_joins(left), *list_joins(right), here]


@given(seeds, st.integers(1, 8), st.integers(1, 6))
def test_the_tree_agrees_with_its_slow_twin(seed, size, minimum):
    same, n = make_tables(seed, size)
    root = join_branches(same, n, minimum)
    found = {frozenset(join[:2]): join[2] for join in list_joins(root)}
    wanted = {frozenset(join[:2]): float(join[2]) for join in slow.join_branches(same, n, minimum)}
    assert found == pytest.approx(wanted)
    assert list_heights(root) == sorted(found.values())
    assert sorted(root.leaves) == list(range(size))


@given(seeds, st.integers(1, 7))
def test_no_order_that_the_tree_allows_is_shorter(seed, size):
    same, n = make_tables(seed, size)
    rng = np.random.default_rng(seed)
    apart = rng.random((size, size))
    apart += apart.T
    root = join_branches(same, n, 3)

    def measure(order):
        return sum(apart[a, b] for a, b in itertools.pairwise(order))

    allowed = slow.list_orders(root)
    found = order_leaves(root, apart)
    assert found in allowed
    assert measure(found) == pytest.approx(min(map(measure, allowed)))
    assert found[0] <= found[-1]


def test_pairs_without_a_figure_are_as_far_apart_as_their_join():
    root = Branch((0, 1, 2), 0.6, (Branch((0, 1), 0.2, (Branch((0,)), Branch((1,)))), Branch((2,))))
    nan = np.nan
    apart = np.array([[0, 0.2, nan], [0.2, 0, 0.5], [nan, 0.5, 0]])
    assert fill_distances(root, apart).tolist() == [[0, 0.2, 0.6], [0.2, 0, 0.5], [0.6, 0.5, 0]]


@given(seeds, st.integers(1, 8), st.integers(1, 10))
def test_a_cut_undoes_the_highest_joins(seed, size, groups):
    same, n = make_tables(seed, size)
    root = join_branches(same, n, 3)
    branches = cut_tree(root, groups)
    assert len(branches) == min(groups, size)
    assert sorted(itertools.chain(*(branch.leaves for branch in branches))) == list(range(size))
    undone = list_heights(root)[size - len(branches) :]
    kept = list_heights(root)[: size - len(branches)]
    assert sorted(h for branch in branches for h in list_heights(branch)) == pytest.approx(kept)
    assert not undone or not kept or min(undone) >= max(kept)
