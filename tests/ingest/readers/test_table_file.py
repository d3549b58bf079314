"""Files of one table: every usual way in which offices save them is read, and all others are refused with a message."""

import datetime
import gzip
import io
import itertools
import zipfile
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook

from votes.ingest.readers import table_file
from votes.ingest.readers.table_file import TableFileError, TableLimits, read_table

ROWS = [
    ("record_id", "iso3", "country", "vote"),
    ("27478", "CIV", "CÔTE D’IVOIRE", "Y"),
    ("27478", "CHN", "China", "A"),
]


def write_csv(rows: Sequence[tuple[str, ...]] = ROWS, separator: str = ",", end: str = "\n") -> str:
    return "".join(separator.join(cells) + end for cells in rows)


def write_workbook(*sheets: Sequence[tuple[object, ...]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for rows in sheets:
        sheet = book.create_sheet()
        for cells in rows:
            sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_cells(content: bytes) -> list[tuple[str, ...]]:
    return [row.cells for row in read_table("x", content).rows]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_encodings_and_ends_of_lines_give_the_same_rows(
    separator: str, encoding: str, end: str
) -> None:
    assert read_cells(write_csv(separator=separator, end=end).encode(encoding)) == ROWS


def test_how_a_file_was_read_is_said() -> None:
    assert read_table("x", write_csv(separator=";").encode()).form == "CSV in UTF-8, separated by semicolon"
    assert read_table("x", write_csv().encode("cp1252")).form == "CSV in Windows-1252, separated by comma"


def test_excels_line_that_names_the_separator_is_no_row() -> None:
    table = read_table("x", b"sep=;\r\na;b\r\n1;2\r\n")
    assert [(row.line, row.cells) for row in table.rows] == [(2, ("a", "b")), (3, ("1", "2"))]


def test_commas_in_the_cells_of_a_table_with_semicolons() -> None:
    text = "symbol;title\nL.1;Food, water, and housing\nL.2;Torture, and other treatment, again\n"
    assert read_cells(text.encode())[1] == ("L.1", "Food, water, and housing")


def test_a_workbook_gives_the_same_rows() -> None:
    assert read_cells(write_workbook(ROWS, [])) == ROWS


def test_cells_of_a_workbook_as_text() -> None:
    day, moment = (datetime.datetime.fromisoformat(text) for text in ("2018-03-23", "2018-03-23T10:30"))
    rows = [(27478, 37.0, 1.5, day, moment, None, True)]
    assert read_cells(write_workbook(rows)) == [
        ("27478", "37", "1.5", "2018-03-23", "2018-03-23 10:30:00", "", "True")
    ]


def test_empty_rows_are_left_out_and_lines_stay_right() -> None:
    table = read_table("x", b"a,b\n\n,\n1,2\n")
    assert [row.line for row in table.rows] == [1, 4]


def test_a_last_line_without_an_end_is_noticed() -> None:
    assert read_table("x", b"a,b\n1,").is_cut
    assert not read_table("x", b"a,b\n1,\n").is_cut


BOMB = io.BytesIO()
with zipfile.ZipFile(BOMB, "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("xl/workbook.xml", bytes(200 * 1024 * 1024))
DAMAGED = io.BytesIO()
with zipfile.ZipFile(DAMAGED, "w") as archive:
    archive.writestr("xl/workbook.xml", "<workbook/>")
OTHER_ZIP = io.BytesIO()
with zipfile.ZipFile(OTHER_ZIP, "w") as archive:
    archive.writestr("letter.txt", "x")
REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "the file is empty"),
    "blank": (b" \n\t\r\n", "the file is empty"),
    "a web page": (
        b"<!DOCTYPE html><title>Request blocked</title>",
        "a web page, not a file of data. It begins “<!doctype html>",
    ),
    "PDF": (b"%PDF-1.7", "a PDF file"),
    "PNG": (b"\x89PNG\r\n\x1a\n", "a picture, not a table"),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Excel file"),
    "gzip": (gzip.compress(b"a,b"), "compressed"),
    "NUL": (b"a,b\n1,\x00\n", "line 2: a NUL byte"),
    "Cyrillic": ("код,страна\n1,Китай\n".encode("cp1251"), "line 1: not UTF-8"),
    "Polish": ("kod,państwo\n1,Łódź\n".encode("cp1250"), "not UTF-8"),
    "cut in a letter": (
        "a,b\n1,Türkiye\n2,Côte d’Iv".encode()[:-4] + b"\xe2",
        "it may be damaged or cut off",
    ),
    "coded twice": (
        b"a,b\n1," + "CÔTE D’IVOIRE".encode().decode("cp1252", "replace").encode(),
        "line 2",
    ),
    "half of UTF-16": ("a,b\n1,2".encode("utf-16")[:-1], "not valid UTF-16"),
    "open quotation": (b'a,b\n1,"x\n', "the file ends inside quotation marks"),
    "a zip archive": (OTHER_ZIP.getvalue(), "a zip archive with letter.txt"),
    "half an archive": (write_workbook(ROWS)[:-200], "a zip archive that is damaged"),
    "a damaged workbook": (DAMAGED.getvalue(), "the workbook is damaged"),
    "a zip bomb": (BOMB.getvalue(), "when expanded"),
    "no sheet": (write_workbook([], []), "sheets with cells: none"),
    "two sheets": (write_workbook(ROWS, ROWS), "Save one sheet alone"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_says_what_was_seen(name: str) -> None:
    content, words = REFUSED[name]
    with pytest.raises(TableFileError) as refusal:
        read_table("list.csv", content)
    assert words in str(refusal.value)
    assert str(refusal.value).startswith("list.csv")


@given(st.binary(max_size=400))
@example(b"PK\x03\x04")
@example(b"\xff\xfe\x00")
def test_any_bytes_give_a_table_or_a_message(content: bytes) -> None:
    try:
        table = read_table("x", content)
    except TableFileError:
        return
    assert all(any(cell.strip() for cell in row.cells) for row in table.rows)


@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="ascii", exclude_characters="\x00"), max_size=9),
            min_size=2,
            max_size=4,
        ),
        min_size=1,
        max_size=6,
    )
)
def test_quoted_cells_survive(rows: list[list[str]]) -> None:
    """Whatever the cells contain, even separators, quotation marks and ends of lines."""
    width = max(map(len, rows))
    full = [tuple(cells + ["x"] * (width - len(cells))) for cells in rows]
    text = "".join(
        ",".join('"{}"'.format(cell.replace('"', '""')) for cell in cells) + "\n" for cells in full
    )
    if table_file.find_separator(text) == (",", 0):
        assert read_cells(text.encode()) == [cells for cells in full if any(cell.strip() for cell in cells)]


# --- limits


@pytest.mark.parametrize(
    ("limit", "allowed", "refused", "words"),
    [
        (TableLimits(bytes=8), b"a,b\n1,2\n", b"a,b\n1,23\n", "larger than 8 bytes"),
        (TableLimits(rows=2), b"a,b\n1,2\n", b"a,b\n1,2\n3,4\n", "line 3: more than 2 rows"),
        (TableLimits(columns=2), b"a,b\n", b"a,b,c\n", "line 1: more than 2 columns"),
        (TableLimits(letters=3), b"a,bcd\n", b"a,bcde\n", "a cell with more than 3 letters"),
    ],
)
def test_the_limits_of_a_table(limit: TableLimits, allowed: bytes, refused: bytes, words: str) -> None:
    assert read_table("x", allowed, limit).rows
    with pytest.raises(TableFileError, match=words):
        read_table("x", refused, limit)


def test_reading_stops_after_its_seconds() -> None:
    ticks = itertools.count(step=20)
    assert read_table("x", b"a,b\n" * 999, TableLimits(seconds=30), lambda: next(ticks)).rows
    with pytest.raises(TableFileError, match="more than 30 seconds"):
        read_table("x", b"a,b\n" * 2000, TableLimits(seconds=30), lambda: next(ticks))


@pytest.mark.limit("table_file.MAX_LINE_LETTERS")
def test_a_line_of_a_million_letters_is_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_file, "MAX_LINE_LETTERS", 8)
    assert read_cells(b"a,b\n1,23456\n")  # 8 letters with the end
    with pytest.raises(TableFileError, match="line 2: a line with more than 8 letters"):
        read_cells(b"a,b\n1,234567\n")


@pytest.mark.limit("table_file.MAX_LETTERS_QUOTED")
def test_a_message_quotes_80_letters() -> None:
    assert table_file.quote_line("x" * 80) == f"“{'x' * 80}”"
    assert table_file.quote_line("x" * 81) == f"“{'x' * 80}…”"


@pytest.mark.limit("table_file.LETTERS_COMPARED")
@pytest.mark.parametrize(("letters", "separator"), [(99_996, ";"), (99_997, ";"), (99_998, ",")])
def test_the_separator_is_found_in_the_first_100000_letters(letters: int, separator: str) -> None:
    """The row "a;b" counts if the separator is among them."""
    assert table_file.find_separator("x" * letters + "\na;b\n")[0] == separator


@pytest.mark.limit("table_file.ROWS_COMPARED")
def test_the_separator_is_found_in_the_first_40_rows() -> None:
    title = "Votes of the Council\n"
    assert table_file.find_separator(title * 39 + "a;b\n")[0] == ";"
    assert table_file.find_separator(title * 40 + "a;b\n")[0] == ","


@pytest.mark.limit("table_file.MAX_EXPANDED_BYTES", "table_file.MAX_PARTS")
def test_the_size_of_a_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    content = write_workbook(ROWS)
    parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    for name, size in (
        ("MAX_EXPANDED_BYTES", sum(part.file_size for part in parts)),
        ("MAX_PARTS", len(parts)),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(table_file, name, size)
            assert read_cells(content) == ROWS
            patch.setattr(table_file, name, size - 1)
            with pytest.raises(TableFileError, match="when expanded"):
                read_cells(content)
