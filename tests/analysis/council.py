"""The Council's recorded votes of the whole record, read from its files without a database."""

import csv
import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from votes.analysis.matrix import GroupTerm, Row
from votes.checking.roll_call import check_roll_call
from votes.core.choices import Adoption, CheckStatus, Position
from votes.core.rows import ExistingRecords, TextRow
from votes.core.terms import covers
from votes.ingest.loading.series import is_of_commission
from votes.ingest.read import read_files
from votes.ingest.readers.native_format import parse_record, read_folder
from votes.ingest.readers.sources import open_sources

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
    known = ExistingRecords(states=parse_record(read_folder(FIXTURES)).states)
    pair = [str(shared / "record" / name) for name in ("resolutions.csv", "votes_long.csv")]
    return [
        text
        for text in read_files(open_sources(pair), known).texts
        if not is_of_commission(text.session) and text.adoption == Adoption.RECORDED_VOTE
    ]


def keep_reconciled(texts: Iterable[TextRow], terms: Iterable[GroupTerm]) -> list[TextRow]:
    """Those whose roll-call agrees with its totals and with the membership of the day."""
    terms_of = defaultdict(list)
    for iso3, start, end, _ in terms:
        terms_of[iso3].append((start, end))
    kept = []
    for text in texts:
        assert text.date is not None
        members = {
            iso3 for iso3, sat in terms_of.items() if any(covers(start, end, text.date) for start, end in sat)
        }
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
