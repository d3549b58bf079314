"""The result that a list of drafts is made from."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from votes.models import Resolution, Session


@dataclass(frozen=True)
class DraftList:
    """The drafts that were tabled on a day, of one session or (`session` None) of all.

    `is_past`: whether the day lies behind, so that the texts may be decided by now.
    """

    session: Session | None
    as_of: datetime.date
    is_past: bool
    today: datetime.date
    texts: Sequence[Resolution]

    @property
    def key(self) -> str:
        """The name under which what is made of the list is cached."""
        session = self.session.code if self.session else ""
        return f"{session}:{self.as_of}:{self.is_past}:{self.today}"

    @property
    def query_string(self) -> str:
        """The query that asks for this list and no other, "?session=43&as_of=2020-06-01"."""
        session = {"session": self.session.code} if self.session else {}
        return f"?{urlencode(session | {'as_of': self.as_of.isoformat()})}"


@dataclass(frozen=True)
class PastSession:
    """A session with recorded votes, the day before the first of them, and their number."""

    session: Session
    day_before: datetime.date
    votes: int
