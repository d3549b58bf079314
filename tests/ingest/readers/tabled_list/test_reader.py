"""A pasted list of drafts: each line is read, or reported with the reason."""

import datetime
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.ingest.readers.tabled_list.reader import TabledList, TabledRow
from votes.ingest.readers.tabled_list.reader import parse_tabled as parse

TODAY = datetime.date(2026, 6, 20)
DAY = datetime.date(2026, 7, 8)
STATES = {"Cuba", "Egypt", "Ghana", "Norway", "Sudan", "African Group"}


def are_sponsors(text: str) -> bool:
    return all(part.strip() in STATES for part in re.split(r"[,;]| and ", text))


def parse_tabled(text: str) -> TabledList:
    return parse(text, TODAY, are_sponsors)


def build_row(title: str, number: int = 5, **given: Any) -> TabledRow:
    line = given.pop("line", 1)
    symbol = given.pop("symbol", f"A/HRC/62/L.{number}")
    return TabledRow(line, symbol, symbol.split("/")[2], title, **{"last_line": line} | given)


FULL = build_row("The right to food", item=3, expected_on=DAY, sponsors_as_printed="Cuba, Egypt")


@pytest.mark.parametrize(
    "line",
    [
        "A/HRC/62/L.5 | The right to food | 3 | Cuba, Egypt | 2026-07-08",
        "A/HRC/62/L.5\tThe right to food\tItem 3\tCuba, Egypt\t8 July 2026",
        "Cuba, Egypt\tThe right to food\t2026-07-08\tA/HRC/62/L.5\t3",
        "A/HRC/62/L.5 | Cuba, Egypt | The right to food | Item 3: Promotion of all human rights | 8 July 2026",
        "item 3; 8 July 2026; a/hrc/62/l.5; The right to food; Cuba, Egypt",
        "1.\tA/HRC/62/L.5*\tThe right to food\tItem 3\tCuba, Egypt\tWednesday, 8 July 2026",
        "• A/HRC/62/L.5  The right to food  Item 3  Cuba, Egypt  8 July 2026",
        "| **A/HRC/62/L.5** | The right to food | 3 | Cuba, Egypt | 2026-07-08 |",
        "<table><tr><td>A/HRC/62/L.5</td><td>The right to <b>food</b></td><td>3</td><td>Cuba, Egypt</td>"
        "<td>8&nbsp;July 2026</td></tr></table>",
    ],
)
def test_a_line_is_read_whatever_the_order_and_form_of_its_parts(line: str) -> None:
    read = parse_tabled(line)
    assert (read.rows, read.issues) == ([FULL], [])


@pytest.mark.parametrize(
    ("printed", "symbol"),
    [
        *[
            (f"A/HRC/62/L.5{mark}", "A/HRC/62/L.5")
            for mark in ("", "*", "**", "†", "¹", " [1]", " (1)", " 1/", " a/")
        ],
        *[
            (f"{mark}A/HRC/62/L.5", "A/HRC/62/L.5")
            for mark in ("• ", "- ", "* ", "1. ", "(1) ", "1) ", "12 ", "– ")
        ],
        *[("A/HRC/62/L.5/Rev.1", "A/HRC/62/L.5/Rev.1"), ("A/HRC/62/L.5 Rev. 1", "A/HRC/62/L.5/Rev.1")],
        *[("A / HRC / 62 / L. 5", "A/HRC/62/L.5"), ("a/hrc/62/l.5/rev.2*", "A/HRC/62/L.5/Rev.2")],
        *[
            ("A/HRC/S-40/L.1", "A/HRC/S-40/L.1"),
            ("A/HRC/62/L.05", "A/HRC/62/L.5"),
            ("[A/HRC/62/L.5]", "A/HRC/62/L.5"),
        ],
        *[
            ("A/HRC/62/L.5 (as orally revised)", "A/HRC/62/L.5"),
            ("Draft resolution A/HRC/62/L.5", "A/HRC/62/L.5"),
        ],
        *[
            ("A/HRC/62/L.5\u200b", "A/HRC/62/L.5"),
            ("A/\u00adHRC/62/L.5", "A/HRC/62/L.5"),
            ('"A/HRC/62/L.5"', "A/HRC/62/L.5"),
        ],
    ],
)
@pytest.mark.parametrize("between", ["\t", " | ", " "])
def test_a_symbol_with_marks_blanks_bullets_and_numbers_around_it(
    printed: str, symbol: str, between: str
) -> None:
    read = parse_tabled(f"{printed}{between}The right to food")
    assert [(row.symbol, row.title) for row in read.rows] == [(symbol, "The right to food")]
    assert read.issues == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("The right to water | 3", "no_symbol"),
        ("A/HRC/RES/37/23 | Adopted long ago", "no_symbol"),
        ("A/HRC/62/L.5/Add.1 | The right to food", "no_symbol"),
        ("L.5 | The right to food", "no_symbol"),
        ("A/HRC/62/L.5 | 3", "no_title"),
        ("A/HRC/62/L.5 | Food | Cuba | and more", "unrecognised"),
        ("A/HRC/62/L.5 | Food | 3 | 4", "unrecognised"),
        ("A/HRC/62/L.5 | Food | 11", "unrecognised"),
        ("A/HRC/62/L.5 and A/HRC/62/L.6 | Food", "unrecognised"),
        ("A/HRC/62/L.5–L.8 | Food", "unrecognised"),
        ("A/HRC/62/L.5 | Food | 31/06/2026", "bad_day"),
        (f"A/HRC/62/L.5 | {'x' * 1001}", "too_long"),
        (f"A/HRC/62/L.5 | Food | {'x' * 1501}", "too_long"),
        ("Symbol\tTitle\tItem\nA/HRC/62/L.5\tFood\t12", "bad_item"),
        ("Symbol\tTitle\tDate\nA/HRC/62/L.5\tFood\tsoon", "bad_day"),
        ("Symbol\tTitle\tDate\nA/HRC/62/L.5\tFood\tFriday, 8 July 2026", "bad_day"),
    ],
)
def test_a_line_that_is_not_understood_is_refused_with_the_reason(line: str, kind: str) -> None:
    read = parse_tabled(line)
    assert read.rows == []
    assert [issue.kind for issue in read.issues] == [kind]


def test_the_lines_after_a_refused_one_are_read() -> None:
    read = parse_tabled("A/HRC/62/L.5* | Food\nThe right to water | 3\nA/HRC/62/L.7 | Housing")
    assert [row.symbol for row in read.rows] == ["A/HRC/62/L.5", "A/HRC/62/L.7"]
    assert [(issue.line, issue.kind) for issue in read.issues] == [(2, "no_symbol")]


@pytest.mark.parametrize(
    "header",
    [
        "No.\tSymbol\tTitle\tItem\tMain sponsors",
        "N°\tCote\tTitre\tPoint de l’ordre du jour\tPrincipaux auteurs",
        "Núm.\tSignatura\tTítulo\tTema\tPatrocinadores principales",
        "#\tDraft resolution\tTitle of draft\tAgenda item\tCore group",
    ],
)
def test_a_header_says_what_the_columns_hold(header: str) -> None:
    read = parse_tabled(
        f"{header}\n1\tA/HRC/62/L.5\tSudan\t4\tNorway\n2\tA/HRC/62/L.6\tThe right to food\t10\tCuba; Egypt"
    )
    assert read.rows == [
        build_row("Sudan", item=4, sponsors_as_printed="Norway", line=2),
        build_row("The right to food", 6, item=10, sponsors_as_printed="Cuba; Egypt", line=3),
    ]
    assert [(note.line, note.kind) for note in read.notes if note.kind == "header"] == [(1, "header")]


def test_a_column_that_is_not_known_is_named() -> None:
    read = parse_tabled("Symbol\tTitle\tStatus\nA/HRC/62/L.5\tFood\tpending")
    assert read.rows == [build_row("Food", line=2)]
    assert ("column", "Status") in [(note.kind, note.text) for note in read.notes]


def test_a_markdown_table_with_links() -> None:
    text = "| Symbol | Title |\n|---|:---|\n| [A/HRC/62/L.5](https://example.org/L5) | The right to food |"
    read = parse_tabled(text)
    assert read.rows == [build_row("The right to food", source_url="https://example.org/L5", line=3)]
    assert [note.kind for note in read.notes] == ["header", "rule"]


def test_commas_separate_under_a_header_and_between_quotation_marks() -> None:
    row = build_row("Water, sanitation", sponsors_as_printed="Cuba, Egypt", line=2)
    assert parse_tabled('Symbol,Title,Sponsors\nA/HRC/62/L.5,"Water, sanitation","Cuba, Egypt"').rows == [row]
    quoted = parse_tabled('"A/HRC/62/L.5","Water, sanitation","Cuba, Egypt"')
    assert [one.title for one in quoted.rows] == ["Water, sanitation"]


def test_running_numbers_are_no_items() -> None:
    read = parse_tabled("1\tA/HRC/62/L.5\tFood\t4\n2\tA/HRC/62/L.6\tWater\t10")
    assert [(row.symbol, row.item) for row in read.rows] == [("A/HRC/62/L.5", 4), ("A/HRC/62/L.6", 10)]
    assert [note.kind for note in read.notes] == ["numbers"]
    items = parse_tabled("3\tA/HRC/62/L.5\tFood\n4\tA/HRC/62/L.6\tWater")
    assert [row.item for row in items.rows] == [3, 4]


@pytest.mark.parametrize(
    "heading",
    [
        "Item 3: Promotion of all human rights",
        "ITEM 3 – PROMOTION",
        "Agenda item 3",
        "Point 3 de l’ordre du jour",
        "Tema 3.",
    ],
)
def test_the_heading_of_an_item_is_for_the_drafts_below_it(heading: str) -> None:
    read = parse_tabled(
        f"{heading}\nA/HRC/62/L.5 The right to food\nItem 10\nA/HRC/62/L.6 Water\nA/HRC/62/L.7 | Peace | 4"
    )
    assert [row.item for row in read.rows] == [3, 10, 4]
    assert [note.kind for note in read.notes] == ["item", "item"]


@pytest.mark.parametrize(
    "text",
    [
        "A/HRC/62/L.5\tThe right to food in the context of\nclimate change\tCuba",
        "A/HRC/62/L.5\tThe right to food in the\ncontext of climate change\tCuba",
        "A/HRC/62/L.5\nThe right to food in the context of climate change\nCuba".replace("\nCuba", "\tCuba"),
        "| A/HRC/62/L.5 | The right to food in the context of | Cuba |\n|  | climate change |  |",
        "A/HRC/62/L.5\tThe right to food in the context of\tCuba\n\tclimate change",
    ],
)
def test_a_title_on_two_lines_is_joined(text: str) -> None:
    read = parse_tabled(text)
    row = build_row(
        "The right to food in the context of climate change", sponsors_as_printed="Cuba", last_line=2
    )
    assert (read.rows, read.issues) == ([row], [])


@pytest.mark.parametrize(
    "second",
    ["Page 2 of 5", "2/5", " | The right to water | 3", "Statements were made."],
)
def test_a_line_that_may_be_a_draft_of_its_own_is_not_joined(second: str) -> None:
    read = parse_tabled(f"A/HRC/62/L.5 | The right to food\n{second}")
    assert [row.title for row in read.rows] == ["The right to food"]
    assert [(issue.line, issue.kind) for issue in read.issues] == [(2, "no_symbol")]


@pytest.mark.parametrize("first", ["A/HRC/62/L.5 | ", "A/HRC/62/L.5 ", "3 | A/HRC/62/L.5 | "])
def test_a_title_that_may_go_on_in_the_line_below_is_refused_with_both_lines(first: str) -> None:
    read = parse_tabled(f"{first}Enhancement of international\nCooperation\nA/HRC/62/L.6 | The right to food")
    assert [row.symbol for row in read.rows] == ["A/HRC/62/L.6"]
    assert [(issue.line, issue.kind) for issue in read.issues] == [(1, "cut"), (2, "no_symbol")]


@pytest.mark.parametrize("below", ["Cooperation", "\nCooperation", "Cuba, Egypt"])
def test_a_title_with_cells_behind_it_or_no_words_under_it_is_whole(below: str) -> None:
    is_apart = below != "Cooperation"
    draft = "A/HRC/62/L.5 | The right to food" if is_apart else "A/HRC/62/L.5 | The right to food | 3 | Cuba"
    read = parse_tabled(f"{draft}\n{below}")
    assert [row.symbol for row in read.rows] == ["A/HRC/62/L.5"]
    assert [issue.kind for issue in read.issues] == ["no_symbol"]


@pytest.mark.parametrize(
    "text",
    [
        "Rights of the child\tA/HRC/62/L.5\nPrevention\nof genocide\tA/HRC/62/L.6",
        "Rights of the child\tA/HRC/62/L.5\nCooperation with the United\nNations\tA/HRC/62/L.6",
        "Rights of the child\tA/HRC/62/L.5\t3\tNorway and\nMandate of the\nexpert\tA/HRC/62/L.6",
    ],
)
def test_a_title_before_its_symbol_that_begins_a_line_earlier_is_refused(text: str) -> None:
    read = parse_tabled(text)
    assert [row.symbol for row in read.rows] == ["A/HRC/62/L.5"]
    assert [issue.kind for issue in read.issues][-1] == "no_symbol"


def test_a_semicolon_that_may_be_part_of_a_title_is_not_guessed() -> None:
    read = parse_tabled("A/HRC/62/L.5; Water; sanitation and hygiene; 3\nA/HRC/62/L.6; Food; Cuba")
    assert [row.symbol for row in read.rows] == ["A/HRC/62/L.6"]
    assert [(issue.line, issue.kind) for issue in read.issues] == [(1, "unrecognised")]


def test_more_cells_than_the_header_has_are_refused() -> None:
    read = parse_tabled("Symbol;Title\nA/HRC/62/L.5;Water; sanitation")
    assert [(issue.line, issue.kind) for issue in read.issues] == [(2, "unrecognised")]


def test_a_line_with_a_state_that_looks_like_a_heading_is_no_header() -> None:
    read = parse_tabled("A/HRC/62/L.5 | Food\n(2026) | Agenda item 2 | Côte d’Ivoire")
    assert [(issue.line, issue.kind) for issue in read.issues] == [(2, "no_symbol")]


def test_sponsors_on_two_lines_are_joined() -> None:
    (row,) = parse_tabled("A/HRC/62/L.5\tFood\tCuba, Egypt,\nGhana").rows
    assert row.sponsors_as_printed == "Cuba, Egypt, Ghana"


@pytest.mark.parametrize(
    ("line", "amends"),
    [
        ("A/HRC/62/L.70\tAmendment to draft resolution A/HRC/62/L.5\tCuba", "A/HRC/62/L.5"),
        ("A/HRC/62/L.70 Amendment to draft resolution L.5/Rev.1", "A/HRC/62/L.5/Rev.1"),
        ("A/HRC/62/L.70 | Amendments to A/HRC/62/L.5, as orally revised", "A/HRC/62/L.5"),
        ("A/HRC/62/L.70 | Amendement au projet de résolution A/HRC/62/L.5", "A/HRC/62/L.5"),
        ("A/HRC/62/L.70 | Enmienda al proyecto de resolución A/HRC/62/L.5", "A/HRC/62/L.5"),
        ("A/HRC/62/L.70 | A/HRC/62/L.5 | The right to food", "A/HRC/62/L.5"),
        ("Symbol\tTitle\tAmendment to\nA/HRC/62/L.70\tThe right to food\tL.5", "A/HRC/62/L.5"),
        ("Type\tSymbol\tTitle\nAmendment\tA/HRC/62/L.70\tTo A/HRC/62/L.5", "A/HRC/62/L.5"),
        ("Amendment A/HRC/62/L.70 | The right to food", ""),
    ],
)
def test_an_amendment_is_one_and_names_its_draft(line: str, amends: str) -> None:
    (row,) = parse_tabled(line).rows
    assert (row.symbol, row.kind, row.amends) == ("A/HRC/62/L.70", "amendment", amends)


def test_a_resolution_that_names_a_draft_is_no_amendment() -> None:
    (row,) = parse_tabled("A/HRC/62/L.5 | Follow-up to A/HRC/61/L.2").rows
    assert (row.kind, row.amends) == ("resolution", "")
    (decision,) = parse_tabled("Draft decision A/HRC/62/L.5 | Panel discussion").rows
    assert decision.kind == "decision"


def test_of_a_draft_and_its_revision_the_revision_is_read() -> None:
    read = parse_tabled(
        "A/HRC/62/L.5 | Food\nA/HRC/62/L.5/Rev.1 | Food, again\nA/HRC/62/L.5/Rev.1 | Once more"
    )
    assert [(row.symbol, row.title) for row in read.rows] == [("A/HRC/62/L.5/Rev.1", "Food, again")]
    assert [(issue.line, issue.kind) for issue in read.issues] == [(1, "revised"), (3, "twice")]


def test_brackets_behind_the_title_have_the_sponsors_or_the_item() -> None:
    read = parse_tabled(
        "A/HRC/62/L.5 The right to food (Cuba, Egypt)\nA/HRC/62/L.6 Peace (item 3)\nA/HRC/62/L.7 Food (2030)"
    )
    assert [(row.title, row.sponsors_as_printed, row.item) for row in read.rows] == [
        ("The right to food", "Cuba, Egypt", None),
        ("Peace", "", 3),
        ("Food (2030)", "", None),
    ]


@pytest.mark.limit("reader.LONGEST_TITLE")
@pytest.mark.parametrize(("length", "is_read"), [(999, True), (1000, True), (1001, False)])
def test_a_title_has_1000_letters_at_most(length: int, is_read: bool) -> None:
    assert bool(parse_tabled("A/HRC/62/L.5 " + "x" * length).rows) == is_read


@pytest.mark.limit("reader.LONGEST_SPONSORS")
@pytest.mark.parametrize(("length", "is_read"), [(1499, True), (1500, True), (1501, False)])
def test_sponsors_have_1500_letters_at_most(length: int, is_read: bool) -> None:
    assert bool(parse_tabled("A/HRC/62/L.5 | Food | " + "x" * length).rows) == is_read


@pytest.mark.limit("reader.LONGEST_ADDRESS")
@pytest.mark.parametrize(("length", "is_read"), [(499, True), (500, True), (501, False)])
def test_an_address_has_500_letters_at_most(length: int, is_read: bool) -> None:
    address = "https://example.org/".ljust(length, "x")
    assert bool(parse_tabled(f"A/HRC/62/L.5 | Food | {address}").rows) == is_read


CELLS = st.sampled_from(
    [
        "A/HRC/62/L.5",
        "A/HRC/62/L.6*",
        "The right to food",
        "climate change",
        "Cuba",
        "3",
        "8 July",
        "Item 3",
        "Title",
        "",
        "—",
    ]
)


@given(
    st.one_of(
        st.text(max_size=300),
        st.lists(st.lists(CELLS), max_size=6).map(lambda t: "\n".join(map("\t".join, t))),
    )
)
def test_no_text_is_an_error_and_every_line_is_accounted_for(text: str) -> None:
    read = parse_tabled(text)
    if re.search(r"<t[rdh][\s>]", text, re.IGNORECASE):
        return  # lines of a web page are not those of its table
    lines = {number for number, line in enumerate(text.splitlines(), start=1) if line.strip()}
    spans = [(row.line, row.last_line) for row in read.rows]
    spans += [(issue.line, issue.last_line) for issue in read.issues]
    named = {n for first, last in spans for n in range(first, max(first, last) + 1)} | {
        note.line for note in read.notes
    }
    assert lines <= named
