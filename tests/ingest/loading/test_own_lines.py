"""Amendments whose printed line names another symbol than the one they are filed under."""

from dataclasses import replace
from typing import Any

from votes.core.rows import TextRow
from votes.ingest.loading.own_lines import correct_symbols

LINE = "Amendment {} to draft resolution A/HRC/45/L.48/Rev.1 Rejected by a recorded vote"


def make(record: str, symbol: str, own: str, **fields: Any) -> TextRow:
    row = TextRow(
        symbol=symbol,
        kind="amendment",
        title="Rights of the child",
        session="45",
        adoption="recorded_vote",
        outcome="rejected",
        draft_as_printed=LINE.format(own),
        source="library",
        source_record=record,
    )
    return replace(row, **fields)


def test_the_line_proves_the_symbol_if_the_one_filed_is_anothers_and_its_own_is_free() -> None:
    first = make("30820", "A/HRC/45/L.64", "A/HRC/45/L.64")
    second = make("30821", "A/HRC/45/L.64", "A/HRC/45/L.57")
    kept, corrected = correct_symbols([first, second], [])
    assert kept == first
    assert (corrected.symbol, corrected.symbol_as_printed) == ("A/HRC/45/L.57", "A/HRC/45/L.64")
    assert corrected.note == (
        "The catalogue files this amendment under A/HRC/45/L.64, which is another one; its own line says A/HRC/45/L.57."
    )


def test_what_is_on_file_proves_it_as_well() -> None:
    on_file = make("30820", "A/HRC/45/L.64", "A/HRC/45/L.64")
    (corrected,) = correct_symbols([make("30821", "A/HRC/45/L.64", "A/HRC/45/L.57")], [on_file])
    assert corrected.symbol == "A/HRC/45/L.57"


def test_the_printed_form_with_a_remark_is_kept() -> None:
    rows = [
        make("1", "A/HRC/45/L.64", "A/HRC/45/L.64"),
        make("2", "A/HRC/45/L.64", "A/HRC/45/L.57", symbol_as_printed="A/HRC/45/L.64 as orally revised"),
    ]
    assert correct_symbols(rows, [])[1].symbol_as_printed == "A/HRC/45/L.64 as orally revised"


def test_a_line_copied_from_another_amendment_proves_nothing() -> None:
    """24/L.44 has the line of 24/L.43."""
    rows = [
        make("31164", "A/HRC/24/L.43", "A/HRC/24/L.43"),
        make("31165", "A/HRC/24/L.44", "A/HRC/24/L.43", note="A note."),
    ]
    kept, noted = correct_symbols(rows, [])
    assert kept == rows[0]
    assert (noted.symbol, noted.symbol_as_printed) == ("A/HRC/24/L.44", "")
    assert noted.note == (
        "A note. The catalogue’s line on this amendment names A/HRC/24/L.43, which is another amendment."
    )


def test_without_another_record_nothing_is_proven() -> None:
    (noted,) = correct_symbols([make("30994", "A/HRC/33/L.43", "A/HRC/33/L.41")], [])
    assert noted.symbol == "A/HRC/33/L.43"
    assert noted.note.endswith("names A/HRC/33/L.41; nothing on file says which symbol is right.")


def test_two_records_of_one_symbol_that_both_print_it_are_left() -> None:
    rows = [make("31016", "A/HRC/32/L.54", "A/HRC/32/L.54"), make("31021", "A/HRC/32/L.54", "A/HRC/32/L.54")]
    assert correct_symbols(rows, []) == rows


def test_the_symbol_filed_stays_where_its_other_holder_does_not_print_it() -> None:
    rows = [make("1", "A/HRC/45/L.64", "A/HRC/45/L.60"), make("2", "A/HRC/45/L.64", "A/HRC/45/L.57")]
    assert [row.symbol for row in correct_symbols(rows, [])] == ["A/HRC/45/L.64"] * 2


def test_only_the_lines_of_amendments_are_read() -> None:
    row = make("1", "A/HRC/RES/45/30", "A/HRC/45/L.64", kind="resolution")
    assert correct_symbols([row], []) == [row]
