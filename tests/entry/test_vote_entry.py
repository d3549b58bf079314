"""Entering a roll-call: by pasting, by the grid, right and wrong."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.entry.conftest import ADD, change_url, fill_change, fill_new
from tests.entry.page import ROLL_CALL, read_form, read_text
from votes.core.choices import CheckStatus, Position
from votes.entry.forms import TOTAL_FIELDS, ResolutionForm
from votes.models import Resolution, Session, Vote

pytestmark = pytest.mark.usefixtures("record")
ERRORS_ABOVE = "The roll-call does not add up. Correct the errors listed above"


def post_new(client: Client, **given: Any) -> Any:
    return client.post(reverse(ADD), fill_new(client, **given))


def get_new() -> Resolution:
    return Resolution.objects.get(symbol="A/HRC/RES/37/99")


def assert_refused(response: Any) -> str:
    assert response.status_code == 200
    assert not Resolution.objects.filter(symbol="A/HRC/RES/37/99").exists()
    return read_text(response)


def test_a_pasted_roll_call_is_saved_and_adds_up(editor: Client) -> None:
    response = editor.post(reverse(ADD), fill_new(editor), follow=True)
    assert "The roll-call adds up. It lists 47 of 47 members." in read_text(response)
    text = get_new()
    assert text.session.number == 37
    assert text.get_absolute_url().endswith("/A/HRC/RES/37/99/")
    assert text.counted == text.official
    assert text.check_status == CheckStatus.RECONCILED
    assert text.votes.count() == 47
    assert text.votes.get(state__iso3="CIV").position == Position.IN_FAVOUR
    assert not text.published


def test_a_text_that_is_saved_without_a_source_gets_a_hint(editor: Client) -> None:
    hint = "No source is given for this text."
    assert hint in read_text(editor.post(reverse(ADD), fill_new(editor), follow=True))
    sent = fill_change(editor, get_new(), source="Summary of the meeting")
    assert hint not in read_text(editor.post(change_url(get_new()), sent, follow=True))


def test_a_caller_that_is_saved_without_a_source_gets_a_hint(editor: Client) -> None:
    hint = "No source is given for who called the vote."
    called = {"called_by_group": "European Union"}
    assert hint in read_text(editor.post(reverse(ADD), fill_new(editor, **called), follow=True))
    sent = fill_change(editor, get_new(), called_by_source="Summary of the meeting")
    assert hint not in read_text(editor.post(change_url(get_new()), sent, follow=True))


def test_old_names_semicolons_and_line_breaks_are_read(editor: Client) -> None:
    pasted = (
        ROLL_CALL.replace("Venezuela (Bolivarian Republic of)", "Venezuela (Bolivarian\nRepublic of)¹")
        .replace("Togo,", "Togo;")
        .replace("Cote d'Ivoire", "Côte d’Ivoire")
        .replace("United States of America", "United States")
    )
    assert post_new(editor, roll_call_text=pasted).status_code == 302
    assert get_new().votes.count() == 47


def test_checking_shows_the_count_and_saves_nothing(editor: Client) -> None:
    response = post_new(editor, _check="1")
    page = assert_refused(response)
    assert "47 of 47 members listed" in page
    assert "In favour 28 28 ✓ matches" in page
    form = read_form(response)
    assert form["position-MEX"] == "in_favour"
    assert form["position-TUN"] == "not_voting"
    assert form["roll_call_text"].replace("\r", "") == ROLL_CALL
    # When it is submitted again, it is saved.
    assert editor.post(reverse(ADD), form).status_code == 302
    assert get_new().votes.count() == 47


def test_the_grid_of_the_day_appears_with_the_date(editor: Client) -> None:
    assert "position-MEX" not in read_form(editor.get(reverse(ADD)))
    form = read_form(post_new(editor, roll_call_text="", _check="1"))
    assert sum(name.startswith("position-") for name in form) == 47
    assert "position-RUS" not in form


def test_the_grid_alone_is_enough(editor: Client, text: Resolution) -> None:
    positions = {f"position-{v.state.iso3}": v.position for v in text.votes.select_related("state")}
    assert post_new(editor, roll_call_text="", **positions).status_code == 302
    assert get_new().check_status == CheckStatus.RECONCILED


def test_a_new_text_replaces_the_grid_and_a_read_text_does_not(editor: Client) -> None:
    form = read_form(post_new(editor, _check="1"))
    form["position-MEX"] = "against"
    form |= {"official_in_favour": "27", "official_against": "2"}
    assert editor.post(reverse(ADD), form).status_code == 302
    assert get_new().votes.get(state__iso3="MEX").position == Position.AGAINST
    Resolution.objects.filter(symbol="A/HRC/RES/37/99").delete()
    form |= {"roll_call_text": ROLL_CALL + "\nNone.", "official_in_favour": "28", "official_against": "1"}
    assert editor.post(reverse(ADD), form).status_code == 302
    assert get_new().votes.get(state__iso3="MEX").position == Position.IN_FAVOUR


def test_wrong_totals_are_refused_until_a_reason_is_given(editor: Client) -> None:
    response = post_new(editor, official_abstaining="16")
    page = assert_refused(response)
    assert "Abstaining: 17 in the roll-call, 16 announced." in page
    assert "Abstaining 17 16 ✗ 1 too many" in page
    assert ERRORS_ABOVE in page
    form = read_form(response) | {"check_reason": "The meeting summary leaves one out."}
    assert editor.post(reverse(ADD), form).status_code == 302
    text = get_new()
    assert text.check_status == CheckStatus.UNRECONCILED
    assert text.check_reason == "The meeting summary leaves one out."


def test_an_unknown_name_is_named_with_a_suggestion(editor: Client) -> None:
    page = assert_refused(post_new(editor, roll_call_text=ROLL_CALL.replace("Slovenia", "Slovenja")))
    assert "Line 12: “Slovenja” is not the name of a State on file. Did you mean Slovenia?" in page
    assert "1 member is not listed: Slovenia." in page


def test_an_error_in_the_text_can_be_corrected_in_the_grid(editor: Client) -> None:
    form = read_form(post_new(editor, roll_call_text=ROLL_CALL.replace("Slovenia", "Slovenja")))
    form["position-SVN"] = "abstaining"
    assert editor.post(reverse(ADD), form).status_code == 302
    assert get_new().check_status == CheckStatus.RECONCILED


def test_an_unknown_name_is_shown_before_saving_even_if_the_totals_match(editor: Client) -> None:
    pasted = ROLL_CALL.replace("Tunisia", "Tunisia, Ruritania")
    page = assert_refused(response := post_new(editor, roll_call_text=pasted))
    assert "“Ruritania”" in page
    # The name has now been shown, all members are listed and the totals agree.
    assert editor.post(reverse(ADD), read_form(response)).status_code == 302


def test_a_state_named_twice_is_refused_until_one_is_chosen(editor: Client) -> None:
    pasted = ROLL_CALL.replace("United States of America", "United States of America, Mexico")
    page = assert_refused(response := post_new(editor, roll_call_text=pasted))
    assert "Mexico is listed as in favour and as against (lines 3 and 8)." in page
    form = read_form(response)
    assert form["position-MEX"] == ""
    form["position-MEX"] = "in_favour"
    assert editor.post(reverse(ADD), form).status_code == 302
    assert get_new().votes.get(state__iso3="MEX").position == Position.IN_FAVOUR


def test_a_non_member_is_named_with_the_day(editor: Client) -> None:
    page = assert_refused(post_new(editor, roll_call_text=ROLL_CALL.replace("Slovakia", "Sweden")))
    assert "Sweden was not a member on 23 Mar 2018 but is listed as abstaining." in page
    assert "1 member is not listed: Slovakia." in page
    assert "Not members on that day" in page


def test_the_entries_remain_in_the_form_after_an_error(editor: Client) -> None:
    sent = fill_new(editor, title="", official_against="x", note="A note", roll_call_text="In favour: Mexico")
    sent |= {"position-TGO": "against", "explanations-TOTAL_FORMS": "1", "explanations-0-summary": "Said so"}
    sent |= {"explanations-0-kind": "after_vote", "explanations-0-id": "", "explanations-0-language": "en"}
    form = read_form(editor.post(reverse(ADD), sent))
    assert form["official_against"] == "x"
    assert form["note"].strip() == "A note"
    assert form["roll_call_text"] == "In favour: Mexico"
    assert form["position-MEX"] == "in_favour"
    assert form["explanations-0-summary"].strip() == "Said so"


def test_a_text_without_a_roll_call_does_not_clear_the_grid(editor: Client) -> None:
    sent = fill_new(editor, roll_call_text="Good morning", **{"position-MEX": "against"})
    response = editor.post(reverse(ADD), sent)
    assert "No roll-call was found in the text." in assert_refused(response)
    assert read_form(response)["position-MEX"] == "against"


def test_clearing_saves_nothing(editor: Client, text: Resolution) -> None:
    response = editor.post(change_url(text), fill_change(editor, text, _clear="1"))
    assert not any(v for k, v in read_form(response).items() if k.startswith("position-"))
    assert text.votes.count() == 47


def test_a_recorded_vote_needs_totals(editor: Client) -> None:
    page = assert_refused(post_new(editor, official_in_favour=""))
    assert "Enter the announced total. Enter 0 if no member took this position." in page


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"symbol": "A/HRC/RES/37/23"}, "A text with this symbol is already on file"),
        ({"symbol": "<script>"}, "This is not a symbol."),
        ({"symbol": "X/1"}, "Choose the session. The symbol does not name a session that is on file."),
        ({"date": ""}, "Give the date of the decision."),
        ({"adoption": "without_vote"}, "Only a recorded vote has a roll-call."),
        ({"adoption": "none"}, "say how it was decided"),
        ({"outcome": "rejected", "adoption": "without_vote"}, "A text can be rejected only by a vote."),
        ({"title": "nul \x00 byte"}, "Null characters are not allowed."),
        ({"official_in_favour": "99999999999999999999"}, "Ensure this value is less than or equal to"),
    ],
)
def test_the_constraints_of_the_record_are_shown_as_messages(
    editor: Client, given: dict[str, str], message: str
) -> None:
    response = post_new(editor, **given)
    assert response.status_code == 200
    assert message in read_text(response)


def test_a_text_adopted_without_a_vote_needs_its_date_unless_it_was_imported_without(
    editor: Client, text: Resolution
) -> None:
    consensus = {"adoption": "without_vote", "date": "", "roll_call_text": ""}
    totals = dict.fromkeys(TOTAL_FIELDS.values(), "")
    page = assert_refused(post_new(editor, **consensus, **totals))
    assert "Give the date of the decision." in page
    text.votes.all().delete()
    none = dict.fromkeys(TOTAL_FIELDS.values())
    Resolution.objects.filter(pk=text.pk).update(adoption="without_vote", date=None, **none)
    text.refresh_from_db()
    sent = fill_change(editor, text, title="Another title")
    assert editor.post(change_url(text), sent).status_code == 302
    text.refresh_from_db()
    assert (text.title, text.date) == ("Another title", None)


@pytest.mark.parametrize(
    "pasted",
    [
        "\x00" * 50,
        "In favour: <script>alert(1)</script>\nAgainst: &lt;b&gt;",
        "In favour:" * 3000,
        "A, " * 100_000,
        "In favour: " + "x" * 19_000,
        "١٢٣ \ud7ff \u202e In favour: Ελλάδα, 日本",
        "Against: " + ", ".join(["Slovenja"] * 900),
    ],
)
def test_any_pasted_text_gives_a_page(editor: Client, pasted: str) -> None:
    response = post_new(editor, roll_call_text=pasted)
    assert_refused(response)
    assert b"<script>alert" not in response.content
    assert b"&lt;script&gt;alert" in response.content or "alert" not in pasted


def test_invalid_grid_fields_are_ignored(editor: Client) -> None:
    sent = {"position-XXX": "in_favour", "position-": "against", "position-MEX": "sideways"}
    assert post_new(editor, **sent).status_code == 302
    assert get_new().votes.count() == 47


def test_correcting_a_title_needs_no_reason_for_an_old_error(editor: Client, text: Resolution) -> None:
    text.votes.filter(state__iso3="MEX").delete()
    response = editor.post(change_url(text), fill_change(editor, text, title="Corrected"))
    assert response.status_code == 302
    text.refresh_from_db()
    assert (text.title, text.check_status) == ("Corrected", CheckStatus.UNRECONCILED)
    # But a change of the roll-call needs a reason why it does not add up.
    sent = fill_change(editor, text, **{"position-TGO": "against"})
    assert ERRORS_ABOVE in read_text(editor.post(change_url(text), sent))


def test_a_reason_that_is_not_needed_is_removed(editor: Client) -> None:
    response = editor.post(reverse(ADD), fill_new(editor, check_reason="Just in case"), follow=True)
    assert "so the reason given was removed" in read_text(response)
    assert get_new().check_reason == ""


def test_two_admins_do_not_overwrite_each_other(editor: Client, reviewer: Client, text: Resolution) -> None:
    mine = fill_change(editor, text, **{"position-MEX": "abstaining"}, check_reason="Mine")
    theirs = fill_change(reviewer, text, title="Theirs")
    assert reviewer.post(change_url(text), theirs).status_code == 302
    response = editor.post(change_url(text), mine)
    assert "Rosa changed this text" in read_text(response)
    form = read_form(response)
    assert (form["position-MEX"], form["check_reason"].strip()) == ("abstaining", "Mine")
    text.refresh_from_db()
    assert text.title == "Theirs"
    # The user has seen the other change and can now save.
    assert editor.post(change_url(text), form).status_code == 302
    assert Vote.objects.get(resolution=text, state__iso3="MEX").position == Position.ABSTAINING


def test_a_symbol_just_saved_by_another_user_is_refused_with_a_message(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = ResolutionForm.clean_symbol
    blind = iter([True])
    monkeypatch.setattr(
        ResolutionForm,
        "clean_symbol",
        lambda form: form.cleaned_data["symbol"] if next(blind, False) else look(form),
    )
    response = post_new(editor, symbol="A/HRC/RES/37/23")
    assert "A text with this symbol is already on file" in read_text(response)
    assert read_form(response)["roll_call_text"].replace("\r", "") == ROLL_CALL


def test_the_address_follows_a_corrected_symbol(editor: Client, text: Resolution) -> None:
    assert (
        editor.post(change_url(text), fill_change(editor, text, symbol="A/HRC/RES/37/24")).status_code == 302
    )
    text.refresh_from_db()
    assert (text.symbol, text.address) == ("A/HRC/RES/37/24", "A/HRC/RES/37/24")


def test_the_next_session_is_added_with_its_first_text(editor: Client) -> None:
    latest = Session.objects.filter(kind="regular").latest("number").number
    sent = fill_new(editor, symbol=f"A/HRC/RES/{latest + 1}/1", session="")
    response = editor.post(reverse(ADD), sent, follow=True)
    text = Resolution.objects.get(symbol=f"A/HRC/RES/{latest + 1}/1")
    assert (text.session.number, text.session.kind) == (latest + 1, "regular")
    assert "was not on file and has been added." in read_text(response)


def test_a_session_far_ahead_is_not_added(editor: Client) -> None:
    assert "Choose the session" in assert_refused(post_new(editor, symbol="A/HRC/RES/337/1"))
    assert not Session.objects.filter(number=337).exists()
