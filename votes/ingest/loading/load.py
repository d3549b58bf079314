"""Loads typed rows into the database: one transaction, upserts by stable key, a report of the changes.

Loading the same rows again changes nothing. A row that names a State, session or text that is not on file, or that
the database refuses, is rejected with its reason; all others are loaded. Objects without a row are not changed.
"""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count

from votes.checking.checks import refresh_checks
from votes.core.choices import CheckStatus
from votes.core.folding import build_name_key
from votes.core.rows import (
    BacktestRow,
    ExplanationRow,
    MembershipRow,
    Record,
    RejectedRow,
    SeriesRow,
    StateRow,
)
from votes.core.series import merge_series
from votes.ingest.loading.blocs import load_blocs
from votes.ingest.loading.decisions import announce_decisions, delete_forecasts_of_refused
from votes.ingest.loading.history import ImportHistory
from votes.ingest.loading.sessions import load_sessions
from votes.ingest.loading.texts import TextLoader
from votes.ingest.loading.upsert import upsert
from votes.ingest.report import ImportedFile, LoadReport, Progress
from votes.models import (
    BacktestRun,
    Explanation,
    ImportRun,
    Membership,
    RecordVersion,
    Resolution,
    Series,
    State,
    StateName,
)

# What `upsert` takes: a name for the report, the columns, and what is wrong with the row.
DescribedRow = tuple[str, dict[str, Any], str]


def load_states(rows: Iterable[StateRow], report: LoadReport, history: ImportHistory) -> dict[str, State]:
    """Returns every State on file by its code."""
    rows = list(rows)
    columns = ("iso3", "name", "article", "regional_group", "existed_from", "existed_until")

    def build_columns(row: StateRow) -> dict[str, Any]:
        return {name: getattr(row, name) for name in columns} | {"name_key": build_name_key(row.name)}

    states = upsert(
        State,
        report,
        history,
        "states",
        ((row.iso3, build_columns(row), "") for row in rows),
        lambda state: state.iso3,
    )
    names = (
        (name, {"state_id": states[row.iso3].pk, "name": name, "until": until}, "")
        for row in rows
        if row.iso3 in states
        for name, until in row.other_names
    )
    upsert(StateName, report, history, "other names", names, lambda other: other.name)
    return states


def load_memberships(
    rows: Iterable[MembershipRow], states: dict[str, State], report: LoadReport, history: ImportHistory
) -> None:
    def describe(row: MembershipRow) -> DescribedRow:
        state = states.get(row.iso3)
        columns = {
            "state_id": state.pk if state else None,
            "start": row.start,
            "end": row.end,
            "regional_group": row.regional_group,
            "suspended_from": row.suspended_from,
            "suspended_until": row.suspended_until,
            "note": row.note,
        }
        return f"{row.iso3} {row.start}", columns, "" if state else f"no State has the code {row.iso3}"

    upsert(
        Membership,
        report,
        history,
        "memberships",
        map(describe, rows),
        lambda term: (term.state_id, term.start),
    )


def load_series(rows: Sequence[SeriesRow], report: LoadReport, history: ImportHistory) -> dict[str, Series]:
    """Returns every series on file by its slug; the slug of a merged one leads to the series it was merged into."""
    merged = [row for row in rows if row.merged_into]
    described = ((row.slug, {"slug": row.slug, "title": row.title}, "") for row in rows)
    series = upsert(Series, report, history, "series", described, lambda series: series.slug)
    for row in merged:
        if row.slug in series and row.merged_into in series:
            one, target = series[row.slug], series[row.merged_into]
            if one.merged_into_id is None and one.pk != target.pk and target.merged_into_id is None:
                merge_series(one, target)
                report.tally("series").changed += 1
    by_key = {one.pk: one for one in series.values()}
    return {slug: by_key.get(one.merged_into_id or 0, one) for slug, one in series.items()}


def build_explanation_key(explanation: Explanation) -> tuple[Any, ...]:
    """The unique key of an explanation: a text, a State (or the group if there is none), a kind and a source."""
    speaker = explanation.state_id or explanation.on_behalf_of
    return explanation.resolution_id, speaker, explanation.kind, explanation.source_url


def load_explanations(
    rows: Iterable[ExplanationRow],
    texts: dict[str, Resolution],
    states: dict[str, State],
    report: LoadReport,
    history: ImportHistory,
) -> None:
    def describe(row: ExplanationRow) -> DescribedRow:
        text, state = texts.get(row.text), states.get(row.state)
        problem = ""
        if text is None:
            problem = f"the text {row.text} is not on file"
        elif row.state and state is None:
            problem = f"no State has the code {row.state}"
        columns = {name: value for name, value in vars(row).items() if name not in ("text", "state")}
        columns |= {"resolution_id": text.pk if text else None, "state_id": state.pk if state else None}
        return f"{row.text} {row.state or row.on_behalf_of}", columns, problem

    upsert(Explanation, report, history, "explanations", map(describe, rows), build_explanation_key)


def load_backtests(rows: Iterable[BacktestRow], report: LoadReport, history: ImportHistory) -> None:
    """The runs that come with the code, each by the record that it was measured on."""

    def describe(row: BacktestRow) -> DescribedRow:
        made_at = datetime.datetime.combine(row.made_on, datetime.time(), datetime.UTC)
        columns = {
            "measured_on": row.measured_on,
            "made_at": made_at,
            "method": row.method,
            "table": row.table,
        }
        return (
            row.measured_on,
            {**columns, "record_version": 0},
            "" if row.measured_on else "says of no record",
        )

    upsert(BacktestRun, report, history, "backtests", map(describe, rows), lambda run: run.measured_on)


def ignore_progress(what: str, done: int, total: int) -> None:
    """Show no progress."""


@transaction.atomic
def load_record(
    record: Record,
    source: str,
    checksum: str,
    *,
    files: Sequence[ImportedFile] = (),
    made_by: User | None = None,
    fetched_on: datetime.date | None = None,
    allow_removals: bool = False,
    progress: Progress = ignore_progress,
) -> LoadReport:
    """Load `record`; all of it or, on any error, nothing. `source` and `checksum` say where it came from.

    What is on file and not in the record stays, unless `allow_removals` (`removals.py` has the rule).
    Returns the report; an ImportRun is stored where something changed.
    """
    report = LoadReport(files=list(files), allow_removals=allow_removals)
    announced = announce_decisions(record.texts)
    run = ImportRun.objects.create(source=source, checksum=checksum, made_by=made_by, fetched_on=fetched_on)
    history = ImportHistory(run)
    states = load_states(record.states, report, history)
    load_memberships(record.memberships, states, report, history)
    blocs = load_blocs(record, states, report, history)
    series = load_series(record.series, report, history)
    load_sessions(record, report, history)
    texts = TextLoader(states, blocs, series, run, report, history, progress).load(record)
    load_explanations(record.explanations, texts, states, report, history)
    load_backtests(record.backtests, report, history)
    delete_forecasts_of_refused(announced)
    count_rejected(record.rejected, report)
    # All texts: a new term or a new total can change the result of an old vote.
    progress("checks", 0, 1)
    refresh_checks()
    progress("checks", 1, 1)
    report.checks = count_checks()
    if report.changed_anything:
        run.report = report.as_dict()
        run.save(update_fields=["report"])
        RecordVersion.bump()
    else:
        run.delete()
    return report


def count_rejected(rejected: Iterable[RejectedRow], report: LoadReport) -> None:
    """Add the rows that could not be read to the report, and count them and their votes as seen."""
    for row in rejected:
        report.reject(row.kind, row.row, row.reason, row.file, repeats=row.repeats)
        if row.kind != "votes":
            report.tally(row.kind).seen += 1
        report.tally("votes").seen += row.votes


def count_checks() -> dict[str, int]:
    """The number of texts by the result of the check."""
    counts = Resolution.objects.order_by().values_list("check_status").annotate(Count("pk"))
    return dict.fromkeys(CheckStatus.values, 0) | dict(counts)
