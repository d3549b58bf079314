"""Series as JSON and CSV."""

from itertools import pairwise
from typing import Any

from votes.analysis.movement import compare_roll_calls
from votes.explanations.serialize import serialize_explanation
from votes.models import Resolution, Series
from votes.resolutions.serialize import serialize_listed
from votes.series.page import build_groups
from votes.series.service import SeriesRecord


def serialize_listed_series(series: Series) -> dict[str, Any]:
    """A series as the list gives it; the counts are annotated by the query."""
    return {
        "slug": series.slug,
        "title": series.title,
        "texts": series.texts,  # type: ignore[attr-defined]
        "recorded_votes": series.recorded,  # type: ignore[attr-defined]
        "tabled": series.tabled,  # type: ignore[attr-defined]
        "first": series.first,  # type: ignore[attr-defined]
        "last": series.last,  # type: ignore[attr-defined]
        "url": series.get_absolute_url(),
    }


def serialize_series(record: SeriesRecord) -> dict[str, Any]:
    """Everything about a series as plain data; the moves are between each vote and the one before it."""
    voted = record.voted
    movements = {
        later.text.pk: compare_roll_calls(earlier.positions, later.positions)
        for earlier, later in pairwise(voted)
    }

    def serialize_moves(text: Resolution) -> dict[str, Any] | None:
        if (movement := movements.get(text.pk)) is None:
            return None
        return {
            "n": movement.both,
            "moves": [
                {"state": m.iso3, "before": m.before.value, "after": m.after.value} for m in movement.moves
            ],
            "new": list(movement.new),
            "left": list(movement.left),
        }

    return {
        "slug": record.series.slug,
        "title": record.series.title,
        "n": len(record.appearances),
        "texts": [
            {
                **serialize_listed(a.text),
                "sponsors": [state.iso3 for state in a.text.sponsors.all()],
                "sponsor_groups": [bloc.slug for bloc in a.text.sponsor_blocs.all()],
                "votes": {iso3: position.value for iso3, position in sorted(a.positions.items())},
                "since_the_vote_before": serialize_moves(a.text),
                "explanations": [serialize_explanation(e) for e in a.explanations],
            }
            for a in record.appearances
        ],
    }


def flatten_series(record: SeriesRecord) -> list[dict[str, Any]]:
    """One row a State, one column a vote; a State that was no member has "not a member" there."""
    voted = record.voted
    rows = []
    for lines in build_groups(record):
        for line in lines.lines:
            row = {
                "state": line.state.iso3,
                "name": line.state.name,
                "group": str(lines.group.label) if lines.group else None,
            }
            for appearance, cell in zip(voted, line.cells, strict=True):
                row[appearance.text.symbol] = cell.position.value if cell.position else cell.absence
            rows.append(row)
    return rows
