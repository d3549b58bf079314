"""How far each predictor is trusted: a logarithmic opinion pool, with weights learned from earlier votes."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from votes.core.choices import RegionalGroup
from votes.forecast.model.predictors import FEATURES

RIDGE = 20.0
STEPS = 40
FREE = 2  # positions with weights of their own beside the common ones; the third follows

Table = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Pool:
    """`weights`: one number a column of `widen`."""

    weights: Table

    def score(self, features: Table, repeat: npt.NDArray[np.bool_], groups: npt.NDArray[np.int64]) -> Table:
        """The logarithms of the chances of the three positions, but for a constant: [pairs x 3]."""
        return np.asarray(np.einsum("rfp,f->rp", widen(features, repeat, groups), self.weights))

    def break_down(
        self, features: Table, repeat: npt.NDArray[np.bool_], groups: npt.NDArray[np.int64]
    ) -> Table:
        """What each feature adds to the logarithm of each position, [pairs x features x 3]; no group, no constant."""
        wide = widen(features, repeat, groups) * self.weights[np.newaxis, :, np.newaxis]
        n = len(FEATURES)
        return np.asarray(sum(wide[:, k * n : (k + 1) * n] for k in range(FREE + 2)))


def widen(features: Table, repeat: npt.NDArray[np.bool_], groups: npt.NDArray[np.int64]) -> Table:
    """The columns that are weighed: [pairs x columns x 3].

    Each feature for all positions, once more for each of the first two, once more where the text is a repeat; then a
    constant for each of the first two positions, for all and by regional group.
    """
    ones = np.eye(3)[:FREE]
    columns = [features, *(features * one for one in ones), features * repeat[:, np.newaxis, np.newaxis]]
    columns.append(np.broadcast_to(ones, (len(features), FREE, 3)))
    for group in range(len(RegionalGroup)):
        columns.append(ones * (groups == group)[:, np.newaxis, np.newaxis])
    return np.concatenate(columns, axis=1)


def start_weights() -> Table:
    """All features alike, and no position, no repeat and no group apart."""
    nothing = np.zeros((0, len(FEATURES), 3))
    weights = np.zeros(widen(nothing, np.zeros(0, np.bool_), np.zeros(0, np.int64)).shape[1])
    weights[: len(FEATURES)] = 1 / len(FEATURES)
    return weights


def fit_pool(
    features: Table,
    repeat: npt.NDArray[np.bool_],
    groups: npt.NDArray[np.int64],
    truth: npt.NDArray[np.int64],
    counts: Table,
) -> Pool:
    """The pool under which the positions that were taken are likeliest, each counting `counts`.

    Multinomial logistic regression by Newton's steps, with a ridge that draws it to the plain mean of the features.
    `truth`: 0 in favour, 1 against, 2 abstaining.
    """
    wide = widen(features, repeat, groups)
    start = start_weights()
    weights = start.copy()
    taken = np.eye(3)[truth]
    columns = wide.transpose(0, 2, 1).reshape(-1, wide.shape[1])  # a row a pair and position
    for _ in range(STEPS):
        chances = softmax((columns @ weights).reshape(-1, 3))
        slope = columns.T @ (counts[:, np.newaxis] * (chances - taken)).ravel() + RIDGE * (weights - start)
        spread = columns * (counts[:, np.newaxis] * chances).ravel()[:, np.newaxis]
        mean = np.einsum("rpf,rp->rf", columns.reshape(-1, 3, wide.shape[1]), chances)
        bend = columns.T @ spread - (mean * counts[:, np.newaxis]).T @ mean + RIDGE * np.eye(len(weights))
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        if np.abs(step).max() < 1e-6:
            break
    return Pool(weights)


def softmax(scores: Table) -> Table:
    """Chances from logarithms: positive, adding up to 1 (softmax)."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))
