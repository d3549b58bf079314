"""Making and withdrawing corrections: their effect on the text, and what is refused."""

import datetime
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection

from tests.factories import make_member, make_resolution, make_roll_call, make_state
from votes.checking.checks import refresh_checks
from votes.corrections.apply import Change, make_corrections, withdraw_corrections, withdraw_overtaken
from votes.ingest.loading.edits import find_edited
from votes.models import Correction, RecordVersion, Resolution, Vote

pytestmark = pytest.mark.django_db
WHY = "The meeting summary says so"


@pytest.fixture
def text():
    """Three members and a non-member: SWZ listed for CHE, against and abstaining swapped in the totals."""
    text = make_resolution(totals=(1, 0, 1, 1), agenda_item=3, title="Peace")
    for iso3 in ("CHE", "MEX", "USA"):
        make_member(iso3)
    make_state("SWZ")
    make_roll_call(text, {"SWZ": "in_favour", "MEX": "against", "USA": "not_voting"})
    refresh_checks([text.pk])
    text.refresh_from_db()
    return text


@pytest.fixture
def user():
    return User.objects.create_user("Elif")


def correct(text, *changes, **given):
    return make_corrections(text, [Change(*change) for change in changes], reason=WHY, **given)


def get_positions(text):
    return dict(Vote.objects.filter(resolution=text).values_list("state__iso3", "position"))


def get_state(text):
    """Everything of the text and its roll-call that a correction may touch."""
    columns = Resolution.objects.filter(pk=text.pk).values().get()
    return columns, get_positions(text)


def test_a_field_is_corrected_with_its_reason(text, user):
    (made,) = correct(text, ("title", "  Right to\n peace "), made_by=user, source_title="A/HRC/37/2")
    text.refresh_from_db()
    assert text.title == "Right to peace"
    assert (made.before, made.after, made.reason, made.made_by) == ("Peace", "Right to peace", WHY, user)


def test_swapped_totals_are_corrected_together_and_the_check_passes(text):
    correct(
        text,
        ("voter", "CHE", "SWZ"),
        ("official_against", "1"),
        ("official_abstaining", "0"),
        ("outcome", "rejected"),
    )
    text.refresh_from_db()
    assert text.check_status == "reconciled"
    assert get_positions(text) == {"CHE": "in_favour", "MEX": "against", "USA": "not_voting"}


@pytest.mark.parametrize(
    ("state", "after", "stands"),
    [("MEX", "abstaining", "abstaining"), ("MEX", "", None), ("CHE", "against", "against")],
    ids=["another position", "not listed", "listed"],
)
def test_a_position_is_corrected(text, state, after, stands):
    correct(text, ("position", after, state))
    assert get_positions(text).get(state) == stands
    assert len(get_positions(text)) == 3 + (state == "CHE") - (not after)


@pytest.mark.parametrize(
    "changes",
    [
        [("title", "Right to peace")],
        [("date", "2018-03-22")],
        [("agenda_item", "")],
        [("symbol", "A/HRC/RES/37/99")],
        [("outcome", "rejected")],
        [("official_against", "1"), ("official_abstaining", "0")],
        [("position", "abstaining", "MEX"), ("position", "", "USA")],
        [("voter", "CHE", "SWZ")],
    ],
    ids=lambda changes: changes[0][0],
)
def test_withdrawing_restores_the_values_of_the_source(text, user, changes):
    before = get_state(text)
    made = correct(text, *changes)
    assert get_state(text) != before
    withdraw_corrections(made, reason="It was right", withdrawn_by=user)
    assert get_state(text) == before
    stored = Correction.objects.get(pk=made[0].pk)
    assert (stored.withdrawn_reason, stored.withdrawn_by) == ("It was right", user)
    assert not text.corrections.in_force().exists()


def test_a_correction_does_not_freeze_the_text_against_imports(text):
    # As an import brings it: without history.
    Resolution.history.all().delete()
    made = correct(
        text, ("title", "Right to peace"), ("position", "abstaining", "MEX"), ("voter", "CHE", "SWZ")
    )
    withdraw_corrections(made[:1], reason="No")
    assert find_edited(Resolution) == set()


def test_each_makes_a_new_version_of_the_record(text):
    versions = [RecordVersion.get()]
    made = correct(text, ("meeting", "55th"))
    versions.append(RecordVersion.get())
    withdraw_corrections(made, reason="No")
    versions.append(RecordVersion.get())
    assert versions == sorted(set(versions))


def test_a_corrected_symbol_keeps_the_address(text):
    correct(text, ("symbol", "a/hrc/res/37/24"))
    text.refresh_from_db()
    assert (text.symbol, text.address) == ("A/HRC/RES/37/24", "A/HRC/RES/37/23")
    assert text.symbol_key.endswith("00024")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ([("title", "")], "This field cannot be blank."),
        ([("title", "Peace")], "The source already gives this value."),
        ([("title", "x" * 1001)], "at most 1000 characters"),
        ([("kind", "motion")], "not a valid choice"),
        ([("date", "yesterday")], "YYYY-MM-DD"),
        ([("date", "2018-02-30")], "valid date|invalid date"),
        ([("official_against", "61")], "cannot be higher than 60"),
        ([("official_against", "-1")], "greater than or equal to 0"),
        ([("official_against", "one")], "must be an integer"),
        ([("official_against", "")], "Give all three totals"),
        ([("outcome", "rejected"), ("adoption", "without_vote")], "be rejected only by a vote"),
        ([("adoption", "without_vote")], "Only a vote has totals|Only a recorded vote has a roll-call"),
        ([("symbol", "A HRC?")], "This is not a symbol"),
        ([("symbol", "A/HRC/RES/1/1")], "Another text already has this symbol"),
        ([("position", "perhaps", "MEX")], "is not a position"),
        ([("position", "against", "XXX")], "No State on file has the code"),
        ([("voter", "XXX", "SWZ")], "No State on file has the code"),
        ([("voter", "MEX", "SWZ")], "already in the roll-call"),
        ([("voter", "USA", "CHE")], "not in the roll-call"),
        ([("published", "")], "can be corrected"),
        ([("title", "A"), ("title", "B")], "already has a correction"),
        ([("voter", "CHE", "SWZ"), ("position", "against", "SWZ")], "already has a correction"),
    ],
    ids=lambda given: str(given)[:40],
)
def test_an_invalid_correction_is_refused_with_a_message_and_nothing_changes(text, changes, words):
    make_resolution("A/HRC/RES/1/1")
    before = get_state(text)
    with pytest.raises(ValidationError, match=words):
        correct(text, *changes)
    assert get_state(text) == before
    assert not Correction.objects.exists()


def test_a_reason_is_needed_to_make_and_to_withdraw(text):
    with pytest.raises(ValidationError):
        make_corrections(text, [Change("title", "Right to peace")], reason="")
    made = correct(text, ("title", "Right to peace"))
    with pytest.raises(ValidationError, match="Give the reason"):
        withdraw_corrections(made, reason="")
    text.refresh_from_db()
    assert text.title == "Right to peace"


def test_who_voted_and_how_can_be_corrected_one_after_the_other_and_withdrawn_in_any_order(text):
    before = get_state(text)
    (voter,) = correct(text, ("voter", "CHE", "SWZ"))
    (position,) = correct(text, ("position", "against", "CHE"))
    assert get_positions(text)["CHE"] == "against"
    withdraw_corrections([voter], reason="No")
    # The source lists SWZ again; that CHE is against is still our word.
    assert get_positions(text) == {**before[1], "CHE": "against"}
    withdraw_corrections([position], reason="No")
    assert get_state(text) == before


def test_withdrawing_twice_is_no_error(text, user):
    made = correct(text, ("title", "Right to peace"))
    withdraw_corrections(made, reason="First", withdrawn_by=user)
    withdraw_corrections(made, reason="Second")
    assert Correction.objects.get().withdrawn_reason == "First"


def test_a_value_can_be_corrected_again_after_a_withdrawal(text):
    withdraw_corrections(correct(text, ("title", "A")), reason="No")
    correct(text, ("title", "B"))
    text.refresh_from_db()
    assert (text.title, Correction.objects.count()) == ("B", 2)


def test_a_text_edited_in_the_admin_can_be_corrected_without_losing_its_edits(text):
    text.meeting = "As edited in the admin"
    text.save()
    made = correct(text, ("title", "Right to peace"), ("date", "2018-03-22"))
    text.refresh_from_db()
    assert (text.title, text.date, text.meeting) == (
        "Right to peace",
        datetime.date(2018, 3, 22),
        "As edited in the admin",
    )
    withdraw_corrections(made, reason="No")
    text.refresh_from_db()
    assert (text.title, text.meeting) == ("Peace", "As edited in the admin")


def test_an_edit_replaces_a_correction_of_the_same_value(text, user):
    correct(text, ("title", "Right to peace"), ("meeting", "55th"), ("voter", "CHE", "SWZ"))
    text.refresh_from_db()
    text.title = "Better"
    text.save()
    (overtaken,) = withdraw_overtaken(text, reason="Edited", withdrawn_by=user)
    assert overtaken.field == "title"
    text.refresh_from_db()
    assert text.title == "Better"
    assert {c.field for c in text.corrections.in_force()} == {"meeting", "voter"}


@pytest.mark.django_db(transaction=True)
def test_a_double_click_makes_one_correction_and_refuses_the_other():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time, and the test's database lies in memory")
    text = make_resolution(title="Peace")
    start = threading.Barrier(2)

    def click():
        start.wait(timeout=10)
        try:
            correct(text, ("title", "Right to peace"))
        except ValidationError as error:
            return error.messages
        finally:
            connection.close()
        return "made"

    with ThreadPoolExecutor(2) as clicks:
        answers = [future.result(timeout=60) for future in [clicks.submit(click), clicks.submit(click)]]
    assert sorted(answers, key=str) == [
        ["This value already has a correction. Withdraw that correction first."],
        "made",
    ]
    assert text.corrections.count() == 1
