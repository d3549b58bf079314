"""Which text on file a row is about, and whether the row may change it."""

import datetime
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from django.db.models import Max

from votes.core.choices import Outcome, Position
from votes.core.history import list_edits
from votes.core.rows import TextRow
from votes.core.symbols import drop_revision
from votes.ingest.loading.edits import find_deleted
from votes.models import ImportRun, Resolution, Vote

# What a version of a text has beside what people enter: the version itself, the result of the check, and "published".
NOT_ENTERED = frozenset(
    {
        *("history_id", "history_date", "history_change_reason", "history_type", "history_user_id"),
        *("published", "import_run_id", "symbol_key", "check_status", "check_findings"),
        *(f"counted_{position.value}" for position in Position),
    }
)


class TextMatcher:
    """Matches the rows of one import, in their order, with the texts on file.

    The address of a text never changes. Two records of the source are two texts, even if they have the same symbol. A
    row without a record number is matched by symbol and does not change a numbered record. A tabled draft becomes the
    adopted text and moves to its symbol; the draft's symbol redirects there.
    """

    def __init__(self, stored: list[Resolution]) -> None:
        self.edited = find_edited_texts(stored)
        self.deleted = find_deleted_texts(stored)
        self.by_record = {(t.source, t.source_record): t for t in stored if t.source_record}
        # The plain address before the plain symbol: a symbol may have changed since, an address never does.
        self.by_symbol = {t.symbol: t for t in reversed(stored)} | {t.address: t for t in stored}
        self.sources = {t.symbol: t.source for t in stored if t.source_record}
        self.tabled = {drop_revision(t.symbol): t for t in stored if is_only_tabled(t)}
        self.addresses = {text.address for text in stored}
        self.seen: set[tuple[str, str]] = set()
        self.seen_symbols: set[str] = set()

    def find(self, row: TextRow) -> Resolution | None:
        """The text on file that the row is about: of the same record, else of the same symbol.

        By symbol only if one of the two has no record number, since two numbers are two texts.
        """
        if row.source_record and (text := self.by_record.get(row.key)):
            return text
        found = self.by_symbol.get(row.address) or self.by_symbol.get(row.symbol)
        if found and not (row.source_record and found.source_record):
            return found
        return self.tabled.get(drop_revision(row.draft_symbol)) if row.draft_symbol and not found else None

    def find_by_key(self, key: tuple[str, str]) -> Resolution | None:
        """The text on file with this `TextRow.key`."""
        source, number = key
        return self.by_record.get(key) if source else self.by_symbol.get(number)

    def find_repetition(self, row: TextRow) -> str:
        """Why a row is refused because its text has been given already; '' if it has not."""
        source = self.sources.get(row.symbol, row.source)
        if row.source_record and source != row.source:
            return f"the text {row.symbol} is already on file from another source: {source}"
        numbered = row.source_record and ("", row.symbol) not in self.seen
        if row.key in self.seen or (row.symbol in self.seen_symbols and not numbered):
            return "occurs twice in the file"
        return ""

    def is_pinned(self, row: TextRow, stored: Resolution | None) -> bool:
        """Whether the row may not change the text on file: a user edited or deleted it, or it has a numbered record."""
        if stored is None:
            return (row.symbol, row.source_record) in self.deleted
        if is_only_tabled(stored) and row.outcome != Outcome.TABLED:
            return False
        return stored.pk in self.edited or bool(stored.source_record and not row.source_record)

    def find_address(self, row: TextRow) -> str:
        """The address of a new text: its symbol or, if that is taken, its symbol and record number."""
        address = row.address or row.symbol
        return f"{row.symbol}/record/{row.source_record}" if address in self.addresses else address

    def mark_seen(self, row: TextRow, address: str = "") -> None:
        """Note that the text of this row has been given, and that its address, if it is new, is taken."""
        self.seen.add(row.key)
        self.seen_symbols.add(row.symbol)
        if row.source_record:
            self.sources[row.symbol] = row.source
        self.tabled.pop(drop_revision(row.draft_symbol), None)
        self.addresses.add(address)


def is_only_tabled(text: Resolution) -> bool:
    """Whether a person entered the text before anything was decided, and no record of a source says more."""
    return text.outcome == Outcome.TABLED and not text.source_record


def find_edited_texts(stored: Iterable[Resolution]) -> set[int]:
    """The primary keys of the texts that people have edited, or their roll-call, since an import wrote them last."""
    loaded = dict(ImportRun.objects.values_list("pk", "loaded_at"))
    edited = find_last_edits()
    return {
        text.pk
        for text in stored
        if text.pk in edited
        and (text.import_run_id not in loaded or edited[text.pk] > loaded[text.import_run_id])
    }


def find_last_edits() -> dict[int, datetime.datetime]:
    """Text -> when a person last edited it or its roll-call. Publishing a text or taking it back is not an edit."""
    last: dict[int, datetime.datetime] = dict(
        list_edits(Vote)
        .exclude(history_user=None)
        .order_by()
        .values_list("resolution_id")
        .annotate(Max("history_date"))
    )
    people = set(list_edits(Resolution).values_list("history_id", flat=True))
    texts = list_edits(Resolution).values("id")
    versions = Resolution.history.filter(id__in=texts).order_by("id", "history_date", "history_id").values()
    for text, group in groupby(versions, key=lambda version: int(version["id"])):
        before: dict[str, Any] | None = None
        for version in group:
            if version["history_id"] in people and not is_publication(before, version):
                last[text] = max(version["history_date"], last.get(text, version["history_date"]))
            before = version
    return last


def is_publication(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> bool:
    """Whether the only thing that changed between two versions is that the text is public, or no longer is."""
    if before is None or after["history_type"] != "~" or before["published"] == after["published"]:
        return False
    return all(before[name] == value for name, value in after.items() if name not in NOT_ENTERED)


def find_deleted_texts(stored: Iterable[Resolution]) -> set[tuple[str, str]]:
    """Symbol and record number of what people have deleted; without a number as well, for rows that have none."""
    gone = {(text.symbol, text.source_record) for text in find_deleted(Resolution)}
    gone -= {(text.symbol, text.source_record) for text in stored}
    return gone | {(symbol, "") for symbol, _ in gone}
