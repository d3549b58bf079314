"""The spatial map: States near one another vote alike. Points in one or two dimensions, and how sure they are.

The model is that of `votes.analysis.item_response`. The map has its own scale: the mean of all States is 0 and
their spread along the first axis is 1. The first axis is the one along which States differ most; which end is
which says nothing until named States are made its anchors.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from votes.analysis.agreement import MINIMUM
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

Floats = NDArray[np.float64]

# How often the votes are drawn anew for the intervals, from which seed, and how many rounds each draw is fitted.
REPLICATES, SEED, ROUNDS = 50, 2006, 3
MOST_DIMENSIONS = 2
# Fewer States make no map.
FEWEST_STATES = 3
# For each axis the States that stand at its low end and at its high end, if they are on the map.
Ends = tuple[tuple[str, ...], tuple[str, ...]]
Anchors = Sequence[Ends]
ANCHORS: Anchors = (
    (("USA", "GBR", "DEU", "FRA"), ("CHN", "CUB", "RUS", "PAK")),
    (("USA", "CAN", "SAU", "ARE"), ("CHL", "MEX", "URY", "ARG")),
)


@dataclass(frozen=True, eq=False)
class SpatialMap:
    """Where States stand, from how they voted.

    `points`, `low` and `high` are [States x dimensions]: the point and the ends of its 95 % interval, which is
    point ± z times the spread of the point over `replicates` draws of the votes. `n`: the positions that
    place each State. `votes`: how many votes placed them; `left_out_votes` divided nobody. `left_out`: States
    with fewer than `minimum` positions in the votes that count. `anchors`: for each axis, who fixed its ends.

    Fit: of `n_classified` positions the model gives `classified` right and always guessing the vote's most
    frequent position gives `modal` right. All are 0, and there are no points, where fewer than 3 States can
    be placed.
    """

    method: ClassVar[str] = "spatial_map"

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
    minimum: int
    scope: str

    @property
    def share_classified(self) -> float | None:
        """The share of positions the model gives right, 0..1."""
        return self.classified / self.n_classified if self.n_classified else None

    @property
    def share_modal(self) -> float | None:
        """The share right when every State is taken to vote as most did: the baseline."""
        return self.modal / self.n_classified if self.n_classified else None

    @property
    def apre(self) -> float | None:
        """Aggregate proportional reduction in error (Poole and Rosenthal 1997): by how much the map errs less.

        (errors of the baseline - errors of the model) / errors of the baseline; 1 is no error, 0 no gain.
        """
        errors = self.n_classified - self.modal
        return (self.classified - self.modal) / errors if errors else None


def build_spatial_map(
    matrix: VoteMatrix, dimensions: int = 1, minimum: int = MINIMUM, anchors: Anchors = ANCHORS
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
    placed = _keep_what_divides(matrix, minimum)
    points = low = high = np.empty((0, dimensions))
    used: tuple[Ends, ...] = ()
    classified = modal = 0
    if placed.states:
        answers = read_answers(placed)
        fit = compute_fit(answers, dimensions)
        points, used = _fix_ends(_turn_to_axes(fit.points), placed.states, anchors)
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
        replicates=REPLICATES,
        minimum=minimum,
        scope=matrix.scope,
    )


def _keep_what_divides(matrix: VoteMatrix, minimum: int) -> VoteMatrix:
    """The States with enough positions in the votes that divide those States; nothing where that leaves few."""
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


def _turn_to_axes(points: NDArray[np.floating]) -> Floats:
    """The points about their mean, turned so that they differ most along the first axis, there with spread 1."""
    centred = points - points.mean(axis=0, dtype=np.float64)
    turned = centred @ np.linalg.svd(centred, full_matrices=False)[2].T
    return turned / turned[:, 0].std()


def _fix_ends(points: Floats, states: Sequence[str], anchors: Anchors) -> tuple[Floats, tuple[Ends, ...]]:
    """The points with each axis the right way round, and the anchors that are on the map.

    Where no anchor is, the first State of the alphabet stands at the low end.
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
    """The spread of each point over draws of the votes with replacement, [States x dimensions].

    Each draw starts from the fit, goes a few rounds (that gives the spread of draws fitted to the end to within
    a few per cent on the Council's record) and is laid over `points` by the rotation that brings it nearest.
    So few draws give a spread to within a tenth, but no percentiles: hence intervals by z times the spread.
    """
    votes = answers.seen.shape[1]
    draws = np.random.default_rng(SEED).multinomial(votes, np.full(votes, 1 / votes), size=REPLICATES)
    refitted = refit_points(answers, fit, draws.astype(np.float32), ROUNDS)
    replicates = [_lay_over(drawn, points) for drawn in refitted]
    return np.std(replicates, axis=0, ddof=1)


def _lay_over(points: NDArray[np.floating], target: Floats) -> Floats:
    """The points moved, turned or mirrored, and scaled to the target's size, so that they lie nearest to it."""
    centred = points - points.mean(axis=0, dtype=np.float64)
    left, _, right = np.linalg.svd(centred.T @ target)
    return centred @ left @ right * np.sqrt((target**2).sum() / (centred**2).sum())


def _classify(placed: VoteMatrix, fit: Fit) -> tuple[int, int]:
    """How many positions the model gives right, by the likeliest of the three; and how many the vote's mode."""
    not_against, in_favour = compute_chances(fit)
    likeliest = np.argmax([in_favour, 1 - not_against, not_against - in_favour], axis=0)
    right = (placed.positions == np.array(TAKEN, dtype=np.int8)[likeliest]) & placed.taken
    modal = np.max([(placed.positions == code).sum(axis=0) for code in TAKEN], axis=0)
    return int(right.sum()), int(modal.sum())
