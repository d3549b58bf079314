"""A State's closest and furthest partners, and where all others stand between two poles."""

from dataclasses import dataclass
from typing import ClassVar

from votes.analysis.agreement import AgreementMatrix, PairAgreement


@dataclass(frozen=True)
class Partners:
    """All others by their agreement with `state`: `ranked` from the closest to the furthest.

    Where agreement is equal, the pair with more shared votes comes first, then the alphabet decides. `too_few`
    share fewer than `minimum` votes with the State and have no rank.
    """

    method: ClassVar[str] = "agreement"

    state: str
    ranked: tuple[PairAgreement, ...]
    too_few: tuple[str, ...]
    minimum: int
    scope: str

    def list_closest(self, length: int) -> tuple[PairAgreement, ...]:
        """The `length` closest, the closest first."""
        return self.ranked[:length]

    def list_furthest(self, length: int) -> tuple[PairAgreement, ...]:
        """The `length` furthest, the furthest first; nobody is among the closest as well."""
        return self.ranked[length:][::-1][:length]


def rank_partners(agreement: AgreementMatrix, state: str) -> Partners:
    """Everyone's agreement with `state`, in order. ValueError for a State that is not in the table."""
    pairs = [agreement.get_pair(state, other) for other in agreement.states if other != state]
    ranked = [pair for pair in pairs if pair.agreement is not None]
    ranked.sort(key=lambda pair: (-(pair.agreement or 0), -pair.n, pair.second))
    return Partners(
        state=state,
        ranked=tuple(ranked),
        too_few=tuple(pair.second for pair in pairs if pair.agreement is None),
        minimum=agreement.minimum,
        scope=agreement.scope,
    )


@dataclass(frozen=True)
class PolePoint:
    """One State between two poles: its agreement with each, n and interval included."""

    state: str
    with_first: PairAgreement
    with_second: PairAgreement


@dataclass(frozen=True)
class TwoPoleMap:
    """Agreement with the first pole (x) and with the second (y), for every State that has both figures.

    Who lies under the 45-degree line votes more with the first pole, who lies above it more with the second.
    The poles themselves are no points. `too_few` share fewer than `minimum` votes with a pole.
    """

    method: ClassVar[str] = "agreement"

    first: str
    second: str
    points: tuple[PolePoint, ...]
    too_few: tuple[str, ...]
    minimum: int
    scope: str


def build_two_pole_map(agreement: AgreementMatrix, first: str, second: str) -> TwoPoleMap:
    """Where all stand between two poles. ValueError for a pole that is not in the table, or one State twice."""
    agreement.get_pair(first, second)
    points = [
        PolePoint(iso3, agreement.get_pair(iso3, first), agreement.get_pair(iso3, second))
        for iso3 in agreement.states
        if iso3 not in (first, second)
    ]
    placed = [
        point
        for point in points
        if point.with_first.agreement is not None and point.with_second.agreement is not None
    ]
    placed_states = {point.state for point in placed}
    return TwoPoleMap(
        first=first,
        second=second,
        points=tuple(placed),
        too_few=tuple(point.state for point in points if point.state not in placed_states),
        minimum=agreement.minimum,
        scope=agreement.scope,
    )
