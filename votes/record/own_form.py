"""The project's own form of a record: a folder that people read and review in a diff.

`states.csv`, `memberships.csv`, `series.csv`, and two files with one JSON object a line: `texts.jsonl` (a text
with its roll-call) and `explanations.jsonl`. Empty fields are left out. Codes in a roll-call stand in one
string, sorted, a position each.
"""

import csv
import datetime
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from votes.choices import Position
from votes.record.rows import ExplanationRow, MembershipRow, Record, SeriesRow, StateRow, TextRow

FILES = ("states.csv", "memberships.csv", "series.csv", "texts.jsonl", "explanations.jsonl")


class RecordFormatError(ValueError):
    """A file of the record cannot be read; the message names the file and the line."""


def parse_date(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def parse_other_names(text: str) -> tuple[tuple[str, int | None], ...]:
    """'Swaziland (until 2018); Kingdom of Eswatini' -> (("Swaziland", 2018), ("Kingdom of Eswatini", None))."""
    names: list[tuple[str, int | None]] = []
    for part in filter(None, (p.strip() for p in text.split(";"))):
        name, _, rest = part.partition(" (until ")
        names.append((name, int(rest.removesuffix(")"))) if rest else (part, None))
    return tuple(names)


def format_other_names(names: Iterable[tuple[str, int | None]]) -> str:
    return "; ".join(f"{name} (until {until})" if until else name for name, until in names)


def parse_state(row: dict[str, str]) -> StateRow:
    return StateRow(
        iso3=row["iso3"],
        name=row["name"],
        regional_group=row["regional_group"],
        article=row["article"] == "the",
        existed_until=parse_date(row["existed_until"]),
        other_names=parse_other_names(row["other_names"]),
    )


def parse_membership(row: dict[str, str]) -> MembershipRow:
    start = parse_date(row["start"])
    if start is None:
        raise ValueError("a term needs its first day")
    return MembershipRow(row["iso3"], start, parse_date(row["end"]), row["regional_group"], row["note"])


def _plain(row: Any) -> dict[str, Any]:
    """The fields of a row that differ from their defaults, as JSON knows them."""
    out: dict[str, Any] = {}
    for field in fields(row):
        value = getattr(row, field.name)
        default = field.default_factory() if field.default_factory is not MISSING else field.default
        if value != default:
            out[field.name] = value.isoformat() if isinstance(value, datetime.date) else value
    return out


def _build(cls: type, data: dict[str, Any]) -> Any:
    """`data` as a row of `cls`: dates and tuples restored, unknown keys refused."""
    known = {field.name: field for field in fields(cls)}
    if unknown := sorted(set(data) - set(known)):
        raise ValueError(f"unknown field {', '.join(unknown)}")
    for name, value in data.items():
        if name in ("date", "fetched_on"):
            data[name] = parse_date(value)
        elif isinstance(value, list):
            data[name] = tuple(value)
    return cls(**data)


def parse_text(line: str) -> TextRow:
    data = json.loads(line)
    roll_call = data.pop("roll_call", {})
    if strange := sorted(set(roll_call) - set(Position.values)):
        raise ValueError(f"unknown position {', '.join(strange)}")
    listed = [(iso3, position) for position, codes in roll_call.items() for iso3 in codes.split()]
    positions = dict(listed)
    if len(positions) != len(listed):
        raise ValueError("a State stands twice in the roll-call")
    return _build(TextRow, {**data, "positions": positions})


def format_text(row: TextRow) -> str:
    data = _plain(row)
    positions = data.pop("positions", {})
    roll_call = {
        position.value: " ".join(sorted(iso3 for iso3, p in positions.items() if p == position))
        for position in Position
    }
    if positions:
        data["roll_call"] = {position: codes for position, codes in roll_call.items() if codes}
    return json.dumps(data, ensure_ascii=False)


def parse_explanation(line: str) -> ExplanationRow:
    return _build(ExplanationRow, json.loads(line))


def format_explanation(row: ExplanationRow) -> str:
    return json.dumps(_plain(row), ensure_ascii=False)


def read_csv(name: str, text: str, parse: Callable[[dict[str, str]], Any]) -> list[Any]:
    """Every row of a CSV text through `parse`; RecordFormatError names the file and the line."""
    reader = csv.DictReader(io.StringIO(text))
    rows = []
    for row in reader:
        try:
            rows.append(parse(row))
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise RecordFormatError(f"{name}, line {reader.line_num}: {error!r}") from error
    return rows


def read_lines(name: str, text: str, parse: Callable[[str], Any]) -> list[Any]:
    """Every non-empty line through `parse`; RecordFormatError names the file and the line."""
    rows = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            rows.append(parse(line))
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise RecordFormatError(f"{name}, line {number}: {error}") from error
    return rows


def parse_record(files: dict[str, bytes]) -> Record:
    """The record in `files` (name -> content, the names of `FILES`); a missing file counts as empty."""
    try:
        texts = {name: files[name].decode("utf-8-sig") for name in FILES if name in files}
    except UnicodeDecodeError as error:
        raise RecordFormatError(f"not UTF-8: {error}") from error
    return Record(
        states=tuple(read_csv("states.csv", texts.get("states.csv", ""), parse_state)),
        memberships=tuple(read_csv("memberships.csv", texts.get("memberships.csv", ""), parse_membership)),
        series=tuple(
            read_csv(
                "series.csv", texts.get("series.csv", ""), lambda row: SeriesRow(row["slug"], row["title"])
            )
        ),
        texts=tuple(read_lines("texts.jsonl", texts.get("texts.jsonl", ""), parse_text)),
        explanations=tuple(
            read_lines("explanations.jsonl", texts.get("explanations.jsonl", ""), parse_explanation)
        ),
    )


def read_folder(folder: Path) -> dict[str, bytes]:
    """The files of the record in `folder`, by name."""
    return {name: (folder / name).read_bytes() for name in FILES if (folder / name).exists()}


def format_record(record: Record) -> dict[str, bytes]:
    """`record` as the files of the own form; `parse_record` gives the same record back."""

    def csv_bytes(header: list[str], rows: Iterable[list[Any]]) -> bytes:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
        return out.getvalue().encode()

    def lines(rows: Iterable[str]) -> bytes:
        return "".join(f"{row}\n" for row in rows).encode()

    return {
        "states.csv": csv_bytes(
            ["iso3", "name", "article", "regional_group", "existed_until", "other_names"],
            (
                [
                    s.iso3,
                    s.name,
                    "the" if s.article else "",
                    s.regional_group,
                    s.existed_until or "",
                    format_other_names(s.other_names),
                ]
                for s in record.states
            ),
        ),
        "memberships.csv": csv_bytes(
            ["iso3", "start", "end", "regional_group", "note"],
            ([m.iso3, m.start, m.end or "", m.regional_group, m.note] for m in record.memberships),
        ),
        "series.csv": csv_bytes(["slug", "title"], ([s.slug, s.title] for s in record.series)),
        "texts.jsonl": lines(format_text(row) for row in record.texts),
        "explanations.jsonl": lines(format_explanation(row) for row in record.explanations),
    }
