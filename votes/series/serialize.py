"""Series as JSON and CSV."""

from collections.abc import Sequence
from itertools import pairwise

from votes.analysis.movement import Movement, compare_roll_calls
from votes.explanations.serialize import serialize_explanation
from votes.models import Series
from votes.resolutions.serialize import serialize_listed
from votes.scope.serialize import DEFAULT_KINDS
from votes.series.histories import build_histories
from votes.series.query import SeriesListQuery
from votes.series.service import Appearance, SeriesRecord
from votes.web.serialize import Row, label_group

# What stands under `name` in the row of the checks.
CHECK_ROW = "check"
LISTED_COLUMNS = ("slug", "title", "texts", "recorded_votes", "tabled", "first", "last", "url")


def serialize_listed_series(series: Series) -> Row:
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


def serialize_list(query: SeriesListQuery, rows: list[Row]) -> Row:
    """The list of series, with which texts its counts are about."""
    counted = {"body": query.scope.body, "kind": query.scope.kind or DEFAULT_KINDS}
    return {"counted": counted, "notes": list(query.notes), "n": len(rows), "series": rows}


def serialize_series(record: SeriesRecord, notes: Sequence[str] = ()) -> Row:
    """Everything about a series as plain data; the moves are between each vote compared and the one before it."""
    movements = {
        later.text.pk: compare_roll_calls(earlier.positions, later.positions)
        for earlier, later in pairwise(record.compared)
    }
    return {
        "slug": record.series.slug,
        "title": record.series.title,
        "n": len(record.appearances),
        "left_out": record.left_out,
        "notes": list(notes),
        "texts": [serialize_appearance(a, movements.get(a.text.pk)) for a in record.appearances],
    }


def serialize_appearance(appearance: Appearance, movement: Movement | None) -> Row:
    """One text of a series; `movement` is that since the vote before, None for the first vote and without one."""
    text = appearance.text
    return {
        **serialize_listed(text),
        "sponsors": [state.iso3 for state in text.sponsors.all()],
        "sponsor_groups": [bloc.slug for bloc in text.sponsor_blocs.all()],
        "votes": {iso3: position.value for iso3, position in sorted(appearance.positions.items())},
        "since_the_vote_before": serialize_movement(movement) if movement else None,
        "explanations": [serialize_explanation(e) for e in appearance.explanations],
    }


def serialize_movement(movement: Movement) -> Row:
    """Who moved, of the `n` that took a position both times; `new` and `left` are in one roll-call only."""
    return {
        "n": movement.both,
        "moves": [
            {"state": m.iso3, "before": m.before.value, "after": m.after.value} for m in movement.moves
        ],
        "new": list(movement.new),
        "left": list(movement.left),
    }


def list_series_columns(record: SeriesRecord) -> list[str]:
    """The columns of `flatten_series`."""
    return ["state", "name", "group", *(appearance.text.symbol for appearance in record.voted)]


def flatten_series(record: SeriesRecord, *, only_today: bool = False) -> list[Row]:
    """One row a State, one column a vote; a State that was no member has "not a member" there.

    All votes are in it, as on file: nothing is compared here. The first row has the result of the check of each vote.
    `only_today`: of today's members only.
    """
    checks: Row = {a.text.symbol: a.text.check_status for a in record.voted}
    rows: list[Row] = [{"state": None, "name": CHECK_ROW, "group": None, **checks}] if checks else []
    for found in build_histories(record.voted, record.states, record.members_today if only_today else None):
        for history in found.states:
            row: Row = {
                "state": history.state.iso3,
                "name": history.state.name,
                "group": label_group(found.group),
            }
            for appearance, cell in zip(record.voted, history.cells, strict=True):
                row[appearance.text.symbol] = cell.position.value if cell.position else cell.absence
            rows.append(row)
    return rows
