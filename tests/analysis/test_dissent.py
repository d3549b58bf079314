"""Majority positions over many votes, dissent from them, and agreement with a group."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis import slow
from tests.analysis.strategies import CODES, few_votes, make_matrix, read_letters
from tests.analysis.test_cohesion import NOBODY, find_members, members
from votes.analysis.cohesion import count_positions_in
from votes.analysis.dissent import (
    compare_with_group,
    find_majority_codes,
    list_group_votes,
    rank_dissent,
    rank_from_group,
)
from votes.analysis.majority_position import MajorityPosition, find_fewest_for_dissent, find_majority_position
from votes.analysis.matrix import POSITION_OF
from votes.core.choices import Position

FOR, AGAINST, ABSTAINING, ABSENT = Position
# Seven of a group and one outside. ABX dissents in the first vote; in the last only 6 took a position, so nobody can.
GROUP = CODES[:7]
LINES = dict.fromkeys(GROUP, "YNY") | {"ABX": "NNN", "ACX": "YN-", "EEX": "NNN"}


def get_group(matrix):
    return {"group": find_members(matrix, set(GROUP))}


def test_the_majority_of_each_vote_newest_first():
    matrix = read_letters(**LINES)
    votes = list_group_votes(matrix, get_group(matrix)["group"])
    assert [(vote.text, vote.majority, vote.dissenting) for vote in votes] == [
        ("V002", MajorityPosition(None, 6), {}),
        ("V001", MajorityPosition(AGAINST, 7), {}),
        ("V000", MajorityPosition(FOR, 7), {"ABX": AGAINST}),
    ]
    assert [vote.date.isoformat() for vote in votes] == ["2010-03-01", "2010-02-01", "2010-01-01"]
    assert votes[2].index == pytest.approx((6 - 1 / 2) / 7)


def test_a_vote_in_which_nobody_of_the_group_took_a_position_is_not_listed():
    matrix = read_letters(AAX="Y-", ABX="Y.", BAX="YY")
    votes = list_group_votes(matrix, find_members(matrix, {"AAX", "ABX"}))
    assert [(vote.text, vote.majority, vote.index) for vote in votes] == [
        ("V000", MajorityPosition(None, 2), None)
    ]


def test_the_ranking_by_hand():
    matrix = read_letters(**LINES)
    ranked = rank_dissent(matrix, get_group(matrix), minimum=2)["group"]
    assert [(rate.state, rate.dissents, rate.n, rate.share) for rate in ranked[:2]] == [
        ("ABX", 1, 2, 0.5),
        ("AAX", 0, 2, 0),
    ]
    assert "EEX" not in {rate.state for rate in ranked}
    assert ranked[0].interval == pytest.approx((0.0945, 0.9055), abs=5e-5)
    under = rank_dissent(matrix, get_group(matrix), minimum=3)["group"]
    assert {(times.share, times.interval, times.minimum) for times in under} == {(None, None, 3)}


def test_dissent_under_the_minimum_comes_last_and_of_equals_the_larger_n_first():
    """Of 13, ADX dissents in one of its four votes and ACX in its only one; AEX, like all others, in none."""
    lines = dict.fromkeys(CODES[:13], "YYYY") | {"ACX": "...N", "ADX": "NYYY", "AEX": "YYY."}
    matrix = read_letters(**lines)
    ranked = rank_dissent(matrix, {"group": find_members(matrix, set(lines))}, minimum=2)["group"]
    assert [(times.state, times.dissents, times.n) for times in ranked[:2]] == [("ADX", 1, 4), ("AAX", 0, 4)]
    assert [(times.state, times.dissents, times.n) for times in ranked[-2:]] == [("AEX", 0, 3), ("ACX", 1, 1)]
    assert rank_dissent(matrix, {"group": find_members(matrix, set(lines))}, minimum=0)["group"][0].share == 1


def test_one_state_alone_can_dissent_among_seven_but_not_among_six():
    assert find_fewest_for_dissent() == 7
    assert find_majority_position({FOR: 6, AGAINST: 1, ABSTAINING: 0, ABSENT: 0}).position is FOR
    assert find_majority_position({FOR: 5, AGAINST: 1, ABSTAINING: 0, ABSENT: 0}).position is None


def test_agreement_with_a_group_by_hand():
    matrix = read_letters(AAX="YY-Y", ABX="YN-.", ACX="YYYY", ADX="NNN.", BAX="YYY.")
    group = {"group": find_members(matrix, {"AAX", "ABX", "ACX", "ADX"})}
    outside = compare_with_group(matrix, "BAX", group, minimum=3)["group"]
    assert outside.mean == pytest.approx((3 / 4 + 2 / 4 + 1 / 2) / 3)
    assert outside.n == 3
    inside = compare_with_group(matrix, "AAX", group, minimum=3)["group"]
    assert inside.mean == pytest.approx((2 / 3 + 1 / 3 + 1) / 3)
    assert inside.n == 3
    assert compare_with_group(matrix, "AAX", group, minimum=4)["group"].mean is None
    with pytest.raises(ValueError, match="FRA is in no roll-call"):
        compare_with_group(matrix, "FRA", group)


def test_the_furthest_from_their_group_come_first():
    matrix = read_letters(AAX="YYYY", ABX="YYYY", ACX="YYYN", ADX="NNN.", BAX="NNNN")
    ranked = rank_from_group(matrix, {"group": find_members(matrix, set(CODES[:4]))}, minimum=4)["group"]
    assert [(row.state, row.n) for row in ranked] == [("ACX", 4), ("AAX", 4), ("ABX", 4), ("ADX", 3)]
    assert ranked[0].mean == pytest.approx((2 / 3 * 3 + 0) / 4)
    assert (ranked[-1].mean, ranked[-1].interval, ranked[-1].minimum) == (None, None, 4)
    # The shares are 2/3 three times and 0; their standard deviation is 1/3.
    assert ranked[0].interval == pytest.approx((0.5 - 1.96 / 6, 0.5 + 1.96 / 6), abs=1e-4)


def test_only_days_in_the_group_count_in_its_ranking():
    matrix = read_letters(AAX="YYY", ABX="NYY", ACX="YYY")
    inside = np.array([[True, True, True], [False, True, True], [True, True, True]])
    assert [(row.mean, row.n) for row in rank_from_group(matrix, {"group": inside}, 1)["group"]] == [
        (1, 3),
        (1, 3),
        (1, 2),
    ]


@given(few_votes, members)
def test_majorities_agree_with_the_rule_of_one_vote(roll_calls, names):
    matrix = make_matrix(roll_calls)
    group = find_members(matrix, names)
    codes = find_majority_codes(count_positions_in(matrix, group))
    for number, text in enumerate(matrix.texts):
        position, n = slow.find_majority_position(slow.list_taken(roll_calls[int(text[1:])], names))
        assert POSITION_OF.get(int(codes[number])) == position
    for vote in list_group_votes(matrix, group):
        position, n = slow.find_majority_position(slow.list_taken(roll_calls[int(vote.text[1:])], names))
        assert (vote.majority.position, vote.majority.n) == (position, n)


@given(st.lists(st.integers(0, 200), min_size=3, max_size=3))
def test_both_forms_of_the_rule_agree_at_any_size(counts):
    code = find_majority_codes(np.array([counts]))[0]
    assert (
        POSITION_OF.get(int(code))
        == find_majority_position(dict(zip(Position, [*counts, 0], strict=True))).position
    )


@given(few_votes, members, st.randoms(use_true_random=False))
def test_dissent_agrees_with_its_slow_twin_in_any_order(roll_calls, names, random):
    exact = slow.count_dissents(roll_calls, names)
    random.shuffle(roll_calls)
    matrix = make_matrix([*roll_calls, NOBODY])
    ranked = rank_dissent(matrix, {"group": find_members(matrix, names)}, minimum=1)["group"]
    assert {rate.state: (rate.dissents, rate.n) for rate in ranked} == exact
    shares = [rate.share for rate in ranked if rate.share is not None]
    assert len(shares) == len(ranked)
    assert shares == sorted(shares, reverse=True)


@given(few_votes, members)
def test_agreement_with_a_group_agrees_with_its_slow_twin(roll_calls, names):
    matrix = make_matrix([*roll_calls, NOBODY])
    group = {"group": find_members(matrix, names)}
    for state in matrix.states:
        found = compare_with_group(matrix, state, group, minimum=1)["group"]
        mean, n = slow.compare_with_group(roll_calls, state, names)
        assert found.n == n
        assert found.mean == (None if mean is None else pytest.approx(float(mean)))
    for row in rank_from_group(matrix, group, minimum=1)["group"]:
        assert row.state in names
        assert row == compare_with_group(matrix, row.state, group, minimum=1)["group"]
