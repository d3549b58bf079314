"""Clusters, and the order of the matrix."""

import itertools

import pytest
from hypothesis import given

from tests.analysis.strategies import few_votes, make_matrix, read_letters
from tests.analysis.test_cohesion import NOBODY
from votes.analysis.agreement import compute_agreement
from votes.analysis.clusters import find_clusters
from votes.analysis.matrix import build_matrix

# Two clusters of like voters and one between them; TUN shares too little with all.
LINES = {
    "AAA": "YYYYYYYYYY",
    "BBB": "NNNNNNNNNN",
    "CCC": "YYYYYYYYYN",
    "DDD": "NNNNNNNNYY",
    "EEE": "YYYYYYYYNN",
    "MID": "YYYYYYNNNN",
    "TUN": "Y.........",
}


def cluster(clusters=None, minimum=2, **lines):
    return find_clusters(compute_agreement(read_letters(**(lines or LINES)), minimum), clusters)


def test_clusters_by_hand_and_neighbours_that_vote_alike():
    clusters = cluster()
    assert clusters.clusters == (("AAA", "CCC", "EEE", "MID"), ("BBB", "DDD"))
    assert clusters.order == ("AAA", "CCC", "EEE", "MID", "BBB", "DDD")
    assert clusters.left_out == ("TUN",)
    assert clusters.n == 15 * 10
    # AAA–CCC 0.9, then EEE with both 17/20, then BBB–DDD 0.8, then MID with the three 21/30, then 12 of 80 across.
    assert clusters.heights == pytest.approx((1 - 0.9, 1 - 17 / 20, 1 - 0.8, 1 - 21 / 30, 1 - 12 / 80))


def test_the_reader_may_ask_for_more_clusters_or_one():
    assert cluster(3).clusters == (("AAA", "CCC", "EEE"), ("MID",), ("BBB", "DDD"))
    assert cluster(1).clusters == (cluster(1).order,)
    with pytest.raises(ValueError, match="at least one cluster, not 0"):
        cluster(0)


def test_by_default_the_tree_is_cut_at_its_widest_gap():
    clusters = cluster(A="YYY", B="YYY", C="NNN", D="NNN", E="AAA", F="AAA")
    assert clusters.heights == (0, 0, 0, 1, 1)
    assert {frozenset(cluster) for cluster in clusters.clusters} == {
        frozenset("AB"),
        frozenset("CD"),
        frozenset("EF"),
    }


def test_branches_that_share_too_few_votes_are_joined_after_they_have_grown():
    """A and C never sat together; each sat with B. D shares one vote with C alone, on which they agree."""
    clusters = cluster(minimum=2, A="YYYY....", B="YYYNYYYY", C="....YYYN", D=".......N")
    assert clusters.left_out == ("D",)
    assert clusters.order == ("A", "B", "C")
    assert clusters.heights == pytest.approx((0.25, 0.25))


def test_states_that_never_share_enough_votes_join_last():
    clusters = cluster(2, minimum=2, A="YYY...", B="YYY...", C="...NNN", D="...NNN")
    assert [set(cluster) for cluster in clusters.clusters] == [{"A", "B"}, {"C", "D"}]
    assert clusters.heights == (0, 0, 1)


@pytest.mark.parametrize("lines", [{"AAA": "YYY"}, {"AAA": "YYY", "BBB": "..."}])
def test_one_state_alone_makes_no_tree(lines):
    clusters = cluster(**lines)
    assert clusters.order == clusters.clusters == clusters.heights == ()
    assert clusters.left_out == ("AAA",)


def test_nothing_makes_nothing():
    assert find_clusters(compute_agreement(build_matrix([]))).order == ()


@given(few_votes)
def test_every_state_is_in_one_cluster_and_heights_rise(roll_calls):
    agreement = compute_agreement(make_matrix(roll_calls), 2)
    clusters = find_clusters(agreement)
    assert sorted([*clusters.order, *clusters.left_out]) == list(agreement.states)
    assert tuple(itertools.chain(*clusters.clusters)) == clusters.order
    assert list(clusters.heights) == sorted(clusters.heights)
    assert len(clusters.heights) == max(len(clusters.order) - 1, 0)
    assert all(0 <= height <= 1 for height in clusters.heights)


@given(few_votes)
def test_neither_an_empty_vote_nor_a_second_run_changes_the_order(roll_calls):
    before = find_clusters(compute_agreement(make_matrix([*roll_calls, NOBODY]), 2))
    after = find_clusters(compute_agreement(make_matrix([*roll_calls, NOBODY, NOBODY]), 2))
    assert before == after
