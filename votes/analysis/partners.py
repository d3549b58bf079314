"""The States that vote most and least like a given State, and the agreement of all States with two poles."""

from dataclasses import dataclass

from votes.analysis.agreement import AgreementMatrix, PairAgreement


@dataclass(frozen=True)
class Partners:
    """All other States by their agreement with `state`; `ranked` goes from the closest to the furthest.

    Of pairs with equal agreement, the one with more shared votes comes first, then alphabetical order decides.
    `too_few`: States that share fewer than `minimum` votes with `state` and have no rank.
    """

    state: str
    ranked: tuple[PairAgreement, ...]
    too_few: tuple[str, ...]
    minimum: int

    def list_closest(self, length: int) -> tuple[PairAgreement, ...]:
        """The `length` closest, the closest first."""
        return self.ranked[:length]

    def list_furthest(self, length: int) -> tuple[PairAgreement, ...]:
        """The `length` furthest, the furthest first, without those in `list_closest(length)`."""
        return self.ranked[length:][::-1][:length]


def rank_partners(agreement: AgreementMatrix, state: str) -> Partners:
    """The agreement of every other State with `state`, ranked. ValueError for a State that is not in the table."""
    pairs = [agreement.get_pair(state, other) for other in agreement.states if other != state]
    ranked = [pair for pair in pairs if pair.agreement is not None]
    ranked.sort(key=lambda pair: (-(pair.agreement or 0), -pair.n, pair.second))
    return Partners(
        state=state,
        ranked=tuple(ranked),
        too_few=tuple(pair.second for pair in pairs if pair.agreement is None),
        minimum=agreement.minimum,
    )


@dataclass(frozen=True)
class PolePoint:
    """A State's agreement with each of two poles, with n and interval."""

    state: str
    with_first: PairAgreement
    with_second: PairAgreement


@dataclass(frozen=True)
class TwoPoleMap:
    """Agreement with the first pole (x) and with the second (y), for every State that has both figures.

    A State below the 45-degree line votes more with the first pole, one above it more with the second. The
    poles themselves are not among the points. `too_few`: States that share fewer than `minimum` votes with a
    pole.
    """

    first: str
    second: str
    points: tuple[PolePoint, ...]
    too_few: tuple[str, ...]
    minimum: int


def build_two_pole_map(agreement: AgreementMatrix, first: str, second: str) -> TwoPoleMap:
    """All States between two poles. ValueError for a pole that is not in the table, or for the same State twice."""
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
    )
