"""Reads the files of a record, in any of the formats, into a linked `Record`. Pure: bytes in, rows out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from enum import Enum

from votes.core.choices import DECIDED
from votes.core.rows import ExistingRecords, Record, RejectedRow, StateRow, TextRow
from votes.ingest.loading.amendments_and_sponsors import link_texts
from votes.ingest.loading.dates import fill_dates
from votes.ingest.loading.own_lines import correct_symbols
from votes.ingest.loading.series import link_series
from votes.ingest.readers import native_format
from votes.ingest.readers.catalogue import SOURCE, parse_resolution
from votes.ingest.readers.catalogue_csv import read_pair
from votes.ingest.readers.catalogue_votes import CatalogueEntry, parse_printed_votes
from votes.ingest.readers.marcxml import read_marcxml
from votes.ingest.readers.native_format import RecordFormatError
from votes.ingest.readers.sources import SourceFile


class FileFormat(Enum):
    """The formats of a file that we read."""

    CATALOGUE_TEXTS = "texts of the catalogue as CSV"
    CATALOGUE_VOTES = "votes of the catalogue as CSV"
    MARCXML = "MARCXML"
    NATIVE = "native format"


def detect_format(file: SourceFile) -> FileFormat:
    """The format of a file, recognised by its name and first line. Raises RecordFormatError for any other format."""
    if file.name in native_format.FILES:
        return FileFormat.NATIVE
    start = file.content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"<", b"\xff\xfe<", b"\xfe\xff\x00<")):
        return FileFormat.MARCXML
    first = start.decode("utf-8", "replace").splitlines()[:1]
    header = {cell.strip('" ') for line in first for cell in line.split(",")}
    if "iso3" in header and "record_id" in header:
        return FileFormat.CATALOGUE_VOTES
    if "title" in header or "record_id" in header:
        return FileFormat.CATALOGUE_TEXTS
    raise RecordFormatError(
        f"{file.name}, line 1: the format is not recognised. Use the catalogue's two CSV files (resolutions.csv "
        f"and votes_long.csv), MARCXML, or the native format ({', '.join(native_format.FILES)})"
    )


def pair_files(
    texts: Sequence[SourceFile], votes: Sequence[SourceFile]
) -> list[tuple[SourceFile, SourceFile]]:
    """The CSV files as a pair. Raises RecordFormatError if one is missing, since texts would lose their votes."""
    if len(texts) > 1 or len(votes) > 1:
        names = ", ".join(file.name for file in (*texts, *votes))
        raise RecordFormatError(
            f"there is more than one pair of CSV files: {names}. Import one pair at a time"
        )
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
    entries: Iterable[CatalogueEntry], states: Sequence[StateRow], on_file: Sequence[TextRow]
) -> tuple[list[TextRow], list[RejectedRow], dict[tuple[str, str], int]]:
    """The printed records as rows, one for each record, what could not be put into a row, and `Record.unread`.

    A record that is repeated without a difference is used once.
    """
    names = build_names(states)
    codes = {state.iso3 for state in states}
    rows: dict[str, TextRow] = {}
    sources: dict[str, CatalogueEntry] = {}
    rejected_votes: dict[str, list[RejectedRow]] = {}
    rejected: list[RejectedRow] = []
    for entry in entries:
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


def read_catalogue(
    files: Mapping[FileFormat, Sequence[SourceFile]],
) -> tuple[list[CatalogueEntry], list[RejectedRow]]:
    """The printed records of the catalogue's files, and the rows that belong to none."""
    pairs = pair_files(files[FileFormat.CATALOGUE_TEXTS], files[FileFormat.CATALOGUE_VOTES])
    readings = [read_pair(*pair) for pair in pairs]
    readings += [read_marcxml(file) for file in files[FileFormat.MARCXML]]
    entries = [entry for found, _ in readings for entry in found]
    return entries, [row for _, rejected in readings for row in rejected]


def read_files(files: Sequence[SourceFile], existing: ExistingRecords) -> Record:
    """The record in `files`, with its texts linked to each other, to `existing`, to series, sponsors and groups.

    Rows that cannot be read are in `rejected`. Raises RecordFormatError if a whole file cannot be read.
    """
    by_format: dict[FileFormat, list[SourceFile]] = {one: [] for one in FileFormat}
    for file in files:
        by_format[detect_format(file)].append(file)
    native = native_format.parse_record({file.name: file.content for file in by_format[FileFormat.NATIVE]})
    described = {state.iso3 for state in native.states}
    states = (*native.states, *(state for state in existing.states if state.iso3 not in described))
    entries, rejected = read_catalogue(by_format)
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
