"""Counting one roll-call."""

from hypothesis import given
from hypothesis import strategies as st

from tests.analysis import slow
from tests.analysis.strategies import positions, seats
from votes.analysis.tally import Seat, count_by_group, count_positions, count_taken
from votes.core.choices import Position, RegionalGroup

FOR, AGAINST, ABSTAINING, ABSENT = Position


def test_all_four_positions_are_counted_even_where_nobody_took_them():
    assert count_positions([]) == {FOR: 0, AGAINST: 0, ABSTAINING: 0, ABSENT: 0}
    assert list(count_positions([])) == list(Position)


def test_one_small_vote_by_hand():
    counts = count_positions([FOR, "in_favour", AGAINST, ABSENT, FOR])
    assert counts == {FOR: 3, AGAINST: 1, ABSTAINING: 0, ABSENT: 1}
    assert count_taken(counts) == 4


def test_groups_come_in_their_order_and_only_those_that_sat():
    listed = [
        Seat("CHE", ABSTAINING, RegionalGroup.WESTERN_EUROPEAN_OTHER),
        Seat("CHN", FOR, RegionalGroup.ASIA_PACIFIC),
        Seat("TUN", ABSENT, RegionalGroup.AFRICAN),
        Seat("TGO", FOR, RegionalGroup.AFRICAN),
        Seat("XXX", FOR, None),
    ]
    counted = count_by_group(listed)
    assert list(counted) == [
        RegionalGroup.AFRICAN,
        RegionalGroup.ASIA_PACIFIC,
        RegionalGroup.WESTERN_EUROPEAN_OTHER,
    ]
    assert counted[RegionalGroup.AFRICAN] == {FOR: 1, AGAINST: 0, ABSTAINING: 0, ABSENT: 1}


def test_seats_may_come_as_an_iterator():
    seat = Seat("TUN", FOR, RegionalGroup.AFRICAN)
    assert count_by_group(iter([seat])) == count_by_group([seat])


@given(st.lists(positions), st.randoms(use_true_random=False))
def test_counting_agrees_with_its_slow_twin_in_any_order(listed, random):
    counts = count_positions(listed)
    assert counts == slow.count_all(listed)
    assert sum(counts.values()) == len(listed)
    random.shuffle(listed)
    assert count_positions(listed) == counts


@given(seats, st.randoms(use_true_random=False))
def test_groups_agree_with_their_slow_twin_and_sum_to_the_whole(listed, random):
    counted = count_by_group(listed)
    assert counted == slow.count_groups(listed)
    for position in Position:
        total = sum(counts[position] for counts in counted.values())
        assert total == slow.count([s.position for s in listed if s.group is not None], position)
    random.shuffle(listed)
    assert count_by_group(listed) == counted


@given(st.lists(positions))
def test_an_absence_is_not_a_position(listed):
    counts = count_positions(listed)
    assert count_taken(counts) == len(listed) - slow.count(listed, ABSENT)
    assert count_taken(count_positions([*listed, ABSENT])) == count_taken(counts)
