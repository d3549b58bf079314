"""Corrections remain in force through every import, and the report names new values in the source."""

from dataclasses import replace

import pytest

from tests.factories import make_correction, make_member, make_resolution, make_state
from votes.checking.findings import Rule
from votes.core.choices import CorrectedField
from votes.core.rows import TextRow
from votes.corrections.apply import Change, build_text_row, make_corrections, withdraw_corrections
from votes.corrections.reconcile import AppliedCorrections
from votes.ingest.loading.load import load_record
from votes.models import Correction, Resolution, State

pytestmark = pytest.mark.django_db
MEMBERS = ["CHE", "SVK", "MEX", "USA"]
WRONG_VOTERS = {"SWZ": "in_favour", "SVN": "in_favour", "MEX": "against", "USA": "abstaining"}
RIGHT = {"CHE": "in_favour", "SVK": "in_favour", "MEX": "against", "USA": "abstaining"}


@pytest.fixture
def text():
    return make_resolution(title="Peace")


@pytest.fixture
def members():
    names = {"CHE": "Switzerland", "SVK": "Slovakia", "SWZ": "Eswatini", "SVN": "Slovenia"}
    for iso3 in MEMBERS:
        make_member(iso3)
    for iso3, name in names.items():
        State.objects.update_or_create(iso3=iso3, defaults={"name": name, "regional_group": "african"})


def import_row(row, text):
    """Import one row of a text on file; returns the corrected row and the lines of the report."""
    corrections = AppliedCorrections(dict(State.objects.values_list("iso3", "name")))
    corrected = corrections.correct(row, text.pk)
    return corrected, corrections.store([(text, corrected)])


def test_the_next_import_applies_a_correction_and_reports_nothing(text):
    source = build_text_row(text)
    make_corrections(text, [Change("title", "Right to peace")], reason="Why")
    for _ in range(2):
        corrected, lines = import_row(source, text)
        assert (corrected, lines) == (replace(source, title="Right to peace"), [])


def test_a_withdrawn_correction_is_not_applied(text):
    source = build_text_row(text)
    withdraw_corrections(
        make_corrections(text, [Change("title", "Right to peace")], reason="Why"), reason="No"
    )
    assert import_row(source, text) == (source, [])


def test_a_new_value_of_the_source_is_reported_once_and_applies_after_withdrawal(text):
    source = replace(build_text_row(text), title="Piece")
    (made,) = make_corrections(text, [Change("title", "Right to peace")], reason="Why")
    corrected, lines = import_row(source, text)
    assert corrected.title == "Right to peace"
    assert lines == [
        "A/HRC/RES/37/23, Title: the source now gives Piece instead of Peace; "
        "the correction to Right to peace remains in force"
    ]
    assert import_row(source, text) == (corrected, [])
    made.refresh_from_db()
    withdraw_corrections([made], reason="No")
    text.refresh_from_db()
    assert text.title == "Piece"


def test_agreement_of_the_source_is_reported_once_and_the_correction_remains(text):
    source = replace(build_text_row(text), title="Right to peace")
    (made,) = make_corrections(text, [Change("title", "Right to peace")], reason="Why")
    corrected, lines = import_row(source, text)
    assert corrected == source
    assert lines == [
        "A/HRC/RES/37/23, Title: the source now gives Right to peace, as corrected here; "
        "the correction remains in force"
    ]
    assert import_row(source, text) == (source, [])
    made.refresh_from_db()
    assert (made.before, made.agreed_at is None) == ("Peace", False)
    withdraw_corrections([made], reason="Not needed")
    text.refresh_from_db()
    assert text.title == "Right to peace"


def test_a_wrong_voter_that_the_membership_proves_becomes_a_correction(text, members):
    source = replace(build_text_row(text), positions=WRONG_VOTERS)
    corrected, lines = import_row(source, text)
    assert corrected.positions == RIGHT
    assert lines[0].startswith("A/HRC/RES/37/23, SWZ → CHE: Eswatini was not a member on 23 March 2018")
    columns = ("field", "state__iso3", "before", "after", "rule", "made_by")
    assert list(Correction.objects.order_by("pk").values_list(*columns)) == [
        ("voter", "SWZ", "SWZ", "CHE", Rule.WRONG_VOTER, None),
        ("voter", "SVN", "SVN", "SVK", Rule.WRONG_VOTER, None),
    ]
    assert import_row(source, text) == (corrected, [])
    assert Correction.objects.count() == 2


def test_a_new_text_gets_its_repair_once_it_is_on_file(members):
    row = replace(
        build_text_row(make_resolution("A/HRC/RES/37/1")), positions=WRONG_VOTERS, symbol="A/HRC/RES/37/2"
    )
    corrections = AppliedCorrections(dict(State.objects.values_list("iso3", "name")))
    corrected = corrections.correct(row, None)
    assert not Correction.objects.exists()
    text = make_resolution("A/HRC/RES/37/2")
    assert len(corrections.store([(text, corrected)])) == 2
    assert text.corrections.count() == 2


def test_a_repair_that_a_user_withdrew_is_not_made_again(text, members):
    source = replace(build_text_row(text), positions={**WRONG_VOTERS, "SVK": "in_favour"})
    del source.positions["SVN"]
    import_row(source, text)
    repair = Correction.objects.get()
    repair.withdrawn_at, repair.withdrawn_reason = repair.made_at, "It was Eswatini"
    repair.save()
    assert import_row(source, text) == (source, [])


def test_a_rejected_row_makes_no_correction(text, members):
    corrections = AppliedCorrections(dict(State.objects.values_list("iso3", "name")))
    corrections.correct(replace(build_text_row(text), positions=WRONG_VOTERS), text.pk)
    assert corrections.store([]) == []
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [{"session": "CHR-50"}, {"date": None}, {"session": "no session"}, {"positions": {}}],
    ids=["the Commission", "no date", "no session", "no roll-call"],
)
def test_without_a_membership_on_file_nothing_is_repaired(text, members, changes):
    row = replace(build_text_row(text), **{"positions": WRONG_VOTERS, **changes})
    assert import_row(row, text) == (row, [])


def test_a_correction_of_a_voter_that_no_longer_applies_is_always_reported(text):
    state = make_state("SWZ")
    make_correction(text, field=CorrectedField.VOTER, state=state, before="SWZ", after="CHE")
    row: TextRow = replace(build_text_row(text), positions={"SWZ": "against", "CHE": "against"})
    for _ in range(2):
        corrected, (line,) = import_row(row, text)
        assert corrected == row
        assert line.endswith("the correction to CHE no longer fits the source’s roll-call")


def test_the_rows_of_an_import_need_no_queries(text, django_assert_num_queries):
    make_corrections(text, [Change("title", "Right to peace")], reason="Why")
    row = build_text_row(text)
    with django_assert_num_queries(2):
        corrections = AppliedCorrections({})
        loaded = [(text, corrections.correct(row, text.pk)) for _ in range(30)]
        corrections.store(loaded)


def test_two_imports_keep_corrections_and_update_the_other_values(starter, starter_record):
    text = Resolution.objects.get(symbol="A/HRC/RES/37/23")
    make_corrections(text, [Change("title", "Better"), Change("position", "abstaining", "MEX")], reason="Why")
    texts = [
        replace(row, meeting="55th meeting") if row.symbol == text.symbol else row
        for row in starter_record.texts
    ]
    record = replace(starter_record, texts=tuple(texts))

    reports = [load_record(record, "newer", number * 64) for number in "12"]

    text.refresh_from_db()
    assert (text.title, text.meeting) == ("Better", "55th meeting")
    assert text.votes.get(state__iso3="MEX").position == "abstaining"
    assert text.counted_abstaining == 18
    assert [report.tally("texts").changed for report in reports] == [1, 0]
    assert [report.tally("texts").kept for report in reports] == [0, 0]
    withdraw_corrections(list(text.corrections.all()), reason="No")
    again = load_record(record, "again", "3" * 64)
    assert not again.changed_anything


def test_an_import_corrects_a_proven_wrong_voter_and_a_withdrawn_correction_stays_withdrawn(
    starter, starter_record
):
    text = Resolution.objects.get(symbol="A/HRC/RES/37/23")
    texts = [
        replace(row, positions={"SWZ" if iso3 == "CHE" else iso3: p for iso3, p in row.positions.items()})
        if row.symbol == text.symbol
        else row
        for row in starter_record.texts
    ]
    record = replace(starter_record, texts=tuple(texts))

    report = load_record(record, "with an error", "1" * 64)

    text.refresh_from_db()
    assert text.check_status == "reconciled"
    assert text.votes.filter(state__iso3="CHE").exists()
    assert [line.split(":")[0] for line in report.corrections] == ["A/HRC/RES/37/23, SWZ → CHE"]
    withdraw_corrections(list(text.corrections.all()), reason="It was Eswatini")
    load_record(record, "again", "2" * 64)
    assert text.votes.filter(state__iso3="SWZ").exists()
    assert not text.corrections.in_force().exists()
