"""The table under the chart of decisions by year."""

from votes.home.page import DecisionsRow, build_decision_rows
from votes.home.service import YearCount, YearCounts


def test_the_table_of_years_has_the_latest_first_and_every_cell() -> None:
    rows = [
        YearCount(2018, "without_vote", 70),
        YearCount(2018, "recorded_vote", 20),
        YearCount(2020, "none", 3),
    ]
    assert build_decision_rows(YearCounts(rows, {})) == [
        DecisionsRow(2020, [0, 0, 0, 3], 3),
        DecisionsRow(2018, [20, 70, 0, 0], 90),
    ]
    assert build_decision_rows(YearCounts([], {})) == []


def test_texts_without_a_day_stand_before_the_years() -> None:
    rows = [YearCount(2026, "recorded_vote", 3)]
    assert build_decision_rows(YearCounts(rows, {"without_vote": 25, "none": 1})) == [
        DecisionsRow(None, [0, 25, 0, 1], 26),
        DecisionsRow(2026, [3, 0, 0, 0], 3),
    ]
