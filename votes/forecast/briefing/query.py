"""What the address of a briefing asks for besides the text."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from votes.forecast.as_of import get_today, read_as_of


@dataclass(frozen=True)
class BriefingQuery:
    """`as_of`: the day as of which the briefing shall stand; None for the usual day of its text."""

    as_of: datetime.date | None
    today: datetime.date


def read_briefing_query(asked: Mapping[str, str]) -> BriefingQuery:
    """The query of a query string. Raises BadDayError for a day that is none or lies ahead."""
    today = get_today()
    return BriefingQuery(read_as_of(asked, today), today)
