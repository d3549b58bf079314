"""The table under the chart of decisions by year."""

from collections.abc import Mapping, Sequence
from typing import Any

from votes.core.choices import Adoption


def build_year_rows(rows: Sequence[Mapping[str, Any]], undated: Mapping[str, int]) -> list[dict[str, Any]]:
    """The table under the year-by-year chart, latest year first: {"year", "cells": [n by adoption], "n"}.

    Before them, with None for the year, the texts without a day on file, if there are any.
    """
    years: dict[int, dict[str, int]] = {}
    for row in rows:
        years.setdefault(row["year"], {})[row["adoption"]] = row["n"]
    ordered: list[tuple[int | None, Mapping[str, int]]] = [(None, undated)] if undated else []
    ordered += sorted(years.items(), reverse=True)
    return [
        {
            "year": year,
            "cells": [counts.get(adoption.value, 0) for adoption in Adoption],
            "n": sum(counts.values()),
        }
        for year, counts in ordered
    ]
