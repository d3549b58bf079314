"""Reads a database into plain rows with SQL alone, for an audit that shares no code with the checks."""

import datetime
import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

Row = dict[str, Any]

TEXTS = """
    SELECT r.id, r.symbol, r.kind, r.title, r.date, r.agenda_item AS item, r.agenda_item_title AS item_title, r.meeting,
           r.draft_symbol AS draft, r.draft_as_printed AS printed, r.amends_id AS amends, r.series_id AS series,
           r.adoption, r.outcome, r.official_in_favour AS in_favour, r.official_against AS against,
           r.official_abstaining AS abstaining, r.official_not_voting AS not_voting, r.check_status, r.check_findings,
           r.source_record AS record, s.id AS session, s.body, s.kind AS session_kind, s.number, s.start AS first_day,
           s."end" AS last_day
    FROM votes_resolution r JOIN votes_session s ON s.id = r.session_id
    WHERE r.published ORDER BY r.id
"""
VOTES = """
    SELECT v.resolution_id, s.iso3, v.position FROM votes_vote v JOIN votes_state s ON s.id = v.state_id
"""
SPONSORS = """
    SELECT p.resolution_id, s.iso3 FROM votes_resolution_sponsors p JOIN votes_state s ON s.id = p.state_id
"""
TERMS = """
    SELECT s.iso3, m.start, m."end", m.regional_group FROM votes_membership m JOIN votes_state s ON s.id = m.state_id
    ORDER BY s.iso3, m.start
"""
STATES = "SELECT iso3, existed_from, existed_until FROM votes_state"
EXPLANATIONS = """
    SELECT e.resolution_id, s.iso3, e.kind, e.announced, e.date
    FROM votes_explanation e JOIN votes_state s ON s.id = e.state_id
"""
CORRECTED = "SELECT DISTINCT resolution_id FROM votes_correction WHERE withdrawn_at IS NULL"

SESSION_PREFIXES = {"regular": "", "special": "S-", "organizational": "OM-", "nuclear": "N-"}


@dataclass
class Text:
    """A public text with its roll-call (`votes`: iso3 -> position) and what the site says about it.

    `errors` and `notes` are the names of the rules of its stored findings; `corrected`: a correction is in force.
    """

    row: Row
    votes: dict[str, str] = field(default_factory=dict)
    sponsors: list[str] = field(default_factory=list)
    corrected: bool = False

    def __getattr__(self, name: str) -> Any:
        try:
            return self.row[name]
        except KeyError:
            raise AttributeError(name) from None

    @cached_property
    def errors(self) -> set[str]:
        return {one["rule"] for one in self.findings if one["severity"] == "error"}

    @cached_property
    def notes(self) -> set[str]:
        return {one["rule"] for one in self.findings if one["severity"] != "error"}

    @cached_property
    def findings(self) -> list[Row]:
        stored = self.row["check_findings"]
        found: list[Row] = json.loads(stored) if isinstance(stored, str) else stored
        return found

    @property
    def is_flagged(self) -> bool:
        """Whether the site takes the text out of its figures or shows what it corrected."""
        return bool(self.errors) or self.check_status == "unreconciled" or self.corrected

    @property
    def session_code(self) -> str:
        return SESSION_PREFIXES[self.session_kind] + str(self.number)

    @property
    def is_council(self) -> bool:
        return bool(self.body == "council")

    @property
    def totals(self) -> tuple[int, int, int] | None:
        found = (self.in_favour, self.against, self.abstaining)
        return None if None in found else found

    @property
    def counted(self) -> tuple[int, int, int]:
        cast = list(self.votes.values())
        return cast.count("in_favour"), cast.count("against"), cast.count("abstaining")


@dataclass
class Record:
    """What is on file. `terms`: (iso3, first day, last day or None, regional group)."""

    texts: list[Text]
    terms: list[tuple[str, datetime.date, datetime.date | None, str]]
    states: dict[str, tuple[datetime.date | None, datetime.date | None]]
    explanations: list[Row]

    @cached_property
    def by_id(self) -> dict[int, Text]:
        return {text.id: text for text in self.texts}

    @cached_property
    def voted(self) -> list[Text]:
        """The texts with a roll-call."""
        return [text for text in self.texts if text.votes]

    def get_members(self, day: datetime.date) -> dict[str, str]:
        """Code -> regional group of the members of the Council on that day."""
        return {
            iso3: group for iso3, start, end, group in self.terms if start <= day and (not end or day <= end)
        }

    def group(self, *names: str) -> dict[tuple[Any, ...], list[Text]]:
        """The texts by these columns; those with an empty one are left out."""
        found: dict[tuple[Any, ...], list[Text]] = defaultdict(list)
        for text in self.texts:
            key = tuple(getattr(text, name) for name in names)
            if all(value not in (None, "") for value in key):
                found[key].append(text)
        return found


def parse_day(value: Any) -> datetime.date | None:
    return datetime.date.fromisoformat(value) if isinstance(value, str) else value


def read_rows(connection: Any, query: str) -> Iterator[Row]:
    cursor = connection.cursor()
    cursor.execute(query)
    names = [column[0] for column in cursor.description]
    for values in cursor.fetchall():
        yield dict(zip(names, values, strict=True))


def connect(url: str) -> Any:
    """A connection to the database of a DATABASE_URL; without one, to the file that `make run` uses."""
    if url.startswith(("postgres://", "postgresql://")):
        import psycopg

        return psycopg.connect(url)
    default = Path(__file__).resolve().parents[2] / "var" / "hrc.sqlite3"
    path = Path(url.removeprefix("sqlite:///")) if url else default
    if not path.exists():
        raise SystemExit(f"There is no database at {path}. Name one in DATABASE_URL.")
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def read_record(url: str | None = None) -> Record:
    connection = connect(os.environ.get("DATABASE_URL", "") if url is None else url)
    try:
        return build_record(connection)
    finally:
        connection.close()


def build_record(connection: Any) -> Record:
    texts = {row["id"]: Text(row) for row in read_rows(connection, TEXTS)}
    for text in texts.values():
        for name in ("date", "first_day", "last_day"):
            text.row[name] = parse_day(text.row[name])
    # Texts that are not public are left out.
    for row in read_rows(connection, VOTES):
        if row["resolution_id"] in texts:
            texts[row["resolution_id"]].votes[row["iso3"]] = row["position"]
    for row in read_rows(connection, SPONSORS):
        if row["resolution_id"] in texts:
            texts[row["resolution_id"]].sponsors.append(row["iso3"])
    for row in read_rows(connection, CORRECTED):
        if row["resolution_id"] in texts:
            texts[row["resolution_id"]].corrected = True
    terms = [
        (
            row["iso3"],
            parse_day(row["start"]) or datetime.date.min,
            parse_day(row["end"]),
            row["regional_group"],
        )
        for row in read_rows(connection, TERMS)
    ]
    states = {
        row["iso3"]: (parse_day(row["existed_from"]), parse_day(row["existed_until"]))
        for row in read_rows(connection, STATES)
    }
    return Record(list(texts.values()), terms, states, list(read_rows(connection, EXPLANATIONS)))
