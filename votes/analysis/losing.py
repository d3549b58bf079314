"""How often a State was on the losing side, and how often it abstained."""

from dataclasses import dataclass

from votes.analysis.interval import Interval, compute_wilson_interval
from votes.analysis.matrix import ABSTAINING, AGAINST, IN_FAVOUR, VoteMatrix
from votes.analysis.scope import MINIMUM_VOTES


@dataclass(frozen=True)
class LosingSide:
    """How often a State was on the losing side, among its votes in favour or against.

    `n`: its votes in favour or against; `lost`: those in favour of a text that failed or against one that passed.
    `share` is lost / n, None if n is under the minimum, and `interval` is its Wilson interval. An abstention is on
    neither side: `abstained` counts them separately, among the `positions` that the State took.
    """

    state: str
    lost: int
    n: int
    share: float | None
    interval: Interval | None
    abstained: int
    positions: int


def rank_losing(matrix: VoteMatrix, minimum: int = MINIMUM_VOTES) -> tuple[LosingSide, ...]:
    """Every State that took a position: the highest losing share first, those under `minimum` last.

    A text passes when more are in favour than against in the whole roll-call; a tie rejects it.
    """
    passed = matrix.totals[IN_FAVOUR - 1] > matrix.totals[AGAINST - 1]
    in_favour, against = matrix.positions == IN_FAVOUR, matrix.positions == AGAINST
    n = (in_favour | against).sum(axis=1)
    lost = ((in_favour & ~passed) | (against & passed)).sum(axis=1)
    abstained = (matrix.positions == ABSTAINING).sum(axis=1)
    rows = [
        _count_losing(iso3, int(lost[row]), int(n[row]), int(abstained[row]), minimum)
        for row, iso3 in enumerate(matrix.states)
        if n[row] + abstained[row]
    ]
    return tuple(sorted(rows, key=_by_share))


def _by_share(losing: LosingSide) -> tuple[bool, float, int, str]:
    return losing.share is None, -(losing.share or 0), -losing.n, losing.state


def _count_losing(state: str, lost: int, n: int, abstained: int, minimum: int) -> LosingSide:
    enough = n >= max(minimum, 1)
    return LosingSide(
        state=state,
        lost=lost,
        n=n,
        share=lost / n if enough else None,
        interval=compute_wilson_interval(lost, n) if enough else None,
        abstained=abstained,
        positions=n + abstained,
    )
