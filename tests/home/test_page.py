"""The table under the chart of decisions by year."""

from votes.home.page import build_year_rows


def test_the_table_of_years_has_the_latest_first_and_every_cell() -> None:
    rows = [
        {"year": 2018, "adoption": "without_vote", "n": 70},
        {"year": 2018, "adoption": "recorded_vote", "n": 20},
        {"year": 2020, "adoption": "none", "n": 3},
    ]
    assert build_year_rows(rows, {}) == [
        {"year": 2020, "cells": [0, 0, 0, 3], "n": 3},
        {"year": 2018, "cells": [20, 70, 0, 0], "n": 90},
    ]
    assert build_year_rows([], {}) == []


def test_texts_without_a_day_stand_before_the_years() -> None:
    rows = [{"year": 2026, "adoption": "recorded_vote", "n": 3}]
    assert build_year_rows(rows, {"without_vote": 25, "none": 1}) == [
        {"year": None, "cells": [0, 25, 0, 1], "n": 26},
        {"year": 2026, "cells": [3, 0, 0, 0], "n": 3},
    ]
