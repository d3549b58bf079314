"""What the address of a briefing asks for besides the text."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from votes.forecast.as_of import get_today, read_as_of
from votes.forecast.what_if.query import PARAMETERS, read_added
from votes.web.address import describe_unknown_names


@dataclass(frozen=True)
class BriefingQuery:
    """`as_of`: the day of the briefing; None for the usual day of its text. `notes`: on each unknown name.

    `what_if`: the positions that are set, as in the address."""

    as_of: datetime.date | None
    today: datetime.date
    notes: tuple[str, ...] = ()
    what_if: str = ""


def read_briefing_query(asked: Mapping[str, str]) -> BriefingQuery:
    """The query of a query string. Raises BadDayError for what is not a date and for a day in the future."""
    today = get_today()
    notes = tuple(describe_unknown_names(asked, ["as_of", *PARAMETERS]))
    return BriefingQuery(read_as_of(asked, today), today, notes, read_added(asked))
