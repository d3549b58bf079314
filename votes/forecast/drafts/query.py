"""What the address of a list of drafts asks for."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from votes.forecast.as_of import get_today, read_as_of


@dataclass(frozen=True)
class SessionQuery:
    """`session`: the code of a session, "43"; "" for any. `as_of`: None for the usual day.

    A session is looked up by the service, which knows the ones on file.
    """

    session: str
    as_of: datetime.date | None
    today: datetime.date


def read_session_query(asked: Mapping[str, str], session: str = "") -> SessionQuery:
    """The query of a query string; `session` is the code that stands in the path instead.

    Raises BadDayError for what is not a date and for a day in the future.
    """
    today = get_today()
    return SessionQuery(session or asked.get("session", ""), read_as_of(asked, today), today)
