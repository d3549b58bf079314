"""A saved forecast beside the result of the vote, as the page of the text shows it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from votes.core.choices import POSITIONS_TAKEN, Outcome, Position
from votes.forecast.wording import name_method
from votes.models import Resolution, SavedForecast


@dataclass(frozen=True)
class ScoredTotal:
    """The forecast of one total with its 80 % interval, and the official total; None where none can be trusted."""

    position: Position
    expected: int
    low: int
    high: int
    official: int | None

    @property
    def within(self) -> bool | None:
        """Whether the official total lies in the interval; None where there is none."""
        return None if self.official is None else self.low <= self.official <= self.high


@dataclass(frozen=True)
class ScoredForecast:
    """A saved forecast and how well it did.

    `compared`: the members of the forecast that took a position, as far as the roll-call can be trusted; `hits`: those
    of them that took the position with the highest chance.
    """

    as_of: datetime.date
    method: str
    chance_of_adoption: float
    totals: list[ScoredTotal]
    hits: int
    compared: int


def score_forecast(
    saved: SavedForecast | None, text: Resolution, positions: Mapping[str, Position]
) -> ScoredForecast | None:
    """`saved` beside the result of `text`; `positions` is its roll-call by code of the State.

    None where no forecast was saved, where the text is tabled, or where the saved numbers have no totals.
    """
    if saved is None or text.outcome == Outcome.TABLED or "totals" not in saved.forecast:
        return None
    likeliest = {member["state"]: find_likeliest(member) for member in saved.forecast["members"]}
    compared = {i: p for i, p in positions.items() if i in likeliest and p in POSITIONS_TAKEN}
    return ScoredForecast(
        as_of=saved.as_of,
        method=name_method(saved.method),
        chance_of_adoption=saved.forecast["adopted"],
        totals=[score_total(p, saved.forecast["totals"][p.value], text) for p in POSITIONS_TAKEN],
        hits=sum(likeliest[iso3] == position for iso3, position in compared.items()),
        compared=len(compared),
    )


def find_likeliest(chances: Mapping[str, Any]) -> Position:
    """The position with the highest chance of one member in the saved numbers."""
    return max(POSITIONS_TAKEN, key=lambda position: chances[position.value])


def score_total(position: Position, total: Mapping[str, Any], text: Resolution) -> ScoredTotal:
    low, high = round(total["low"]), round(total["high"])
    official = text.official[position] if text.has_sound_totals else None
    return ScoredTotal(position, round(total["expected"]), low, high, official)
