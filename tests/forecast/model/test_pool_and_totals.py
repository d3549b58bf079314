"""How far predictors are trusted, and the totals that follow: by hand, in every outcome, and by what must hold."""

from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from votes.forecast.model.pool import fit_pool, softmax, start_weights, widen
from votes.forecast.model.predictors import FEATURES, centre
from votes.forecast.model.totals import (
    DIRECTIONS,
    NODES,
    RandomEffect,
    apply_random_effect,
    count_lead,
    find_adoption,
    find_interval,
    find_poisson_binomial,
    fit_random_effect,
    list_nodes,
)

scores = arrays(np.float64, st.tuples(st.integers(1, 5), st.just(3)), elements=st.floats(-4, 4))
sizes = st.floats(0, 1.6)


def test_chances_are_positive_and_add_up_however_large_the_scores():
    chances = softmax(np.array([[0.0, 0, 0], [1000, 0, -1000], [np.log(2), 0, 0]]))

    assert chances[0] == pytest.approx([1 / 3] * 3)
    assert chances[1] == pytest.approx([1, 0, 0])
    assert chances[2] == pytest.approx([0.5, 0.25, 0.25])


def test_centred_logarithms_add_up_to_nothing():
    assert centre(np.array([[0.5, 0.25, 0.25]])).sum() == pytest.approx(0)
    assert centre(np.array([[1.0, 1, 1]])).tolist() == [[0, 0, 0]]


def make_features(right: int, rows: int = 300) -> tuple[np.ndarray, np.ndarray]:
    """Features of which one (`right`) mostly names the position that is taken, the others noise; and the truth."""
    draw = np.random.default_rng(0)
    truth = draw.integers(0, 3, rows)
    features = draw.normal(size=(rows, len(FEATURES), 3))
    features[:, right] += 2 * np.eye(3)[truth]
    return features, truth


def test_the_pool_trusts_the_predictor_that_is_right():
    features, truth = make_features(right=2)
    repeat, groups = np.zeros(len(truth), np.bool_), np.full(len(truth), -1)

    pool = fit_pool(features, repeat, groups, truth, np.ones(len(truth)))

    common = pool.weights[: len(FEATURES)]
    assert common.argmax() == 2
    hits = (pool.score(features, repeat, groups).argmax(axis=1) == truth).mean()
    assert hits > (features.sum(axis=1).argmax(axis=1) == truth).mean() + 0.1


def test_without_anything_to_learn_from_all_predictors_count_alike():
    pool = fit_pool(
        np.zeros((0, len(FEATURES), 3)),
        np.zeros(0, np.bool_),
        np.zeros(0, np.int64),
        np.zeros(0, np.int64),
        np.zeros(0),
    )
    assert pool.weights == pytest.approx(start_weights())
    assert pool.weights[: len(FEATURES)] == pytest.approx(1 / len(FEATURES))


def test_the_order_of_the_pairs_does_not_matter():
    features, truth = make_features(right=1, rows=60)
    repeat, groups = truth > 0, truth.copy()
    order = np.random.default_rng(1).permutation(len(truth))
    counts = np.linspace(0.5, 1, len(truth))

    one = fit_pool(features, repeat, groups, truth, counts)
    other = fit_pool(features[order], repeat[order], groups[order], truth[order], counts[order])

    assert one.weights == pytest.approx(other.weights, abs=1e-6)


def test_what_the_features_add_is_the_score_but_for_group_and_constant():
    features, truth = make_features(right=0, rows=20)
    repeat, groups = truth > 1, np.full(20, 3)
    pool = fit_pool(features, repeat, groups, truth, np.ones(20))

    rest = pool.score(features, repeat, groups) - pool.break_down(features, repeat, groups).sum(axis=1)

    assert rest == pytest.approx(np.broadcast_to(rest[0], rest.shape))
    assert rest[:, 2] == pytest.approx(0)
    assert widen(features, repeat, groups).shape[1] == len(pool.weights)


def count_slowly(chances: np.ndarray) -> tuple[np.ndarray, float]:
    """The twin: every outcome of a few members, one by one: (chance of each total by position, of adoption)."""
    members = len(chances)
    totals, adopted = np.zeros((3, members + 1)), 0.0
    for outcome in product(range(4), repeat=members):  # the fourth: takes no part
        chance = 1.0
        for member, place in enumerate(outcome):
            chance *= chances[member][place] if place < 3 else 1 - sum(chances[member])
        for place in range(3):
            totals[place, outcome.count(place)] += chance
        adopted += chance * (outcome.count(0) > outcome.count(1))
    return totals, adopted


@given(scores, sizes, sizes, st.floats(0, 0.5))
def test_the_totals_are_those_of_every_outcome_written_out(
    scores: np.ndarray, first: float, second: float, absent: float
) -> None:
    under, weights = apply_random_effect(scores, RandomEffect((first, second)))
    present = under * (1 - absent)

    slow = [count_slowly(chances) for chances in present[:3]]

    for node, (totals, adopted) in enumerate(slow):
        for place in range(3):
            assert find_poisson_binomial(present[node : node + 1, :, place])[0] == pytest.approx(
                totals[place]
            )
        one = present[node : node + 1]
        assert find_adoption(one[:, :, 0], one[:, :, 1], np.ones(1)) == pytest.approx(adopted)
    mixed = weights @ find_poisson_binomial(present[:, :, 0])
    assert mixed.sum() == pytest.approx(1)
    assert mixed @ np.arange(len(mixed)) == pytest.approx((weights @ present[:, :, 0]).sum())


@given(scores, sizes, st.randoms(use_true_random=False))
def test_the_order_of_the_members_does_not_matter(scores: np.ndarray, size: float, random: Random) -> None:
    order = list(range(len(scores)))
    random.shuffle(order)

    one, _weights = apply_random_effect(scores, RandomEffect((size, size)))
    other, _weights = apply_random_effect(scores[order], RandomEffect((size, size)))

    assert find_poisson_binomial(one[:, :, 0]) == pytest.approx(find_poisson_binomial(other[:, :, 0]))
    assert count_lead(one[:, :, 0], one[:, :, 1]) == pytest.approx(count_lead(other[:, :, 0], other[:, :, 1]))


def test_members_that_move_together_make_the_total_less_sure():
    scores = np.tile([0.5, 0, 0], (20, 1))

    def measure(size: float) -> float:
        under, weights = apply_random_effect(scores, RandomEffect((size, 0)))
        chances = weights @ find_poisson_binomial(under[:, :, 0])
        numbers = np.arange(len(chances))
        return float(chances @ (numbers - chances @ numbers) ** 2)

    assert measure(0) < measure(0.5) < measure(1)


def test_two_coins_and_a_lead_by_hand():
    coins = np.array([[0.5, 0.2]])
    assert find_poisson_binomial(coins)[0] == pytest.approx([0.4, 0.5, 0.1])
    lead = count_lead(coins, np.array([[0.5, 0.3]]))[0]
    # -2, -1, 0, +1, +2 of two members, the second of which abstains half of the time.
    assert lead == pytest.approx([0.15, 0.25, 0.1 + 0.15, 0.25, 0.1])


def test_the_rule_has_mean_0_and_variance_1():
    points, weights = list_nodes()
    assert len(points) == NODES
    assert (weights.sum(), weights @ points, weights @ points**2) == pytest.approx((1, 0, 1))
    assert DIRECTIONS.sum(axis=1) == pytest.approx([0, 0])


@pytest.mark.parametrize(
    ("chances", "interval"),
    [
        ([0.1, 0.8, 0.1], (1, 1)),
        ([0.05, 0.4, 0.4, 0.15], (1, 2)),
        ([0.0, 0.0, 1.0], (2, 2)),
        ([0.2, 0.2, 0.2, 0.2, 0.2], (0, 3)),
    ],
)
def test_the_interval_holds_four_fifths_as_nearly_as_whole_numbers_can(
    chances: list[float], interval: tuple[int, int]
) -> None:
    assert find_interval(np.array(chances)) == interval


def test_a_random_effect_is_found_where_roll_calls_move_together_and_none_where_they_do_not():
    draw = np.random.default_rng(2)
    of_text = np.repeat(np.arange(120), 20)
    flat = np.zeros((len(of_text), 3))

    def choose(moves: np.ndarray) -> np.ndarray:
        chances = softmax(flat + moves[of_text])
        return (chances.cumsum(axis=1) < draw.random((len(of_text), 1))).sum(axis=1)

    together = choose(draw.normal(size=(120, 1)) * 1.3 * DIRECTIONS[0])
    apart = choose(np.zeros((120, 3)))

    assert fit_random_effect(flat, together, of_text).sizes[0] >= 0.8
    assert max(fit_random_effect(flat, apart, of_text).sizes) <= 0.2
