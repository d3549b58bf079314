"""Reads the files of a record, in any of the formats, into a linked `Record`. Pure: bytes in, rows out."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace

from votes.core.choices import DECIDED
from votes.core.rows import ExistingRecords, Record, RejectedRow, StateRow, TextRow
from votes.ingest.loading.amendments_and_sponsors import link_texts
from votes.ingest.loading.dates import fill_dates
from votes.ingest.loading.own_lines import correct_symbols
from votes.ingest.loading.series import link_series
from votes.ingest.readers import native_format
from votes.ingest.readers.catalogue import SOURCE, parse_resolution
from votes.ingest.readers.catalogue_csv import CatalogueTable, read_catalogue_table, read_pair
from votes.ingest.readers.catalogue_votes import CatalogueEntry, parse_printed_votes
from votes.ingest.readers.marcxml import read_marcxml
from votes.ingest.readers.native_format import RecordFormatError
from votes.ingest.readers.sources import SourceFile

# How long the records of one import may take to read; those of 80 years take some seconds.
MAX_SECONDS = 120


def is_xml(file: SourceFile) -> bool:
    """Whether the file begins as XML does, in UTF-8 or UTF-16."""
    start = file.content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith((b"<", b"\xff\xfe<", b"\xfe\xff\x00<"))


def pair_tables(tables: Sequence[CatalogueTable]) -> list[tuple[CatalogueTable, CatalogueTable]]:
    """The tables as a pair. Raises RecordFormatError if one is missing, since texts would lose their votes."""
    texts = [table for table in tables if table.kind == "texts"]
    votes = [table for table in tables if table.kind == "votes"]
    if len(texts) > 1 or len(votes) > 1:
        names = ", ".join(table.name for table in (*texts, *votes))
        raise RecordFormatError(f"there is more than one pair of tables: {names}. Import one pair at a time")
    if len(texts) != len(votes):
        alone, other = (
            (texts[0], "votes (votes_long.csv)") if texts else (votes[0], "texts (resolutions.csv)")
        )
        raise RecordFormatError(f"{alone.name} needs the file with its {other}. Import both together")
    return list(zip(texts, votes, strict=True))


def build_names(states: Iterable[StateRow]) -> dict[str, str]:
    """Every name of a State in capitals -> its current name, for the topics."""
    return {
        name.upper(): state.name
        for state in states
        for name in (state.name, *(n for n, _ in state.other_names))
    }


def reject_entry(entry: CatalogueEntry, reason: str) -> RejectedRow:
    """The rejection of a whole record with its roll-call."""
    n = len(entry.votes)
    counted = f"{reason} (with its {n} votes)" if n else reason
    return RejectedRow(entry.file, "texts", f"{entry.label}, {entry.where}", counted, n)


def list_differing_fields(one: TextRow, other: TextRow) -> str:
    """The names of the fields in which two rows differ, such as 'title, date'; '' if they are equal."""
    return ", ".join(
        field.name for field in fields(TextRow) if getattr(one, field.name) != getattr(other, field.name)
    )


def parse_entries(
    entries: Iterable[CatalogueEntry],
    states: Sequence[StateRow],
    on_file: Sequence[TextRow],
    clock: Callable[[], float] = time.monotonic,
) -> tuple[list[TextRow], list[RejectedRow], dict[tuple[str, str], int]]:
    """The printed records as rows, one for each record, what could not be put into a row, and `Record.unread`.

    A record that is repeated without a difference is used once. RecordFormatError after `MAX_SECONDS`.
    """
    until = clock() + MAX_SECONDS
    names = build_names(states)
    codes = {state.iso3 for state in states}
    rows: dict[str, TextRow] = {}
    sources: dict[str, CatalogueEntry] = {}
    rejected_votes: dict[str, list[RejectedRow]] = {}
    rejected: list[RejectedRow] = []
    for entry in entries:
        if clock() > until:
            raise RecordFormatError(
                f"{entry.file}, {entry.where}: reading took more than {MAX_SECONDS} seconds. Divide the file"
            )
        record = entry.cells["record_id"]
        positions, refused = parse_printed_votes(entry, codes)
        try:
            row = parse_resolution(entry.cells, positions, names)
        except ValueError as error:
            rejected.append(reject_entry(entry, str(error)))
            continue
        if record not in rows:
            rows[record], sources[record], rejected_votes[record] = row, entry, refused
        elif differing := list_differing_fields(rows[record], row):
            first = sources[record]
            reason = (
                f"repeats the record in {first.file}, {first.where}, which is used; it differs in {differing}"
            )
            rejected.append(reject_entry(entry, reason))
    printed = {record: sources[record].cells["date"] for record, row in rows.items() if row.date is None}
    dated = fill_dates(correct_symbols(list(rows.values()), on_file), on_file, printed)
    for row in dated:
        if row.date is None and row.outcome in DECIDED:
            date = printed[row.source_record]
            reason = f"the source gives only {date!r} as the date, and no other text gives the day"
            rejected.append(reject_entry(sources[row.source_record], reason))
        else:
            rejected += rejected_votes[row.source_record]
    kept = [row for row in dated if row.date or row.outcome not in DECIDED]
    return kept, rejected, {row.key: count_unread(rejected_votes[row.source_record]) for row in kept}


def count_unread(rejected: Iterable[RejectedRow]) -> int:
    """How many votes of a roll-call could not be read. One that only repeats another is no loss."""
    return sum(row.votes for row in rejected if not row.repeats)


def read_catalogue(files: Iterable[SourceFile]) -> tuple[list[CatalogueEntry], list[RejectedRow]]:
    """The printed records of the catalogue's files, and the rows that belong to none."""
    files = list(files)
    tables = [read_catalogue_table(file) for file in files if not is_xml(file)]
    readings = [read_pair(*pair) for pair in pair_tables(tables)]
    readings += [read_marcxml(file) for file in files if is_xml(file)]
    entries = [entry for found, _ in readings for entry in found]
    return entries, [row for _, rejected in readings for row in rejected]


def read_files(files: Sequence[SourceFile], existing: ExistingRecords) -> Record:
    """The record in `files`, with its texts linked to each other, to `existing`, to series, sponsors and groups.

    Rows that cannot be read are in `rejected`. Raises RecordFormatError if a whole file cannot be read.
    """
    own = {file.name: file.content for file in files if file.name in native_format.FILES}
    native = native_format.parse_record(own)
    described = {state.iso3 for state in native.states}
    states = (*native.states, *(state for state in existing.states if state.iso3 not in described))
    entries, rejected = read_catalogue(file for file in files if file.name not in own)
    rows, refused, unread = parse_entries(entries, states, existing.texts)
    existing = replace(
        existing,
        states=states,
        blocs=(*native.blocs, *existing.blocs),
        series=(*native.series, *existing.series),
        texts=(*native.texts, *existing.texts),
    )
    linked, series, assignments = link_series(link_texts(rows, states, existing), existing)
    return replace(
        native,
        series=(*native.series, *series),
        texts=(*native.texts, *linked),
        series_assignments=tuple(assignments),
        rejected=(*native.rejected, *rejected, *refused),
        unread=unread,
        files={(SOURCE, entry.cells["record_id"]): entry.file for entry in entries},
    )
