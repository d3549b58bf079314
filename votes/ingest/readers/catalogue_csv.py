"""Reads the catalogue's two tables, texts and votes, into printed entries. Pure: bytes in, entries out."""

from collections.abc import Iterator
from dataclasses import dataclass

from votes.core.rows import RejectedRow
from votes.ingest.readers.catalogue_votes import CatalogueEntry, PrintedVote
from votes.ingest.readers.native_format import RecordFormatError
from votes.ingest.readers.sources import SourceFile
from votes.ingest.readers.table_file import (
    WORKBOOK,
    TableFile,
    TableFileError,
    TableRow,
    quote_line,
    read_table,
)

TEXT_COLUMNS = (
    "record_id",
    "symbol",
    "title",
    "statement",
    "date",
    "body",
    "vote_type",
    "meeting",
    "agenda_item_no",
    "agenda_item_title",
    "agenda_subject",
    "main_sponsors",
    "draft",
    "yes",
    "no",
    "abstain",
    "nonvoting",
    "url_resolution",
    "record_url",
)
VOTE_COLUMNS = ("record_id", "iso3", "country", "vote")


COLUMNS = {"texts": TEXT_COLUMNS, "votes": VOTE_COLUMNS}
# A table may begin with a title: the header is the first of so many rows that has the columns.
HEADER_ROWS = 10
# A file with this share of the columns is that table, with the others missing; with fewer it is something else.
MIN_SHARE_OF_COLUMNS = 0.5
MAX_COLUMNS_NAMED = 30


@dataclass(frozen=True)
class CatalogueTable:
    """One of the two tables: its kind ("texts" or "votes"), its header, and the rows below."""

    name: str
    kind: str
    header: tuple[str, ...]
    rows: tuple[TableRow, ...]
    is_workbook: bool
    is_cut: bool

    def read(self, rejected: list[RejectedRow]) -> Iterator[tuple[int, dict[str, str]]]:
        """(line, cells by column) of each row; one with too few or too many cells goes to `rejected`."""
        for n, row in enumerate(self.rows, start=1):
            cells = row.cells
            if self.is_workbook:  # which does not store empty cells at the end of a row
                cells += ("",) * (len(self.header) - len(cells))
            if len(cells) != len(self.header):
                reason = f"{len(cells)} cells, but the header has {len(self.header)}"
            elif self.is_cut and n == len(self.rows) and not cells[-1]:
                reason = "the file ends in the middle of this row"
            else:
                yield row.line, dict(zip(self.header, cells, strict=True))
                continue
            rejected.append(
                RejectedRow(self.name, self.kind, f"line {row.line}", reason, int(self.kind == "votes"))
            )


def read_catalogue_table(file: SourceFile) -> CatalogueTable:
    """The table in a CSV file or workbook.

    RecordFormatError says what was seen if it cannot be read, is another table, or lacks a column.
    """
    try:
        table = read_table(file.name, file.content)
    except TableFileError as error:
        raise RecordFormatError(str(error)) from error
    for place, row in enumerate(table.rows[:HEADER_ROWS]):
        header = normalise_header(row)
        for kind, wanted in COLUMNS.items():
            if set(wanted) <= set(header):
                if len(set(header)) < len(header):
                    raise RecordFormatError(f"{file.name}, line {row.line}: a column occurs twice")
                rows = table.rows[place + 1 :]
                return CatalogueTable(file.name, kind, header, rows, table.form == WORKBOOK, table.is_cut)
    raise RecordFormatError(describe_other_table(table))


def normalise_header(row: TableRow) -> tuple[str, ...]:
    return tuple(cell.strip().lower() for cell in row.cells)


def describe_other_table(table: TableFile) -> str:
    """What a table is, in words, that has not all columns of either kind."""
    rows = table.rows[:HEADER_ROWS]
    found = [
        (len(set(wanted) & set(normalise_header(row))) / len(wanted), row, kind)
        for row in rows
        for kind, wanted in COLUMNS.items()
    ]
    share, row, kind = max(found, key=lambda one: one[0])
    if share < MIN_SHARE_OF_COLUMNS:
        return (
            f"{table.name}, line {rows[0].line}: the format is not recognised. It begins "
            f"{quote_line(', '.join(rows[0].cells))}. Use the catalogue's two tables (resolutions.csv with the columns "
            f"{', '.join(TEXT_COLUMNS[:3])} and others, and votes_long.csv with {', '.join(VOTE_COLUMNS)}), MARCXML, "
            "or the native format"
        )
    missing = ", ".join(column for column in COLUMNS[kind] if column not in normalise_header(row))
    seen = ", ".join(cell.strip() for cell in row.cells[:MAX_COLUMNS_NAMED])
    return (
        f"{table.name}, line {row.line}: no column {missing}, which a table of {kind} needs. The columns found are "
        f"{seen}. Export the table again with what is missing"
    )


def read_pair(texts: CatalogueTable, votes: CatalogueTable) -> tuple[list[CatalogueEntry], list[RejectedRow]]:
    """Every record of the pair with its roll-call, in the file's order, and the rows that belong to none.

    Votes of a record that is not in `texts` are rejected, with one line for each such record.
    """
    rejected: list[RejectedRow] = []
    roll_calls: dict[str, list[PrintedVote]] = {}
    for line, cells in votes.read(rejected):
        vote = PrintedVote(cells["iso3"], cells["vote"], cells["country"], f"line {line}")
        roll_calls.setdefault(cells["record_id"], []).append(vote)
    entries = []
    taken = set()
    for line, cells in texts.read(rejected):
        record = cells["record_id"]
        if not record.strip():
            rejected.append(RejectedRow(texts.name, "texts", f"line {line}", "no record number"))
            continue
        taken.add(record)
        roll_call = tuple(roll_calls.get(record, ()))
        entries.append(CatalogueEntry(texts.name, f"line {line}", cells, roll_call, votes.name))
    for record in [record for record in roll_calls if record not in taken]:
        n = len(roll_calls[record])
        reason = f"{n} votes of a record that could not be read in {texts.name}"
        rejected.append(RejectedRow(votes.name, "votes", f"record {record}".strip(), reason, n))
    return entries, rejected
