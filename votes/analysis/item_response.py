"""The model behind the spatial map: a point for each State, and a slope and two cuts for each vote.

Positions are ordered: against < abstaining < in favour. So each vote asks every State two questions, "not
against?" and "in favour?". The further a State lies along the slope of the vote, the likelier it says yes:

    P(yes to question k in vote v) = 1 / (1 + exp(cut[v, k] - slope[v] . point[State]))

This is the graded response model (Samejima 1969). Both questions share the slope, so the cuts are in order
without a constraint. The two answers are treated as independent (a composite likelihood: Varin, Reid and Firth
2011), each with weight one half, so a vote without abstentions counts exactly as one yes or no. Cells without a
position are ignored. Points have a normal prior with standard deviation 1; slopes and cuts have wide normal priors
(ridge penalties), which keep the fit finite when a vote divides States perfectly or all give the same answer.

The fit alternates one Newton step for all votes (points fixed) and one for all States (votes fixed). Each step is a
few dense [States x votes] operations in 32-bit floats: the work grows with States x votes x rounds.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from votes.analysis.matrix import AGAINST, IN_FAVOUR, VoteMatrix

# Standard deviations of the normal priors.
SLOPE_PRIOR_SD, CUT_PRIOR_SD = 2.0, 4.0
# No Newton step is longer than this, so that none overshoots.
LARGEST_STEP = 1.0
# Points move further than their Newton step (over-relaxation). That saves rounds, above all in the bootstrap.
OVER_RELAXATION = 1.3
# Rounds: for the votes alone before the points move; for each trial start; at most in all.
FIRST_ROUNDS, TRIAL_ROUNDS, MOST_ROUNDS = 4, 15, 150
# The fit has converged when no point moves further than this in a round; the points span about 2.
POINT_TOLERANCE = 0.002
# How many starts are tried for the second dimension.
SECOND_DIMENSION_STARTS = 3
# Beyond this exponent a probability is 0 or 1 in 32-bit floats.
LARGEST_EXPONENT = 50.0

Floats = NDArray[np.floating]
# The result of `_measure`: two lists with one table [States x votes] for each question.
Tables = tuple[list[Floats], list[Floats]]


@dataclass(frozen=True, eq=False)
class Answers:
    """The data, [States x votes] each: `seen` is 1 where a position was taken, the others where the answer is yes."""

    seen: Floats
    not_against: Floats
    in_favour: Floats


@dataclass(frozen=True, eq=False)
class Fit:
    """The parameters: `points` [States x dimensions], `slopes` [votes x dimensions], `cuts` [votes x 2]."""

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
    """The probabilities that each State is not against, and in favour, in each vote: [States x votes] each, 0..1."""
    along = fit.points @ np.ascontiguousarray(fit.slopes.T)
    # exp(cut - along) as a product: one exponential for both questions. The limit keeps it within 32 bits.
    odds_of_no = np.exp(np.clip(-along, -LARGEST_EXPONENT, LARGEST_EXPONENT, out=along), out=along)
    not_against, in_favour = (1 / (1 + np.exp(cut) * odds_of_no) for cut in fit.cuts.T)
    return not_against, in_favour


def compute_fit(answers: Answers, dimensions: int) -> Fit:
    """The fit in one or two dimensions, up to rotation, sign and scale.

    One dimension starts from the first principal component of the States. Two start from that fit: each of the
    three leading components of its residuals is tried as the second dimension for a few rounds, and the best is
    continued, because the second dimension is often caught in a local optimum.
    """
    line = _run(answers, _start_votes(answers, _find_first_component(answers)), MOST_ROUNDS)
    if dimensions == 1:
        return line
    trials = [
        _run(answers, _start_votes(answers, np.column_stack([line.points, second])), TRIAL_ROUNDS)
        for second in _find_residual_components(answers, line)
    ]
    best = max(trials, key=lambda trial: compute_objective(answers, trial))
    return _run(answers, best, MOST_ROUNDS)


def refit_points(answers: Answers, fit: Fit, draws: Floats, rounds: int) -> list[Floats]:
    """The points [States x dimensions] for each of `draws` [draws x votes], which say how often each vote counts.

    Each starts from `fit`, so that the first step of all draws shares its tables, and is fitted for `rounds` rounds.
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
    """The log of the composite likelihood and the priors, up to a constant, which the fit maximises."""
    likelihood = 0.0
    for chance, yes in zip(compute_chances(fit), (answers.not_against, answers.in_favour), strict=True):
        likelihood += float(np.sum(answers.seen * np.log(np.where(yes > 0, chance, 1 - chance) + 1e-12))) / 2
    penalty = (
        np.sum(fit.points**2)
        + np.sum(fit.slopes**2) / SLOPE_PRIOR_SD**2
        + np.sum(fit.cuts**2) / CUT_PRIOR_SD**2
    )
    return likelihood - float(penalty) / 2


def _run(answers: Answers, fit: Fit, most: int) -> Fit:
    """Alternate the two steps until the points have converged, `most` rounds at most."""
    for _ in range(most):
        moved = _step_states(fit, _measure(answers, fit))
        still = float(np.abs(moved.points - fit.points).max()) < POINT_TOLERANCE
        fit = _step_votes(answers, moved)
        if still:
            break
    return fit


def _start_votes(answers: Answers, points: Floats) -> Fit:
    """Slopes and cuts fitted to given points."""
    votes, dimensions = answers.seen.shape[1], points.shape[1]
    fit = Fit(points, np.zeros((votes, dimensions), np.float32), np.zeros((votes, 2), np.float32))
    for _ in range(FIRST_ROUNDS):
        fit = _step_votes(answers, fit)
    return fit


def _measure(answers: Answers, fit: Fit) -> Tables:
    """For each question the residuals, answer - probability, and the weight of each cell, p(1 - p)."""
    surplus: list[Floats] = []
    weight: list[Floats] = []
    for chance, yes in zip(compute_chances(fit), (answers.not_against, answers.in_favour), strict=True):
        chance *= answers.seen
        surplus.append(yes - chance)
        weight.append(np.multiply(chance, 1 - chance, out=chance))
    return surplus, weight


def _step_states(fit: Fit, measured: Tables, weights: Floats | None = None) -> Fit:
    """One Newton step for all points, the votes fixed."""
    surplus, weight = (_add(tables) for tables in measured)
    counted = fit.slopes / 2 if weights is None else fit.slopes * weights[:, np.newaxis] / 2
    slope = surplus @ counted - fit.points
    curve = _sum_products(weight, counted, fit.slopes)
    curve += np.eye(fit.points.shape[1], dtype=np.float32)
    return Fit(fit.points + OVER_RELAXATION * _solve(curve, slope), fit.slopes, fit.cuts)


def _step_votes(answers: Answers, fit: Fit) -> Fit:
    """One Newton step for all slopes and cuts, the points fixed. The weight of a vote makes no difference here."""
    surplus, weight = _measure(answers, fit)
    votes, dimensions = fit.slopes.shape
    halved = fit.points / 2
    slope = np.empty((votes, dimensions + 2), np.float32)
    curve = np.zeros((votes, dimensions + 2, dimensions + 2), np.float32)
    slope[:, :dimensions] = _add(surplus).T @ halved - fit.slopes / SLOPE_PRIOR_SD**2
    curve[:, :dimensions, :dimensions] = _sum_products(_add(weight).T, halved, fit.points)
    curve[:, range(dimensions), range(dimensions)] += 1 / SLOPE_PRIOR_SD**2
    for k in range(2):
        at = dimensions + k
        slope[:, at] = -surplus[k].sum(axis=0) / 2 - fit.cuts[:, k] / CUT_PRIOR_SD**2
        curve[:, at, at] = weight[k].sum(axis=0) / 2 + 1 / CUT_PRIOR_SD**2
        curve[:, :dimensions, at] = curve[:, at, :dimensions] = -(weight[k].T @ halved)
    step = _solve(curve, slope)
    return Fit(fit.points, fit.slopes + step[:, :dimensions], fit.cuts + step[:, dimensions:])


def _add(tables: list[Floats]) -> Floats:
    first, second = tables
    return first + second


def _sum_products(weight: Floats, left: Floats, right: Floats) -> Floats:
    """For every row of `weight` the weighted sum of the products of each column of `left` with each of `right`."""
    products = left[:, :, np.newaxis] * right[:, np.newaxis, :]
    summed: Floats = (weight @ products.reshape(len(left), -1)).reshape(-1, *products.shape[1:])
    return summed


def _solve(curve: Floats, slope: Floats) -> Floats:
    step: Floats = np.linalg.solve(curve, slope[..., np.newaxis])[..., 0]
    return np.clip(step, -LARGEST_STEP, LARGEST_STEP)


def _find_first_component(answers: Answers) -> Floats:
    """[States x 1] The first principal component of the positions as -1, 0 and 1, each vote centred on its mean."""
    values = answers.not_against + answers.in_favour - answers.seen
    mean = values.sum(axis=0) / np.maximum(answers.seen.sum(axis=0), 1)
    about = (values - mean) * answers.seen
    shared = np.maximum(answers.seen @ answers.seen.T, 1)
    return _list_components(about @ about.T / shared, 1)[0][:, np.newaxis]


def _find_residual_components(answers: Answers, fit: Fit) -> list[Floats]:
    """The leading components of the residuals of a fit, [States] each, the strongest first."""
    surplus = _add(_measure(answers, fit)[0])
    together = surplus @ surplus.T
    np.fill_diagonal(together, 0)
    return _list_components(together, SECOND_DIMENSION_STARTS)


def _list_components(table: Floats, length: int) -> list[Floats]:
    """The leading eigenvectors of a symmetric table, scaled to a root mean square of 1, the strongest first."""
    vectors = np.linalg.eigh(table.astype(np.float64))[1][:, ::-1]
    return [(vector * np.sqrt(len(vector))).astype(np.float32) for vector in vectors[:, :length].T]
