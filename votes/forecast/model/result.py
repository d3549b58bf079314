"""What a forecast says: chances by member, totals with their intervals, and why."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from votes.core.choices import POSITIONS_TAKEN, Position

METHOD = "pool of witnesses, version 1"  # stored with each forecast; the pages show `name_method` of it


@dataclass(frozen=True)
class Reason:
    """One reason for the likeliest position of a member.

    `predictor`: "series", "like", "item" or "amendments" (its own votes on those), "kin" (the votes of similar States
    on similar texts) or "field" (those of its regional group on the most similar texts). `counts`: how often it took
    each position there. `votes`: for "series" its votes, (day, position), oldest first. `peers`: for "kin" the States
    that count most. `weight`: what the predictor adds to the logarithm of the probability, against the mean of the
    three positions.
    """

    predictor: str
    weight: float
    counts: Mapping[Position, int]
    votes: tuple[tuple[datetime.date, Position], ...] = ()
    peers: tuple[str, ...] = ()

    @property
    def n(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class MemberForecast:
    """The chances of the three positions of one member, adding up to 1, if it takes part.

    `absent`: the chance that it does not. `reasons`: strongest first.
    """

    iso3: str
    in_favour: float
    against: float
    abstaining: float
    absent: float
    reasons: tuple[Reason, ...]

    @cached_property
    def chances(self) -> dict[Position, float]:
        return {position: getattr(self, position.value) for position in POSITIONS_TAKEN}

    @cached_property
    def likeliest(self) -> Position:
        return max(POSITIONS_TAKEN, key=lambda position: self.chances[position])


@dataclass(frozen=True)
class Total:
    """A total: its mean, and the interval that holds it in four of five cases."""

    expected: float
    low: int
    high: int


@dataclass(frozen=True)
class PivotalMember:
    """A member whose position is open: the chance of adoption if it were in favour, and if it were against."""

    iso3: str
    if_in_favour: float
    if_against: float


@dataclass(frozen=True, eq=False)
class Draws:
    """The forecast before the sum over what is not known of the text.

    `chances`: [shifts x members x 3]; `weights`: of the shifts, adding up to 1; `absent`: of the members, by code in
    `states`.
    """

    states: tuple[str, ...]
    chances: npt.NDArray[np.float64]
    absent: npt.NDArray[np.float64]
    weights: npt.NDArray[np.float64]


@dataclass(frozen=True)
class Forecast:
    """The forecast of one text as of one day. `n`: how many recorded votes decided before `as_of` it rests on.

    `adopted`: the chance that more are in favour than against. `repeat`: whether the series had a vote before.
    `open_seats`: how many seats have a holder that is not known. They may take any position: the bounds of the totals
    allow for that, while the expected totals are those of the known `members`, and `adopted` is None. Without any known
    member there is no forecast: no totals, and `adopted` is None.
    """

    address: str
    as_of: datetime.date
    members: tuple[MemberForecast, ...]
    totals: Mapping[Position, Total]
    adopted: float | None
    pivotal_members: tuple[PivotalMember, ...]
    repeat: bool
    n: int
    method: str = METHOD
    open_seats: int = 0
    draws: Draws | None = field(default=None, compare=False, repr=False)

    def as_dict(self) -> dict[str, Any]:
        """The numbers alone, to be served as JSON and to be saved: members, totals, adopted."""
        return {
            "members": [
                {"state": one.iso3, **{p.value: round(chance, 4) for p, chance in one.chances.items()}}
                for one in self.members
            ],
            "totals": {
                p.value: total_as_dict(self.totals[p]) if p in self.totals else None for p in POSITIONS_TAKEN
            },
            "adopted": None if self.adopted is None else round(self.adopted, 4),
        }


def total_as_dict(total: Total) -> dict[str, Any]:
    return {"expected": round(total.expected, 2), "low": total.low, "high": total.high}
