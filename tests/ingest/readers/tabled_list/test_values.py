"""Days, items and symbols as offices write them."""

import datetime

import pytest

from votes.ingest.readers.tabled_list.columns import Column, find_column, is_header
from votes.ingest.readers.tabled_list.values import ReadDay, parse_day, parse_item, parse_symbol

TODAY = datetime.date(2026, 6, 20)
DAY = datetime.date(2026, 6, 25)  # a Thursday


@pytest.mark.parametrize(
    "text",
    [
        *["2026-06-25", "2026/06/25", "2026-06-25 00:00:00", "25 June 2026", "25 Jun 2026", "25 Jun. 2026"],
        *[
            "25th June 2026",
            "25 of June 2026",
            "June 25, 2026",
            "Thursday, 25 June 2026",
            "Thu 25 June 2026",
            "25-Jun-2026",
        ],
        *[
            "jeudi 25 juin 2026",
            "Jeudi, le 25 juin 2026",
            "jueves, 25 de junio de 2026",
            "25 de junio del 2026",
        ],
        *["THURSDAY, 25 JUNE 2026", "25 June 2026, 10 a.m.", "25 June 2026 (morning)", "25  June\xa02026"],
    ],
)
def test_a_day_that_says_all(text: str) -> None:
    assert parse_day(text, TODAY) == ReadDay(DAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *[("25/06/2026", (2026, 6, 25)), ("25.06.2026", (2026, 6, 25)), ("25-06-2026", (2026, 6, 25))],
        *[("25.6.2026", (2026, 6, 25)), ("1er juillet 2026", (2026, 7, 1)), ("1.º de julio de 2026", None)],
    ],
)
def test_days_in_numbers(text: str, day: tuple[int, int, int] | None) -> None:
    assert parse_day(text, TODAY) == (ReadDay(datetime.date(*day)) if day else None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *[("06/07/2026", (2026, 7, 6)), ("06/25/2026", (2026, 6, 25)), ("25/06/26", (2026, 6, 25))],
        *[("25 June", (2026, 6, 25)), ("Thursday, 25 June", (2026, 6, 25)), ("3 January", (2027, 1, 3))],
        *[("25 juin", (2026, 6, 25)), ("25 December", (2026, 12, 25))],
    ],
)
def test_a_day_that_leaves_something_open_says_so(text: str, day: tuple[int, int, int]) -> None:
    """The day comes before the month; a day without a year is the nearest one, and rather one to come."""
    assert parse_day(text, TODAY) == ReadDay(datetime.date(*day), is_assumed=True)


@pytest.mark.limit("values.LONGEST_PAST")
@pytest.mark.parametrize(("days", "year"), [(59, 2026), (60, 2026), (61, 2027)])
def test_a_day_without_a_year_is_at_most_60_days_ago(days: int, year: int) -> None:
    read = parse_day("20 June", TODAY + datetime.timedelta(days=days))
    assert read == ReadDay(datetime.date(year, 6, 20), is_assumed=True)


def test_equal_day_and_month_leave_nothing_open() -> None:
    assert parse_day("07/07/2026", TODAY) == ReadDay(datetime.date(2026, 7, 7))


@pytest.mark.parametrize(
    "text",
    [
        *[
            "2026-02-30",
            "31 June 2026",
            "8 Julember 2026",
            "8",
            "",
            "Friday, 25 June 2026",
            "25 Ju 2026",
            "25/13/2026",
        ],
        *[
            "13/13/2026",
            "Someday, 25 June 2026",
            "25/06",
            "June",
            "30 February",
            "The right to food",
            "x" * 61,
        ],
    ],
)
def test_what_is_no_day(text: str) -> None:
    assert parse_day(text, TODAY) is None


@pytest.mark.limit("values.LONGEST_DAY")
@pytest.mark.parametrize(("length", "is_read"), [(59, True), (60, True), (61, False)])
def test_a_day_has_60_letters_at_most(length: int, is_read: bool) -> None:
    text = "25 June 2026".ljust(length)
    assert (parse_day(text, TODAY) is not None) == is_read


@pytest.mark.limit("values.SHORTEST_WORD")
@pytest.mark.parametrize(("month", "is_read"), [("Se", False), ("Sep", True), ("Sept", True)])
def test_a_month_cut_short_has_3_letters(month: str, is_read: bool) -> None:
    assert (parse_day(f"25 {month} 2026", TODAY) is not None) == is_read


@pytest.mark.parametrize(
    ("text", "item"),
    [
        *[
            ("3", 3),
            ("3.", 3),
            ("Item 3", 3),
            ("item 10", 10),
            ("Agenda item 3", 3),
            ("(item 3)", 3),
            ("Item no. 3", 3),
        ],
        *[
            ("Item 3: Promotion of human rights", 3),
            ("Item 3 – Promotion", 3),
            ("Item 3. Promotion", 3),
            ("Tema 3", 3),
        ],
        *[
            ("Point 3 de l’ordre du jour", 3),
            ("Point 3 de l’ordre du jour : Promotion", 3),
            ("Tema 3 de la agenda", 3),
        ],
        *[
            ("0", None),
            ("11", None),
            ("Item 11", None),
            ("3 and 4", None),
            ("Items of the agenda", None),
            ("", None),
        ],
        *[("Item 30: Food", None), ("2026", None)],
    ],
)
def test_agenda_items(text: str, item: int | None) -> None:
    assert parse_item(text) == item


@pytest.mark.parametrize(
    "text",
    ["A/HRC/62/L", "A/HRC/L.5", "A/HRC/62/L.5/Add.1", "A/HRC/62/L.12345", "xA/HRC/62/L.5", "A/HRC/0/L.1"],
)
def test_what_is_no_symbol_of_a_draft(text: str) -> None:
    assert parse_symbol(text) is None


@pytest.mark.limit("columns.LONGEST_HEADING")
@pytest.mark.parametrize(("length", "column"), [(59, Column.TITLE), (60, Column.TITLE), (61, Column.OTHER)])
def test_a_heading_has_60_letters_at_most(length: int, column: Column) -> None:
    assert find_column("Title".ljust(length, "-")) == column


def test_a_line_of_words_is_no_header() -> None:
    assert not is_header(["The right to food", "Cuba"])
    assert not is_header(["Title", "Title"])
    assert not is_header(["Date", "Item"])
    assert is_header(["Title", "", "Item"])
