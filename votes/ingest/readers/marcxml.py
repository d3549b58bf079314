"""Reads the library's MARCXML into the cells of the CSV layout. Pure: bytes in, entries out.

It reads record by record with the standard library's expat. Document types are refused, which excludes entities,
expansion attacks and external files; the line of each record is known for the report. (pymarc reads the same files,
but its SAX parser accepts document types, and one record with a subfield without a code ends its reading.)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from votes.core.rows import RejectedRow
from votes.ingest.readers.catalogue_votes import CatalogueEntry, PrintedVote
from votes.ingest.readers.native_format import RecordFormatError
from votes.ingest.readers.sources import SourceFile
from votes.ingest.readers.table_file import TableFileError, refuse_other_file

CHUNK = 64 * 1024
# The library's largest year has 1,132 records, a record 150 fields, and a field 700 letters.
MAX_RECORDS = 100_000
MAX_FIELDS = 2_000
MAX_FIELD_LETTERS = 20_000
# The fields that every record of the Voting collection has some of: kind of vote, roll-call, body, totals.
MAX_ELEMENTS_NAMED = 20
VOTING_FIELDS = frozenset({"591", "967", "981", "996"})
RECORD_ADDRESS = "https://searchlibrary.ohchr.org/record/"
# Column of the CSV layout -> field and subfield.
FIELDS = {
    "record_id": ("001", ""),
    "symbol": ("791", "a"),
    "statement": ("245", "c"),
    "body": ("981", "a"),
    "vote_type": ("591", "a"),
    "meeting": ("952", "a"),
    "agenda_item_no": ("991", "b"),
    "agenda_item_title": ("991", "c"),
    "agenda_symbol": ("991", "a"),
    "agenda_subject": ("991", "d"),
    "draft": ("993", "a"),
    "yes": ("996", "b"),
    "no": ("996", "c"),
    "abstain": ("996", "d"),
    "nonvoting": ("996", "e"),
}
_SPONSORS = re.compile(r"^\s*Main sponsors?\s*:\s*", re.IGNORECASE)
_WHOLE_DATE = re.compile(r"\s*\d{4}-?\d\d-?\d\d\s*", re.ASCII)


@dataclass
class MarcRecord:
    """One record: its fields by tag, each as its subfields by code ('' for a control field's text)."""

    line: int
    n: int = 0
    fields: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    def get(self, tag: str, code: str) -> str:
        """The first such subfield that is not empty, or ''."""
        return next((text for part in self.fields.get(tag, ()) if (text := part.get(code, "").strip())), "")


class _Handler:
    """What expat calls: collects the records that end in each chunk."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.done: list[MarcRecord] = []
        self.root = ""
        self.record: MarcRecord | None = None
        self.part: dict[str, str] = {}
        self.code: str | None = None
        self.text: list[str] = []
        self.letters = 0
        # The first elements below the root, in their order.
        self.elements: dict[str, None] = {}
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.add_text
        self.parser.StartDoctypeDeclHandler = self.refuse

    def refuse(self, *_: Any) -> None:
        raise self.fail("a document type is not allowed")

    def fail(self, what: str) -> RecordFormatError:
        return RecordFormatError(f"{self.name}, line {self.parser.CurrentLineNumber}: {what}")

    def add_text(self, text: str) -> None:
        self.letters += len(text)
        if self.code is not None and self.letters > MAX_FIELD_LETTERS:
            raise self.fail(f"a field with more than {MAX_FIELD_LETTERS:,} letters")
        self.text.append(text)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = name.rpartition(" ")[2]
        self.root = self.root or element
        if element != self.root and len(self.elements) < MAX_ELEMENTS_NAMED:
            self.elements.setdefault(element)
        self.text.clear()
        self.letters = 0
        if element == "record":
            self.record = MarcRecord(self.parser.CurrentLineNumber)
        elif element in ("controlfield", "datafield") and self.record:
            self.record.n += 1
            if self.record.n > MAX_FIELDS:
                raise self.fail(f"a record with more than {MAX_FIELDS:,} fields")
            self.part, self.code = {}, "" if element == "controlfield" else None
            self.record.fields.setdefault(attributes.get("tag", ""), []).append(self.part)
        elif element == "subfield":
            self.code = attributes.get("code", "")

    def end(self, name: str) -> None:
        element = name.rpartition(" ")[2]
        if element == "record" and self.record:
            self.done.append(self.record)
            self.record = None
        elif element in ("controlfield", "subfield") and self.code is not None:
            text = "".join(self.text)
            # The values of a repeated subfield are joined, so that none is lost.
            self.part[self.code] = f"{self.part[self.code]} {text}" if self.code in self.part else text
            self.code = None
        self.text.clear()


def parse_records(name: str, content: bytes) -> Iterator[MarcRecord]:
    """The records of a MARCXML file, with a namespace or without.

    RecordFormatError names the line if the file is not XML, is cut off, or has a document type.
    """
    handler = _Handler(name)
    n = 0
    try:
        for start in range(0, len(content), CHUNK):
            handler.parser.Parse(content[start : start + CHUNK], False)
            n += len(handler.done)
            if n > MAX_RECORDS:
                raise handler.fail(f"more than {MAX_RECORDS:,} records. Divide the file")
            yield from handler.done
            handler.done.clear()
        handler.parser.Parse(b"", True)
    except expat.ExpatError as error:
        reason = expat.errors.messages[error.code]
        raise RecordFormatError(f"{name}, line {error.lineno}: not valid XML: {reason}") from error
    except (LookupError, ValueError) as error:
        if isinstance(error, RecordFormatError):
            raise
        raise RecordFormatError(f"{name}, line 1: {error}") from error
    yield from handler.done
    if not n + len(handler.done) and handler.root != "collection":
        raise RecordFormatError(f"{name}, line 1: not MARCXML; the root element is <{handler.root}>")
    if not n + len(handler.done) and handler.elements:
        seen = ", ".join(f"<{element}>" for element in handler.elements)
        raise RecordFormatError(
            f"{name}, line 1: the collection has no MARC record, only {seen}. Export the records as MARCXML"
        )


def build_cells(record: MarcRecord) -> dict[str, str]:
    """The record's text as the cells of `resolutions.csv`."""
    sponsors = [part.get("a", "") for part in record.fields.get("500", ())]
    dates = [record.get(tag, "a") for tag in ("269", "992")]
    addresses = [(part.get("y", ""), part.get("u", "")) for part in record.fields.get("856", ())]
    return {
        **{column: record.get(*where) for column, where in FIELDS.items()},
        "title": f"{record.get('245', 'a')} {record.get('245', 'b')}".strip(),
        # The second date has the day if the first is only a year.
        "date": next((date for date in dates if _WHOLE_DATE.fullmatch(date)), dates[0] or dates[1]),
        "main_sponsors": ", ".join(_SPONSORS.sub("", text) for text in sponsors if _SPONSORS.match(text)),
        "url_resolution": next((u for y, u in addresses if y.strip().lower() == "resolution"), ""),
        "record_url": f"{RECORD_ADDRESS}{record.get('001', '')}",
    }


def read_marcxml(file: SourceFile) -> tuple[list[CatalogueEntry], list[RejectedRow]]:
    """Every record of the file with its roll-call, and those without a number. RecordFormatError as above."""
    try:
        refuse_other_file(file.name, file.content)
    except TableFileError as error:
        raise RecordFormatError(str(error)) from error
    entries = []
    rejected = []
    is_voting, tags = False, set[str]()
    for record in parse_records(file.name, file.content):
        votes = tuple(
            PrintedVote(part.get("b", ""), part.get("d", ""), part.get("e", ""), f"seat {part.get('a', '')}")
            for part in record.fields.get("967", ())
        )
        is_voting = is_voting or not VOTING_FIELDS.isdisjoint(record.fields)
        tags |= record.fields.keys()
        where = f"line {record.line}"
        cells = build_cells(record)
        if cells["record_id"]:
            entries.append(CatalogueEntry(file.name, where, cells, votes, file.name))
        else:
            rejected.append(RejectedRow(file.name, "texts", where, "no record number", len(votes)))
    if entries and len(tags) > 1 and not is_voting:
        seen = ", ".join(sorted(tags)[:MAX_ELEMENTS_NAMED])
        wanted = ", ".join(sorted(VOTING_FIELDS))
        raise RecordFormatError(
            f"{file.name}: MARCXML of another collection: no record has a field of votes ({wanted}); the fields found "
            f"are {seen}. Export the records of the Voting collection"
        )
    return entries, rejected
