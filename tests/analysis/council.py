"""The Council's recorded votes of the whole record, read from its files without a database."""

import csv
import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from votes.analysis.matrix import GroupTerm, Row
from votes.analysis.terms import is_member
from votes.choices import CheckStatus, Position
from votes.record.catalogue import parse_resolution
from votes.record.check import check_roll_call
from votes.record.rows import TextRow

FIXTURES = Path(__file__).resolve().parent.parent.parent / "fixtures"


def read_terms() -> list[GroupTerm]:
    """Who sat when, and in which regional group."""
    with (FIXTURES / "memberships.csv").open(encoding="utf-8") as file:
        return [
            (
                row["iso3"],
                datetime.date.fromisoformat(row["start"]),
                datetime.date.fromisoformat(row["end"]) if row["end"] else None,
                row["regional_group"],
            )
            for row in csv.DictReader(file)
        ]


def read_texts(shared: Path) -> list[TextRow]:
    """The Council's texts with a recorded vote, in the order of the file."""
    votes = defaultdict(list)
    with (shared / "record" / "votes_long.csv").open(encoding="utf-8") as file:
        for vote in csv.DictReader(file):
            votes[vote["record_id"]].append(vote)
    with (shared / "record" / "resolutions.csv").open(encoding="utf-8") as file:
        return [
            parse_resolution(row, votes[row["record_id"]], {})
            for row in csv.DictReader(file)
            if row["body"] == "Human Rights Council" and row["vote_type"].startswith("RECORDED")
        ]


def keep_reconciled(texts: Iterable[TextRow], terms: Iterable[GroupTerm]) -> list[TextRow]:
    """Those whose roll-call agrees with its totals and with the membership of the day."""
    terms_of = defaultdict(list)
    for iso3, start, end, _ in terms:
        terms_of[iso3].append((start, end))
    kept = []
    for text in texts:
        assert text.date is not None
        members = {iso3 for iso3, sat in terms_of.items() if is_member(sat, text.date)}
        official = dict(zip(Position, text.official or (None,) * 4, strict=True))
        if check_roll_call(official, text.positions, members).status == CheckStatus.RECONCILED:
            kept.append(text)
    return kept


def list_rows(texts: Iterable[TextRow]) -> Iterator[Row]:
    """One row a State and vote; texts are told apart by their record, as two may bear one symbol."""
    for text in texts:
        assert text.date is not None
        for iso3, position in text.positions.items():
            yield text.source_record, text.date, iso3, position
