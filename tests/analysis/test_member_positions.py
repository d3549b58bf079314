"""What the members of a group did, and in which votes they differed."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis import slow
from tests.analysis.strategies import CODES, few_votes, make_matrix, read_letters
from votes.analysis.cohesion import count_positions_in
from votes.analysis.common_position import UnityCounts, count_unity
from votes.analysis.member_positions import (
    count_positions_by_member,
    list_members_by_position,
    list_split_votes,
)
from votes.core.choices import Position

FOR, AGAINST, ABSTAINING, ABSENT = Position
NOBODY = dict.fromkeys(CODES[:6], ABSENT)


def mark(matrix, names):
    return np.array([iso3 in names for iso3 in matrix.states], dtype=bool)


def test_three_votes_by_hand():
    matrix = read_letters(AAX="YYN", ABX="YA.", ACX="Y-N", ADX="NNN")
    members = mark(matrix, {"AAX", "ABX", "ACX"})
    assert count_positions_by_member(matrix, members) == {
        "AAX": {FOR: 2, AGAINST: 1, ABSTAINING: 0, ABSENT: 0},
        "ABX": {FOR: 1, AGAINST: 0, ABSTAINING: 1, ABSENT: 0},
        "ACX": {FOR: 1, AGAINST: 1, ABSTAINING: 0, ABSENT: 1},
    }
    assert list_split_votes(matrix, members) == [1]
    assert list_members_by_position(matrix, members, 1) == {
        FOR: ["AAX"],
        ABSTAINING: ["ABX"],
        ABSENT: ["ACX"],
    }
    assert count_unity(count_positions_in(matrix, members)) == UnityCounts(united=1, mostly=0, n=1)


def test_a_state_counts_while_it_is_a_member():
    matrix = read_letters(AAX="YN", ABX="YY")
    members = np.array([[True, False], [False, False]])
    assert count_positions_by_member(matrix, members) == {
        "AAX": {FOR: 1, AGAINST: 0, ABSTAINING: 0, ABSENT: 0}
    }


@given(few_votes, st.sets(st.sampled_from(CODES[:6])))
def test_the_counts_agree_with_their_slow_twins(roll_calls, names):
    roll_calls = [NOBODY | roll_call for roll_call in roll_calls]
    if not roll_calls:
        return
    matrix = make_matrix(roll_calls)
    members = mark(matrix, names)
    by_member = count_positions_by_member(matrix, members)
    assert by_member == {name: slow.count_all([r[name] for r in roll_calls]) for name in sorted(names)}
    assert sorted(list_split_votes(matrix, members)) == slow.list_differing(roll_calls, names)
    unities = [slow.find_unity([roll_call[name] for name in names]) for roll_call in roll_calls]
    assert count_unity(count_positions_in(matrix, members)) == UnityCounts(
        unities.count("united"), unities.count("mostly"), len(unities) - unities.count("too_few")
    )
    for vote, roll_call in enumerate(roll_calls):
        found = list_members_by_position(matrix, members, vote)
        assert {p: len(states) for p, states in found.items()} == {
            p: n for p in Position if (n := slow.count([roll_call[name] for name in names], p))
        }
