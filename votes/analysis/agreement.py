"""Who votes with whom: agreement of two States, or of all with all, and how sure it is."""

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any, ClassVar, TypeVar

import numpy as np
from numpy.typing import NDArray

from votes.analysis.interval import Floats, Interval, compute_wilson
from votes.analysis.matrix import ABSTAINING, AGAINST, IN_FAVOUR, VoteMatrix
from votes.analysis.parts import Parts

# Pairs that share fewer votes get no figure, unless the reader asks for another minimum.
MINIMUM = 20

Counts = NDArray[np.int32]
Name = TypeVar("Name")


class Variant(Enum):
    """The three ways to say how alike two States vote."""

    AGREEMENT = "agreement"
    HALF = "agreement_half"
    KAPPA = "kappa"


@dataclass(frozen=True)
class PairAgreement:
    """How alike two States vote. Every figure is None where fewer than `minimum` votes are shared.

    `n`: votes where both took a position; `same`: with the same one; `half`: where just one of them abstained.
    `agreement` and `agreement_half` lie in 0..1, `kappa` in -1..1 (None too where chance alone would make
    them agree always). The intervals are (low, high) at 95 %.
    """

    method: ClassVar[str] = "agreement"

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
    scope: str


@dataclass(frozen=True, eq=False)
class AgreementMatrix:
    """Agreement of all with all. Tables are [States x States] and symmetric; a State agrees with itself.

    `n`, `same` and `half` count votes as in `PairAgreement`; `expected` is the agreement that chance alone
    would give (NaN where n is 0). The figures are NaN where n is under `minimum`.
    """

    method: ClassVar[str] = "agreement"

    states: tuple[str, ...]
    n: Counts
    same: Counts
    half: Counts
    expected: Floats
    minimum: int
    scope: str

    @cached_property
    def enough(self) -> NDArray[np.bool_]:
        """Which pairs share enough votes for a figure."""
        return self.n >= max(self.minimum, 1)

    @cached_property
    def agreement(self) -> Floats:
        """Votes with the same position / votes where both took one."""
        return _divide(self.same, self.n, self.enough)

    @cached_property
    def agreement_half(self) -> Floats:
        """The same, where one abstaining and the other in favour or against counts one half."""
        return _divide(self.same + self.half / 2, self.n, self.enough)

    @cached_property
    def kappa(self) -> Floats:
        """Cohen's kappa (1960): (agreement - expected) / (1 - expected)."""
        return self._correct_for_chance(self.agreement)

    def get_values(self, variant: Variant) -> Floats:
        """The table of one variant."""
        return {
            Variant.AGREEMENT: self.agreement,
            Variant.HALF: self.agreement_half,
            Variant.KAPPA: self.kappa,
        }[variant]

    def get_interval(self, variant: Variant) -> tuple[Floats, Floats]:
        """The tables of the lower and the upper ends of the 95 % intervals.

        Wilson for the shares. For kappa the ends of the agreement's interval are corrected for chance, which
        takes the expected agreement as known, as Cohen's own standard error does.
        """
        score = self.same + self.half / 2 if variant is Variant.HALF else self.same
        low, high = (np.where(self.enough, end, np.nan) for end in compute_wilson(score, self.n))
        if variant is Variant.KAPPA:
            return self._correct_for_chance(low), self._correct_for_chance(high)
        return low, high

    @cached_property
    def left_out(self) -> tuple[str, ...]:
        """The States that share enough votes with no other."""
        partners = self.enough.sum(axis=0) - self.enough.diagonal()
        return tuple(iso3 for iso3, found in zip(self.states, partners, strict=True) if not found)

    def get_pair(self, first: str, second: str) -> PairAgreement:
        """One pair out of the table. ValueError for a State that is not in it, or for one State twice."""
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
            scope=self.scope,
        )

    @cached_property
    def _intervals(self) -> dict[Variant, Floats]:
        return {variant: np.stack(self.get_interval(variant)) for variant in Variant}

    def _correct_for_chance(self, agreement: Floats) -> Floats:
        room = 1 - self.expected
        return np.divide(agreement - self.expected, room, out=np.full(room.shape, np.nan), where=room > 0)


def compute_agreement(matrix: VoteMatrix, minimum: int = MINIMUM) -> AgreementMatrix:
    """Agreement of all States of `matrix` with all.

    Counting is a matrix product: a table of ones where a State took a position, times its own transpose, gives
    for each pair the votes where both did. Whole numbers in 32-bit floats are exact to 16 million votes. Work
    grows with States² x votes.
    """
    in_favour, against, abstaining = (
        (matrix.positions == code).astype(np.float32) for code in (IN_FAVOUR, AGAINST, ABSTAINING)
    )
    taken = in_favour + against + abstaining
    n = taken @ taken.T
    both_abstain = abstaining @ abstaining.T
    same = in_favour @ in_favour.T + against @ against.T + both_abstain
    # Of the votes a pair shares: where the State of the row took this position.
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
        scope=matrix.scope,
    )


def compare_pair(matrix: VoteMatrix, first: str, second: str, minimum: int = MINIMUM) -> PairAgreement:
    """Agreement of two States. ValueError for a State that is in no roll-call, or for one State twice."""
    return compute_agreement(matrix.select(states=(first, second)), minimum).get_pair(first, second)


def compare_pair_by_part(
    matrix: VoteMatrix, first: str, second: str, parts: Parts[Name], minimum: int = MINIMUM
) -> dict[Name, PairAgreement]:
    """Agreement of two States in each part, in the order of `parts`; a part without shared votes has n 0."""
    both = matrix.select(states=(first, second))
    return {
        name: compare_pair(both.select(votes=mask), first, second, minimum) for name, mask in parts.items()
    }


def compute_agreement_by_part(
    matrix: VoteMatrix, parts: Parts[Name], minimum: int = MINIMUM
) -> dict[Name, AgreementMatrix]:
    """Agreement of all with all in each part, in the order of `parts`: for a few States and many parts."""
    return {name: compute_agreement(matrix.select(votes=mask), minimum) for name, mask in parts.items()}


def _divide(part: NDArray[Any], whole: NDArray[Any], where: NDArray[np.bool_]) -> Floats:
    """part / whole, NaN outside `where`."""
    return np.divide(part, whole, out=np.full(whole.shape, np.nan), where=where)


def _get_number(value: np.float64) -> float | None:
    return None if np.isnan(value) else float(value)


def _get_interval(ends: Floats) -> Interval | None:
    return None if np.isnan(ends).any() else (float(ends[0]), float(ends[1]))
