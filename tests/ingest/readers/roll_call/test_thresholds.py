"""Each limit of the reader of roll-calls: what it does just below it, at it and just above it."""

import pytest

from tests.ingest.readers.roll_call.printed import read
from votes.ingest.readers.roll_call.reader import LONGEST_TEXT, MOST_LINES
from votes.ingest.readers.roll_call.wordings import find_position

LIST = "In favour: Brazil\n"


def is_refused(text: str) -> bool:
    refusal = read(text).refusal
    return refusal is not None and refusal.kind == "too_long"


@pytest.mark.limit("reader.LONGEST_TEXT")
@pytest.mark.parametrize(("more", "refused"), [(-1, False), (0, False), (1, True)])
def test_a_text_has_100_000_characters_at_most(more: int, refused: bool) -> None:
    assert is_refused(LIST.ljust(LONGEST_TEXT + more, ".")) == refused


@pytest.mark.limit("reader.MOST_LINES")
@pytest.mark.parametrize(("lines", "refused"), [(3999, False), (4000, False), (4001, True)])
def test_a_text_has_4000_lines_at_most(lines: int, refused: bool) -> None:
    assert MOST_LINES == 4000
    assert is_refused(LIST + "\n" * (lines - 2)) == refused


@pytest.mark.limit("reader.FAULTS_OF_A_NAME")
@pytest.mark.parametrize(("known", "refused"), [(3, True), (4, True), (5, False)])
def test_a_misspelt_name_in_alternating_lines_needs_more_than_4_known_states(
    known: int, refused: bool
) -> None:
    states = ["Cuba", "China", "Albania", "Niger", "Norway"][:known]
    states.insert(2, "Freedonia")
    rows = zip(states, ["Yes", "No", "Abstain"] * 2, strict=False)
    assert bool(read("\n".join(f"{state}\n{position}" for state, position in rows)).refusal) == refused


@pytest.mark.limit("cells.LONGEST_ROW")
@pytest.mark.parametrize(("length", "is_row"), [(299, True), (300, True), (301, False)])
def test_a_row_without_cells_has_300_characters_at_most(length: int, is_row: bool) -> None:
    row = "Brazil".ljust(length - 3, "-") + "Yes"
    assert (len(row), bool(read(f"Cuba Yes\n{row}\nNorway Yes").issues)) == (length, not is_row)


@pytest.mark.limit("cells.LONGEST_LINE")
@pytest.mark.parametrize(("length", "is_row"), [(5999, True), (6000, True), (6001, False)])
def test_a_line_with_cells_has_6000_characters_at_most(length: int, is_row: bool) -> None:
    assert bool(read("Brazil\tYes\t".ljust(length) + "\nCuba\tYes").positions.get("BRA")) == is_row


@pytest.mark.limit("wordings.LONGEST_WORDING")
@pytest.mark.parametrize(("length", "is_position"), [(59, True), (60, True), (61, False)])
def test_the_words_for_a_position_have_60_characters_at_most(length: int, is_position: bool) -> None:
    assert (find_position("in favour".ljust(length)) is not None) == is_position


@pytest.mark.limit("wordings.SHORT")
@pytest.mark.parametrize(("heading", "is_heading"), [("Oui", False), ("Pour", False), ("Contre", True)])
def test_a_heading_of_up_to_4_letters_needs_a_sign(heading: str, is_heading: bool) -> None:
    assert (len(read(f"In favour: Brazil\n{heading} Cuba, China").positions) == 3) == is_heading


@pytest.mark.limit("marks.LONGEST_FOOTNOTE")
@pytest.mark.parametrize(("number", "is_total"), [(8, False), (9, False), (10, True)])
def test_a_number_in_square_brackets_is_a_total_from_10(number: int, is_total: bool) -> None:
    assert [issue.kind for issue in read(f"In favour [{number}]: Cuba").issues] == ["total"] * is_total


@pytest.mark.limit("rows.LEAST_ROWS")
@pytest.mark.parametrize(("rows", "is_column"), [(2, False), (3, True), (4, True)])
def test_a_table_with_another_column_has_3_rows(rows: int, is_column: bool) -> None:
    names = ["Brazil", "Cuba", "China", "Norway"][:rows]
    result = read("\n".join(f"{name}\tRuritania\tYes" for name in names))
    assert bool(result.issues) != is_column


@pytest.mark.limit("rows.MOST_COMMON")
@pytest.mark.parametrize(("common", "are_two"), [(1, False), (2, True), (3, True)])
def test_blocks_of_rows_that_share_2_states_are_two_votes(common: int, are_two: bool) -> None:
    first = ["Brazil", "Cuba", "China", "Norway"]
    second = [*first[:common], "Poland", "Namibia", "Nigeria"][:4]
    blocks = ["\n".join(f"{name}\tYes" for name in names) for names in (first, second)]
    assert (read("\nThe text as a whole\n".join(blocks)).refusal is not None) == are_two


@pytest.mark.limit("columns.LEAST_COLUMNS")
@pytest.mark.parametrize(("columns", "structure"), [(1, "headings"), (2, "columns"), (3, "columns")])
def test_a_table_of_positions_has_2_columns(columns: int, structure: str) -> None:
    heads = ["In favour", "Against", "Abstaining"][:columns]
    cells = ["Brazil", "Cuba", "China"][:columns]
    assert read("\t".join(heads) + "\n" + "\t".join(cells)).structure == structure
