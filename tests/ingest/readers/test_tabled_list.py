"""A pasted list of drafts: each line is read, or reported with the reason."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.ingest.readers.tabled_list import TabledRow, parse_day, parse_tabled

DAY = datetime.date(2026, 7, 8)


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("A/HRC/62/L.5 | The right to food", TabledRow(1, "A/HRC/62/L.5", "62", "The right to food")),
        (
            "A/HRC/62/L.5\tThe right to food\t3\tCuba, Egypt\t2026-07-08\thttps://example.org/1",
            TabledRow(
                1, "A/HRC/62/L.5", "62", "The right to food", 3, DAY, "Cuba, Egypt", "https://example.org/1"
            ),
        ),
        (
            "item 4; 8 July 2026; a/hrc/62/l.12/rev.1; Situation in X; Norway",
            TabledRow(1, "A/HRC/62/L.12/Rev.1", "62", "Situation in X", 4, DAY, "Norway"),
        ),
        ("A/HRC/S-40/L.1|Sudan", TabledRow(1, "A/HRC/S-40/L.1", "S-40", "Sudan")),
    ],
)
def test_a_line_is_read_whatever_the_order_of_its_parts(line, row):
    assert parse_tabled(line) == ([row], [])


@pytest.mark.parametrize(
    ("text", "issues"),
    [
        ("A/HRC/62/L.5 | Food\nThe right to water | 3", [(2, "no_symbol")]),
        ("A/HRC/62/L.5 | 3", [(1, "no_title")]),
        ("A/HRC/62/L.5 | Food\n\nA/HRC/62/L.5 | Food again", [(3, "twice")]),
        ("A/HRC/62/L.5 | Food | Cuba | and more", [(1, "unrecognised")]),
        ("A/HRC/RES/37/23 | Adopted long ago\nA/HRC/RES/37/24 | Too", [(2, "no_symbol")]),
        (f"A/HRC/62/L.5 | {'x' * 4001}", [(1, "too_long")]),
    ],
)
def test_a_line_without_a_valid_draft_is_reported(text, issues):
    assert [(p.line, p.kind) for p in parse_tabled(text)[1]] == issues


def test_the_head_of_a_table_is_passed_over():
    rows, issues = parse_tabled("Symbol\tTitle\tItem\nA/HRC/62/L.5\tFood\t3\n")
    assert [row.symbol for row in rows] == ["A/HRC/62/L.5"]
    assert issues == []


@pytest.mark.parametrize("text", ["2026-02-30", "31 June 2026", "8 Julember 2026", "8", ""])
def test_what_is_no_day(text):
    assert parse_day(text) is None


@given(st.text(max_size=300))
def test_no_text_is_an_error_and_every_line_is_accounted_for(text):
    rows, issues = parse_tabled(text)
    lines = [number for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    named = {row.line for row in rows} | {problem.line for problem in issues}
    # The first line may be the head of a table.
    assert named | set(lines[:1]) == set(lines)
    assert len(named) == len(rows) + len(issues)
