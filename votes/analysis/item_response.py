"""The model under the spatial map: where States stand and how each vote divides them.

Positions are ordered: against < abstaining < in favour. So each vote asks every State two questions, "not
against?" and "in favour?", and a State says yes the more readily the further it stands along the vote's slope:

    P(yes to question k in vote v) = 1 / (1 + exp(cut[v, k] - slope[v] . point[State]))

That is the graded response model (Samejima 1969). Both questions share the slope, so the cuts come out in
order by themselves. Their answers are taken as if they were independent (a composite likelihood), each with
weight one half: a vote without abstentions then counts exactly as one yes or no. Cells without a position say
nothing. Points have a normal prior with spread 1, slopes and cuts wide ones, which keep a vote that divides
perfectly, or a question everybody answers alike, within bounds.

The fit alternates one Newton step for all votes (points held) and one for all States (votes held). Each is a
handful of dense [States x votes] operations in 32-bit floats: work grows with States x votes x rounds.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from votes.analysis.matrix import AGAINST, IN_FAVOUR, VoteMatrix

SLOPE_SPREAD, CUT_SPREAD = 2.0, 4.0
# No Newton step goes further than this, so that none overshoots.
LONGEST_STEP = 1.0
# Points go further than their step, as the votes will follow them: that saves rounds, most of all in the draws.
OVERSTEP = 1.3
# Rounds for the votes alone before the points move, for choosing among starts, and at most in all.
FIRST_ROUNDS, TRIAL_ROUNDS, MOST_ROUNDS = 4, 15, 150
# Done when no point moves further in a round; the States' spread is about 2.
TOLERANCE = 0.002
# How many second dimensions are tried.
STARTS = 3
# Beyond this a chance is 0 or 1 in 32 bits anyway.
FURTHEST = 50.0

Floats = NDArray[np.floating]
# What `_measure` gives: two tables [States x votes] each, one a question.
Tables = tuple[list[Floats], list[Floats]]


@dataclass(frozen=True, eq=False)
class Answers:
    """What is known: `seen` is 1 where a position was taken; the other two are the answers there, 1 for yes.

    All are [States x votes].
    """

    seen: Floats
    not_against: Floats
    in_favour: Floats


@dataclass(frozen=True, eq=False)
class Fit:
    """`points` [States x dimensions], `slopes` [votes x dimensions], `cuts` [votes x 2]."""

    points: Floats
    slopes: Floats
    cuts: Floats


def read_answers(matrix: VoteMatrix) -> Answers:
    """The answers of every State in every vote of `matrix`."""
    return Answers(
        seen=matrix.taken.astype(np.float32),
        not_against=(matrix.taken & (matrix.positions != AGAINST)).astype(np.float32),
        in_favour=(matrix.positions == IN_FAVOUR).astype(np.float32),
    )


def compute_chances(fit: Fit) -> tuple[Floats, Floats]:
    """The chances that each State is not against, and in favour, in each vote: [States x votes] each."""
    along = fit.points @ np.ascontiguousarray(fit.slopes.T)
    # exp(cut - along) as a product: one exponential for both questions. The limit keeps it within 32 bits.
    odds_of_no = np.exp(np.clip(-along, -FURTHEST, FURTHEST, out=along), out=along)
    not_against, in_favour = (1 / (1 + np.exp(cut) * odds_of_no) for cut in fit.cuts.T)
    return not_against, in_favour


def compute_fit(answers: Answers, dimensions: int) -> Fit:
    """The fit in one or two dimensions, up to rotation, sign and scale.

    One dimension starts from the States' first principal component. Two start from that fit and what it
    leaves over: from each of the three leading components of its residuals, a few rounds each, and the best
    goes on, because a second dimension easily settles in a lesser optimum.
    """
    line = _run(answers, _start_votes(answers, _find_first_component(answers)), MOST_ROUNDS)
    if dimensions == 1:
        return line
    trials = [
        _run(answers, _start_votes(answers, np.column_stack([line.points, second])), TRIAL_ROUNDS)
        for second in _find_left_over(answers, line)
    ]
    best = max(trials, key=lambda trial: compute_objective(answers, trial))
    return _run(answers, best, MOST_ROUNDS)


def refit_points(answers: Answers, fit: Fit, draws: Floats, rounds: int) -> list[Floats]:
    """The points for each of `draws` [draws x votes], which say how often each vote counts.

    Each starts from `fit`, where the first step of all draws reads the same tables, and goes `rounds` rounds.
    """
    measured = _measure(answers, fit)
    points = []
    for weights in draws:
        moved = _step_states(fit, measured, weights)
        for _ in range(rounds - 1):
            moved = _step_votes(answers, moved)
            moved = _step_states(moved, _measure(answers, moved), weights)
        points.append(moved.points)
    return points


def compute_objective(answers: Answers, fit: Fit) -> float:
    """The log of composite likelihood and priors, up to a constant: what the fit makes as large as it can."""
    likelihood = 0.0
    for chance, yes in zip(compute_chances(fit), (answers.not_against, answers.in_favour), strict=True):
        likelihood += float(np.sum(answers.seen * np.log(np.where(yes > 0, chance, 1 - chance) + 1e-12))) / 2
    penalty = (
        np.sum(fit.points**2) + np.sum(fit.slopes**2) / SLOPE_SPREAD**2 + np.sum(fit.cuts**2) / CUT_SPREAD**2
    )
    return likelihood - float(penalty) / 2


def _run(answers: Answers, fit: Fit, most: int) -> Fit:
    """Alternate until no point moves any more, `most` rounds at most."""
    for _ in range(most):
        moved = _step_states(fit, _measure(answers, fit))
        still = float(np.abs(moved.points - fit.points).max()) < TOLERANCE
        fit = _step_votes(answers, moved)
        if still:
            break
    return fit


def _start_votes(answers: Answers, points: Floats) -> Fit:
    """The votes' slopes and cuts for given points."""
    votes, dimensions = answers.seen.shape[1], points.shape[1]
    fit = Fit(points, np.zeros((votes, dimensions), np.float32), np.zeros((votes, 2), np.float32))
    for _ in range(FIRST_ROUNDS):
        fit = _step_votes(answers, fit)
    return fit


def _measure(answers: Answers, fit: Fit) -> Tables:
    """For each question what the answers have over the chances, and how much each cell can tell."""
    surplus: list[Floats] = []
    weight: list[Floats] = []
    for chance, yes in zip(compute_chances(fit), (answers.not_against, answers.in_favour), strict=True):
        chance *= answers.seen
        surplus.append(yes - chance)
        weight.append(np.multiply(chance, 1 - chance, out=chance))
    return surplus, weight


def _step_states(fit: Fit, measured: Tables, weights: Floats | None = None) -> Fit:
    """One Newton step for all points, the votes held."""
    surplus, weight = (_add(tables) for tables in measured)
    counted = fit.slopes / 2 if weights is None else fit.slopes * weights[:, np.newaxis] / 2
    slope = surplus @ counted - fit.points
    curve = _sum_products(weight, counted, fit.slopes)
    curve += np.eye(fit.points.shape[1], dtype=np.float32)
    return Fit(fit.points + OVERSTEP * _solve(curve, slope), fit.slopes, fit.cuts)


def _step_votes(answers: Answers, fit: Fit) -> Fit:
    """One Newton step for all slopes and cuts, the points held. What a vote weighs makes no difference to it."""
    surplus, weight = _measure(answers, fit)
    votes, dimensions = fit.slopes.shape
    halved = fit.points / 2
    slope = np.empty((votes, dimensions + 2), np.float32)
    curve = np.zeros((votes, dimensions + 2, dimensions + 2), np.float32)
    slope[:, :dimensions] = _add(surplus).T @ halved - fit.slopes / SLOPE_SPREAD**2
    curve[:, :dimensions, :dimensions] = _sum_products(_add(weight).T, halved, fit.points)
    curve[:, range(dimensions), range(dimensions)] += 1 / SLOPE_SPREAD**2
    for k in range(2):
        at = dimensions + k
        slope[:, at] = -surplus[k].sum(axis=0) / 2 - fit.cuts[:, k] / CUT_SPREAD**2
        curve[:, at, at] = weight[k].sum(axis=0) / 2 + 1 / CUT_SPREAD**2
        curve[:, :dimensions, at] = curve[:, at, :dimensions] = -(weight[k].T @ halved)
    step = _solve(curve, slope)
    return Fit(fit.points, fit.slopes + step[:, :dimensions], fit.cuts + step[:, dimensions:])


def _add(tables: list[Floats]) -> Floats:
    first, second = tables
    return first + second


def _sum_products(weight: Floats, left: Floats, right: Floats) -> Floats:
    """For every row of `weight` the weighted sum of the products of each column of `left` with each of `right`."""
    products = left[:, :, np.newaxis] * right[:, np.newaxis, :]
    return (weight @ products.reshape(len(left), -1)).reshape(-1, *products.shape[1:])


def _solve(curve: Floats, slope: Floats) -> Floats:
    step = np.linalg.solve(curve, slope[..., np.newaxis])[..., 0]
    return np.clip(step, -LONGEST_STEP, LONGEST_STEP)


def _find_first_component(answers: Answers) -> Floats:
    """[States x 1]: along which States differ most when positions count -1, 0 and 1, each vote about its mean."""
    values = answers.not_against + answers.in_favour - answers.seen
    mean = values.sum(axis=0) / np.maximum(answers.seen.sum(axis=0), 1)
    about = (values - mean) * answers.seen
    shared = np.maximum(answers.seen @ answers.seen.T, 1)
    return _list_components(about @ about.T / shared, 1)[0][:, np.newaxis]


def _find_left_over(answers: Answers, fit: Fit) -> list[Floats]:
    """The leading components of what a fit leaves over, [States] each, the strongest first."""
    surplus = _add(_measure(answers, fit)[0])
    together = surplus @ surplus.T
    np.fill_diagonal(together, 0)
    return _list_components(together, STARTS)


def _list_components(table: Floats, length: int) -> list[Floats]:
    """The leading eigenvectors of a symmetric table, with spread 1, the strongest first."""
    vectors = np.linalg.eigh(table.astype(np.float64))[1][:, ::-1]
    return [(vector * np.sqrt(len(vector))).astype(np.float32) for vector in vectors[:, :length].T]
