"""Reads a file of one table, CSV or an Excel workbook, into rows of cells. Pure: bytes in, rows out.

The encoding, the separator and the kind of file are found in the bytes. What is not certain is refused with what was
seen and what to do. All is bounded: bytes, rows, columns, the length of a cell, and seconds.
"""

import csv
import datetime
import io
import re
import time
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

# A workbook is a zip archive: what its parts may have together once they are expanded, and how many there may be.
MAX_EXPANDED_BYTES = 128 * 1024 * 1024
MAX_PARTS = 2000
MAX_LINE_LETTERS = 1_000_000
# How many letters of a line a message shows.
MAX_LETTERS_QUOTED = 80
# The separator is the one that divides the first rows most evenly.
ROWS_COMPARED = 40
LETTERS_COMPARED = 100_000
WORKBOOK = "Excel workbook"
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
ZIP_START, GZIP_START, OLD_EXCEL_START, PDF_START = b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"%PDF"
PICTURE_STARTS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_SEPARATOR_LINE = re.compile(r"sep=(.)", re.IGNORECASE)
# A letter beyond ASCII as UTF-8 writes it, and the same read as Windows-1252 and stored again.
_UTF8_LETTER = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_CODED_TWICE = re.compile(
    "[ÃÂ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc]|â€[\u0090-\uffff]"
)
# What Western European texts have beyond ASCII. Two letters of these in a row are rare, three do not occur.
_WESTERN = frozenset(
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØŒÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøœùúûüýÿ‘’‚“”„–—…«»°ºª¿¡§·€£\xa0\xad"
)
_NOT_WESTERN_WORD = re.compile(r"[^\W\d_]*(?:[À-ÖØ-öø-ÿŒœ]{3})")


class TableFileError(ValueError):
    """A file cannot be read as a table; the message names the file and the line, what was seen, and what to do."""


@dataclass(frozen=True)
class TableLimits:
    """The largest table that is read."""

    bytes: int = 64 * 1024 * 1024
    rows: int = 500_000
    columns: int = 200
    letters: int = 20_000
    seconds: float = 30


@dataclass(frozen=True)
class TableRow:
    """One row that is not empty. `line`: where it ends in the file, or its row in the sheet, counted from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class TableFile:
    """The rows of a file in their order, the header too if it has one, and how the file was read, in words.

    `is_cut`: the last line of a CSV file does not end, so its last cell may be incomplete.
    """

    name: str
    form: str
    rows: tuple[TableRow, ...]
    is_cut: bool = False


@dataclass
class _Bounds:
    """Holds rows against the limits while they are read."""

    name: str
    limits: TableLimits
    clock: Callable[[], float]
    until: float = field(init=False)

    def __post_init__(self) -> None:
        self.until = self.clock() + self.limits.seconds

    def check(self, rows: Iterable[tuple[int, list[str]]]) -> Iterator[TableRow]:
        """The rows that are not empty, without blank cells after the last column of the table."""
        for n, (line, cells) in enumerate(rows, start=1):
            if n > self.limits.rows:
                raise self.refuse(line, f"more than {self.limits.rows:,} rows")
            if len(cells) > self.limits.columns:
                raise self.refuse(line, f"more than {self.limits.columns:,} columns")
            if any(len(cell) > self.limits.letters for cell in cells):
                raise self.refuse(line, f"a cell with more than {self.limits.letters:,} letters")
            if not n % 1000 and self.clock() > self.until:
                raise self.refuse(line, f"reading took more than {self.limits.seconds:g} seconds")
            if any(cell.strip() for cell in cells):
                yield TableRow(line, tuple(cells))

    def refuse(self, line: int, what: str) -> TableFileError:
        return TableFileError(
            f"{self.name}, line {line}: {what}. Divide the file, or remove what is not needed"
        )


def read_table(
    name: str,
    content: bytes,
    limits: TableLimits = TableLimits(),
    clock: Callable[[], float] = time.monotonic,
) -> TableFile:
    """The table in a file: CSV in UTF-8, UTF-16 or Windows-1252 with any usual separator, or .xlsx with one sheet.

    Raises TableFileError if it is another kind of file, damaged, larger than the limits, or not clear how to read.
    """
    if len(content) > limits.bytes:
        raise TableFileError(f"{name}: larger than {limits.bytes:,} bytes. Divide the file")
    bounds = _Bounds(name, limits, clock)
    if content.startswith(ZIP_START):
        return TableFile(name, WORKBOOK, tuple(bounds.check(_read_workbook(name, content, limits))))
    refuse_other_file(name, content)
    text, encoding = decode_text(name, content)
    if not text.strip():
        raise TableFileError(f"{name}: the file is empty. Export it again")
    separator, start = find_separator(text)
    rows = tuple(bounds.check(_read_csv(name, text, separator, start)))
    form = f"CSV in {encoding}, separated by {SEPARATORS.get(separator, repr(separator))}"
    return TableFile(name, form, rows, is_cut=not text.endswith(("\n", "\r")))


def refuse_other_file(name: str, content: bytes) -> None:
    """Raise TableFileError for a file that is no text, or a web page."""
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<script")):
        raise TableFileError(
            f"{name}, line 1: a web page, not a file of data. It begins {quote_line(start.decode('latin-1'))}. "
            "Open the address in a browser, pass its check, and save the file itself"
        )
    for kind, mark in (
        ("a PDF file", PDF_START),
        *(("a picture", mark) for mark in PICTURE_STARTS),
        ("an old Excel file (.xls)", OLD_EXCEL_START),
        ("compressed", GZIP_START),
    ):
        if content.startswith(mark):
            raise TableFileError(f"{name}: {kind}, not a table. Save it as .xlsx or as CSV in UTF-8")


def quote_line(text: str) -> str:
    """The first line that is not empty, in quotes and shortened, as a message shows it; 'nothing' without one."""
    head = text[:4096].strip()
    line = " ".join(head.splitlines()[0].split()) if head else ""
    line = "".join(letter if letter.isprintable() else "�" for letter in line)
    if not line:
        return "with nothing"
    return f"“{line}”" if len(line) <= MAX_LETTERS_QUOTED else f"“{line[:MAX_LETTERS_QUOTED]}…”"


# --- the encoding


def decode_text(name: str, content: bytes) -> tuple[str, str]:
    """The text of a file without a byte order mark, and the name of its encoding.

    Raises TableFileError, with the line, if the encoding is not clear or the file has letters that were coded twice.
    """
    text, encoding = _decode(name, content)
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise TableFileError(
            f"{name}, line {line}: a NUL byte, so this is not a text file. Save it as CSV in UTF-8"
        )
    if match := _CODED_TWICE.search(text):
        line = text.count("\n", 0, match.start()) + 1
        raise TableFileError(
            f"{name}, line {line}: {match[0]!r} is an accented letter in a wrong encoding. Export the file again "
            "as UTF-8"
        )
    return text, encoding


def _decode(name: str, content: bytes) -> tuple[str, str]:
    encoding = _find_utf16(content)
    if encoding:
        try:
            return content.decode(encoding).removeprefix("\ufeff"), "UTF-16"
        except UnicodeDecodeError as error:
            raise TableFileError(
                f"{name}: the file is damaged, it is not valid UTF-16. Export it again"
            ) from error
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        seen = content[content.rfind(b"\n", 0, error.start) + 1 :][:400].decode("latin-1")
        problem = f"{name}, line {line}: not UTF-8, in {quote_line(seen)}. Save the file as CSV in UTF-8"
        if _UTF8_LETTER.search(content):
            raise TableFileError(
                f"{problem}; other letters are UTF-8, so it may be damaged or cut off"
            ) from error
        text = content.decode("cp1252", "replace")
        foreign = {letter for letter in text if letter > "\x7f"} - _WESTERN
        if foreign or _NOT_WESTERN_WORD.search(text):
            raise TableFileError(problem) from error
        return text, "Windows-1252"


def _find_utf16(content: bytes) -> str:
    """The byte order of a text in UTF-16, by its mark or since every other byte of its start is NUL; '' for others."""
    if content.startswith(b"\xff\xfe"):
        return "utf-16-le"
    if content.startswith(b"\xfe\xff"):
        return "utf-16-be"
    start = content[:400]
    for order, first in (("utf-16-be", 0), ("utf-16-le", 1)):
        if (
            len(start) > 3
            and start[first::2].count(0) > 0.8 * len(start[first::2])
            and 0 not in start[1 - first :: 2]
        ):
            return order
    return ""


# --- CSV


def find_separator(text: str) -> tuple[str, int]:
    """The separator of a CSV text, and where its rows begin: after Excel's line "sep=;" if there is one.

    It is the separator that divides most of the first rows into one number of cells; a comma if none does.
    """
    first, end, _ = text.partition("\n")
    if match := _SEPARATOR_LINE.fullmatch(first.strip().strip('"')):
        return match[1], len(first) + len(end)
    lines = text[:LETTERS_COMPARED].splitlines(keepends=True)[:ROWS_COMPARED]
    best, found = (0, 0), ","
    for separator in SEPARATORS:
        try:
            widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=separator) if len(cells) > 1)
        except csv.Error:
            continue
        width, n = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        if (n, width) > best:
            best, found = (n, width), separator
    return found, 0


def _list_lines(name: str, text: str, skipped: int) -> Iterator[str]:
    """The lines of a text; one that is too long for a row is refused before it becomes millions of cells."""
    for number, line in enumerate(io.StringIO(text, newline=""), start=skipped + 1):
        if len(line) > MAX_LINE_LETTERS:
            raise TableFileError(
                f"{name}, line {number}: a line with more than {MAX_LINE_LETTERS:,} letters, not a table. It begins "
                f"{quote_line(line)}"
            )
        yield line


def _read_csv(name: str, text: str, separator: str, start: int) -> Iterator[tuple[int, list[str]]]:
    skipped = text.count("\n", 0, start)
    reader = csv.reader(_list_lines(name, text[start:], skipped), delimiter=separator, strict=True)
    try:
        for cells in reader:
            yield reader.line_num + skipped, cells
    except csv.Error as error:
        line = reader.line_num + skipped
        is_cut = str(error) == "unexpected end of data"
        reason = "the file ends inside quotation marks, so it is cut off" if is_cut else str(error)
        raise TableFileError(f"{name}, line {line}: {reason}. Export the file again") from error


# --- Excel


def _read_workbook(name: str, content: bytes, limits: TableLimits) -> Iterator[tuple[int, list[str]]]:
    """The rows of the only sheet with anything in it."""
    from openpyxl import load_workbook  # takes a tenth of a second, which other files need not wait

    refuse_large_archive(name, content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that openpyxl leaves out
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            filled = []
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # the file may state any
                if next(_read_sheet(sheet, limits), None):
                    filled.append(sheet)
    except Exception as error:  # openpyxl raises whatever a damaged part leads to
        raise TableFileError(
            f"{name}: the workbook is damaged and cannot be read. Save it again as .xlsx or as CSV"
        ) from error
    if len(filled) != 1:
        seen = ", ".join(sheet.title for sheet in filled) or "none"
        raise TableFileError(
            f"{name}: one sheet with a table is needed; sheets with cells: {seen}. Save one sheet alone"
        )
    try:
        yield from _read_sheet(filled[0], limits)
    except Exception as error:
        raise TableFileError(
            f"{name}: the workbook is damaged and cannot be read. Save it again as .xlsx or as CSV"
        ) from error


def refuse_large_archive(name: str, content: bytes) -> None:
    """Raise TableFileError for a zip archive that is no workbook, is damaged, or is too large when expanded."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise TableFileError(
            f"{name}: a zip archive that is damaged, and no workbook. Save the file again"
        ) from error
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_EXPANDED_BYTES:
        raise TableFileError(
            f"{name}: the workbook has more than {MAX_EXPANDED_BYTES:,} bytes when expanded, or more than "
            f"{MAX_PARTS:,} parts. Save the sheet as CSV"
        )
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        shown = ", ".join(part.filename for part in parts[:5])
        raise TableFileError(
            f"{name} is a zip archive with {shown}, not a workbook. Unpack it and choose the files in it"
        )


def _read_sheet(sheet: object, limits: TableLimits) -> Iterator[tuple[int, list[str]]]:
    rows = sheet.iter_rows(values_only=True, max_col=limits.columns + 1)  # type: ignore[attr-defined]
    for number, cells in enumerate(rows, start=1):
        if any(cell is not None for cell in cells):
            last = max(i for i, cell in enumerate(cells) if cell is not None)
            yield number, [format_cell(cell) for cell in cells[: last + 1]]


def format_cell(value: object) -> str:
    """A cell of a workbook as the text that it shows: 37.0 as "37", a day as "2018-03-23", an empty cell as ""."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
