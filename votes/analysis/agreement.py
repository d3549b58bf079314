"""Who votes with whom: the agreement of each pair of States, with its interval."""

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from votes.analysis.interval import Floats, Interval, compute_wilson
from votes.analysis.matrix import ABSTAINING, AGAINST, IN_FAVOUR, VoteMatrix
from votes.analysis.parts import Parts
from votes.analysis.scope import MINIMUM_VOTES

Counts = NDArray[np.int32]
Name = TypeVar("Name")


class Variant(Enum):
    """Three measures of how alike two States vote."""

    AGREEMENT = "agreement"
    HALF = "agreement_half"
    KAPPA = "kappa"


@dataclass(frozen=True)
class PairAgreement:
    """How alike two States vote. Every figure is None if they share fewer than `minimum` votes.

    `n`: votes in which both took a position; `same`: took the same one; `half`: exactly one of them abstained.
    `agreement` and `agreement_half` lie in 0..1, `kappa` in -1..1 (None also if chance alone would make them
    always agree). The intervals are (low, high) at 95 %.
    """

    first: str
    second: str
    n: int
    same: int
    half: int
    agreement: float | None
    interval: Interval | None
    agreement_half: float | None
    interval_half: Interval | None
    kappa: float | None
    interval_kappa: Interval | None
    minimum: int


@dataclass(frozen=True, eq=False)
class AgreementMatrix:
    """The agreement of each pair of States. Tables are [States x States] and symmetric; a State agrees with itself.

    `n`, `same` and `half` count votes as in `PairAgreement`. `expected` is the agreement expected by chance
    (NaN where n is 0). The figures are NaN where n is under `minimum`.
    """

    states: tuple[str, ...]
    n: Counts
    same: Counts
    half: Counts
    expected: Floats
    minimum: int

    @cached_property
    def enough(self) -> NDArray[np.bool_]:
        """Mask of the pairs that share at least `minimum` votes."""
        return self.n >= max(self.minimum, 1)

    @cached_property
    def agreement(self) -> Floats:
        """Votes with the same position / votes in which both took one."""
        return _divide(self.same, self.n, self.enough)

    @cached_property
    def agreement_half(self) -> Floats:
        """The same, but a vote in which exactly one of them abstained counts one half (US Department of State)."""
        return _divide(self.same + self.half / 2, self.n, self.enough)

    @cached_property
    def kappa(self) -> Floats:
        """Cohen's kappa (Cohen 1960): (agreement - expected) / (1 - expected)."""
        return self._correct_for_chance(self.agreement)

    def get_values(self, variant: Variant) -> Floats:
        """The table of one variant."""
        return {
            Variant.AGREEMENT: self.agreement,
            Variant.HALF: self.agreement_half,
            Variant.KAPPA: self.kappa,
        }[variant]

    def get_interval(self, variant: Variant) -> tuple[Floats, Floats]:
        """The tables of the lower and upper ends of the 95 % intervals.

        The shares have Wilson intervals. For kappa, the bounds of the interval of the agreement are corrected for
        chance; this treats the expected agreement as known, as Cohen's own standard error does.
        """
        score = self.same + self.half / 2 if variant is Variant.HALF else self.same
        low, high = (np.where(self.enough, end, np.nan) for end in compute_wilson(score, self.n))
        if variant is Variant.KAPPA:
            return self._correct_for_chance(low), self._correct_for_chance(high)
        return low, high

    @cached_property
    def left_out(self) -> tuple[str, ...]:
        """The States that share `minimum` votes with no other State."""
        partners = self.enough.sum(axis=0) - self.enough.diagonal()
        return tuple(iso3 for iso3, found in zip(self.states, partners, strict=True) if not found)

    def get_pair(self, first: str, second: str) -> PairAgreement:
        """The figures of one pair. ValueError for a State that is not in the table, or for the same State twice."""
        if first == second:
            raise ValueError(f"{first} cannot be compared with itself")
        for iso3 in (first, second):
            if iso3 not in self.states:
                raise ValueError(f"{iso3} is in no roll-call of this selection")
        cell = self.states.index(first), self.states.index(second)
        ends = {variant: self._intervals[variant][:, *cell] for variant in Variant}
        return PairAgreement(
            first=first,
            second=second,
            n=int(self.n[cell]),
            same=int(self.same[cell]),
            half=int(self.half[cell]),
            agreement=_get_number(self.agreement[cell]),
            interval=_get_interval(ends[Variant.AGREEMENT]),
            agreement_half=_get_number(self.agreement_half[cell]),
            interval_half=_get_interval(ends[Variant.HALF]),
            kappa=_get_number(self.kappa[cell]),
            interval_kappa=_get_interval(ends[Variant.KAPPA]),
            minimum=self.minimum,
        )

    @cached_property
    def _intervals(self) -> dict[Variant, Floats]:
        return {variant: np.stack(self.get_interval(variant)) for variant in Variant}

    def _correct_for_chance(self, agreement: Floats) -> Floats:
        room = 1 - self.expected
        return _divide(agreement - self.expected, room, room > 0)


def compute_agreement(matrix: VoteMatrix, minimum: int = MINIMUM_VOTES) -> AgreementMatrix:
    """The agreement of each pair of States in `matrix`.

    Votes are counted by matrix products: a table of ones where a State took a position, times its transpose,
    gives for each pair the number of votes in which both took one. 32-bit floats count exactly up to 16 million
    votes. The work grows with States² x votes.
    """
    in_favour, against, abstaining = (
        (matrix.positions == code).astype(np.float32) for code in (IN_FAVOUR, AGAINST, ABSTAINING)
    )
    taken = in_favour + against + abstaining
    n = taken @ taken.T
    both_abstain = abstaining @ abstaining.T
    same = in_favour @ in_favour.T + against @ against.T + both_abstain
    # Of the votes that a pair shares: those in which the State of the row took this position.
    row_favours, row_abstains = in_favour @ taken.T, abstaining @ taken.T
    row_opposes = n - row_favours - row_abstains
    by_chance = sum(table.astype(np.float64) * table.T for table in (row_favours, row_opposes, row_abstains))
    return AgreementMatrix(
        states=matrix.states,
        n=n.astype(np.int32),
        same=same.astype(np.int32),
        half=(row_abstains + row_abstains.T - 2 * both_abstain).astype(np.int32),
        expected=_divide(by_chance, n.astype(np.float64) ** 2, n > 0),
        minimum=minimum,
    )


def compare_pair(matrix: VoteMatrix, first: str, second: str, minimum: int = MINIMUM_VOTES) -> PairAgreement:
    """The agreement of two States. ValueError for a State that is in no roll-call, or for the same State twice."""
    return compute_agreement(matrix.select(states=(first, second)), minimum).get_pair(first, second)


def compute_agreement_by_part(
    matrix: VoteMatrix, parts: Parts[Name], minimum: int = MINIMUM_VOTES
) -> dict[Name, AgreementMatrix]:
    """The agreement of each pair in each part, in the order of `parts`; meant for a few States and many parts."""
    return {name: compute_agreement(matrix.select(votes=mask), minimum) for name, mask in parts.items()}


def _divide(part: NDArray[Any], whole: NDArray[Any], where: NDArray[np.bool_]) -> Floats:
    """part / whole, NaN outside `where`."""
    share: Floats = np.divide(part, whole, out=np.full(whole.shape, np.nan), where=where)
    return share


def _get_number(value: np.float64) -> float | None:
    return None if np.isnan(value) else float(value)


def _get_interval(ends: Floats) -> Interval | None:
    return None if np.isnan(ends).any() else (float(ends[0]), float(ends[1]))
