"""Answers that are files: CSV a spreadsheet cannot be tricked by, JSON anyone may fetch."""

import csv
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse, JsonResponse

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def escape_formula(value: Any) -> Any:
    """The value of a cell; an apostrophe is put before a text that a spreadsheet would run as a formula; None is ""."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return "" if value is None else value


def build_file_name(name: str, scope: Mapping[str, str]) -> str:
    """'resolutions_year-2018_kind-resolution.csv': the name of every export contains its scope."""
    parts = [name, *(f"{key}-{value}" for key, value in scope.items())]
    return re.sub(r"[^A-Za-z0-9._-]+", "-", "_".join(parts)).strip("-")[:150] + ".csv"


def build_csv(
    name: str, scope: Mapping[str, str], columns: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> HttpResponse:
    """`rows` as a CSV download in UTF-8; its file name has `name` and the scope.

    The first line names the `columns`, with or without rows. ValueError where a row has others.
    """
    if rows and rows[0].keys() != set(columns):
        raise ValueError(f"the rows have the columns {list(rows[0])}, not {list(columns)}")
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{build_file_name(name, scope)}"'
    writer = csv.writer(response)
    writer.writerow(columns)
    writer.writerows([escape_formula(row[column]) for column in columns] for row in rows)
    return response


def build_json(payload: Mapping[str, Any], status: int = 200, indent: int | None = 1) -> JsonResponse:
    """`payload` as JSON that other sites may fetch; readable, or without `indent` in one line, for large tables."""
    options = {"ensure_ascii": False, "indent": indent}
    response = JsonResponse(payload, status=status, json_dumps_params=options)
    response["Access-Control-Allow-Origin"] = "*"
    return response
