"""From the chances of the members to those of the totals. Members err together, so their draws are not independent.

What is not known of a text moves all members: a shift of their scores, normal, of a size learned from earlier votes.
Given this random effect the members are independent, and a total follows a Poisson binomial distribution.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from votes.forecast.model.pool import Table, softmax

NODES = 5  # points of the Gauss-Hermite rule, in each direction
SIZES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.3, 1.6)  # sizes of the shift that are tried
FACTORS = (1.0, 1.1, 1.2, 1.3, 1.4)
# The directions of the shift: in favour against the others, and against against abstaining.
DIRECTIONS = np.array([[2, -1, -1], [0, 1.5, -1.5]]) / 3
INSIDE = 0.8


@dataclass(frozen=True)
class RandomEffect:
    """What is not known of a text: the standard deviation of the shift in each direction, and the factor of the scores.

    The shift draws chances together; the factor, above 1, takes them as far apart again.
    """

    sizes: tuple[float, float] = (0.6, 0.6)
    factor: float = 1.0


@cache
def list_nodes() -> tuple[Table, Table]:
    """The points of the rule for a standard normal, and their weights."""
    points, weights = np.polynomial.hermite_e.hermegauss(NODES)
    return points, weights / weights.sum()


def apply_random_effect(scores: Table, effect: RandomEffect) -> tuple[Table, Table]:
    """(chances [nodes x members x 3], weights [nodes]) under every shift."""
    points, weights = list_nodes()
    one, other = np.meshgrid(points * effect.sizes[0], points * effect.sizes[1], indexing="ij")
    moves = np.stack([one.ravel(), other.ravel()], axis=1) @ DIRECTIONS
    return softmax(effect.factor * scores[np.newaxis] + moves[:, np.newaxis]), np.outer(
        weights, weights
    ).ravel()


def find_poisson_binomial(chances: Table) -> Table:
    """The distribution of the number of successes of unlike trials: [nodes x trials] -> [nodes x (trials + 1)]."""
    found = np.zeros((len(chances), chances.shape[1] + 1))
    found[:, 0] = 1
    for coin in range(chances.shape[1]):
        p = chances[:, coin, np.newaxis]
        found[:, 1:] = found[:, 1:] * (1 - p) + found[:, :-1] * p
        found[:, 0] *= 1 - p[:, 0]
    return found


def count_lead(plus: Table, minus: Table) -> Table:
    """The distribution of (number of plus) - (number of minus): [nodes x members] -> [nodes x (2 members + 1)]."""
    n = plus.shape[1]
    found = np.zeros((len(plus), 2 * n + 1))
    found[:, n] = 1
    for member in range(n):
        p, m = plus[:, member, np.newaxis], minus[:, member, np.newaxis]
        step = found * (1 - p - m)
        step[:, 1:] += found[:, :-1] * p
        step[:, :-1] += found[:, 1:] * m
        found = step
    return found


def find_interval(chances: npt.NDArray[np.float64]) -> tuple[int, int]:
    """The first and last total of the interval: of the likeliest run of each width, the one nearest to four fifths.

    Of two equally near the narrower.
    """
    mass = np.concatenate([[0], np.cumsum(chances)])
    runs = []
    for width in range(1, len(mass)):
        inside = mass[width:] - mass[:-width]
        low = int(inside.argmax())
        runs.append((abs(float(inside[low]) - INSIDE), width, low))
    _distance, width, low = min(runs)
    return low, low + width - 1


def find_adoption(plus: Table, minus: Table, weights: Table) -> float:
    """The chance that more are in favour than against."""
    lead = weights @ count_lead(plus, minus)
    return float(lead[plus.shape[1] + 1 :].sum())


def fit_random_effect(
    scores: Table, truth: npt.NDArray[np.int64], of_text: npt.NDArray[np.int64]
) -> RandomEffect:
    """The random effect under which whole roll-calls are likeliest: factor and first direction, then the second.

    `scores` and `truth` of pairs of a text and a member, `of_text` the number of the text of each.
    """
    _likely, first, factor = max(
        (weigh_roll_calls(scores * factor, truth, of_text, 0, size), size, factor)
        for factor in FACTORS
        for size in SIZES
    )
    _likely, second = max(
        (weigh_roll_calls(scores * factor, truth, of_text, 1, size), size) for size in SIZES
    )
    return RandomEffect((float(first), float(second)), float(factor))


def weigh_roll_calls(
    scores: Table, truth: npt.NDArray[np.int64], of_text: npt.NDArray[np.int64], direction: int, size: float
) -> float:
    """The logarithm of the likelihood of whole roll-calls under a shift of this size in one direction."""
    points, weights = list_nodes()
    likely = np.zeros((of_text.max() + 1, NODES))
    for node, point in enumerate(points):
        chances = softmax(scores + point * size * DIRECTIONS[direction])
        logs = np.log(chances[np.arange(len(truth)), truth])
        likely[:, node] = np.bincount(of_text, logs, minlength=len(likely))
    top = likely.max(axis=1)
    return float((top + np.log(np.exp(likely - top[:, np.newaxis]) @ weights)).sum())
