"""How a list is divided into lines and cells, within limits."""

import datetime
import time

import pytest

from votes.ingest.readers.table_file import read_table
from votes.ingest.readers.tabled_list.layout import format_table, list_lines
from votes.ingest.readers.tabled_list.reader import TabledList, parse_tabled


def parse(text: str) -> TabledList:
    return parse_tabled(text, datetime.date(2026, 6, 20), lambda _: False)


@pytest.mark.limit("layout.MAX_LINE_LENGTH")
@pytest.mark.parametrize(("length", "is_refused"), [(3999, False), (4000, False), (4001, True)])
def test_a_line_has_4000_letters_at_most(length: int, is_refused: bool) -> None:
    issues = parse("A/HRC/62/L.5 ".ljust(length, "y")).issues
    assert [issue.text.startswith("A/HRC") for issue in issues] == [
        is_refused
    ]  # else only the title is too long


@pytest.mark.limit("layout.MAX_LINES")
@pytest.mark.parametrize(("lines", "read"), [(1999, 1999), (2000, 2000), (2001, 2000)])
def test_a_list_has_2000_lines_at_most(lines: int, read: int) -> None:
    found = parse("\n".join(f"A/HRC/62/L.{n}\tFood" for n in range(1, lines + 1)))
    assert len(found.rows) == read
    assert [issue.kind for issue in found.issues] == ["too_many"] * (lines > read)


@pytest.mark.limit("layout.MAX_CELLS")
@pytest.mark.parametrize(("cells", "is_read"), [(29, True), (30, True), (31, False)])
def test_a_line_has_30_cells_at_most(cells: int, is_read: bool) -> None:
    assert bool(parse("\t".join(["A/HRC/62/L.5", "Food", *[""] * (cells - 2)])).rows) == is_read


@pytest.mark.parametrize(
    "content",
    [
        b"Symbol;Title;Item\nA/HRC/62/L.5;Water, sanitation;10\n",
        b"Symbol\tTitle\tItem\nA/HRC/62/L.5\tWater, sanitation\t10\n",
        b'Symbol,Title,Item\nA/HRC/62/L.5,"Water, sanitation",10\n',
        "Symbol\tTitle\tItem\nA/HRC/62/L.5\tWater, sanitation\t10\n".encode("utf-16"),
    ],
)
def test_a_file_becomes_lines_with_tabs(content: bytes) -> None:
    text = format_table(read_table("drafts.csv", content))
    assert text == "Symbol\tTitle\tItem\nA/HRC/62/L.5\tWater, sanitation\t10"


def test_a_line_of_a_file_keeps_its_number() -> None:
    text = format_table(read_table("drafts.csv", b"Symbol;Title\n;\nA/HRC/62/L.5;Food\nA/HRC/62/L.6;Water\n"))
    assert [line.number for line in list_lines(text)] == [1, 3, 4]


HOSTILE = [
    *[
        "9" * 200_000,
        " " * 200_000,
        "\t" * 200_000,
        "|" * 200_000,
        ";" * 200_000,
        "a" * 200_000,
        "- " * 100_000,
    ],
    *[
        "A/HRC/62/L.5 " * 15_000,
        "[" * 200_000,
        "(" * 200_000,
        "<tr>" * 50_000,
        "<td><!--" * 25_000,
        "\n" * 200_000,
        *[
            "<td <td " * 25_000,
            "</td" * 50_000,
            "<td><![CDATA[" * 15_000,
            "<td><?" * 30_000,
            "<tr><a href=" * 16_000,
        ],
        *["<td>&" * 40_000, "<tr><td><script>" * 12_000, "<td a='" * 28_000, "<td>A/HRC/62/L.5" * 12_000],
    ],
    *["A/HRC/62/L.5\tof\n" + "of\n" * 60_000, "A/HRC/62/L.5\n" * 15_000, "e\u0301" * 100_000, '"' * 200_000],
    *[
        ("A/HRC/62/L.5" + " " * 3900 + "x\n") * 50,
        ("Item 3" + " " * 3900 + ":\n") * 50,
        ("(a" * 1900 + "\n") * 50,
    ],
]


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:8] for text in HOSTILE])
def test_no_list_takes_long(text: str) -> None:
    """The bound is wide, so that it holds on a slow machine; quadratic work would take minutes."""
    started = time.process_time()
    parse(text)
    assert time.process_time() - started < 5
