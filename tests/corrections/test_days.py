"""The day of a vote on an amendment is corrected once, shown, and can be withdrawn."""

import datetime

import pytest
from django.urls import reverse

from tests.factories import make_resolution, make_session
from votes.checking.checks import refresh_checks
from votes.checking.findings import read_findings
from votes.checking.wording import describe_finding
from votes.core.choices import CorrectedField, Outcome, TextKind
from votes.core.models import ImportRun
from votes.core.rows import Record
from votes.corrections.apply import build_text_row, withdraw_corrections
from votes.corrections.days import correct_days
from votes.ingest.loading.load import load_record
from votes.models import Correction, RecordVersion, Resolution

pytestmark = pytest.mark.django_db
FILED, VOTED = datetime.date(2016, 6, 28), datetime.date(2016, 7, 1)
SYMBOL = "A/HRC/32/L.39"


@pytest.fixture
def text() -> Resolution:
    session = make_session("32")
    return make_resolution("A/HRC/RES/32/19", session=session, date=VOTED, meeting="43rd meeting")


@pytest.fixture
def amendment(text: Resolution) -> Resolution:
    return make_resolution(
        SYMBOL,
        (17, 22, 7, 1),
        session=text.session,
        kind=TextKind.AMENDMENT,
        outcome=Outcome.REJECTED,
        amends=text,
        date=FILED,
        meeting="43rd meeting",
    )


def test_the_day_becomes_a_correction_with_its_reason(amendment):
    version = RecordVersion.get()
    (line,) = correct_days()
    amendment.refresh_from_db()
    (made,) = amendment.corrections.all()
    assert amendment.date == VOTED
    assert (made.field, made.before, made.after) == (CorrectedField.DATE, "2016-06-28", "2016-07-01")
    assert (made.rule, made.made_by) == ("day_of_filing", None)
    assert made.reason == (
        "The source says 28 June 2016. The text that it is about, A/HRC/RES/32/19, and the other texts of the 43rd "
        "meeting were decided on 1 July 2016. An amendment is voted on before its text; the source gives the day of "
        "filing."
    )
    assert line == f"{SYMBOL}, 2016-06-28 → 2016-07-01: {made.reason}"
    assert RecordVersion.get() != version


@pytest.mark.parametrize(
    ("columns", "evidence"),
    [
        ({"meeting": ""}, "The text that it is about, A/HRC/RES/32/19, was decided on 1 July 2016."),
        ({"amends": None}, "The other texts of the 43rd meeting were decided on 1 July 2016."),
    ],
)
def test_the_reason_names_only_the_evidence_on_file(amendment, columns, evidence):
    Resolution.objects.filter(pk=amendment.pk).update(**columns)
    correct_days()
    assert evidence in Correction.objects.get().reason


def test_it_is_made_once(amendment):
    correct_days()
    version = RecordVersion.get()
    assert correct_days() == []
    assert RecordVersion.get() == version


def test_a_withdrawn_one_is_not_made_again(amendment):
    correct_days()
    withdraw_corrections(Correction.objects.all(), reason="The Council voted on it on 28 June")
    assert correct_days() == []
    amendment.refresh_from_db()
    assert amendment.date == FILED


def test_a_text_edited_here_is_left_alone(amendment):
    assert correct_days({amendment.pk}) == []


def test_an_amendment_without_a_decision_is_left_alone(amendment):
    """One that was withdrawn has no vote, so no day of a vote."""
    Resolution.objects.filter(pk=amendment.pk).update(
        outcome=Outcome.WITHDRAWN,
        adoption="none",
        official_in_favour=None,
        official_against=None,
        official_abstaining=None,
        official_not_voting=None,
    )
    assert correct_days() == []


def test_the_next_import_keeps_the_day_and_a_new_day_of_the_source_is_reported(amendment, text):
    run = ImportRun.objects.create(source="catalogue", checksum="0")
    Resolution.objects.update(import_run=run)
    row = build_text_row(amendment)
    load_record(Record(texts=(row,)), "catalogue", "1")
    amendment.refresh_from_db()
    assert amendment.date == VOTED
    report = load_record(Record(texts=(row,)), "catalogue", "1")
    assert (report.corrections, report.changed_anything) == ([], False)
    amendment.refresh_from_db()
    assert amendment.date == VOTED


def test_the_page_shows_both_days(client, amendment):
    correct_days()
    page = client.get(reverse("resolution", args=[SYMBOL])).content.decode()
    assert "1 July 2016" in page
    assert "The source says 28 June 2016." in page
    data = client.get(reverse("resolution", args=[SYMBOL]).rstrip("/") + ".json").json()
    assert data["date"] == "2016-07-01"
    assert [(c["field"], c["before"], c["rule"]) for c in data["corrections"]] == [
        ("date", "2016-06-28", "day_of_filing")
    ]


def make_sitting(number: int, day: str, meeting: str) -> Resolution:
    session = make_session("CHR-29")
    symbol = f"E/CN.4/RES/{number}(XXIX)"
    return make_resolution(symbol, session=session, date=datetime.date.fromisoformat(day), meeting=meeting)


@pytest.fixture
def misprinted() -> Resolution:
    """A text with the wrong year, between meetings of the right one."""
    make_sitting(1, "1973-03-21", "E/CN.4/SR.1220")
    make_sitting(2, "1973-03-23", "E/CN.4/SR.1223")
    make_sitting(4, "1973-03-26", "E/CN.4/SR.1224")
    return make_sitting(3, "1974-03-22", "E/CN.4/SR.1222")


def test_a_misprinted_year_becomes_a_correction_with_its_reason(misprinted):
    (line,) = correct_days()
    misprinted.refresh_from_db()
    (made,) = misprinted.corrections.all()
    assert misprinted.date == datetime.date(1973, 3, 22)
    assert (made.rule, made.before, made.after) == ("meeting_day", "1974-03-22", "1973-03-22")
    assert made.reason == (
        "The source says 22 March 1974 (E/CN.4/SR.1222), which contradicts the days of other meetings. With another "
        "year, or with day and month exchanged, 22 March 1973 is the only day that fits the meetings before and after."
    )
    assert line.startswith("E/CN.4/RES/3(XXIX), 1974-03-22 → 1973-03-22: ")
    assert correct_days() == []


def test_a_day_that_no_misprint_explains_is_left_as_it_is(misprinted):
    """Either the date or the meeting is wrong, and the record does not show which."""
    Resolution.objects.filter(pk=misprinted.pk).update(date=datetime.date(1973, 4, 2))
    assert correct_days() == []
    refresh_checks([misprinted.pk])
    misprinted.refresh_from_db()
    finding = next(f for f in read_findings(misprinted.check_findings) if f.rule == "meeting_day")
    assert describe_finding(finding, {}).endswith(
        "; either its date or its meeting is wrong, and the record does not show which"
    )
