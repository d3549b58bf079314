"""What the rules know of a text."""

import datetime
from dataclasses import dataclass

from votes.core.choices import KINDS_ABOUT_ANOTHER_TEXT, Adoption, Body, SessionKind, TextKind


@dataclass(frozen=True)
class TextFacts:
    """The facts of a text that others can contradict. `amends` and `series` are keys; the others are its columns."""

    pk: int
    symbol: str = ""
    kind: str = TextKind.RESOLUTION
    title: str = ""
    date: datetime.date | None = None
    meeting: str = ""
    item: int | None = None
    item_title: str = ""
    draft: str = ""
    printed: str = ""
    amends: int | None = None
    series: int | None = None
    adoption: str = Adoption.RECORDED_VOTE
    record: str = ""
    session: int = 0
    body: str = Body.COUNCIL
    session_kind: str = SessionKind.REGULAR
    session_number: int = 0
    published: bool = True

    @property
    def is_about_another(self) -> bool:
        """Whether it is an amendment or a no-action motion."""
        return self.kind in KINDS_ABOUT_ANOTHER_TEXT

    @property
    def is_council(self) -> bool:
        return self.body == Body.COUNCIL


# The columns of `TextFacts`, as a query names them.
COLUMNS = (
    *("pk", "symbol", "kind", "title", "date", "meeting", "agenda_item", "agenda_item_title", "draft_symbol"),
    *("draft_as_printed", "amends", "series", "adoption", "source_record"),
    *("session", "session__body", "session__kind", "session__number", "published"),
)
