"""States that vote alike, and the positions they suggest for a State that took none."""

import numpy as np
import numpy.typing as npt

from votes.forecast.model.past import Past, Shares

HALF_LIFE = 8 * 365.0  # days after which a shared vote tells half as much of who votes like whom
PRIOR_VOTES = 12.0  # shared votes that the average of the group, or of the others, stands for
SHARPNESS = 12.0  # a State that agrees in 9 of 10 votes counts 0.9 ** 12 against one that always agrees


def weigh_similar_states(past: Past, today: int) -> npt.NDArray[np.float32]:
    """How much each State (across) says of another (down): [States x States], 0 for itself.

    Agreement in votes, later ones weighing more, drawn towards the average agreement within a regional group or
    across groups where two shared few votes, to the power of SHARPNESS.
    """
    fade = (0.5 ** ((today - past.days) / HALF_LIFE)).astype(np.float32)
    positions = past.taken * np.sqrt(fade)[:, np.newaxis]
    flat = positions.reshape(len(past.states), 3 * len(past))
    same = flat @ flat.T
    both = positions.sum(axis=2)
    shared = both @ both.T
    group = past.group_codes
    of_group = (group[:, np.newaxis] == group) & (group >= 0)
    others = ~np.eye(len(group), dtype=np.bool_)
    within, across = of_group & others, ~of_group & others
    average = np.where(of_group, find_rate(same, shared, within), find_rate(same, shared, across))
    weight = ((same + PRIOR_VOTES * average) / (shared + PRIOR_VOTES)) ** SHARPNESS
    return np.where(others, weight, 0).astype(np.float32)


def find_rate(same: Shares, shared: Shares, where: npt.NDArray[np.bool_]) -> float:
    total = float(shared[where].sum())
    return float(same[where].sum()) / total if total else 0.5


def impute(past: Past, weight: npt.NDArray[np.float32]) -> Shares:
    """Shares of the three positions for every State on every text: [States x texts x 3].

    1 for the position it took; where it took none, the positions of the others by `weight`.
    """
    n_states, n_texts, _three = past.taken.shape
    sums = (weight @ past.taken.reshape(n_states, 3 * n_texts)).reshape(n_states, n_texts, 3)
    total = sums.sum(axis=2, keepdims=True)
    shares = sums / np.where(total == 0, 1, total)
    return np.where(past.taken.any(axis=2, keepdims=True), past.taken, shares)
