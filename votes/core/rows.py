"""The record between file and database: typed rows of plain values, without Django models.

Readers return them, loading takes them. States are ISO codes, sessions are codes ("37", "S-28"), texts are
symbols, positions are values of `Position`.
"""

import datetime
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class StateRow:
    """A State; `article` says whether its name takes "the"."""

    iso3: str
    name: str
    regional_group: str
    article: bool = False
    existed_from: datetime.date | None = None
    existed_until: datetime.date | None = None
    # (name, last year it was in use), or (name, None) for another spelling.
    other_names: tuple[tuple[str, int | None], ...] = ()


@dataclass(frozen=True)
class MembershipRow:
    """A State's term on the Council, from its first to its last day; `end` None: to this day.

    `suspended_from` and `suspended_until`: when its rights of membership were suspended, both days included.
    """

    iso3: str
    start: datetime.date
    end: datetime.date | None
    regional_group: str
    note: str = ""
    suspended_from: datetime.date | None = None
    suspended_until: datetime.date | None = None


@dataclass(frozen=True)
class BlocRow:
    """A political group, with the source that lists its members."""

    slug: str
    name: str
    short_name: str
    source_title: str
    source_url: str = ""
    article: bool = False
    note: str = ""
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class BlocMembershipRow:
    """`start` None: since before the record begins; `end` None: to this day."""

    bloc: str
    iso3: str
    start: datetime.date | None
    end: datetime.date | None
    note: str = ""


@dataclass(frozen=True)
class SessionRow:
    """The days of a session, and the subject of a special session."""

    session: str
    start: datetime.date | None = None
    end: datetime.date | None = None
    subject: str = ""
    source: str = ""


@dataclass(frozen=True)
class RecordedVoteCountRow:
    """How many texts of one kind ("texts" or "amendments") were put to a recorded vote in a session."""

    session: str
    kind: str
    number: int
    source: str


@dataclass(frozen=True)
class SeriesRow:
    """A text that comes back over the years. `merged_into`: the slug of the series that has its texts since."""

    slug: str
    title: str
    merged_into: str = ""


@dataclass(frozen=True)
class TextRow:
    """One text with its roll-call. `official` is (in favour, against, abstaining, not voting) or None.

    `other_outcome`: a second outcome that the source states, where it contradicts itself.
    """

    symbol: str
    kind: str
    title: str
    session: str
    adoption: str
    outcome: str
    other_outcome: str = ""
    date: datetime.date | None = None
    expected_on: datetime.date | None = None
    symbol_as_printed: str = ""
    agenda_item: int | None = None
    agenda_item_title: str = ""
    topics: tuple[str, ...] = ()
    meeting: str = ""
    draft_symbol: str = ""
    draft_as_printed: str = ""
    amends: str = ""
    series: str = ""
    sponsors: tuple[str, ...] = ()
    sponsor_blocs: tuple[str, ...] = ()
    sponsors_as_printed: str = ""
    called_by: str = ""
    called_by_group: str = ""
    official: tuple[int, int, int, int | None] | None = None
    positions: dict[str, str] = field(default_factory=dict)
    note: str = ""
    source: str = ""
    source_record: str = ""
    source_url: str = ""
    text_url: str = ""
    fetched_on: datetime.date | None = None
    # Where its page stands if not at its symbol, which the source may give to several texts.
    address: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """By what loading recognises a text: (source, number of its record), or ("", symbol) without a number."""
        return (self.source, self.source_record) if self.source_record else ("", self.symbol)


@dataclass(frozen=True)
class ExplanationRow:
    """An explanation of a State's vote, or of a group's where `on_behalf_of` names one. `text` is a symbol."""

    text: str
    kind: str
    summary: str
    source_title: str
    source_url: str
    state: str = ""
    on_behalf_of: str = ""
    announced: str = ""
    date: datetime.date | None = None
    speaker: str = ""
    language: str = "en"
    excerpt: str = ""
    cited_draft: str = ""
    source_publisher: str = ""


@dataclass(frozen=True)
class BacktestRow:
    """A run of the backtest that comes with the code, and the record that it was measured on."""

    measured_on: str
    made_on: datetime.date
    method: str
    table: dict[str, Any]


@dataclass(frozen=True)
class RejectedRow:
    """What was not loaded: the file and the row where it stands, its kind ("texts", "votes", ...), and the reason.

    `votes` counts the votes of the source that are not loaded because of it. `repeats`: another row says the same, so
    nothing is lost.
    """

    file: str
    kind: str
    row: str
    reason: str
    votes: int = 0
    repeats: bool = False


@dataclass(frozen=True)
class SeriesAssignment:
    """A text on file, by its `TextRow.key`, that belongs to a series from now on, since its title came back."""

    key: tuple[str, str]
    series: str


@dataclass(frozen=True)
class ExistingRecords:
    """What is on file before an import: the names, and the texts that those of the import are linked to.

    `texts` need no roll-call, topics or sponsors: their key, symbol, address, kind, title, session, date, meeting,
    title of the agenda item, draft and series do.
    """

    states: tuple[StateRow, ...] = ()
    blocs: tuple[BlocRow, ...] = ()
    series: tuple[SeriesRow, ...] = ()
    texts: tuple[TextRow, ...] = ()
    # The keys of the texts whose series, or that they have none, a person chose.
    series_by_hand: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Record:
    """Everything one source says, and the rows of it that could not be read."""

    states: tuple[StateRow, ...] = ()
    memberships: tuple[MembershipRow, ...] = ()
    blocs: tuple[BlocRow, ...] = ()
    bloc_memberships: tuple[BlocMembershipRow, ...] = ()
    sessions: tuple[SessionRow, ...] = ()
    recorded_vote_counts: tuple[RecordedVoteCountRow, ...] = ()
    series: tuple[SeriesRow, ...] = ()
    texts: tuple[TextRow, ...] = ()
    explanations: tuple[ExplanationRow, ...] = ()
    backtests: tuple[BacktestRow, ...] = ()
    series_assignments: tuple[SeriesAssignment, ...] = ()
    rejected: tuple[RejectedRow, ...] = ()
    # The file that a text stands in, by its key; not every source says it.
    files: dict[tuple[str, str], str] = field(default_factory=dict, compare=False)
    # How many votes of a text could not be read, by its key.
    unread: dict[tuple[str, str], int] = field(default_factory=dict, compare=False)
