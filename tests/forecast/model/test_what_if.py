"""The forecast if some positions are known: by hand, against an enumeration of all roll-calls, and by properties."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.core.choices import POSITIONS_TAKEN, Position
from votes.forecast.model.result import Draws
from votes.forecast.model.what_if import (
    condition,
    find_chances,
    find_most_telling,
    find_shift,
    find_smallest_change,
    summarise,
)

FAVOUR, AGAINST, ABSTAINING = POSITIONS_TAKEN
STATES = ("AAA", "BBB", "CCC")


def make_draws(chances: list[list[list[float]]], weights: list[float], absent: float = 0.0) -> Draws:
    table = np.array(chances)
    states = tuple(f"{chr(65 + n)}{chr(65 + n)}{chr(65 + n)}" for n in range(table.shape[1]))
    return Draws(states, table, np.full(table.shape[1], absent), np.array(weights))


# Two kinds of text: one that all like, one that all dislike.
TWO_KINDS = make_draws([[[0.8, 0.1, 0.1]] * 3, [[0.1, 0.8, 0.1]] * 3], [0.5, 0.5])


def test_one_known_position_tells_which_kind_of_text_it_is() -> None:
    after = condition(TWO_KINDS, {"AAA": FAVOUR})
    assert after.weights == pytest.approx([8 / 9, 1 / 9])
    assert find_chances(after)[0] == pytest.approx([1, 0, 0])
    assert find_chances(after)[1] == pytest.approx(
        [8 / 9 * 0.8 + 1 / 9 * 0.1, 8 / 9 * 0.1 + 1 / 9 * 0.8, 0.1]
    )
    shift = find_shift(TWO_KINDS, after, {"AAA": FAVOUR})
    assert shift[FAVOUR] == pytest.approx(-shift[AGAINST])
    assert shift[ABSTAINING] == pytest.approx(0)


def test_a_member_that_does_not_vote_says_nothing_and_counts_nowhere() -> None:
    after = condition(TWO_KINDS, {"AAA": Position.NOT_VOTING})
    assert after.weights == pytest.approx(TWO_KINDS.weights)
    assert summarise(after).totals[FAVOUR].expected == pytest.approx(2 * 0.45)


def test_who_is_not_a_member_is_left_out() -> None:
    assert find_chances(condition(TWO_KINDS, {"XXX": FAVOUR})) == pytest.approx(find_chances(TWO_KINDS))


def test_the_member_that_says_most_is_the_one_that_follows_the_kind_of_text() -> None:
    draws = make_draws(
        [
            [[0.9, 0.05, 0.05], [0.6, 0.2, 0.2], [0.3, 0.3, 0.4]],
            [[0.05, 0.9, 0.05], [0.4, 0.4, 0.2], [0.3, 0.3, 0.4]],
        ],
        [0.5, 0.5],
    )
    first, second, third = find_most_telling(draws, {}, most=3)
    assert [first.iso3, second.iso3, third.iso3] == ["AAA", "BBB", "CCC"]
    assert third.bits == pytest.approx(0, abs=1e-9)
    assert [one.iso3 for one in find_most_telling(draws, {"AAA": FAVOUR}, most=1)] == ["BBB"]


def test_the_fewest_that_change_the_outcome() -> None:
    draws = make_draws([[[0.9, 0.05, 0.05], [0.7, 0.2, 0.1], [0.6, 0.1, 0.3]]], [1.0])
    # Three in favour: two have to vote against for 1 to 2; the likeliest to do so are named.
    moves = find_smallest_change(draws, {})
    assert [(move.iso3, move.before, move.after) for move in moves] == [
        ("BBB", FAVOUR, AGAINST),
        ("CCC", FAVOUR, AGAINST),
    ]
    assert [move.iso3 for move in find_smallest_change(draws, {"BBB": FAVOUR})] == ["CCC", "AAA"]
    assert find_smallest_change(draws, dict.fromkeys(STATES, FAVOUR)) == []


def test_a_tie_is_no_adoption_so_one_more_in_favour_changes_it() -> None:
    draws = make_draws([[[0.9, 0.05, 0.05], [0.1, 0.8, 0.1], [0.1, 0.2, 0.7]]], [1.0])
    # One against and one in favour; whoever is against counts twice.
    assert [(move.iso3, move.after) for move in find_smallest_change(draws, {})] == [("BBB", FAVOUR)]


def make_random(seed: int, members: int = 4, shifts: int = 3) -> Draws:
    random = np.random.default_rng(seed)
    chances = random.dirichlet([1, 1, 1], size=(shifts, members))
    weights = random.dirichlet([1] * shifts)
    absent = random.uniform(0, 0.3, members)
    return Draws(tuple(f"AA{chr(65 + n)}" for n in range(members)), chances, absent, weights)


def enumerate_roll_calls(draws: Draws, known: dict[str, Position]) -> tuple[np.ndarray, float]:
    """Slow and obvious: every roll-call with its probability under every shift, those that contradict `known` left out.

    Gives the chances of those that take part and the chance of adoption.
    """
    n = len(draws.states)
    total, adopted, taken, took_part = 0.0, 0.0, np.zeros((n, 3)), np.zeros(n)
    for shift, weight in enumerate(draws.weights):
        for votes in product(range(4), repeat=n):
            probability = float(weight)
            for seat, vote in enumerate(votes):
                position = known.get(draws.states[seat])
                if position is None:
                    absent = draws.absent[seat]
                    probability *= absent if vote == 3 else (1 - absent) * draws.chances[shift, seat, vote]
                elif vote == 3 or POSITIONS_TAKEN[vote] != position:
                    probability = 0.0
                else:
                    probability *= draws.chances[shift, seat, vote]
            total += probability
            adopted += probability * (votes.count(0) > votes.count(1))
            for seat, vote in enumerate(votes):
                if vote < 3:
                    taken[seat, vote] += probability
                    took_part[seat] += probability
    return taken / took_part[:, None], adopted / total


@pytest.mark.parametrize("known", [{}, {"AAA": AGAINST}, {"AAB": FAVOUR, "AAD": ABSTAINING}])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_agrees_with_the_enumeration_of_all_roll_calls(seed: int, known: dict[str, Position]) -> None:
    draws = make_random(seed)
    chances, adopted = enumerate_roll_calls(draws, known)
    found = summarise(condition(draws, known))
    assert found.chances == pytest.approx(chances)
    assert found.adopted == pytest.approx(adopted)


@given(st.integers(0, 10_000))
def test_the_mean_over_what_may_be_learned_is_what_is_expected_now(seed: int) -> None:
    draws = make_random(seed)
    chances = find_chances(draws)
    mean = sum(
        chances[0, place] * find_chances(condition(draws, {"AAA": position}))
        for place, position in enumerate(POSITIONS_TAKEN)
    )
    assert mean == pytest.approx(chances)
    assert all(one.bits >= -1e-9 for one in find_most_telling(draws, {}, most=9))


@given(st.integers(0, 10_000))
def test_the_order_in_which_positions_become_known_does_not_matter(seed: int) -> None:
    draws = make_random(seed)
    both = condition(draws, {"AAA": FAVOUR, "AAB": AGAINST})
    one_by_one = condition(condition(draws, {"AAB": AGAINST}), {"AAA": FAVOUR})
    assert find_chances(both) == pytest.approx(find_chances(one_by_one))
