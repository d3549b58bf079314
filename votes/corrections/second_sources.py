"""Corrections that come with the code: values in which the catalogue is wrong, and what a second source says.

`fixtures/second_sources/corrections.csv` has one row for each value. Each import applies a row if the catalogue still
gives the value that the row expects. A correction that somebody withdrew is not made again.
"""

import csv
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings

from votes.checking.findings import Rule
from votes.core.choices import CorrectedField
from votes.core.models.correction import OF_A_STATE
from votes.core.rows import TextRow
from votes.corrections.overlay import CorrectionRow, get_value
from votes.corrections.proved import ProvedCorrection

FILE = settings.BASE_DIR / "fixtures" / "second_sources" / "corrections.csv"


@cache
def read_second_sources(path: Path = FILE) -> Mapping[str, tuple[ProvedCorrection, ...]]:
    """The corrections of each text by its symbol, in the order of the file; read once in a process.

    ValueError names the line of a row that lacks its reason, corrects nothing, or names a field that is not known.
    """
    by_symbol: dict[str, list[ProvedCorrection]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            by_symbol[row["symbol"]].append(read_row(row, number))
    return {symbol: tuple(found) for symbol, found in by_symbol.items()}


def read_row(row: Mapping[str, str], number: int) -> ProvedCorrection:
    correction = CorrectionRow(row["field"], row["before"], row["after"], row["state"])
    of_a_state = correction.field in OF_A_STATE
    if (
        correction.field not in CorrectedField.values
        or bool(correction.state) != of_a_state
        or correction.before == correction.after
        or not row["reason"]
    ):
        raise ValueError(f"line {number} is not a correction with its reason")
    return ProvedCorrection(
        correction, Rule.SECOND_SOURCE, row["reason"], row["source_title"], row["source_url"]
    )


def find_second_sources(row: TextRow) -> list[ProvedCorrection]:
    """The corrections of `row` whose expected values it has."""
    return [
        found for found in read_second_sources().get(row.symbol, ()) if is_expected(row, found.correction)
    ]


def is_expected(row: TextRow, correction: CorrectionRow) -> bool:
    return get_value(row, correction.field, correction.state) == correction.before
