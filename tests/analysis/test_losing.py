"""The losing side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis import slow
from tests.analysis.strategies import few_votes, make_matrix, read_letters
from tests.analysis.test_cohesion import NOBODY
from votes.analysis.losing import rank_losing

# Adopted 2–1, rejected 1–2, a tie 1–1 (rejected), adopted 2–0.
LINES = {"AAX": "YYYY", "ABX": "YNAY", "ACX": "NNNA", "ADX": "...-"}


def test_by_hand_the_highest_share_first():
    found = {row.state: row for row in rank_losing(read_letters(**LINES), minimum=1)}
    assert [(row.state, row.lost, row.n) for row in found.values()] == [
        ("AAX", 2, 4),
        ("ACX", 1, 3),
        ("ABX", 0, 3),
    ]
    assert [row.share for row in found.values()] == pytest.approx([1 / 2, 1 / 3, 0])
    assert [(row.abstained, row.positions) for row in found.values()] == [(0, 4), (1, 4), (1, 4)]
    assert found["AAX"].interval == pytest.approx((0.1500, 0.8500), abs=5e-5)


def test_abstaining_is_never_losing():
    (row,) = rank_losing(read_letters(COD="A" * 30))
    assert (row.lost, row.n, row.share, row.interval) == (0, 0, None, None)
    assert (row.abstained, row.positions) == (30, 30)


def test_under_the_minimum_there_is_no_share():
    row = rank_losing(read_letters(**LINES), minimum=5)[0]
    assert (row.lost, row.n, row.share, row.interval) == (2, 4, None, None)


def test_states_under_the_minimum_come_last_and_of_equals_the_larger_n_first():
    """AAX and ADX lost nothing; ABX and ACX voted once, AAX twice, ADX three times."""
    ranked = rank_losing(read_letters(AAX="YY.", ABX="A.N", ACX="N..", ADX="YYY", AEX="YYY"), minimum=2)
    assert [(row.state, row.n) for row in ranked] == [
        ("ADX", 3),
        ("AEX", 3),
        ("AAX", 2),
        ("ABX", 1),
        ("ACX", 1),
    ]
    assert rank_losing(read_letters(AAX="Y"), minimum=0)[0].share == 0


def test_the_outcome_is_that_of_the_whole_roll_call():
    alone = read_letters(**LINES).select(states=["ACX"])
    assert [(row.lost, row.n) for row in rank_losing(alone, minimum=1)] == [(1, 3)]


@given(few_votes, st.randoms(use_true_random=False))
def test_counting_agrees_with_its_slow_twin_in_any_order(roll_calls, random):
    exact = slow.count_losing(roll_calls)
    random.shuffle(roll_calls)
    ranked = rank_losing(make_matrix([*roll_calls, NOBODY]), minimum=1)
    assert {row.state: (row.lost, row.n, row.abstained) for row in ranked} == exact
    shares = [row.share for row in ranked if row.share is not None]
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= share <= 1 for share in shares)
