"""The Agreement Index and its mean."""

import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis import slow
from tests.analysis.strategies import CODES, few_votes, make_matrix, read_letters
from votes.analysis.cohesion import (
    compute_agreement_index,
    compute_cohesion,
    compute_cohesion_by_part,
    count_positions_in,
    list_regional_groups,
    mark_members,
)
from votes.analysis.interval import Z
from votes.analysis.parts import split_years
from votes.core.choices import Position, RegionalGroup

NOBODY = dict.fromkeys(CODES[:6], Position.NOT_VOTING)
members = st.sets(st.sampled_from(CODES[:6]))


def find_members(matrix, names):
    return np.array([iso3 in names for iso3 in matrix.states], dtype=bool)


@pytest.mark.parametrize(
    ("counts", "index"),
    [
        ((13, 0, 0), 1),
        ((0, 0, 3), 1),
        ((12, 1, 0), (12 - 1 / 2) / 13),
        ((6, 6, 0), (6 - 6 / 2) / 12),
        ((4, 4, 4), 0),
        ((8, 3, 2), (8 - 5 / 2) / 13),
    ],
)
def test_the_index_by_hand(counts, index):
    assert compute_agreement_index(np.array([counts])) == pytest.approx([index])


def test_two_positions_make_no_index():
    assert np.isnan(compute_agreement_index(np.array([[2, 0, 0], [0, 0, 0]]))).all()


def test_a_mean_over_six_votes_by_hand():
    matrix = read_letters(AAX="YYYYYY", ABX="YYYYNY", ACX="YYYYAY", ADX="NNNNNN", AEX="-Y-YYN")
    group = find_members(matrix, {"AAX", "ABX", "ACX"})
    cohesion = compute_cohesion(matrix, group)
    assert cohesion.mean == pytest.approx(5 / 6)  # one vote is split in three
    assert cohesion.n == 6
    spread = (5 * (1 / 6) ** 2 + (5 / 6) ** 2) / 5
    assert cohesion.interval == pytest.approx((5 / 6 - Z * (spread / 6) ** 0.5, 1))


def test_too_few_votes_give_no_mean():
    cohesion = compute_cohesion(read_letters(AAX="YY", ABX="YY", ACX="YY"), np.ones(3, dtype=bool), minimum=3)
    assert (cohesion.mean, cohesion.interval, cohesion.n) == (None, None, 2)


def test_who_was_in_the_group_on_the_day_counts():
    roll_call = dict.fromkeys(["AAX", "ABX", "ACX"], "in_favour") | dict.fromkeys(["ADX"], "against")
    day = make_matrix([roll_call]).dates[0].item()
    terms = [(iso3, day, None, "african") for iso3 in ("AAX", "ABX", "ACX")]
    matrix = make_matrix([roll_call], [*terms, ("ADX", day, None, "asia_pacific")])
    groups = list_regional_groups(matrix)
    assert list(groups) == list(RegionalGroup)
    assert count_positions_in(matrix, groups[RegionalGroup.AFRICAN]).tolist() == [[3, 0, 0]]
    assert count_positions_in(matrix, groups[RegionalGroup.ASIA_PACIFIC]).tolist() == [[0, 1, 0]]
    assert compute_cohesion(matrix, groups[RegionalGroup.AFRICAN], minimum=1).mean == 1


def test_by_year_a_year_without_votes_stays_a_gap():
    matrix = read_letters(AAX="Y" * 36, ABX="Y" * 36, ACX="Y" * 24 + "N" * 12)
    matrix = matrix.select(votes=matrix.years != 2011)
    found = compute_cohesion_by_part(matrix, {"all": np.ones(3, dtype=bool)}, split_years(matrix))
    assert {year: (c.mean, c.n) for year, c in found["all"].items()} == {
        2010: (1, 12),
        2011: (None, 0),
        2012: (pytest.approx(0.5), 12),
    }


@given(few_votes, members)
def test_cohesion_agrees_with_its_slow_twin(roll_calls, names):
    matrix = make_matrix(roll_calls)
    cohesion = compute_cohesion(matrix, find_members(matrix, names), minimum=1)
    mean, n = slow.compute_cohesion(roll_calls, names)
    assert cohesion.n == n
    assert cohesion.mean == (None if mean is None else pytest.approx(float(mean)))
    if cohesion.mean is not None:
        assert -1e-12 <= cohesion.mean <= 1
        assert (cohesion.interval is None) == (n == 1)
        low, high = cohesion.interval or (0, 1)
        assert 0 <= low <= cohesion.mean + 1e-12
        assert cohesion.mean - 1e-12 <= high <= 1


@given(few_votes, members, st.randoms(use_true_random=False))
def test_neither_order_nor_a_vote_without_voters_changes_cohesion(roll_calls, names, random):
    matrix = make_matrix([*roll_calls, NOBODY])
    shuffled = [*roll_calls, NOBODY, NOBODY]
    random.shuffle(shuffled)
    other = make_matrix(shuffled)
    before = compute_cohesion(matrix, find_members(matrix, names), minimum=1)
    after = compute_cohesion(other, find_members(other, names), minimum=1)
    assert after.n == before.n
    assert after.mean == pytest.approx(before.mean) or after.mean is before.mean is None


days = st.none() | st.dates(datetime.date(2009, 11, 1), datetime.date(2011, 4, 1))
intervals = st.lists(st.tuples(st.sampled_from([*CODES[:6], "ZZZ"]), days, days), max_size=5)


@given(few_votes, intervals)
def test_a_bloc_holds_who_belonged_on_the_day_both_ends_included(roll_calls, intervals):
    matrix = make_matrix(roll_calls)
    marked = mark_members(matrix, intervals)
    assert marked.shape == matrix.positions.shape
    for row, iso3 in enumerate(matrix.states):
        for vote, day in enumerate(matrix.dates.tolist()):
            inside = any(
                member == iso3 and (start is None or start <= day) and (end is None or day <= end)
                for member, start, end in intervals
            )
            assert marked[row, vote] == inside


def test_a_membership_counts_on_its_first_and_its_last_day():
    matrix = read_letters(AAX="YYYY", ABX="YYYY")
    marked = mark_members(matrix, [("AAX", datetime.date(2010, 2, 1), datetime.date(2010, 3, 1))])
    assert marked.tolist() == [[False, True, True, False], [False] * 4]
