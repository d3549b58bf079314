"""Reads the catalogue's two CSV files, texts and votes, into printed entries. Pure: bytes in, entries out."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from votes.core.rows import RejectedRow
from votes.ingest.readers.catalogue_votes import CatalogueEntry, PrintedVote
from votes.ingest.readers.native_format import RecordFormatError, decode
from votes.ingest.readers.sources import SourceFile

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


@dataclass
class CatalogueCsv:
    """The lines of one CSV file, the columns they must have, and the rows that could not be read."""

    file: SourceFile
    wanted: tuple[str, ...]
    kind: str
    rejected: list[RejectedRow]

    def read(self) -> Iterator[tuple[int, dict[str, str]]]:
        """(line, cells by column) of each row; one with too few or too many cells goes to `rejected`.

        RecordFormatError names the line if the file is not UTF-8, is not CSV, or lacks a column.
        """
        name = self.file.name
        reader = csv.reader(io.StringIO(decode(name, self.file.content), newline=""), strict=True)
        try:
            header = next(reader, [])
            if missing := [column for column in self.wanted if column not in header]:
                raise RecordFormatError(f"{name}, line 1: no column {', '.join(missing)}")
            if len(set(header)) < len(header):
                raise RecordFormatError(f"{name}, line 1: a column occurs twice")
            for cells in reader:
                if len(cells) == len(header):
                    yield reader.line_num, dict(zip(header, cells, strict=True))
                elif cells:
                    self.reject(reader.line_num, f"{len(cells)} cells, but the header has {len(header)}")
        except csv.Error as error:
            raise RecordFormatError(f"{name}, line {reader.line_num}: {error}") from error

    def reject(self, line: int, reason: str) -> None:
        self.rejected.append(
            RejectedRow(self.file.name, self.kind, f"line {line}", reason, int(self.kind == "votes"))
        )


def read_pair(texts: SourceFile, votes: SourceFile) -> tuple[list[CatalogueEntry], list[RejectedRow]]:
    """Every record of the pair with its roll-call, in the file's order, and the rows that belong to none.

    Votes of a record that is not in `texts` are rejected, with one line for each such record.
    """
    rejected: list[RejectedRow] = []
    roll_calls: dict[str, list[PrintedVote]] = {}
    for line, cells in CatalogueCsv(votes, VOTE_COLUMNS, "votes", rejected).read():
        vote = PrintedVote(cells["iso3"], cells["vote"], cells["country"], f"line {line}")
        roll_calls.setdefault(cells["record_id"], []).append(vote)
    entries = []
    taken = set()
    for line, cells in CatalogueCsv(texts, TEXT_COLUMNS, "texts", rejected).read():
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
