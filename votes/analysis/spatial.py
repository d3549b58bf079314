"""The spatial map: States that vote alike are near one another. Points in one or two dimensions, with intervals.

`votes.analysis.item_response` has the model. The scale of the map is its own: the mean of all States is 0 and their
standard deviation along the first axis is 1. The first axis is the one along which States differ most. The direction
of an axis is arbitrary; anchors, States named for each end, fix it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from votes.analysis.interval import Z
from votes.analysis.item_response import (
    Answers,
    Fit,
    compute_chances,
    compute_fit,
    read_answers,
    refit_points,
)
from votes.analysis.matrix import TAKEN, VoteMatrix
from votes.analysis.scope import MINIMUM_VOTES

Floats = NDArray[np.float64]

# The bootstrap behind the intervals: how many draws of the votes, the seed, and the rounds of fitting for each draw.
BOOTSTRAP_REPLICATES, BOOTSTRAP_SEED, BOOTSTRAP_ROUNDS = 50, 2006, 3
MOST_DIMENSIONS = 2
# No map is made of fewer States.
FEWEST_STATES = 3
# The States at the low end and at the high end of an axis; those that are not on the map are ignored.
Ends = tuple[tuple[str, ...], tuple[str, ...]]
Anchors = Sequence[Ends]
DEFAULT_ANCHORS: Anchors = (
    (("USA", "GBR", "DEU", "FRA"), ("CHN", "CUB", "RUS", "PAK")),
    (("USA", "CAN", "SAU", "ARE"), ("CHL", "MEX", "URY", "ARG")),
)


@dataclass(frozen=True, eq=False)
class SpatialMap:
    """Where States stand, from how they voted.

    `points`, `low` and `high` are [States x dimensions]: the point and the bounds of its 95 % interval, which is
    the point ± z times its standard deviation over `replicates` draws of the votes. `n`: the number of positions
    that place each State. `votes`: the number of votes used; `left_out_votes` were left out because all States
    took the same position. `left_out`: States with too few positions in the votes used. `anchors`:
    for each axis, the States that fixed its direction.

    Fit: of `n_classified` positions, the model predicts `classified` correctly, and guessing each vote's most
    frequent position predicts `modal` correctly. If fewer than 3 States can be placed, there are no points and
    these are 0.
    """

    states: tuple[str, ...]
    points: Floats
    low: Floats
    high: Floats
    n: tuple[int, ...]
    votes: int
    left_out_votes: int
    left_out: tuple[str, ...]
    anchors: tuple[Ends, ...]
    classified: int
    modal: int
    n_classified: int
    replicates: int

    @property
    def share_classified(self) -> float | None:
        """The share of positions that the model predicts correctly, 0..1; None without positions."""
        return self.classified / self.n_classified if self.n_classified else None

    @property
    def share_modal(self) -> float | None:
        """The share predicted correctly by assuming that every State votes as most do: 0..1; None without positions."""
        return self.modal / self.n_classified if self.n_classified else None

    @property
    def apre(self) -> float | None:
        """Aggregate proportional reduction in error (Poole and Rosenthal 1997).

        (errors of the baseline - errors of the model) / errors of the baseline: 1 means no error, 0 no gain over
        the baseline. None if the baseline makes no error.
        """
        errors = self.n_classified - self.modal
        return (self.classified - self.modal) / errors if errors else None


def build_spatial_map(
    matrix: VoteMatrix, dimensions: int = 1, minimum: int = MINIMUM_VOTES, anchors: Anchors = DEFAULT_ANCHORS
) -> SpatialMap:
    """The map of all States with enough positions. The same matrix always gives the same map.

    Votes in which all took the same position say nothing and are left out, and so are States with fewer than
    `minimum` positions in the other votes. ValueError for more than two dimensions or none, or for fewer
    anchors than dimensions.
    """
    if not 1 <= dimensions <= MOST_DIMENSIONS:
        raise ValueError(f"a map has 1 to {MOST_DIMENSIONS} dimensions, not {dimensions}")
    if len(anchors) < dimensions:
        raise ValueError(f"{dimensions} dimensions want as many pairs of anchors, not {len(anchors)}")
    placed = _select_dividing_votes(matrix, minimum)
    points = low = high = np.empty((0, dimensions))
    used: tuple[Ends, ...] = ()
    classified = modal = 0
    if placed.states:
        answers = read_answers(placed)
        fit = compute_fit(answers, dimensions)
        points, used = _fix_ends(_rotate_to_axes(fit.points), placed.states, anchors)
        spread = _compute_spread(answers, fit, points)
        low, high = points - Z * spread, points + Z * spread
        classified, modal = _classify(placed, fit)
    return SpatialMap(
        states=placed.states,
        points=points,
        low=low,
        high=high,
        n=tuple(int(n) for n in placed.taken.sum(axis=1)),
        votes=len(placed.texts),
        left_out_votes=len(matrix.texts) - len(placed.texts),
        left_out=tuple(sorted(set(matrix.states) - set(placed.states))),
        anchors=used,
        classified=classified,
        modal=modal,
        n_classified=int(placed.taken.sum()),
        replicates=BOOTSTRAP_REPLICATES,
    )


def _select_dividing_votes(matrix: VoteMatrix, minimum: int) -> VoteMatrix:
    """The part of the matrix with votes that divide States, and States with enough positions in those votes.

    It is empty if that leaves too few States.
    """
    kept = matrix
    while True:
        states = [
            iso3 for iso3, n in zip(kept.states, kept.taken.sum(axis=1), strict=True) if n >= max(minimum, 1)
        ]
        if len(states) < FEWEST_STATES:
            return matrix.select(votes=np.empty(0, dtype=np.intp), states=())
        fewer = kept.select(states=states)
        counts = np.stack([(fewer.positions == code).sum(axis=0) for code in TAKEN])
        fewer = fewer.select(votes=counts.sum(axis=0) > counts.max(axis=0))
        if fewer.positions.shape == kept.positions.shape:
            return kept
        kept = fewer


def _rotate_to_axes(points: NDArray[np.floating]) -> Floats:
    """The points, centred and rotated to their principal axes, scaled to a standard deviation of 1 along the first."""
    centred = points - points.mean(axis=0, dtype=np.float64)
    rotated = centred @ np.linalg.svd(centred, full_matrices=False)[2].T
    scaled: Floats = rotated / rotated[:, 0].std()
    return scaled


def _fix_ends(points: Floats, states: Sequence[str], anchors: Anchors) -> tuple[Floats, tuple[Ends, ...]]:
    """The points with the direction of each axis fixed, and the anchors that are on the map.

    If an axis has no anchor on the map, the first State in alphabetical order is put at its low end.
    """
    row_of = {iso3: row for row, iso3 in enumerate(states)}
    fixed, used = points.copy(), []
    for axis in range(points.shape[1]):
        low, high = (tuple(iso3 for iso3 in end if iso3 in row_of) for end in anchors[axis])
        used.append((low, high))
        at_low, at_high = (
            sum(points[row_of[iso3], axis] for iso3 in end) / max(len(end), 1)
            for end in ((low, high) if low or high else (states[:1], ()))
        )
        if at_high < at_low:
            fixed[:, axis] *= -1
    return fixed, tuple(used)


def _compute_spread(answers: Answers, fit: Fit, points: Floats) -> Floats:
    """The standard deviation of each point over draws of the votes with replacement, [States x dimensions].

    Each draw is fitted from the full fit in a few rounds and then rotated onto `points` (Procrustes). On the
    Council's record that gives the standard deviation of draws fitted to convergence within a few per cent. This
    many draws give a standard deviation to within a tenth, but not percentiles; so the intervals use z.
    """
    votes = answers.seen.shape[1]
    draws = np.random.default_rng(BOOTSTRAP_SEED).multinomial(
        votes, np.full(votes, 1 / votes), size=BOOTSTRAP_REPLICATES
    )
    refitted = refit_points(answers, fit, draws.astype(np.float32), BOOTSTRAP_ROUNDS)
    replicates = np.array([_superimpose(drawn, points) for drawn in refitted])
    spread: Floats = np.std(replicates, axis=0, ddof=1)
    return spread


def _superimpose(points: NDArray[np.floating], target: Floats) -> Floats:
    """The points moved, rotated or mirrored, and scaled to the size of `target`, to lie nearest to it (Procrustes)."""
    centred = points - points.mean(axis=0, dtype=np.float64)
    left, _, right = np.linalg.svd(centred.T @ target)
    moved: Floats = centred @ left @ right * np.sqrt((target**2).sum() / (centred**2).sum())
    return moved


def _classify(placed: VoteMatrix, fit: Fit) -> tuple[int, int]:
    """How many positions the model predicts correctly by its likeliest position, and how many each vote's mode does."""
    not_against, in_favour = compute_chances(fit)
    likeliest = np.argmax([in_favour, 1 - not_against, not_against - in_favour], axis=0)
    right = (placed.positions == np.array(TAKEN, dtype=np.int8)[likeliest]) & placed.taken
    modal = np.max([(placed.positions == code).sum(axis=0) for code in TAKEN], axis=0)
    return int(right.sum()), int(modal.sum())
