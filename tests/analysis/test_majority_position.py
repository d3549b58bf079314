"""The majority position of a group, and who dissents from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis import slow
from tests.analysis.strategies import positions, seats
from votes.analysis.majority_position import (
    Alignment,
    MajorityPosition,
    find_alignment,
    find_majority_position,
    find_majority_positions,
)
from votes.analysis.tally import count_positions
from votes.core.choices import POSITIONS_TAKEN, Position

FOR, AGAINST, ABSTAINING, ABSENT = Position


def find_majority_among(
    in_favour: int = 0, against: int = 0, abstaining: int = 0, absent: int = 0
) -> MajorityPosition:
    return find_majority_position({FOR: in_favour, AGAINST: against, ABSTAINING: abstaining, ABSENT: absent})


@pytest.mark.parametrize(
    ("counts", "majority", "n"),
    [
        ((13, 0, 0, 0), FOR, 13),
        ((12, 1, 0, 0), FOR, 13),  # 7.7 % dissent
        ((11, 1, 1, 0), None, 13),  # 15.4 %
        ((11, 2, 0, 0), None, 13),
        ((0, 7, 0, 0), AGAINST, 7),
        ((1, 6, 0, 0), AGAINST, 7),  # 14.3 %
        ((0, 1, 5, 0), None, 6),  # 16.7 %
        ((0, 0, 6, 0), ABSTAINING, 6),
        ((17, 3, 0, 0), None, 20),  # 15 % exactly is no majority
        ((34, 6, 0, 0), None, 40),
        ((18, 2, 0, 0), FOR, 20),
        ((3, 0, 0, 0), FOR, 3),
        ((2, 0, 0, 0), None, 2),  # fewer than 3 took a position
        ((2, 0, 0, 11), None, 2),
        ((3, 0, 0, 10), FOR, 3),  # absence does not break a majority
        ((0, 0, 0, 13), None, 0),
        ((0, 0, 0, 0), None, 0),
        ((6, 6, 0, 0), None, 12),
    ],
)
def test_majority_positions_by_hand(counts, majority, n):
    assert find_majority_among(*counts) == MajorityPosition(majority, n)


@pytest.mark.parametrize(
    ("position", "majority", "alignment"),
    [
        (FOR, MajorityPosition(FOR, 13), Alignment.WITH),
        (ABSTAINING, MajorityPosition(FOR, 13), Alignment.DISSENT),
        (AGAINST, MajorityPosition(None, 13), Alignment.NO_MAJORITY),
        (AGAINST, None, Alignment.NO_MAJORITY),
        (ABSENT, MajorityPosition(FOR, 13), Alignment.NO_POSITION),
        (ABSENT, MajorityPosition(None, 2), Alignment.NO_POSITION),
        (ABSENT, None, Alignment.NO_POSITION),
    ],
)
def test_alignments_by_hand(position, majority, alignment):
    assert find_alignment(position, majority) is alignment


@given(st.lists(positions, max_size=60), st.randoms(use_true_random=False))
def test_the_line_agrees_with_its_slow_twin_in_any_order(listed, random):
    majority = find_majority_position(count_positions(listed))
    assert (majority.position, majority.n) == slow.find_majority_position(listed)
    random.shuffle(listed)
    assert find_majority_position(count_positions(listed)) == majority


@given(st.lists(positions, max_size=60), st.integers(0, 10))
def test_who_does_not_vote_changes_nothing_about_the_majority(listed, absent):
    assert find_majority_position(count_positions(listed)) == find_majority_position(
        count_positions([*listed, *[ABSENT] * absent])
    )


@given(st.lists(positions, max_size=60))
def test_where_there_is_a_majority_fewer_than_15_in_100_dissent(listed):
    majority = find_majority_position(count_positions(listed))
    alignments = [find_alignment(position, majority) for position in listed]
    dissents = alignments.count(Alignment.DISSENT)
    assert dissents == 0 if majority.position is None else 100 * dissents < 15 * majority.n
    assert 0 <= majority.n <= len(listed)
    assert alignments.count(Alignment.NO_POSITION) == len(listed) - majority.n


@given(st.lists(positions, max_size=60), st.permutations(POSITIONS_TAKEN))
def test_no_position_is_favoured(listed, renamed):
    """If everyone swaps positions, the majority position is swapped with them."""
    names = dict(zip(POSITIONS_TAKEN, renamed, strict=True)) | {ABSENT: ABSENT, None: None}
    majority = find_majority_position(count_positions(listed))
    assert find_majority_position(count_positions(names[p] for p in listed)) == MajorityPosition(
        names[majority.position], majority.n
    )


@given(seats)
def test_every_group_that_sat_has_an_answer(listed):
    majorities = find_majority_positions(listed)
    assert set(majorities) == {seat.group for seat in listed if seat.group is not None}
    for group, majority in majorities.items():
        assert (majority.position, majority.n) == slow.find_majority_position(
            [s.position for s in listed if s.group is group]
        )
