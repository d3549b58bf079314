"""The drafts of a list with what is on file about each: its text, series and sponsors, and the draft it amends."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from votes.core.choices import KINDS_ABOUT_ANOTHER_TEXT, Outcome
from votes.core.rows import BlocRow, StateRow
from votes.core.symbols import drop_revision
from votes.ingest.loading.amendments_and_sponsors import Sponsors
from votes.ingest.loading.series import is_of_commission
from votes.ingest.loading.title_keys import TitleKeys
from votes.ingest.readers.tabled_list.reader import LONGEST_SPONSORS, TabledList, TabledRow, parse_tabled
from votes.ingest.readers.tabled_list.values import get_revision
from votes.models import Bloc, Resolution, Series, Session, State


@dataclass(frozen=True)
class Draft:
    """One draft of the list, as it would be saved, and the text on file that it would change.

    `amended`: the text on file that an amendment amends. `is_amended_listed`: whether that draft is in this list.
    """

    row: TabledRow
    series: Series | None
    sponsors: list[State]
    blocs: list[Bloc]
    unknown_sponsors: tuple[str, ...]
    stored: Resolution | None
    amended: Resolution | None = None
    is_amended_listed: bool = False

    @property
    def is_decided(self) -> bool:
        return self.stored is not None and self.stored.outcome != Outcome.TABLED

    @property
    def is_superseded(self) -> bool:
        """Whether a later revision is on file."""
        return bool(self.stored) and get_revision(self.stored_draft) > get_revision(self.row.symbol)

    @property
    def is_revision(self) -> bool:
        """Whether the list has a later revision than the text on file."""
        return bool(self.stored) and get_revision(self.stored_draft) < get_revision(self.row.symbol)

    @property
    def stored_draft(self) -> str:
        """The symbol under which the text on file was tabled."""
        return (self.stored.draft_symbol or self.stored.symbol) if self.stored else ""

    @property
    def is_savable(self) -> bool:
        return not (self.is_decided or self.is_superseded)


@dataclass
class RecognisedList:
    """A list as it was read, its drafts with what is on file, and the codes of the sessions that are not on file."""

    read: TabledList = field(default_factory=TabledList)
    drafts: list[Draft] = field(default_factory=list)
    new_sessions: list[str] = field(default_factory=list)

    @property
    def savable(self) -> list[Draft]:
        return [draft for draft in self.drafts if draft.is_savable]


class Names:
    """Recognises the series and the sponsors of drafts, with five queries for a list of any length."""

    def __init__(self) -> None:
        self.states = {state.iso3: state for state in State.objects.prefetch_related("other_names")}
        self.blocs = {bloc.slug: bloc for bloc in Bloc.objects.prefetch_related("other_names")}
        self.rows = [
            StateRow(
                s.iso3,
                s.name,
                s.regional_group,
                other_names=tuple((n.name, None) for n in s.other_names.all()),
            )
            for s in self.states.values()
        ]
        self.sponsors = Sponsors(
            self.rows,
            [
                BlocRow(
                    b.slug, b.name, b.short_name, "", other_names=tuple(n.name for n in b.other_names.all())
                )
                for b in self.blocs.values()
            ],
        )

    @cached_property
    def keys(self) -> TitleKeys:
        return TitleKeys(self.rows)

    @cached_property
    def series(self) -> dict[str, Series]:
        """Key of a title -> its series."""
        titles = Resolution.objects.filter(series__isnull=False).exclude(kind__in=KINDS_ABOUT_ANOTHER_TEXT)
        found: dict[str, Series] = {}
        for text in titles.select_related("series", "session").only("title", "series", "session"):
            if text.series and not is_of_commission(text.session.code):
                found.setdefault(self.keys.get(text.title), text.series)
        return found

    def are_sponsors(self, printed: str) -> bool:
        """Whether a text consists of names of States and groups on file alone."""
        return len(printed) <= LONGEST_SPONSORS and not self.sponsors.find_unrecognised(printed)

    def find_series(self, row: TabledRow) -> Series | None:
        return None if row.kind == "amendment" else self.series.get(self.keys.get(row.title))


def find_stored(rows: Iterable[TabledRow]) -> tuple[dict[str, Resolution], set[str]]:
    """Draft without its revision -> the text on file, and the codes of the sessions that are not on file."""
    codes = {row.session for row in rows}
    sessions = Q()
    for code in codes:
        sessions |= Q(**Session.parse_code(code))
    on_file = {session.code: session for session in Session.objects.filter(sessions)} if codes else {}
    texts = Resolution.objects.filter(session__in=on_file.values()).select_related("session").order_by("pk")
    stored = {
        drop_revision(symbol): text for text in texts for symbol in (text.symbol, text.draft_symbol) if symbol
    }
    return stored, codes - set(on_file)


def recognise_drafts(text: str, today: datetime.date | None = None) -> RecognisedList:
    """The drafts of a pasted list; a day without a year is the one nearest to `today`."""
    names = Names()
    read = parse_tabled(text, today or timezone.localdate(), names.are_sponsors)
    stored, new_sessions = find_stored(read.rows)
    listed = {drop_revision(row.symbol) for row in read.rows}
    drafts = [
        Draft(
            row,
            names.find_series(row),
            [names.states[iso3] for iso3 in names.sponsors.find_states(row.sponsors_as_printed)],
            [names.blocs[slug] for slug in names.sponsors.find_blocs(row.sponsors_as_printed)],
            names.sponsors.find_unrecognised(row.sponsors_as_printed),
            stored.get(drop_revision(row.symbol)),
            amended=stored.get(drop_revision(row.amends)) if row.amends else None,
            is_amended_listed=drop_revision(row.amends) in listed,
        )
        for row in read.rows
    ]
    return RecognisedList(read, drafts, sorted(new_sessions))
