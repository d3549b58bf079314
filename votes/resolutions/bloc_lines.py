"""The blocs in one roll-call: what their members of that day did, their line, and who left it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from votes.analysis.majority_position import FEWEST_POSITIONS, MajorityPosition, find_majority_position
from votes.analysis.tally import Counts, count_positions, count_taken
from votes.blocs.terms import BlocTable, BlocTerms, get_bloc_table
from votes.core.choices import POSITIONS_TAKEN
from votes.core.terms import covers
from votes.models import RecordVersion, State
from votes.resolutions.service import ResolutionRecord


@dataclass(frozen=True)
class BlocRow:
    """One bloc in the roll-call; `apart`: its members that left its line, by name."""

    terms: BlocTerms
    counts: Counts
    line: MajorityPosition
    apart: list[State]

    @property
    def slug(self) -> str:
        return self.terms.slug

    @property
    def name(self) -> str:
        return self.terms.name


def get_bloc_rows(record: ResolutionRecord) -> list[BlocRow]:
    """The blocs of the day by name; none for a text without a roll-call. At most four queries, one from the cache."""
    day = record.resolution.date
    if not record.entries or day is None:
        return []
    return build_bloc_rows(record, get_bloc_table(RecordVersion.get()), day)


def build_bloc_rows(record: ResolutionRecord, blocs: BlocTable, day: datetime.date) -> list[BlocRow]:
    """Without the regional groups, and without blocs of which too few took a position to have a line."""
    rows = []
    for terms in blocs.blocs:
        members = {iso3 for iso3, start, end in terms.intervals if covers(start, end, day)}
        entries = [entry for entry in record.entries if entry.state.iso3 in members]
        counts = count_positions(entry.position for entry in entries)
        if count_taken(counts) >= FEWEST_POSITIONS:
            line = find_majority_position(counts)
            apart = [
                entry.state
                for entry in entries
                if line.position and entry.position in POSITIONS_TAKEN and entry.position != line.position
            ]
            rows.append(BlocRow(terms, counts, line, apart))
    return rows


def serialize_bloc_rows(rows: Sequence[BlocRow]) -> dict[str, Any]:
    """By address, like the regional groups of a text."""
    return {
        row.terms.slug: {
            **{position.value: n for position, n in row.counts.items()},
            "line": row.line.position.value if row.line.position else None,
            "apart": [state.iso3 for state in row.apart],
        }
        for row in rows
    }
