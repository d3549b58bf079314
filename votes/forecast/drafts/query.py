"""What the address of a list of drafts asks for."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from votes.forecast.as_of import get_today, read_as_of
from votes.web.address import describe_unknown_names


@dataclass(frozen=True)
class SessionQuery:
    """`session`: the code of a session, "43"; "" for any. `as_of`: None for the usual day.

    A session is looked up by the service, which knows the ones on file. `notes`: on each unknown name.
    """

    session: str
    as_of: datetime.date | None
    today: datetime.date
    notes: tuple[str, ...] = ()


def read_session_query(asked: Mapping[str, str], session: str = "") -> SessionQuery:
    """The query of a query string; `session` is the code that stands in the path instead.

    Raises BadDayError for what is not a date and for a day in the future.
    """
    today = get_today()
    notes = describe_unknown_names(asked, ["as_of"] if session else ["session", "as_of"])
    return SessionQuery(session or asked.get("session", ""), read_as_of(asked, today), today, tuple(notes))
