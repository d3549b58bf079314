"""What was corrected stays corrected through every import, and the report tells where the source moved."""

from dataclasses import replace

import pytest

from tests.factories import make_correction, make_member, make_resolution, make_state
from votes.choices import CorrectedField
from votes.models import Correction, State
from votes.record.correct import Change, build_row, make_corrections, withdraw_corrections
from votes.record.kept import VOTER_SLIP, KeptCorrections
from votes.record.rows import TextRow

pytestmark = pytest.mark.django_db
MEMBERS = ["CHE", "SVK", "MEX", "USA"]
SLIPS = {"SWZ": "in_favour", "SVN": "in_favour", "MEX": "against", "USA": "abstaining"}
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
    """One import of one row of a text on file: the row as it shall stand, and the lines of the report."""
    kept = KeptCorrections(dict(State.objects.values_list("iso3", "name")))
    corrected = kept.correct(row, text.pk)
    return corrected, kept.store([(text, corrected)])


def test_the_next_import_keeps_a_correction_and_says_nothing(text):
    source = build_row(text)
    make_corrections(text, [Change("title", "Right to peace")], reason="Why")
    for _ in range(2):
        corrected, lines = import_row(source, text)
        assert (corrected, lines) == (replace(source, title="Right to peace"), [])


def test_a_withdrawn_correction_is_not_applied(text):
    source = build_row(text)
    withdraw_corrections(
        make_corrections(text, [Change("title", "Right to peace")], reason="Why"), reason="No"
    )
    assert import_row(source, text) == (source, [])


def test_where_the_source_moved_the_report_says_so_once_and_withdrawing_returns_to_it(text):
    source = replace(build_row(text), title="Piece")
    (made,) = make_corrections(text, [Change("title", "Right to peace")], reason="Why")
    corrected, lines = import_row(source, text)
    assert corrected.title == "Right to peace"
    assert lines == [
        "A/HRC/RES/37/23, Title: the source now says Piece instead of Peace; the correction to Right to peace stays"
    ]
    assert import_row(source, text) == (corrected, [])
    made.refresh_from_db()
    withdraw_corrections([made], reason="No")
    text.refresh_from_db()
    assert text.title == "Piece"


def test_where_the_source_agrees_the_report_says_so_once_and_the_correction_stays(text):
    source = replace(build_row(text), title="Right to peace")
    (made,) = make_corrections(text, [Change("title", "Right to peace")], reason="Why")
    corrected, lines = import_row(source, text)
    assert corrected == source
    assert lines == [
        "A/HRC/RES/37/23, Title: the source now says Right to peace as corrected here; the correction stays"
    ]
    assert import_row(source, text) == (source, [])
    made.refresh_from_db()
    assert (made.before, made.agreed_at is None) == ("Peace", False)
    withdraw_corrections([made], reason="Not needed")
    text.refresh_from_db()
    assert text.title == "Right to peace"


def test_a_voters_slip_that_the_membership_proves_becomes_a_correction(text, members):
    source = replace(build_row(text), positions=SLIPS)
    corrected, lines = import_row(source, text)
    assert corrected.positions == RIGHT
    assert lines[0].startswith("A/HRC/RES/37/23, SWZ → CHE: Eswatini was not a member on 23 March 2018")
    made = Correction.objects.order_by("pk")
    assert [(c.field, c.state.iso3, c.before, c.after, c.rule, c.made_by) for c in made] == [
        ("voter", "SWZ", "SWZ", "CHE", VOTER_SLIP, None),
        ("voter", "SVN", "SVN", "SVK", VOTER_SLIP, None),
    ]
    assert import_row(source, text) == (corrected, [])
    assert Correction.objects.count() == 2


def test_a_new_text_gets_its_repair_once_it_is_on_file(members):
    row = replace(build_row(make_resolution("A/HRC/RES/37/1")), positions=SLIPS, symbol="A/HRC/RES/37/2")
    kept = KeptCorrections(dict(State.objects.values_list("iso3", "name")))
    corrected = kept.correct(row, None)
    assert not Correction.objects.exists()
    text = make_resolution("A/HRC/RES/37/2")
    assert len(kept.store([(text, corrected)])) == 2
    assert text.corrections.count() == 2


def test_a_repair_that_a_person_withdrew_is_not_made_again(text, members):
    source = replace(build_row(text), positions={**SLIPS, "SVK": "in_favour"})
    del source.positions["SVN"]
    import_row(source, text)
    repair = Correction.objects.get()
    repair.withdrawn_at, repair.withdrawn_reason = repair.made_at, "It was Eswatini"
    repair.save()
    assert import_row(source, text) == (source, [])


def test_what_was_rejected_leaves_no_trace(text, members):
    kept = KeptCorrections(dict(State.objects.values_list("iso3", "name")))
    kept.correct(replace(build_row(text), positions=SLIPS), text.pk)
    assert kept.store([]) == []
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [{"session": "CHR-50"}, {"date": None}, {"session": "no session"}, {"positions": {}}],
    ids=["the Commission", "no date", "no session", "no roll-call"],
)
def test_without_a_membership_on_file_nothing_is_repaired(text, members, changes):
    row = replace(build_row(text), **{"positions": SLIPS, **changes})
    assert import_row(row, text) == (row, [])


def test_a_correction_of_a_voter_that_fits_no_longer_is_told_every_time(text):
    state = make_state("SWZ")
    make_correction(text, field=CorrectedField.VOTER, state=state, before="SWZ", after="CHE")
    row: TextRow = replace(build_row(text), positions={"SWZ": "against", "CHE": "against"})
    for _ in range(2):
        corrected, (line,) = import_row(row, text)
        assert corrected == row
        assert line.endswith("the correction to CHE fits the source's roll-call no longer")


def test_the_rows_of_a_whole_import_cost_no_queries(text, django_assert_num_queries):
    make_corrections(text, [Change("title", "Right to peace")], reason="Why")
    row = build_row(text)
    with django_assert_num_queries(3):
        kept = KeptCorrections({})
        loaded = [(text, kept.correct(row, text.pk)) for _ in range(30)]
        kept.store(loaded)
