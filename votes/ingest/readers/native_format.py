"""The project's own form of a record: a folder that people read and review in a diff.

Five tables, `states.csv`, `memberships.csv`, `blocs.csv`, `bloc_memberships.csv` and `series.csv`, and two files with
one JSON object a line: `texts.jsonl` (a text with its roll-call) and `explanations.jsonl`. Empty fields are left
out. Codes in a roll-call stand in one string, sorted, a position each.
"""

import csv
import datetime
import io
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields
from operator import attrgetter
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin

from votes.core.choices import Position
from votes.core.rows import (
    BlocMembershipRow,
    BlocRow,
    ExplanationRow,
    MembershipRow,
    Record,
    SeriesRow,
    StateRow,
    TextRow,
)

FILES = (
    "states.csv",
    "memberships.csv",
    "blocs.csv",
    "bloc_memberships.csv",
    "series.csv",
    "texts.jsonl",
    "explanations.jsonl",
)

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


def parse_article(text: str) -> bool:
    if text not in ("", "the"):
        raise ValueError(f'the article is "the" or nothing, not {text!r}')
    return text == "the"


def format_article(article: bool) -> str:
    return "the" if article else ""


def parse_state(row: dict[str, str]) -> StateRow:
    return StateRow(
        iso3=row["iso3"],
        name=row["name"],
        regional_group=row["regional_group"],
        article=parse_article(row["article"]),
        existed_from=parse_date(row["existed_from"]),
        existed_until=parse_date(row["existed_until"]),
        other_names=parse_other_names(row["other_names"]),
    )


def parse_membership(row: dict[str, str]) -> MembershipRow:
    start = parse_date(row["start"])
    if start is None:
        raise ValueError("a term needs its first day")
    return MembershipRow(row["iso3"], start, parse_date(row["end"]), row["regional_group"], row["note"])


def parse_bloc(row: dict[str, str]) -> BlocRow:
    return BlocRow(
        slug=row["slug"],
        name=row["name"],
        short_name=row["short_name"],
        article=parse_article(row["article"]),
        source_title=row["source_title"],
        source_url=row["source_url"],
        note=row["note"],
        other_names=tuple(name.strip() for name in row["other_names"].split(";") if name.strip()),
    )


def parse_bloc_membership(row: dict[str, str]) -> BlocMembershipRow:
    start, end = parse_date(row["start"]), parse_date(row["end"])
    return BlocMembershipRow(row["bloc"], row["iso3"], start, end, row["note"])


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
        blocs=tuple(read_csv("blocs.csv", texts["blocs.csv"], parse_bloc)),
        bloc_memberships=tuple(
            read_csv("bloc_memberships.csv", texts["bloc_memberships.csv"], parse_bloc_membership)
        ),
        series=tuple(read_csv("series.csv", texts["series.csv"], parse_series)),
        texts=tuple(read_lines("texts.jsonl", texts["texts.jsonl"], parse_text)),
        explanations=tuple(read_lines("explanations.jsonl", texts["explanations.jsonl"], parse_explanation)),
    )


def read_folder(folder: Path) -> dict[str, bytes]:
    """The files of the record in `folder`, by name."""
    return {name: (folder / name).read_bytes() for name in FILES if (folder / name).exists()}


# A table by its columns, each with how a row prints it.
Columns = dict[str, Callable[[Any], Any]]

STATE_COLUMNS: Columns = {
    "iso3": lambda state: state.iso3,
    "name": lambda state: state.name,
    "article": lambda state: format_article(state.article),
    "regional_group": lambda state: state.regional_group,
    "existed_from": lambda state: state.existed_from,
    "existed_until": lambda state: state.existed_until,
    "other_names": lambda state: format_other_names(state.other_names),
}
BLOC_COLUMNS: Columns = {
    "slug": lambda bloc: bloc.slug,
    "name": lambda bloc: bloc.name,
    "short_name": lambda bloc: bloc.short_name,
    "article": lambda bloc: format_article(bloc.article),
    "other_names": lambda bloc: "; ".join(bloc.other_names),
    "source_title": lambda bloc: bloc.source_title,
    "source_url": lambda bloc: bloc.source_url,
    "note": lambda bloc: bloc.note,
}


def list_columns(row: type) -> Columns:
    """The fields of a row as they are, in their order."""
    return {field.name: attrgetter(field.name) for field in fields(row)}


def format_csv(columns: Columns, rows: Iterable[Any]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    # None is written as an empty field.
    writer.writerows([get(row) for get in columns.values()] for row in rows)
    return out.getvalue().encode()


def format_lines(rows: Iterable[str]) -> bytes:
    return "".join(f"{row}\n" for row in rows).encode()


def format_record(record: Record) -> dict[str, bytes]:
    """`record` as the files of the own form; `parse_record` gives the same record back."""
    return {
        "states.csv": format_csv(STATE_COLUMNS, record.states),
        "memberships.csv": format_csv(list_columns(MembershipRow), record.memberships),
        "blocs.csv": format_csv(BLOC_COLUMNS, record.blocs),
        "bloc_memberships.csv": format_csv(list_columns(BlocMembershipRow), record.bloc_memberships),
        "series.csv": format_csv(list_columns(SeriesRow), record.series),
        "texts.jsonl": format_lines(format_text(row) for row in record.texts),
        "explanations.jsonl": format_lines(format_explanation(row) for row in record.explanations),
    }
