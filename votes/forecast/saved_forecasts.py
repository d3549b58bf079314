"""Forecasts saved before a vote: stored as the vote is entered, shown beside its result."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from votes.core.choices import POSITIONS_TAKEN, Outcome, Position
from votes.forecast.service import get_forecast
from votes.models import KeptForecast, Resolution

ONE_DAY = datetime.timedelta(days=1)


def keep_forecasts(sender: Any, days: Mapping[int, datetime.date], **kwargs: Any) -> None:
    """Keep of each tabled text that has none yet the forecast of the day before its vote.

    `days`: the day of the vote by the text's primary key. Receives `about_to_decide`, so texts, votes and all else
    are on file as they stood. What is kept already stays as it is.
    """
    texts = Resolution.objects.filter(pk__in=days, outcome=Outcome.TABLED, kept_forecast=None)
    for text in texts.select_related("session", "series"):
        eve = days[text.pk] - ONE_DAY
        forecast = get_forecast(text, eve)
        KeptForecast.objects.create(
            resolution=text, as_of=eve, method=forecast.method, forecast=forecast.as_dict()
        )


@dataclass(frozen=True)
class KeptTotal:
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
class Kept:
    """`hits` of the `compared` members that took a position took the one that was most likely."""

    as_of: datetime.date
    method: str
    chance_of_adoption: float
    totals: list[KeptTotal]
    hits: int
    compared: int


def find_kept(text: Resolution) -> KeptForecast | None:
    try:
        return text.kept_forecast
    except ObjectDoesNotExist:
        return None


def build_kept(text: Resolution, positions: Mapping[str, Position]) -> Kept | None:
    """The kept forecast of a decided text beside its result; `positions`: the roll-call by code."""
    kept = find_kept(text)
    if kept is None or text.outcome == Outcome.TABLED or "totals" not in kept.forecast:
        return None
    likely = {member["state"]: find_likely(member) for member in kept.forecast["members"]}
    compared = {i: p for i, p in positions.items() if i in likely and p in POSITIONS_TAKEN}
    return Kept(
        as_of=kept.as_of,
        method=kept.method,
        chance_of_adoption=kept.forecast["adopted"],
        totals=[build_total(p, kept.forecast["totals"][p.value], text) for p in POSITIONS_TAKEN],
        hits=sum(likely[iso3] == position for iso3, position in compared.items()),
        compared=len(compared),
    )


def find_likely(chances: Mapping[str, Any]) -> Position:
    return max(POSITIONS_TAKEN, key=lambda position: chances[position.value])


def build_total(position: Position, total: Mapping[str, Any], text: Resolution) -> KeptTotal:
    low, high = round(total["low"]), round(total["high"])
    return KeptTotal(position, round(total["expected"]), low, high, text.official[position])


def serialize_kept(text: Resolution) -> dict[str, Any] | None:
    """The kept forecast as plain data, as it was written down; None where none was kept."""
    kept = find_kept(text)
    if kept is None:
        return None
    return {"as_of": kept.as_of, "made_at": kept.made_at, "method": kept.method, **kept.forecast}
