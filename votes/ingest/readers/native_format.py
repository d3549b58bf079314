"""The project's native format of a record: a folder of files that people read, and review in a diff.

Seven tables, `states.csv`, `memberships.csv`, `blocs.csv`, `bloc_memberships.csv`, `sessions.csv`,
`recorded_votes.csv` (how many recorded votes a session took) and `series.csv`, and three files with one JSON object
a line: `texts.jsonl` (a text with its roll-call), `explanations.jsonl` and `backtests.jsonl`. Empty fields are left
out of an object. A roll-call has one string for each position, with the codes of its States in order.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from typing import Any, ClassVar, Generic, Protocol, TypeVar

import msgspec

from votes.core.choices import Position
from votes.core.rows import (
    BacktestRow,
    BlocMembershipRow,
    BlocRow,
    ExplanationRow,
    MembershipRow,
    Record,
    RecordedVoteCountRow,
    SeriesRow,
    SessionRow,
    StateRow,
    TextRow,
)
from votes.ingest.readers.storable import is_storable


class RecordFormatError(ValueError):
    """A file of the record cannot be read; the message names the file and the line."""


class RowLike(Protocol):
    """What `dataclasses.fields` takes."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


Row = TypeVar("Row", bound=RowLike)

# Fields in which "" says that there is no day.
DATES = {
    *("date", "fetched_on", "expected_on", "existed_from", "existed_until", "start", "end"),
    *("suspended_from", "suspended_until", "made_on"),
}
# The field in the place that msgspec names: "Expected `str`, got `int` - at `$.topics[0]`".
_PLACE = re.compile(r"(?P<reason>.*) - at `\$\.(?P<field>\w+).*`")


def build_row(row_class: type[Row], data: Mapping[str, Any]) -> Row:
    """`data` as a row of the class, each value of exactly the type in the class; a date is a text 2018-03-23.

    ValueError names a field that is unknown, missing or of another type, its value, and what was expected.
    """
    given = {name: None if value == "" and name in DATES else value for name, value in data.items()}
    known = {one.name: one for one in fields(row_class)}
    if unknown := sorted(set(given) - set(known)):
        raise ValueError(f"unknown field {', '.join(unknown)}")
    needed = {
        name for name, one in known.items() if one.default is MISSING and one.default_factory is MISSING
    }
    if missing := sorted(needed - set(given)):
        raise ValueError(f"no {', '.join(missing)}")
    try:
        row = msgspec.convert(given, row_class)
    except msgspec.ValidationError as error:
        place = _PLACE.fullmatch(str(error))
        if not place:
            raise
        name, reason = place["field"], place["reason"]
        expected = "write a date as 2018-03-23" if name in DATES else reason[:1].lower() + reason[1:]
        raise ValueError(f"{name} cannot be {data[name]!r}: {expected}") from error
    for name, value in data.items():
        if not is_storable(value):
            raise ValueError(f"{name} cannot be {value!r}: it contains a character that cannot be stored")
    return row


# --- tables


def parse_article(text: str) -> bool:
    """Whether the name takes "the". ValueError for anything but "the" and nothing."""
    if text not in ("", "the"):
        raise ValueError(f'the article is "the" or nothing, not {text!r}')
    return text == "the"


def format_article(article: bool) -> str:
    return "the" if article else ""


def parse_dated_names(text: str) -> tuple[tuple[str, int | None], ...]:
    """'Swaziland (until 2018); Kingdom of Eswatini' -> (("Swaziland", 2018), ("Kingdom of Eswatini", None))."""
    names: list[tuple[str, int | None]] = []
    for part in parse_names(text):
        name, _, rest = part.partition(" (until ")
        names.append((name, int(rest.removesuffix(")"))) if rest else (part, None))
    return tuple(names)


def format_dated_names(names: Iterable[tuple[str, int | None]]) -> str:
    return "; ".join(f"{name} (until {until})" if until else name for name, until in names)


def parse_names(text: str) -> tuple[str, ...]:
    """'Movement of Non-Aligned Countries; Non-Aligned' as two names."""
    return tuple(name.strip() for name in text.split(";") if name.strip())


@dataclass(frozen=True)
class Cell:
    """How a column is read and written if its cells are not plain values."""

    parse: Callable[[str], Any]
    format: Callable[[Any], str]


ARTICLE = Cell(parse_article, format_article)


@dataclass(frozen=True)
class Table(Generic[Row]):
    """A CSV file of rows of one class: its columns in the order they are written, and those that need a `Cell`.

    A file may lack the `optional` columns.
    """

    row_class: type[Row]
    columns: tuple[str, ...]
    cells: Mapping[str, Cell] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()

    def read(self, name: str, text: str) -> tuple[Row, ...]:
        """Every row of the file. RecordFormatError names the file and the line."""
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        rows = []
        try:
            for printed in reader:
                if None in printed or None in printed.values():
                    raise ValueError(f"the row must have {len(reader.fieldnames or [])} columns")
                rows.append(self.parse(printed))
        except KeyError as error:
            raise RecordFormatError(f"{name}, line {reader.reader.line_num}: no column {error}") from error
        except (ValueError, csv.Error) as error:
            raise RecordFormatError(f"{name}, line {reader.reader.line_num}: {error}") from error
        return tuple(rows)

    def parse(self, printed: Mapping[str, str]) -> Row:
        """One row. Raises KeyError for a missing column, ValueError for an invalid value."""
        given = [column for column in self.columns if column in printed or column not in self.optional]
        data: dict[str, Any] = {column: printed[column] for column in given}
        return build_row(
            self.row_class, data | {name: cell.parse(data[name]) for name, cell in self.cells.items()}
        )

    def format(self, rows: Iterable[Row]) -> bytes:
        """The file with these rows; None is an empty cell."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([self.format_cell(row, column) for column in self.columns] for row in rows)
        return out.getvalue().encode()

    def format_cell(self, row: Row, column: str) -> Any:
        value = getattr(row, column)
        return self.cells[column].format(value) if column in self.cells else value


STATES = Table(
    StateRow,
    ("iso3", "name", "article", "regional_group", "existed_from", "existed_until", "other_names"),
    {"article": ARTICLE, "other_names": Cell(parse_dated_names, format_dated_names)},
)
MEMBERSHIPS = Table(
    MembershipRow,
    ("iso3", "start", "end", "regional_group", "note", "suspended_from", "suspended_until"),
    optional=frozenset(["suspended_from", "suspended_until"]),
)
BLOCS = Table(
    BlocRow,
    ("slug", "name", "short_name", "article", "other_names", "source_title", "source_url", "note"),
    {"article": ARTICLE, "other_names": Cell(parse_names, "; ".join)},
)
BLOC_MEMBERSHIPS = Table(BlocMembershipRow, ("bloc", "iso3", "start", "end", "note"))
SESSIONS = Table(SessionRow, ("session", "start", "end", "subject", "source"))
RECORDED_VOTES = Table(
    RecordedVoteCountRow, ("session", "kind", "number", "source"), {"number": Cell(int, str)}
)
SERIES = Table(SeriesRow, ("slug", "title", "merged_into"), optional=frozenset({"merged_into"}))


# --- lines of JSON


def parse_object(line: str) -> dict[str, Any]:
    """The JSON object in a line; ValueError if it is something else or has a field twice."""

    def build(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(data := dict(pairs)) != len(pairs):
            raise ValueError("a field occurs twice in one object")
        return data

    data = json.loads(line, object_pairs_hook=build)
    if not isinstance(data, dict):
        raise ValueError("not an object; each line must be {...}")
    return data


def expand_roll_call(roll_call: object) -> dict[str, str]:
    """{"in_favour": "CHN CUB"} as {"CHN": "in_favour", "CUB": "in_favour"}. ValueError for what is no roll-call."""
    if not isinstance(roll_call, dict) or not all(isinstance(codes, str) for codes in roll_call.values()):
        raise ValueError('roll_call must be written {"in_favour": "CHN CUB", ...}')
    if unknown := sorted(set(roll_call) - set(Position.values)):
        raise ValueError(f"unknown position {', '.join(unknown)}")
    listed = [(iso3, position) for position, codes in roll_call.items() for iso3 in codes.split()]
    positions = dict(listed)
    if len(positions) != len(listed):
        raise ValueError("a State is listed twice in the roll-call")
    return positions


def format_roll_call(positions: Mapping[str, str]) -> dict[str, str]:
    """The reverse of `expand_roll_call`, in the order of `Position`."""
    codes = {
        position.value: " ".join(sorted(iso3 for iso3, p in positions.items() if p == position))
        for position in Position
    }
    return {position: listed for position, listed in codes.items() if listed}


def parse_text(line: str) -> TextRow:
    data = parse_object(line)
    if "positions" in data:
        raise ValueError("unknown field positions; use roll_call")
    return build_row(TextRow, data | {"positions": expand_roll_call(data.pop("roll_call", {}))})


def parse_explanation(line: str) -> ExplanationRow:
    return build_row(ExplanationRow, parse_object(line))


def parse_backtest(line: str) -> BacktestRow:
    return build_row(BacktestRow, parse_object(line))


def format_line(row: TextRow | ExplanationRow | BacktestRow) -> str:
    """The JSON object of a row: what differs from the defaults, and the roll-call at the end."""
    said = {one.name: getattr(row, one.name) for one in fields(row) if getattr(row, one.name) != one.default}
    data = msgspec.to_builtins(said)
    if positions := data.pop("positions", {}):
        data["roll_call"] = format_roll_call(positions)
    return json.dumps(data, ensure_ascii=False)


def read_lines(name: str, text: str, parse: Callable[[str], Row]) -> tuple[Row, ...]:
    """Every line that is not empty through `parse`; RecordFormatError names the file and the line."""
    rows = []
    # Not splitlines(): a text may contain what Unicode, but not JSON, takes for the end of a line.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                rows.append(parse(line))
            except (ValueError, RecursionError) as error:
                raise RecordFormatError(f"{name}, line {number}: {error}") from error
    return tuple(rows)


def format_lines(rows: Iterable[TextRow | ExplanationRow | BacktestRow]) -> bytes:
    return "".join(f"{format_line(row)}\n" for row in rows).encode()


# --- the whole record

FILES = (
    "states.csv",
    "memberships.csv",
    "blocs.csv",
    "bloc_memberships.csv",
    "sessions.csv",
    "recorded_votes.csv",
    "series.csv",
    "texts.jsonl",
    "explanations.jsonl",
    "backtests.jsonl",
)


def decode(name: str, content: bytes) -> str:
    """The text of a file, without a byte order mark. RecordFormatError names the line that is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise RecordFormatError(f"{name}, line {line}: not UTF-8. Save the file in UTF-8") from error


def parse_record(files: Mapping[str, bytes]) -> Record:
    """The record in `files` (name -> content, the names of `FILES`); a missing file counts as empty."""
    texts = {name: decode(name, files.get(name, b"")) for name in FILES}
    return Record(
        states=STATES.read("states.csv", texts["states.csv"]),
        memberships=MEMBERSHIPS.read("memberships.csv", texts["memberships.csv"]),
        blocs=BLOCS.read("blocs.csv", texts["blocs.csv"]),
        bloc_memberships=BLOC_MEMBERSHIPS.read("bloc_memberships.csv", texts["bloc_memberships.csv"]),
        sessions=SESSIONS.read("sessions.csv", texts["sessions.csv"]),
        recorded_vote_counts=RECORDED_VOTES.read("recorded_votes.csv", texts["recorded_votes.csv"]),
        series=SERIES.read("series.csv", texts["series.csv"]),
        texts=read_lines("texts.jsonl", texts["texts.jsonl"], parse_text),
        explanations=read_lines("explanations.jsonl", texts["explanations.jsonl"], parse_explanation),
        backtests=read_lines("backtests.jsonl", texts["backtests.jsonl"], parse_backtest),
    )


def read_folder(folder: Path) -> dict[str, bytes]:
    """The files of the record in `folder`, by name."""
    return {name: (folder / name).read_bytes() for name in FILES if (folder / name).exists()}


def format_record(record: Record) -> dict[str, bytes]:
    """`record` as the files of the native format; `parse_record` gives the same record back."""
    return {
        "states.csv": STATES.format(record.states),
        "memberships.csv": MEMBERSHIPS.format(record.memberships),
        "blocs.csv": BLOCS.format(record.blocs),
        "bloc_memberships.csv": BLOC_MEMBERSHIPS.format(record.bloc_memberships),
        "sessions.csv": SESSIONS.format(record.sessions),
        "recorded_votes.csv": RECORDED_VOTES.format(record.recorded_vote_counts),
        "series.csv": SERIES.format(record.series),
        "texts.jsonl": format_lines(record.texts),
        "explanations.jsonl": format_lines(record.explanations),
        "backtests.jsonl": format_lines(record.backtests),
    }
