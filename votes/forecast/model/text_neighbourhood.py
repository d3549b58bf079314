"""What all States do on a text, read from the texts nearest to it and without counting near copies twice.

Simple kriging (Matheron 1963; a Gaussian process with a fixed covariance): the texts are points, their likeness is
the covariance, and the weights of the known texts solve a linear system in which those that are like each other
share their weight.
"""

import numpy as np
import numpy.typing as npt

from votes.forecast.model.past import Past, Shares
from votes.forecast.model.text_similarity import Described, Likeness, Likenesses

# What each kind of likeness counts. Chosen on the votes of 2010-2016; small changes make no difference.
WEIGHTS = {"title": 0.5, "topic": 0.25, "sponsors": 0.1, "groups": 0.2, "item": 0.15, "series": 0.4}
ANY_TWO = 0.1  # what any two texts have in common
NUGGET = 0.15  # how much the same text would differ from itself
RANGE = 8 * 365.0  # days in which the likeness of two texts falls to 1/e
NEAREST = 60  # texts that are asked

Table = npt.NDArray[np.float64]


def covary(like: Likeness, apart: npt.NDArray[np.int64]) -> Table:
    """The covariance of texts, from 0 to 1, that lie `apart` days from each other."""
    total = sum(WEIGHTS.values()) + ANY_TWO
    alike = sum(weight * getattr(like, kind) for kind, weight in WEIGHTS.items()) + ANY_TWO
    return np.asarray(alike / total * np.exp(-np.abs(apart) / RANGE), dtype=np.float64)


def relate(past: Past, measure: Likenesses, held: Described) -> Table:
    """The covariance of the known texts, with what each differs from itself: [texts x texts]."""
    among = covary(measure.compare(held, held), past.days[:, np.newaxis] - past.days)
    np.fill_diagonal(among, 1 + NUGGET)
    return among


def weigh_texts(
    among: Table, like: Likeness, apart: npt.NDArray[np.int64], allowed: npt.NDArray[np.bool_]
) -> Shares:
    """The weight of each known text (across) for each text asked about (down), 0 for those not `allowed`.

    `among` is the covariance of the known texts, `like` the likeness of the texts asked about to them, `apart` the
    days between.
    """
    near = np.where(allowed, covary(like, apart), -1)
    weights = np.zeros(near.shape, dtype=np.float32)
    # A stable order, so that texts equally near are taken the same way everywhere.
    for row, order in enumerate(np.argsort(-near, axis=1, kind="stable")[:, :NEAREST]):
        asked = order[near[row, order] > 0]
        if len(asked):
            weights[row, asked] = np.linalg.solve(among[np.ix_(asked, asked)], near[row, asked])
    return weights


def find_base_rates(past: Past, imputed: Shares, today: int) -> Shares:
    """The shares of the three positions that each State takes in general, amendments left out: [States x 3]."""
    fade = (0.5 ** ((today - past.days) / RANGE)).astype(np.float32) * ~past.amendments
    base_rates = np.einsum("stp,t->sp", imputed, fade)
    total = base_rates.sum(axis=1, keepdims=True)
    return np.where(total > 0, base_rates / np.where(total == 0, 1, total), 1 / 3).astype(np.float32)


def predict_from_neighbourhood(weights: Shares, imputed: Shares, base_rates: Shares) -> Shares:
    """The shares that the neighbourhood gives to each State on each text asked about: [texts x States x 3].

    A State's base rate, and the weighted departures of the known texts from it. Sums to 1, but may leave 0 to 1.
    """
    known = weights @ imputed.transpose(1, 0, 2).reshape(imputed.shape[1], 3 * len(imputed))
    known = known.reshape(len(weights), *base_rates.shape)
    return np.asarray(
        base_rates + known - weights.sum(axis=1)[:, np.newaxis, np.newaxis] * base_rates, dtype=np.float32
    )
