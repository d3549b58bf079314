"""Closest and furthest, and two poles."""

import pytest
from hypothesis import given

from tests.analysis import slow
from tests.analysis.strategies import few_votes, make_matrix, read_letters
from votes.analysis.agreement import compute_agreement
from votes.analysis.partners import build_two_pole_map, rank_partners

LINES = {"CHN": "YYYY", "CUB": "YYYY", "RUS": "YYY.", "BRA": "YYNN", "USA": "NNNN", "TUN": "Y..."}


def rank(minimum=2, state="CHN"):
    return rank_partners(compute_agreement(read_letters(**LINES), minimum), state)


def test_partners_come_from_the_closest_to_the_furthest_and_more_votes_win_a_tie():
    assert [(pair.second, pair.agreement, pair.n) for pair in rank().ranked] == [
        ("CUB", 1, 4),
        ("RUS", 1, 3),
        ("BRA", 0.5, 4),
        ("USA", 0, 4),
    ]
    assert rank().too_few == ("TUN",)
    assert (rank().state, rank().minimum) == ("CHN", 2)


def test_nobody_is_both_close_and_far():
    partners = rank()
    assert [pair.second for pair in partners.list_closest(3)] == ["CUB", "RUS", "BRA"]
    assert [pair.second for pair in partners.list_furthest(3)] == ["USA"]
    assert [pair.second for pair in partners.list_furthest(1)] == ["USA"]


def test_a_state_that_is_not_there_has_no_partners():
    with pytest.raises(ValueError, match="FRA is in no roll-call"):
        rank(state="FRA")


def test_two_poles_by_hand():
    poles = build_two_pole_map(compute_agreement(read_letters(**LINES), 2), "CHN", "USA")
    assert [
        (p.state, p.with_first.agreement, p.with_second.agreement, p.with_second.n) for p in poles.points
    ] == [
        ("BRA", 0.5, 0.5, 4),
        ("CUB", 1, 0, 4),
        ("RUS", 1, 0, 3),
    ]
    assert poles.too_few == ("TUN",)
    assert (poles.first, poles.second, poles.minimum) == ("CHN", "USA", 2)


def test_a_state_with_a_figure_for_one_pole_only_is_not_on_the_map():
    """TUN shares votes with CHN and one with USA; FRA with USA and one with CHN."""
    agreement = compute_agreement(
        read_letters(CHN="YYYY..", USA="..NNNN", CUB="YYYY..", TUN="YYY...", FRA="...NNN"), 2
    )
    poles = build_two_pole_map(agreement, "CHN", "USA")
    assert [point.state for point in poles.points] == ["CUB"]
    assert poles.too_few == ("FRA", "TUN")


def test_poles_must_be_two_states_that_are_there():
    agreement = compute_agreement(read_letters(**LINES), 2)
    with pytest.raises(ValueError, match="FRA is in no roll-call"):
        build_two_pole_map(agreement, "CHN", "FRA")
    with pytest.raises(ValueError, match="itself"):
        build_two_pole_map(agreement, "CHN", "CHN")


@given(few_votes)
def test_the_ranking_agrees_with_the_slow_twin(roll_calls):
    matrix = make_matrix(roll_calls)
    for state in matrix.states:
        partners = rank_partners(compute_agreement(matrix, 2), state)
        exact = {o: slow.compare_pair(roll_calls, state, o) for o in matrix.states if o != state}
        order = sorted(
            (o for o in exact if exact[o]["n"] >= 2),
            key=lambda o: (-exact[o]["agreement"], -exact[o]["n"], o),
        )
        assert [pair.second for pair in partners.ranked] == order
        assert set(partners.too_few) == set(exact) - set(order)
        for length in (1, 2, 3):
            shown = [*partners.list_closest(length), *partners.list_furthest(length)]
            assert len({pair.second for pair in shown}) == len(shown) == min(2 * length, len(order))
