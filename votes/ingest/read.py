"""From the files of a record to its rows, whatever form they are in. Pure: bytes in, a linked `Record` out."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from enum import Enum

from votes.core.choices import DECIDED
from votes.core.rows import Known, Record, RejectedRow, StateRow, TextRow
from votes.ingest.loading.amendments_and_sponsors import link_texts
from votes.ingest.loading.dates import fill_dates
from votes.ingest.loading.series import link_series
from votes.ingest.readers import native_format as own_form
from votes.ingest.readers.catalogue import SOURCE, parse_resolution
from votes.ingest.readers.catalogue_csv import read_pair
from votes.ingest.readers.catalogue_votes import Entry, parse_roll_call
from votes.ingest.readers.marcxml import read_marcxml
from votes.ingest.readers.native_format import RecordFormatError
from votes.ingest.readers.sources import SourceFile


class Form(Enum):
    """The forms of a file that we read."""

    CATALOGUE_TEXTS = "texts of the catalogue as CSV"
    CATALOGUE_VOTES = "votes of the catalogue as CSV"
    MARCXML = "MARCXML"
    OWN = "own form"


def recognise(file: SourceFile) -> Form:
    """The form of a file, by its name and its first line. RecordFormatError for one in none of them."""
    if file.name in own_form.FILES:
        return Form.OWN
    start = file.content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"<", b"\xff\xfe<", b"\xfe\xff\x00<")):
        return Form.MARCXML
    first = start.decode("utf-8", "replace").splitlines()[:1]
    header = {cell.strip('" ') for line in first for cell in line.split(",")}
    if "iso3" in header and "record_id" in header:
        return Form.CATALOGUE_VOTES
    if "title" in header or "record_id" in header:
        return Form.CATALOGUE_TEXTS
    raise RecordFormatError(
        f"{file.name}, line 1: none of the forms we read, which are the catalogue's two CSV files (resolutions.csv "
        f"and votes_long.csv), MARCXML, and our own form ({', '.join(own_form.FILES)})"
    )


def pair_files(
    texts: Sequence[SourceFile], votes: Sequence[SourceFile]
) -> list[tuple[SourceFile, SourceFile]]:
    """The CSV files two by two. RecordFormatError where one lacks the other: its texts would lose their votes."""
    if len(texts) > 1 or len(votes) > 1:
        names = ", ".join(file.name for file in (*texts, *votes))
        raise RecordFormatError(f"more than one pair of CSV files: {names}. Import one pair at a time")
    if len(texts) != len(votes):
        alone, other = (
            (texts[0], "votes (votes_long.csv)") if texts else (votes[0], "texts (resolutions.csv)")
        )
        raise RecordFormatError(f"{alone.name} comes without the file of its {other}: give both")
    return list(zip(texts, votes, strict=True))


def build_names(states: Iterable[StateRow]) -> dict[str, str]:
    """Every name of a State in capitals -> its name, for the topics."""
    return {
        name.upper(): state.name
        for state in states
        for name in (state.name, *(n for n, _ in state.other_names))
    }


def reject(entry: Entry, reason: str) -> RejectedRow:
    """The whole record rejected, with its roll-call."""
    n = len(entry.votes)
    counted = f"{reason} (with its {n} votes)" if n else reason
    return RejectedRow(entry.file, "texts", f"{entry.label}, {entry.where}", counted, n)


def compare(one: TextRow, other: TextRow) -> str:
    """The names of the fields in which two rows differ, 'title, date'; '' where they are the same."""
    return ", ".join(
        field.name for field in fields(TextRow) if getattr(one, field.name) != getattr(other, field.name)
    )


def parse_entries(
    entries: Iterable[Entry], states: Sequence[StateRow], on_file: Sequence[TextRow]
) -> tuple[list[TextRow], list[RejectedRow]]:
    """The printed records as rows, one a record, and what of them is in no row.

    A record that stands again and says the same is taken once.
    """
    names = build_names(states)
    codes = {state.iso3 for state in states}
    rows: dict[str, TextRow] = {}
    taken: dict[str, Entry] = {}
    refused: dict[str, list[RejectedRow]] = {}
    rejected: list[RejectedRow] = []
    for entry in entries:
        record = entry.cells["record_id"]
        positions, strange = parse_roll_call(entry, codes)
        try:
            row = parse_resolution(entry.cells, positions, names)
        except ValueError as error:
            rejected.append(reject(entry, str(error)))
            continue
        if record not in rows:
            rows[record], taken[record], refused[record] = row, entry, strange
        elif differing := compare(rows[record], row):
            held = taken[record]
            reason = (
                f"stands in {held.file}, {held.where}, too, which is taken; here it differs in {differing}"
            )
            rejected.append(reject(entry, reason))
    printed = {record: taken[record].cells["date"] for record, row in rows.items() if row.date is None}
    dated = fill_dates(list(rows.values()), on_file, printed)
    for row in dated:
        if row.date is None and row.outcome in DECIDED:
            reason = f"decided on {printed[row.source_record]!r}: the day is not printed and no other text tells it"
            rejected.append(reject(taken[row.source_record], reason))
        else:
            rejected += refused[row.source_record]
    return [row for row in dated if row.date or row.outcome not in DECIDED], rejected


def read_files(files: Sequence[SourceFile], known: Known) -> Record:
    """The record in `files`, its texts linked to each other, to `known`, to series, sponsors and groups.

    What cannot be read stands in `rejected`; RecordFormatError where a whole file cannot.
    """
    by_form: dict[Form, list[SourceFile]] = {form: [] for form in Form}
    for file in files:
        by_form[recognise(file)].append(file)
    own = own_form.parse_record({file.name: file.content for file in by_form[Form.OWN]})
    ours = {state.iso3 for state in own.states}
    states = (*own.states, *(state for state in known.states if state.iso3 not in ours))
    entries: list[Entry] = []
    rejected: list[RejectedRow] = []
    readings = [
        read_pair(*pair) for pair in pair_files(by_form[Form.CATALOGUE_TEXTS], by_form[Form.CATALOGUE_VOTES])
    ]
    readings += [read_marcxml(file) for file in by_form[Form.MARCXML]]
    for found, refused in readings:
        entries += found
        rejected += refused
    rows, refused = parse_entries(entries, states, known.texts)
    known = replace(
        known,
        states=states,
        blocs=(*own.blocs, *known.blocs),
        series=(*own.series, *known.series),
        texts=(*own.texts, *known.texts),
    )
    linked, series, joined = link_series(link_texts(rows, states, known), known)
    return replace(
        own,
        series=(*own.series, *series),
        texts=(*own.texts, *linked),
        joined=tuple(joined),
        rejected=(*own.rejected, *rejected, *refused),
        files={(SOURCE, entry.cells["record_id"]): entry.file for entry in entries},
    )
