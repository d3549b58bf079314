"""Each limit of the analysis: what it does just below it, at it and just above it."""

import datetime

import numpy as np
import pytest

from tests.analysis.strategies import make_matrix, read_letters
from tests.analysis.test_scope import build_labels
from tests.analysis.test_spatial import LINE_VOTES
from votes.analysis import item_response
from votes.analysis.agreement import compare_pair, compute_agreement
from votes.analysis.clusters import find_clusters
from votes.analysis.cohesion import compute_agreement_index, compute_cohesion
from votes.analysis.differing import list_differing
from votes.analysis.dissent import compare_with_group, rank_dissent, rank_from_group
from votes.analysis.interval import compute_mean_interval
from votes.analysis.item_response import Fit, compute_chances, compute_fit, read_answers, refit_points
from votes.analysis.losing import rank_losing
from votes.analysis.majority_position import find_fewest_for_dissent, find_majority_position
from votes.analysis.scope import Scope
from votes.analysis.spatial import build_spatial_map
from votes.core.choices import Position

FOR, AGAINST, ABSTAINING, ABSENT = Position


@pytest.mark.limit("scope.MINIMUM_VOTES")
@pytest.mark.parametrize(("n", "agreement"), [(19, None), (20, 1), (21, 1)])
def test_agreement_needs_20_shared_votes(n, agreement):
    assert compare_pair(read_letters(CHN="Y" * n, CUB="Y" * n), "CHN", "CUB").agreement == agreement
    assert Scope().minimum == 20


@pytest.mark.limit("cohesion.FEWEST_VOTES")
@pytest.mark.parametrize(("n", "mean"), [(4, None), (5, 1), (6, 1)])
def test_cohesion_needs_5_votes(n, mean):
    matrix = read_letters(CHN="Y" * n, CUB="Y" * n, RUS="Y" * n)
    assert compute_cohesion(matrix, np.ones(3, dtype=bool)).mean == mean


@pytest.mark.parametrize(("n", "index"), [(2, np.nan), (3, 1), (4, 1)])
def test_the_agreement_index_needs_3_positions(n, index):
    assert compute_agreement_index(np.array([[n, 0, 0]])) == pytest.approx([index], nan_ok=True)


@pytest.mark.limit("majority_position.FEWEST_POSITIONS")
@pytest.mark.parametrize(("n", "position"), [(2, None), (3, FOR), (4, FOR)])
def test_a_majority_position_needs_3_positions(n, position):
    assert find_majority_position({FOR: n, AGAINST: 0, ABSTAINING: 0, ABSENT: 0}).position is position


@pytest.mark.limit("majority_position.DISSENT_LIMIT")
@pytest.mark.parametrize(
    ("apart", "n", "position"),
    [(149, 1000, FOR), (150, 1000, None), (151, 1000, None)],
)
def test_there_is_no_majority_position_from_15_percent_apart(apart, n, position):
    counts = {FOR: n - apart, AGAINST: apart, ABSTAINING: 0, ABSENT: 0}
    assert find_majority_position(counts).position is position


def test_one_state_can_dissent_from_7_positions():
    """One of 6 is 16.7 %, one of 7 is 14.3 %."""
    assert find_fewest_for_dissent() == 7


@pytest.mark.limit("clusters.MOST_CLUSTERS")
@pytest.mark.parametrize(("pairs", "clusters"), [(5, 5), (6, 6), (7, 2)])
def test_the_tree_is_cut_into_6_clusters_at_most(pairs, clusters):
    """Pairs of States that vote the same, all pairs equally far apart. The widest gap is beneath all of them.

    With seven pairs that gap is out of reach, and of the others, which are equal, the first is taken.
    """
    lines = {
        f"{letter}{pair}": "".join("N" if vote == pair else "Y" for vote in range(pairs))
        for pair in range(pairs)
        for letter in "AB"
    }
    assert len(find_clusters(compute_agreement(read_letters(**lines), minimum=1)).clusters) == clusters


@pytest.mark.limit("spatial.FEWEST_STATES")
@pytest.mark.parametrize(("size", "placed"), [(2, 0), (3, 3), (4, 4)])
def test_a_map_needs_3_states(size, placed):
    positions = {"AAA": FOR, "BBB": AGAINST, "CCC": ABSTAINING, "DDD": FOR}
    votes = [dict(list(positions.items())[:size])] * 30
    assert len(build_spatial_map(make_matrix(votes)).states) == placed


@pytest.mark.parametrize(("n", "placed"), [(19, False), (20, True), (21, True)])
def test_the_map_places_a_state_from_20_positions(n, placed):
    votes = [
        {"AAA": FOR, "BBB": AGAINST, "CCC": ABSTAINING} | ({"DDD": FOR} if vote < n else {})
        for vote in range(30)
    ]
    assert ("DDD" in build_spatial_map(make_matrix(votes)).states) == placed


@pytest.mark.limit("spatial.MOST_DIMENSIONS")
@pytest.mark.parametrize(("dimensions", "allowed"), [(0, False), (1, True), (2, True), (3, False)])
def test_a_map_has_at_least_one_dimension_and_at_most_two(dimensions, allowed):
    matrix = make_matrix(LINE_VOTES)
    if allowed:
        assert build_spatial_map(matrix, dimensions).points.shape[1] == dimensions
    else:
        with pytest.raises(ValueError, match=f"1 to 2 dimensions, not {dimensions}"):
            build_spatial_map(matrix, dimensions)


@pytest.mark.limit("item_response.SLOPE_PRIOR_SD", "item_response.CUT_PRIOR_SD")
@pytest.mark.parametrize("dimensions", [1, 2])
def test_the_priors_have_standard_deviations_of_1_and_2_and_4(dimensions):
    """At the best fit the pull of the votes is that of the priors: parameter / standard deviation²."""
    answers = read_answers(make_matrix(LINE_VOTES))
    fit = compute_fit(answers, dimensions)
    not_against, in_favour = (
        (yes - chance) * answers.seen / 2
        for chance, yes in zip(compute_chances(fit), (answers.not_against, answers.in_favour), strict=True)
    )
    both = not_against + in_favour
    assert both @ fit.slopes == pytest.approx(fit.points, abs=0.02)
    assert both.T @ fit.points == pytest.approx(fit.slopes / 4, abs=0.02)
    assert -not_against.sum(axis=0) == pytest.approx(fit.cuts[:, 0] / 16, abs=0.02)
    assert -in_favour.sum(axis=0) == pytest.approx(fit.cuts[:, 1] / 16, abs=0.02)


@pytest.mark.limit("item_response.OVER_RELAXATION")
def test_a_state_none_of_whose_votes_are_drawn_is_pulled_to_the_middle_by_the_prior():
    """The Newton step of the prior alone ends at 0; points move 1.3 times as far."""
    answers = read_answers(make_matrix(LINE_VOTES))
    points = np.linspace(-0.7, 0.7, 20, dtype=np.float32)[:, np.newaxis]
    votes = answers.seen.shape[1]
    fit = Fit(points, np.ones((votes, 1), np.float32), np.zeros((votes, 2), np.float32))
    [moved] = refit_points(answers, fit, np.zeros((1, votes), np.float32), rounds=1)
    assert moved == pytest.approx(-0.3 * points, abs=1e-6)


@pytest.mark.limit("item_response.LARGEST_EXPONENT")
@pytest.mark.parametrize(("along", "exponent"), [(49, 49), (50, 50), (51, 50), (1000, 50)])
def test_the_chance_in_the_model_stops_falling_at_an_exponent_of_50(along, exponent):
    """Beyond it 32-bit floats would overflow."""
    points, slopes, cuts = (np.array(table, np.float32) for table in ([[-along]], [[1]], [[0, 0]]))
    for chance in compute_chances(Fit(points, slopes, cuts)):
        assert float(chance[0, 0]) == pytest.approx(np.exp(-exponent), rel=1e-5, abs=0)


@pytest.mark.limit("item_response.LARGEST_STEP")
@pytest.mark.parametrize(("wanted", "taken"), [(0.9, 0.9), (1.0, 1.0), (1.1, 1.0), (-1.1, -1.0)])
def test_no_newton_step_of_the_model_is_longer_than_1(wanted, taken):
    assert item_response._solve(np.eye(1)[np.newaxis], np.array([[wanted]])) == pytest.approx(taken)


@pytest.mark.limit("item_response.POINT_TOLERANCE")
def test_the_fit_stops_when_no_point_moves_by_more_than_two_thousandths():
    answers = read_answers(make_matrix(LINE_VOTES))
    fit = compute_fit(answers, 1)
    moved = item_response._step_states(fit, item_response._measure(answers, fit))
    assert np.abs(moved.points - fit.points).max() < 0.002


@pytest.mark.parametrize(("n", "known"), [(1, False), (2, True), (3, True)])
def test_a_mean_has_an_interval_from_2_values(n, known):
    assert (compute_mean_interval(np.linspace(0.4, 0.6, n)) is not None) == known


@pytest.mark.parametrize(
    ("day", "counted"),
    [
        ("2018-03-18", False),
        ("2018-03-19", True),
        ("2018-03-20", True),
        ("2018-03-22", True),
        ("2018-03-23", True),
        ("2018-03-24", False),
    ],
)
def test_the_first_and_the_last_day_of_a_scope_are_in_it(day, counted):
    scope = Scope(first=datetime.date(2018, 3, 19), last=datetime.date(2018, 3, 23))
    labels = build_labels([{"date": datetime.date.fromisoformat(day)}])
    assert scope.choose(labels).mask.tolist() == [counted]


@pytest.mark.limit("differing.FEWEST_STATES", "differing.MOST_STATES")
@pytest.mark.parametrize(("states", "allowed"), [(1, False), (2, True), (3, True), (4, True), (5, False)])
def test_two_to_four_states_are_compared_vote_by_vote(states, allowed):
    codes = ["BRA", "CHN", "CUB", "IND", "USA"][:states]
    matrix = read_letters(**dict.fromkeys(codes, "Y") | {"BRA": "N"})
    if allowed:
        assert list_differing(matrix, codes).differ == 1
    else:
        with pytest.raises(ValueError, match="compare 2 to 4 different States"):
            list_differing(matrix, codes)


@pytest.mark.parametrize(("n", "share"), [(19, None), (20, 0), (21, 0)])
def test_shares_of_dissent_and_of_lost_votes_need_20_votes(n, share):
    matrix = read_letters(BRA="Y" * n, CHN="Y" * n, CUB="Y" * n)
    everyone = {"all": np.ones(3, dtype=bool)}
    assert rank_dissent(matrix, everyone)["all"][0].share == share
    assert rank_losing(matrix)[0].share == share
    assert compare_with_group(matrix, "BRA", everyone)["all"].mean == (None if share is None else 1)
    assert rank_from_group(matrix, everyone)["all"][0].mean == (None if share is None else 1)


@pytest.mark.parametrize(("in_favour", "lost"), [(1, 1), (2, 1), (3, 0)])
def test_a_tie_rejects_a_text(in_favour, lost):
    """Two are against. AAA votes in favour, so it loses unless three do."""
    codes = ["AAA", "BBB", "CCC"][:in_favour]
    matrix = read_letters(**dict.fromkeys(codes, "Y"), XXX="N", ZZZ="N")
    assert {losing.state: losing.lost for losing in rank_losing(matrix)}["AAA"] == lost
