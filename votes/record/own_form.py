"""The project's own form of a record: a folder that people read and review in a diff.

`states.csv`, `memberships.csv`, `series.csv`, and two files with one JSON object a line: `texts.jsonl` (a text
with its roll-call) and `explanations.jsonl`. Empty fields are left out. Codes in a roll-call stand in one
string, sorted, a position each.
"""

import csv
import datetime
import io
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin

from votes.choices import Position
from votes.record.rows import ExplanationRow, MembershipRow, Record, SeriesRow, StateRow, TextRow

FILES = ("states.csv", "memberships.csv", "series.csv", "texts.jsonl", "explanations.jsonl")


# What no database stores in a text.
_UNSTORABLE = re.compile("[\\x00\\ud800-\\udfff]")


class RecordFormatError(ValueError):
    """A file of the record cannot be read; the message names the file and the line."""


def parse_date(text: str | None) -> datetime.date | None:
    """'2018-03-23' as a date, '' and None as None; ValueError for anything else."""
    if text is None or text == "":
        return None
    if not isinstance(text, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError(f"{text!r} is not a date: write 2018-03-23")
    return datetime.date.fromisoformat(text)


def fits(value: Any, hint: Any) -> bool:
    """Whether `value` is of the type that a field of a row names."""
    kind, parts = get_origin(hint) or hint, get_args(hint)
    if kind is UnionType:
        return any(fits(value, part) for part in parts)
    if kind is tuple and isinstance(value, tuple):
        parts = parts[:1] * len(value) if parts[1:] == (Ellipsis,) else parts
        return len(value) == len(parts) and all(map(fits, value, parts))
    if kind is str:
        return isinstance(value, str) and not _UNSTORABLE.search(value)
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


def check_types(row: Any) -> Any:
    """`row` itself; ValueError names the field whose value is of another type than the row's class says."""
    for field in fields(row):
        if not fits(value := getattr(row, field.name), field.type):
            raise ValueError(f"{field.name} cannot be {value!r}")
    return row


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
    if row["article"] not in ("", "the"):
        raise ValueError(f'the article is "the" or nothing, not {row["article"]!r}')
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
    needed = {
        n for n, field in known.items() if field.default is MISSING and field.default_factory is MISSING
    }
    if missing := sorted(needed - set(data)):
        raise ValueError(f"no {', '.join(missing)}")
    for name, value in data.items():
        if name in ("date", "fetched_on", "expected_on"):
            data[name] = parse_date(value)
        elif isinstance(value, list):
            data[name] = tuple(value)
    return cls(**data)


def parse_object(line: str) -> dict[str, Any]:
    """The JSON object in a line; ValueError if it is something else or says a thing twice."""

    def build(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(data := dict(pairs)) != len(pairs):
            raise ValueError("a field stands twice in one object")
        return data

    data = json.loads(line, object_pairs_hook=build)
    if not isinstance(data, dict):
        raise ValueError("not an object: a line is {...}")
    return data


def parse_text(line: str) -> TextRow:
    data = parse_object(line)
    if "positions" in data:
        raise ValueError("unknown field positions: write roll_call")
    roll_call = data.pop("roll_call", {})
    if not isinstance(roll_call, dict) or not all(isinstance(codes, str) for codes in roll_call.values()):
        raise ValueError('roll_call is not written {"in_favour": "CHN CUB", ...}')
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
    return _build(ExplanationRow, parse_object(line))


def format_explanation(row: ExplanationRow) -> str:
    return json.dumps(_plain(row), ensure_ascii=False)


def read_csv(name: str, text: str, parse: Callable[[dict[str, str]], Any]) -> list[Any]:
    """Every row of a CSV text through `parse`; RecordFormatError names the file and the line."""
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    rows = []
    try:
        for row in reader:
            if None in row or None in row.values():
                raise ValueError(f"{len(reader.fieldnames or [])} columns are wanted")
            rows.append(check_types(parse(row)))
    except KeyError as error:
        raise RecordFormatError(f"{name}, line {reader.reader.line_num}: no column {error}") from error
    except (ValueError, csv.Error) as error:
        raise RecordFormatError(f"{name}, line {reader.reader.line_num}: {error}") from error
    return rows


def read_lines(name: str, text: str, parse: Callable[[str], Any]) -> list[Any]:
    """Every non-empty line through `parse`; RecordFormatError names the file and the line."""
    rows = []
    # Not splitlines(): a text may contain what Unicode, but not JSON, takes for the end of a line.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                rows.append(check_types(parse(line)))
            except (ValueError, RecursionError) as error:
                raise RecordFormatError(f"{name}, line {number}: {error}") from error
    return rows


def decode(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise RecordFormatError(f"{name}, line {line}: not UTF-8") from error


def parse_series(row: dict[str, str]) -> SeriesRow:
    return SeriesRow(row["slug"], row["title"])


def parse_record(files: dict[str, bytes]) -> Record:
    """The record in `files` (name -> content, the names of `FILES`); a missing file counts as empty."""
    texts = {name: decode(name, files.get(name, b"")) for name in FILES}
    return Record(
        states=tuple(read_csv("states.csv", texts["states.csv"], parse_state)),
        memberships=tuple(read_csv("memberships.csv", texts["memberships.csv"], parse_membership)),
        series=tuple(read_csv("series.csv", texts["series.csv"], parse_series)),
        texts=tuple(read_lines("texts.jsonl", texts["texts.jsonl"], parse_text)),
        explanations=tuple(read_lines("explanations.jsonl", texts["explanations.jsonl"], parse_explanation)),
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
