"""Loads blocs, their other names and their memberships."""

from collections.abc import Iterable
from typing import Any

from votes.core.rows import BlocMembershipRow, BlocRow, Record
from votes.ingest.loading.edits import find_deleted
from votes.ingest.loading.history import ImportHistory
from votes.ingest.loading.upsert import upsert
from votes.ingest.report import LoadReport
from votes.models import Bloc, BlocMembership, BlocName, State

BLOC_COLUMNS = ("slug", "name", "short_name", "article", "note", "source_title", "source_url")


def load_blocs(
    record: Record, states: dict[str, State], report: LoadReport, history: ImportHistory
) -> dict[str, Bloc]:
    """Load the blocs of `record` with their names and memberships; returns every bloc on file by its slug."""
    described = ((row.slug, {name: getattr(row, name) for name in BLOC_COLUMNS}, "") for row in record.blocs)
    blocs = upsert(Bloc, report, history, "blocs", described, lambda bloc: bloc.slug)
    load_names(record.blocs, blocs, report, history)
    load_memberships(record.bloc_memberships, blocs, states, report, history)
    return blocs


def load_names(
    rows: Iterable[BlocRow], blocs: dict[str, Bloc], report: LoadReport, history: ImportHistory
) -> None:
    described = (
        (name, {"bloc_id": blocs[row.slug].pk, "name": name}, "")
        for row in rows
        if row.slug in blocs
        for name in row.other_names
    )
    upsert(BlocName, report, history, "other names of blocs", described, lambda other: other.name)


def load_memberships(
    rows: Iterable[BlocMembershipRow],
    blocs: dict[str, Bloc],
    states: dict[str, State],
    report: LoadReport,
    history: ImportHistory,
) -> None:
    """The memberships of a bloc that a user deleted are skipped with it, and are not rejected."""
    rows = list(rows)
    gone = {bloc.slug for bloc in find_deleted(Bloc)} - set(blocs)
    kept = sum(row.bloc in gone for row in rows)
    tally = report.tally("memberships in blocs")
    tally.seen += kept
    tally.kept += kept

    def describe(row: BlocMembershipRow) -> tuple[str, dict[str, Any], str]:
        bloc, state = blocs.get(row.bloc), states.get(row.iso3)
        problem = ""
        if bloc is None:
            problem = f"no bloc on file has the address {row.bloc}"
        elif state is None:
            problem = f"no State has the code {row.iso3}"
        columns = {
            "bloc_id": bloc.pk if bloc else None,
            "state_id": state.pk if state else None,
            "start": row.start,
            "end": row.end,
            "note": row.note,
        }
        return f"{row.bloc} {row.iso3} {row.start or ''}".rstrip(), columns, problem

    upsert(
        BlocMembership,
        report,
        history,
        "memberships in blocs",
        (describe(row) for row in rows if row.bloc not in gone),
        lambda term: (term.bloc_id, term.state_id, term.start),
    )
