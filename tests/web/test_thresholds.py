"""Each limit of what pages share: what it does just below it, at it and just above it."""

import django_tables2 as tables
import pytest
from django.test import RequestFactory

from votes.web.address import describe_unknown_names, describe_unknown_value
from votes.web.charts import build_year_axis
from votes.web.numbers import describe_interval, format_chance, round_or_none
from votes.web.tables import configure_table


@pytest.mark.parametrize(
    ("chance", "written"),
    [
        (0.0, "less than 1 %"),
        (0.0099, "less than 1 %"),
        (0.01, "1 %"),
        (0.0101, "1 %"),
        (0.9899, "99 %"),
        (0.99, "99 %"),
        (0.9901, "more than 99 %"),
        (1.0, "more than 99 %"),
    ],
)
def test_a_chance_is_never_written_as_0_or_100_percent(chance: float, written: str) -> None:
    assert format_chance(chance).replace("\N{NO-BREAK SPACE}", " ") == written


@pytest.mark.limit("numbers.DIGITS")
@pytest.mark.parametrize(("value", "rounded"), [(0.1234564, 0.123456), (0.1234566, 0.123457), (None, None)])
def test_figures_in_data_have_6_decimal_places(value: float | None, rounded: float | None) -> None:
    assert round_or_none(value) == rounded


def test_the_ends_of_an_interval_are_rounded_to_whole_percent() -> None:
    assert describe_interval((0.924, 0.976)).replace("\N{NO-BREAK SPACE}", " ") == "92–98 %"


@pytest.mark.limit("address.LONGEST_SHOWN")
@pytest.mark.parametrize(("length", "repeated"), [(59, 59), (60, 60), (61, 60)])
def test_60_characters_of_an_unknown_value_are_repeated(length: int, repeated: int) -> None:
    assert describe_unknown_value("§" * length, "topic").count("§") == repeated


class NumberTable(tables.Table):
    number = tables.Column()


@pytest.mark.limit("tables.PER_PAGE")
@pytest.mark.parametrize(("rows", "pages"), [(49, 1), (50, 1), (51, 2), (100, 2), (101, 3)])
def test_a_page_of_a_list_has_50_rows(rows: int, pages: int) -> None:
    table = NumberTable([{"number": number} for number in range(rows)])
    assert configure_table(RequestFactory().get("/"), table) == []
    assert table.paginator.num_pages == pages
    assert len(table.page) == min(rows, 50)


@pytest.mark.limit("address.MOST_NAMES_NOTED")
@pytest.mark.parametrize(("names", "noted"), [(4, 4), (5, 5), (6, 5)])
def test_5_unknown_names_are_noted(names: int, noted: int) -> None:
    assert len(describe_unknown_names([f"x{number}" for number in range(names)], [])) == noted


@pytest.mark.limit("charts.MOST_TICKED_YEARS")
@pytest.mark.parametrize(("last", "ticked"), [(2024, True), (2025, True), (2026, False)])
def test_each_of_six_years_at_most_has_its_own_tick(last: int, ticked: bool) -> None:
    assert (build_year_axis(range(2020, last + 1)).get("dtick") == 1) == ticked
