"""The facts about sessions: their days, subjects and numbers of recorded votes."""

import datetime

import pytest

from tests.factories import make_session
from votes.core.choices import CountedKind
from votes.core.rows import Record, RecordedVoteCountRow, SessionRow, TextRow
from votes.ingest.loading.load import load_record
from votes.ingest.report import LoadReport
from votes.models import RecordedVoteCount, Session

pytestmark = pytest.mark.django_db
FIRST, LAST = datetime.date(2018, 5, 18), datetime.date(2018, 5, 18)
DAYS = SessionRow("S-28", FIRST, LAST, "Situation of human rights in Palestine", "The Council’s list")
NUMBER = RecordedVoteCountRow("S-28", "texts", 1, "The catalogue")


def load(**rows: tuple[object, ...]) -> LoadReport:
    return load_record(Record(**rows), source="a test", checksum="0" * 64)  # type: ignore[arg-type]


def test_days_and_subject_are_loaded_once() -> None:
    report = load(sessions=(DAYS,), recorded_vote_counts=(NUMBER,))
    session = Session.objects.get()
    assert (session.code, session.start, session.end) == ("S-28", FIRST, LAST)
    assert (session.subject, session.source) == (DAYS.subject, DAYS.source)
    assert session.full_name == "28th special session: Situation of human rights in Palestine"
    count = RecordedVoteCount.objects.get()
    assert (count.session, count.kind, count.number) == (session, CountedKind.TEXTS, 1)
    assert str(count) == "28th special session, Resolutions and decisions: 1"
    assert report.tally("sessions").created == 1
    assert not load(sessions=(DAYS,), recorded_vote_counts=(NUMBER,)).changed_anything


def test_a_session_that_a_text_brought_gets_its_days() -> None:
    load(texts=(TextRow("A/HRC/S-28/L.1", "resolution", "Tabled", "S-28", "none", "tabled"),))
    assert Session.objects.get().start is None
    assert load(sessions=(DAYS,)).tally("sessions").changed == 1
    assert Session.objects.get().start == FIRST


def test_what_an_admin_edited_stays() -> None:
    session = make_session("S-28")
    session.subject = "Ours"
    session.save()
    assert load(sessions=(DAYS,)).tally("sessions").kept == 1
    assert Session.objects.get().subject == "Ours"


def test_what_names_no_session_is_rejected() -> None:
    wrong = SessionRow("28th")
    late = SessionRow("37", LAST, datetime.date(2018, 1, 1))
    count = RecordedVoteCountRow("38", "texts", 4, "The catalogue")
    unknown = RecordedVoteCountRow("S-28", "statements", 4, "The catalogue")
    report = load(sessions=(DAYS, wrong, late), recorded_vote_counts=(NUMBER, count, unknown))
    assert [row.row for row in report.rejected] == ["28th", "37", "38 texts", "S-28 statements"]
    assert "is not a session" in report.rejected[0].reason
    assert report.rejected[1].reason == "The session ends before it starts."
    assert report.rejected[2].reason == "no session on file has the code 38"


def test_every_text_of_the_starter_lies_within_its_session(starter: None) -> None:
    outside = [
        text.symbol
        for session in Session.objects.prefetch_related("resolutions")
        for text in session.resolutions.all()
        if text.date
        and ((session.start and text.date < session.start) or (session.end and text.date > session.end))
    ]
    assert outside == []


def test_the_sessions_of_the_starter(starter: None) -> None:
    sessions = {session.code: session for session in Session.objects.filter(body="council")}
    assert {str(number) for number in range(1, 63)} | {f"S-{number}" for number in range(1, 40)} <= set(
        sessions
    )
    without_days = [code for code, session in sessions.items() if not (session.start and session.end)]
    assert without_days == ["62"]
    special = [session for code, session in sessions.items() if code.startswith("S-")]
    assert all(session.subject and session.source for session in special)
    assert (sessions["43"].start, sessions["43"].end) == (
        datetime.date(2020, 2, 24),
        datetime.date(2020, 6, 23),
    )
