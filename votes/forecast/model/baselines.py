"""What a forecast has to beat: three simple answers from the same votes."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from votes.core.choices import POSITIONS_TAKEN, Position
from votes.forecast.model.past import Text
from votes.forecast.model.predictors import PRIOR_BASE_RATE, Evidence, Predictors

BASELINES = ("modal", "last", "similar")
GROUP_MASS = 1.0  # votes that the group's shares on like texts stand for


def guess(
    evidence: Evidence, predictors: Predictors, row: int, text: Text, states: Sequence[str]
) -> dict[str, Mapping[str, Position]]:
    """By baseline, the position of each State on the text in this row of the predictors.

    "modal": the position it took most often before, on texts that are no amendments. "last": the one it took when
    the series last came to a vote, else the modal one. "similar": the one with most weight among its votes on like
    texts, with the shares of its group on them for one vote more.
    """
    modal = evidence.past.taken[:, ~evidence.past.amendments].sum(axis=1)
    series = np.flatnonzero(predictors.weights["series"][row])[::-1]
    like = predictors.values["like"][row]
    found: dict[str, dict[str, Position]] = {name: {} for name in BASELINES}
    for state in states:
        place = evidence.past.row_of.get(state)
        own = modal[place] if place is not None else PRIOR_BASE_RATE
        found["modal"][state] = pick(own + 1e-6 * PRIOR_BASE_RATE)
        found["last"][state] = found["modal"][state]
        if place is None:
            found["similar"][state] = pick(like.sum(axis=0) + PRIOR_BASE_RATE)
            continue
        taken = evidence.past.taken[place, series]
        if taken.any():
            found["last"][state] = pick(taken[taken.any(axis=1)][0])
        of_group = (
            like[evidence.past.group_codes == evidence.past.group_codes[place]].sum(axis=0) + PRIOR_BASE_RATE
        )
        found["similar"][state] = pick(like[place] + GROUP_MASS * of_group / of_group.sum())
    return {**found}


def pick(weights: npt.NDArray[np.floating]) -> Position:
    """The position of most weight."""
    return POSITIONS_TAKEN[int(weights.argmax())]
