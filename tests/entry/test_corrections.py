"""Corrections in the admin: who can make, accept, withdraw and view them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.entry.conftest import change_url, fill_change
from tests.entry.page import read_form, read_text
from votes.checking.findings import suggest_value, write_suggestion
from votes.entry.corrections import build_token
from votes.ingest.loading.edits import find_edited
from votes.models import Correction, Resolution, State

pytestmark = pytest.mark.usefixtures("record")
GIVEN = {"reason": "The summary record says so", "source_title": "A/HRC/37/SR.55"}
FINDINGS = "admin:votes_resolution_findings"
# In fact 17 members abstained and 1 was against.
SWAP = [
    suggest_value("official_against", 17, 1),
    suggest_value("official_abstaining", 1, 17),
]


def get_url(text: Resolution, what: str = "correct") -> str:
    return reverse(f"admin:votes_resolution_{what}", args=[text.pk])


def fill(client: Client, text: Resolution, **given: Any) -> dict[str, Any]:
    return {**read_form(client.get(get_url(text)), "correct_form"), **GIVEN, **given}


def correct(client: Client, text: Resolution, **given: Any) -> Any:
    return client.post(get_url(text), fill(client, text, **given), follow=True)


def withdraw(client: Client, text: Resolution, reason: str = "It was right") -> Any:
    chosen = list(text.corrections.in_force().values_list("pk", flat=True))
    sent = {"corrections": chosen, "withdrawn_reason": reason}
    return client.post(get_url(text, "withdraw"), sent, follow=True)


@pytest.fixture
def swapped(text: Resolution) -> Resolution:
    """The text with its totals swapped in the source, and a check that sees it and suggests."""
    finding = {
        "rule": "totals",
        "severity": "error",
        "position": "against",
        "official": 17,
        "counted": 1,
        "suggestion": write_suggestion(SWAP),
    }
    Resolution.objects.filter(pk=text.pk).update(
        official_against=17, official_abstaining=1, check_status="unreconciled", check_findings=[finding]
    )
    text.refresh_from_db()
    return text


def test_a_changed_value_becomes_a_correction_and_other_values_do_not_change(
    editor: Client, text: Resolution
) -> None:
    before = Resolution.objects.filter(pk=text.pk).values().get()
    page = correct(editor, text, meeting="55th meeting")
    assert f"Correction saved. Meeting: {before['meeting']} → 55th meeting" in read_text(page)
    made = text.corrections.get()
    assert (made.field, made.before, made.after) == ("meeting", before["meeting"], "55th meeting")
    assert (made.reason, made.source_title) == (GIVEN["reason"], GIVEN["source_title"])
    assert made.made_by is not None
    assert made.made_by.username == "Elif"
    after = Resolution.objects.filter(pk=text.pk).values().get()
    assert after == {**before, "meeting": "55th meeting"}
    assert find_edited(Resolution) == set(), "later imports continue to update the text"


def test_a_position_and_a_voter_are_corrected(editor: Client, text: Resolution) -> None:
    pks = dict(text.votes.values_list("state__iso3", "state__pk"))
    correct(editor, text, state=pks["MEX"], position="abstaining")
    assert text.votes.get(state__iso3="MEX").position == "abstaining"
    page = correct(editor, text, state=pks["TUN"], position="not_listed")
    assert "Position of Tunisia: Not voting → not listed" in read_text(page)
    norway = State.objects.get(iso3="NOR")
    page = correct(editor, text, wrong=pks["CHE"], right=norway.pk)
    assert "State that voted: Switzerland → Norway" in read_text(page)
    assert text.votes.filter(state=norway, position="abstaining").exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Change at least one value"),
        ({"title": ""}, "This field is required"),
        ({"meeting": "55th", "reason": ""}, "This field is required"),
        ({"meeting": "55th", "source_title": " "}, "This field is required"),
        ({"date": "31/02/2018"}, "Enter a valid date"),
        ({"official_against": "99"}, "cannot be higher than 60"),
        ({"official_against": ""}, "Give all three totals"),
        ({"adoption": "without_vote"}, "Only a vote has totals"),
        ({"position": "against"}, "Fill in both fields or leave both empty"),
        ({"state": "999999", "position": "against"}, "Select a valid choice"),
        ({"symbol": "A/HRC/RES/43/21"}, "Another text already has this symbol"),
        ({"meeting": "55th", "version": "old"}, "changed this text after you opened it"),
    ],
    ids=lambda given: str(given)[:30],
)
def test_an_invalid_correction_is_refused_with_a_message_and_the_entries(
    editor: Client, text: Resolution, given: dict[str, str], words: str
) -> None:
    page = correct(editor, text, **{"sponsors_as_printed": text.sponsors_as_printed, **given})
    assert page.status_code == 200
    assert words in read_text(page)
    assert not Correction.objects.exists()
    kept = read_form(page, "correct_form")
    assert all(kept[name] == value for name, value in given.items() if name not in ("version", "state"))


def test_a_corrected_value_cannot_be_edited_until_the_correction_is_withdrawn(
    editor: Client, text: Resolution
) -> None:
    correct(editor, text, meeting="55th meeting")
    assert "meeting" not in fill(editor, text)
    page = withdraw(editor, text)
    assert "Correction withdrawn: Meeting. The value of the source applies again." in read_text(page)
    assert "meeting" in fill(editor, text)
    withdrawn = text.corrections.get()
    assert (withdrawn.withdrawn_reason, str(withdrawn.withdrawn_by)) == ("It was right", "Elif")


def test_withdrawing_needs_a_reason_and_a_selected_correction(editor: Client, text: Resolution) -> None:
    correct(editor, text, meeting="55th meeting")
    assert "This field is required" in read_text(withdraw(editor, text, reason=""))
    page = editor.post(get_url(text, "withdraw"), {"withdrawn_reason": "No"})
    assert "Select at least one correction to withdraw." in read_text(page)
    assert text.corrections.in_force().count() == 1


def test_withdrawing_twice_shows_a_message(editor: Client, text: Resolution) -> None:
    correct(editor, text, meeting="55th meeting")
    sent = {"corrections": [text.corrections.get().pk], "withdrawn_reason": "No"}
    editor.post(get_url(text, "withdraw"), sent)
    page = editor.post(get_url(text, "withdraw"), sent, follow=True)
    assert "The selected corrections had already been withdrawn." in read_text(page)


def test_a_suggestion_is_accepted_with_one_button(editor: Client, swapped: Resolution) -> None:
    for address in (get_url(swapped), reverse(FINDINGS)):
        page = read_text(editor.get(address))
        assert "Official total against: 17 → 1" in page
        assert "Official total abstaining: 1 → 17" in page
    sent = {"token": build_token(SWAP), "next": reverse(FINDINGS)}
    response = editor.post(get_url(swapped, "accept"), sent)
    assert response["Location"] == reverse(FINDINGS)
    swapped.refresh_from_db()
    assert (swapped.official_against, swapped.official_abstaining) == (1, 17)
    assert swapped.check_status == "reconciled"
    made = swapped.corrections.all()
    assert {c.field for c in made} == {"official_against", "official_abstaining"}
    assert all(
        c.rule == "totals" and c.reason.startswith("Suggested by the check of the record:") for c in made
    )


def test_a_double_click_accepts_a_suggestion_only_once(editor: Client, swapped: Resolution) -> None:
    sent = {"token": build_token(SWAP)}
    editor.post(get_url(swapped, "accept"), sent)
    page = editor.post(get_url(swapped, "accept"), sent, follow=True)
    assert "It may have just been accepted" in read_text(page)
    assert Correction.objects.count() == 2


def test_an_outdated_suggestion_is_refused_with_a_message(editor: Client, swapped: Resolution) -> None:
    # The findings are older than the correction.
    findings = swapped.check_findings
    correct(editor, swapped, official_against="2")
    Resolution.objects.filter(pk=swapped.pk).update(check_findings=findings)
    page = editor.post(get_url(swapped, "accept"), {"token": build_token(SWAP)}, follow=True)
    assert "already has a correction" in read_text(page)
    assert Correction.objects.count() == 1


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_accepting_redirects_only_within_the_site(editor: Client, swapped: Resolution, back: str) -> None:
    sent = {"token": build_token(SWAP), "next": back}
    assert editor.post(get_url(swapped, "accept"), sent)["Location"] == get_url(swapped)


def test_the_list_of_findings_can_be_limited_to_suggestions(editor: Client, swapped: Resolution) -> None:
    other = Resolution.objects.exclude(pk=swapped.pk).first()
    assert other is not None
    Resolution.objects.filter(pk=other.pk).update(
        check_findings=[{"rule": "not_a_member", "severity": "error", "states": ["NOR"]}]
    )
    assert other.symbol in read_text(editor.get(reverse(FINDINGS), {"page": "x"}))
    narrowed = read_text(editor.get(reverse(FINDINGS), {"suggested": "1"}))
    assert "1 text with a suggestion." in narrowed
    assert other.symbol not in narrowed


def test_the_history_shows_corrections_and_withdrawn_ones(editor: Client, text: Resolution) -> None:
    correct(editor, text, meeting="55th meeting")
    withdraw(editor, text)
    page = read_text(editor.get(reverse("admin:votes_resolution_history", args=[text.pk])))
    assert f"Changed correction (Meeting: {text.meeting} → 55th meeting)." in page
    assert "Changed correction withdrawn (Meeting)." in page
    assert "Elif: It was right" in page


def test_an_edit_of_the_text_replaces_a_correction(editor: Client, text: Resolution) -> None:
    correct(editor, text, meeting="55th meeting")
    correct(editor, text, agenda_item="4")
    page = editor.post(change_url(text), fill_change(editor, text, meeting="56th meeting"), follow=True)
    assert "Your edit replaces a correction, which has been withdrawn: Meeting." in read_text(page)
    text.refresh_from_db()
    assert (text.meeting, text.agenda_item) == ("56th meeting", 4)
    assert [c.field for c in text.corrections.in_force()] == ["agenda_item"]


def test_the_form_does_not_undo_a_correction_made_while_it_was_open(editor: Client, text: Resolution) -> None:
    sent = fill_change(editor, text, title="Another")
    correct(editor, text, meeting="55th meeting")
    page = editor.post(change_url(text), sent)
    assert "An import or a correction changed this text" in read_text(page)
    text.refresh_from_db()
    assert text.meeting == "55th meeting"


def test_the_form_of_an_imported_text_links_to_its_corrections(editor: Client, text: Resolution) -> None:
    assert "correct that value instead" in read_text(editor.get(change_url(text)))
    Resolution.objects.filter(pk=text.pk).update(import_run=None)
    assert "correct that value instead" not in read_text(editor.get(change_url(text)))


def test_a_user_who_may_only_view_sees_corrections_without_a_form(
    make_user: Callable[..., User], swapped: Resolution
) -> None:
    user = make_user("Vera")
    user.user_permissions.add(
        *Group.objects.get(name="Editors").permissions.filter(codename="view_resolution")
    )
    client = Client()
    client.force_login(user)
    page = client.get(get_url(swapped))
    assert "Official total against: 17 → 1" in read_text(page)
    assert b'type="submit"' not in page.content.split(b'id="content-main"')[1]
    for what in ("correct", "accept", "withdraw"):
        assert client.post(get_url(swapped, what), {"token": build_token(SWAP)}).status_code == 403
    assert not Correction.objects.exists()


def test_anonymous_forged_and_wrong_requests_are_refused(
    editor: Client, client: Client, make_user: Callable[..., User], swapped: Resolution
) -> None:
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(make_user("Erik", "Editors"))
    for what in ("correct", "accept", "withdraw"):
        assert "/login/" in client.post(get_url(swapped, what))["Location"]
        assert forged.post(get_url(swapped, what), {"token": build_token(SWAP)}).status_code == 403
    assert editor.get(get_url(swapped, "accept")).status_code == 405
    assert editor.get(get_url(swapped, "withdraw")).status_code == 405
    assert editor.get("/admin/votes/resolution/x/correct/").status_code == 404
    assert editor.get("/admin/votes/resolution/999999/correct/").status_code == 404
    assert not Correction.objects.exists()


def test_corrections_are_listed_and_neither_added_nor_changed_there(
    reviewer: Client, text: Resolution
) -> None:
    correct(reviewer, text, meeting="55th meeting")
    withdraw(reviewer, text)
    correct(reviewer, text, agenda_item="4")
    address = reverse("admin:votes_correction_changelist")
    assert "55th meeting" in read_text(reviewer.get(address))
    assert "55th meeting" not in read_text(reviewer.get(address, {"in_force": "yes"}))
    assert "55th meeting" in read_text(reviewer.get(address, {"in_force": "no", "field": "meeting"}))
    assert reviewer.get(address).content.count(timezone.now().strftime("%-d %b %Y, ").encode()) == 2
    one = reverse("admin:votes_correction_change", args=[text.corrections.in_force().get().pk])
    page = reviewer.get(one)
    assert "Corrections to this text" in read_text(page)
    assert reviewer.post(one, {"after": "5"}).status_code == 403
    for action in ("add", "delete"):
        args = [text.corrections.in_force().get().pk] if action == "delete" else []
        assert reviewer.get(reverse(f"admin:votes_correction_{action}", args=args)).status_code == 403


def test_the_list_of_corrections_has_names_instead_of_codes(reviewer: Client, text: Resolution) -> None:
    states = State.objects.in_bulk(["TUN", "EGY"], field_name="iso3")
    common = {"resolution": text, "reason": "As printed"}
    Correction.objects.create(
        field="voter", state=states["TUN"], before="TUN", after="MEX", rule="voter_slip", **common
    )
    Correction.objects.create(
        field="position", state=states["EGY"], before="in_favour", after="against", **common
    )
    address = reverse("admin:votes_correction_changelist")
    page = read_text(reviewer.get(address))
    for words in ("State that voted Tunisia Mexico", "Position of Egypt In favour Against"):
        assert words in page
    assert "One State listed in place of another" in page
    assert "voter_slip" not in page
    assert "Position of Egypt" not in read_text(reviewer.get(address, {"rule": "voter_slip"}))


def test_a_corrected_text_cannot_be_deleted(reviewer: Client, text: Resolution) -> None:
    correct(reviewer, text, meeting="55th meeting")
    address = reverse("admin:votes_resolution_delete", args=[text.pk])
    assert "permission to delete the following types of objects: correction" in read_text(
        reviewer.get(address)
    )
    assert reviewer.post(address, {"post": "yes"}).status_code == 403
    assert Resolution.objects.filter(pk=text.pk).exists()
