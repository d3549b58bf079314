"""The spatial map and the model under it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis import slow
from tests.analysis.strategies import CODES, make_matrix
from votes.analysis import item_response, spatial
from votes.analysis.item_response import Fit, compute_chances, compute_fit, compute_objective, read_answers
from votes.analysis.matrix import build_matrix
from votes.analysis.spatial import build_spatial_map
from votes.core.choices import POSITIONS_TAKEN, Position

NAMES = ["CHN", *CODES[:18], "USA"]
ANCHORED = ((("USA",), ("CHN",)), ((CODES[0],), (CODES[1],)))


def draw_votes(points, votes=120, seed=1, missing=0.4):
    """Roll-calls as the model makes them from these points [States x dimensions], some cells missing."""
    rng = np.random.default_rng(seed)
    roll_calls = []
    for _ in range(votes):
        along = 3 * points @ rng.normal(size=points.shape[1])
        cut = rng.normal()
        for_it = along + rng.logistic(size=len(points))
        roll_calls.append(
            {
                iso3: Position.AGAINST
                if value < cut - 0.7
                else Position.ABSTAINING
                if value < cut + 0.7
                else Position.IN_FAVOUR
                for iso3, value in zip(NAMES, for_it, strict=True)
                if rng.random() > missing
            }
        )
    return roll_calls


TRUE_LINE = np.linspace(-1.7, 1.7, len(NAMES))[:, np.newaxis]
LINE_VOTES = draw_votes(TRUE_LINE)


@pytest.fixture(scope="module")
def line_map():
    return build_spatial_map(make_matrix(LINE_VOTES), anchors=ANCHORED)


def find_true(found):
    return TRUE_LINE[[NAMES.index(iso3) for iso3 in found.states], 0]


def test_a_line_is_found_again(line_map):
    """CHN stands before USA on the true line, so the anchors turn it round."""
    assert np.corrcoef(line_map.points[:, 0], -find_true(line_map))[0, 1] > 0.97
    assert line_map.points[:, 0].mean() == pytest.approx(0, abs=1e-9)
    assert line_map.points[:, 0].std() == pytest.approx(1)


def test_most_intervals_hold_the_true_point(line_map):
    true = -find_true(line_map)
    true = (true - true.mean()) / true.std()
    held = (line_map.low[:, 0] <= true) & (true <= line_map.high[:, 0])
    assert held.mean() >= 0.8
    assert (line_map.low < line_map.points).all()
    assert (line_map.points < line_map.high).all()


def test_more_votes_make_narrower_intervals(line_map):
    more = build_spatial_map(make_matrix(draw_votes(TRUE_LINE, votes=480)), anchors=ANCHORED)
    widths = [np.median(found.high - found.low) for found in (line_map, more)]
    assert widths[1] < 0.7 * widths[0]


def test_a_plane_is_found_again_up_to_rotation():
    rng = np.random.default_rng(7)
    true = rng.normal(size=(len(NAMES), 2)) * [1.5, 1.0]
    found = build_spatial_map(make_matrix(draw_votes(true, votes=250)), 2, anchors=ANCHORED)
    true = true[[NAMES.index(iso3) for iso3 in found.states]]
    true = true - true.mean(axis=0)
    fitted = found.points @ np.linalg.lstsq(found.points, true, rcond=None)[0]
    assert 1 - ((true - fitted) ** 2).sum() / (true**2).sum() > 0.85
    assert found.points[:, 0].std() == pytest.approx(1)
    assert found.points[:, 1].std() < 1
    assert found.points.T[0] @ found.points.T[1] == pytest.approx(0, abs=1e-6)
    assert found.classified > build_spatial_map(make_matrix(draw_votes(true, votes=250))).classified


def test_the_fit_is_compared_with_the_most_frequent_position_of_each_vote(line_map):
    right = sum(
        max(slow.count(roll_call.values(), position) for position in POSITIONS_TAKEN)
        for roll_call in LINE_VOTES
    )
    n = sum(len(roll_call) for roll_call in LINE_VOTES)
    assert (line_map.modal, line_map.n_classified) == (right, n)
    assert line_map.apre == pytest.approx((line_map.classified - right) / (n - right))
    assert 0.3 < line_map.apre < 1
    assert line_map.share_classified == line_map.classified / n
    assert line_map.share_modal == right / n
    assert line_map.n == tuple(sum(iso3 in roll_call for roll_call in LINE_VOTES) for iso3 in line_map.states)


def test_classifying_agrees_with_its_slow_twin(line_map):
    matrix = make_matrix(LINE_VOTES)
    not_against, in_favour = compute_chances(compute_fit(read_answers(matrix), 1))
    right = 0
    for row, iso3 in enumerate(matrix.states):
        for vote, roll_call in enumerate(LINE_VOTES):
            chances = {
                Position.IN_FAVOUR: in_favour[row, vote],
                Position.AGAINST: 1 - not_against[row, vote],
                Position.ABSTAINING: not_against[row, vote] - in_favour[row, vote],
            }
            right += roll_call.get(iso3) == max(chances, key=lambda p: chances[p])
    assert line_map.classified == right


def test_the_same_votes_give_the_same_map_in_any_order_and_with_empty_votes(line_map):
    idle = [dict.fromkeys(NAMES, Position.NOT_VOTING), dict.fromkeys(NAMES, Position.IN_FAVOUR)]
    again = build_spatial_map(make_matrix([*LINE_VOTES, *idle]), anchors=ANCHORED)
    assert np.array_equal(again.points, line_map.points)
    assert np.array_equal(again.low, line_map.low)
    assert (line_map.left_out_votes, again.left_out_votes) == (0, 2)
    backwards = build_spatial_map(make_matrix(LINE_VOTES[::-1]), anchors=ANCHORED)
    assert np.allclose(backwards.points, line_map.points, atol=1e-3)


def test_the_anchors_fix_the_direction_of_an_axis(line_map):
    turned = build_spatial_map(make_matrix(LINE_VOTES), anchors=((("CHN", "FRA"), ("USA",)),))
    assert np.allclose(turned.points, -line_map.points)
    assert turned.anchors == ((("CHN",), ("USA",)),)
    one_end = build_spatial_map(make_matrix(LINE_VOTES), anchors=((("CHN",), ()),))
    assert np.allclose(one_end.points, turned.points)
    none = build_spatial_map(make_matrix(LINE_VOTES), anchors=(((), ()),))
    assert none.points[0, 0] < 0


def test_states_with_few_positions_are_named_and_left_out():
    fewer = [
        {iso3: position for iso3, position in roll_call.items() if iso3 != "USA" or number < 19}
        for number, roll_call in enumerate(LINE_VOTES)
    ]
    found = build_spatial_map(make_matrix(fewer))
    assert found.left_out == ("USA",)
    assert "USA" not in found.states
    assert len(found.states) == len(found.points) == len(found.n) == 19


@pytest.mark.parametrize("roll_calls", [[], [dict.fromkeys(NAMES, Position.IN_FAVOUR)] * 30, LINE_VOTES[:10]])
def test_too_little_to_go_by_makes_an_empty_map(roll_calls):
    matrix = make_matrix(roll_calls) if roll_calls else build_matrix([])
    found = build_spatial_map(matrix, 2)
    assert (found.states, found.votes, found.points.shape) == ((), 0, (0, 2))
    assert found.left_out == matrix.states
    assert found.share_classified is found.share_modal is found.apre is None


def test_a_map_has_one_dimension_or_two():
    with pytest.raises(ValueError, match="1 to 2 dimensions, not 3"):
        build_spatial_map(make_matrix(LINE_VOTES), 3)
    with pytest.raises(ValueError, match="2 dimensions want as many pairs of anchors, not 1"):
        build_spatial_map(make_matrix(LINE_VOTES), 2, anchors=ANCHORED[:1])


def test_the_spread_of_the_draws_is_nearly_that_of_draws_fitted_to_convergence(monkeypatch, line_map):
    monkeypatch.setattr(spatial, "BOOTSTRAP_ROUNDS", 60)
    longer = build_spatial_map(make_matrix(LINE_VOTES), anchors=ANCHORED)
    assert np.median((line_map.high - line_map.low) / (longer.high - longer.low)) == pytest.approx(
        1, abs=0.06
    )


def test_the_cuts_come_in_order():
    """A question that more States answer with yes is never the harder one."""
    fit = compute_fit(read_answers(make_matrix(LINE_VOTES)), 1)
    assert (fit.cuts[:, 0] <= fit.cuts[:, 1] + 1e-3).all()


def test_the_objective_is_the_slow_sum_and_the_fit_is_at_its_maximum():
    answers = read_answers(make_matrix(LINE_VOTES))
    fit = compute_fit(answers, 1)
    total = 0.0
    for row in range(len(fit.points)):
        for vote in range(len(fit.cuts)):
            if answers.seen[row, vote]:
                for k, yes in enumerate((answers.not_against[row, vote], answers.in_favour[row, vote])):
                    logit = float(fit.slopes[vote] @ fit.points[row]) - float(fit.cuts[vote, k])
                    total += np.log(1 / (1 + np.exp(-logit if yes else logit))) / 2
    total -= (fit.points**2).sum() / 2
    total -= (fit.slopes**2).sum() / item_response.SLOPE_PRIOR_SD**2 / 2
    total -= (fit.cuts**2).sum() / item_response.CUT_PRIOR_SD**2 / 2
    best = compute_objective(answers, fit)
    assert best == pytest.approx(total, rel=1e-4)
    for factor in (0.95, 1.05):
        assert compute_objective(answers, Fit(fit.points * factor, fit.slopes, fit.cuts)) < best
        assert compute_objective(answers, Fit(fit.points, fit.slopes * factor, fit.cuts)) < best
        assert compute_objective(answers, Fit(fit.points, fit.slopes, fit.cuts * factor)) < best
    for row in range(len(fit.points)):
        for step in (-0.1, 0.1):
            moved = fit.points.copy()
            moved[row] += step
            assert compute_objective(answers, Fit(moved, fit.slopes, fit.cuts)) < best


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(3, 6), st.integers(1, 2))
def test_even_pure_chance_makes_a_map_with_finite_figures(seed, size, dimensions):
    rng = np.random.default_rng(seed)
    roll_calls = [
        dict(zip(CODES[:size], rng.choice(list(POSITIONS_TAKEN), size), strict=True)) for _ in range(40)
    ]
    found = build_spatial_map(make_matrix(roll_calls), dimensions)
    assert found.states == tuple(CODES[:size])
    for table in (found.points, found.low, found.high):
        assert np.isfinite(table).all()
    assert 0 <= found.modal <= found.n_classified
