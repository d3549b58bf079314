"""Loads the days and subjects of sessions, and how many recorded votes each of them took."""

from collections.abc import Iterable
from typing import Any

from votes.core.rows import Record, RecordedVoteCountRow, SessionRow
from votes.ingest.loading.history import ImportHistory
from votes.ingest.loading.upsert import upsert
from votes.ingest.report import LoadReport
from votes.models import RecordedVoteCount, Session

SESSION_COLUMNS = ("start", "end", "subject", "source")


def load_sessions(record: Record, report: LoadReport, history: ImportHistory) -> None:
    """The facts about sessions in `record`; a session that users edited here keeps theirs."""
    if record.sessions:
        load_days(record.sessions, report, history)
    if record.recorded_vote_counts:
        load_counts(record.recorded_vote_counts, report, history)


def load_days(rows: Iterable[SessionRow], report: LoadReport, history: ImportHistory) -> None:
    def describe(row: SessionRow) -> tuple[str, dict[str, Any], str]:
        facts = {name: getattr(row, name) for name in SESSION_COLUMNS}
        try:
            return row.session, Session.parse_code(row.session) | facts, ""
        except ValueError as error:
            return row.session, {}, str(error)

    upsert(
        Session,
        report,
        history,
        "sessions",
        map(describe, rows),
        lambda session: (session.body, session.kind, session.number),
    )


def load_counts(rows: Iterable[RecordedVoteCountRow], report: LoadReport, history: ImportHistory) -> None:
    sessions = {session.code: session for session in Session.objects.all()}

    def describe(row: RecordedVoteCountRow) -> tuple[str, dict[str, Any], str]:
        session = sessions.get(row.session)
        columns = {
            "session_id": session.pk if session else None,
            "kind": row.kind,
            "number": row.number,
            "source": row.source,
        }
        problem = "" if session else f"no session on file has the code {row.session}"
        return f"{row.session} {row.kind}", columns, problem

    upsert(
        RecordedVoteCount,
        report,
        history,
        "recorded vote counts",
        map(describe, rows),
        lambda count: (count.session_id, count.kind),
    )
