"""The day for which a reader asks how a series would be voted on."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from votes.forecast.as_of import get_today, read_day
from votes.forecast.what_if.query import read_added


@dataclass(frozen=True)
class TodayQuery:
    """`on`: the day whose members would vote, in the past or to come. `asked`: whether the address names it.

    `what_if`: the positions that are set, as in the address."""

    on: datetime.date
    today: datetime.date
    asked: bool = False
    what_if: str = ""

    @property
    def as_of(self) -> datetime.date:
        """The day before which all that is used was decided: `on`, but never a day to come."""
        return min(self.on, self.today)


def read_today_query(data: Mapping[str, str]) -> TodayQuery:
    """From `?on=2026-06-01`; today without it. Raises BadDayError for what is not a date."""
    today = get_today()
    on = read_day(data, "on")
    return TodayQuery(on or today, today, asked=on is not None, what_if=read_added(data))
