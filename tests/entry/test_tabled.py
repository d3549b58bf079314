"""Tabled drafts entered from a pasted list: reviewed, saved with history, and no line lost."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.entry.page import read_text
from tests.factories import make_resolution
from votes.core.choices import Adoption, Outcome, TextKind
from votes.models import Resolution, Series, Session, State

pytestmark = pytest.mark.usefixtures("record")

TITLE = "Promoting mutually beneficial cooperation in the field of human rights"
LINES = f"""A/HRC/62/L.5 | {TITLE} | 3 | China, Ruritania
A/HRC/62/L.6 | The right to peace | Item 3 | 2026-07-09"""


def send(client: Client, drafts: str, button: str = "_save", **given: Any) -> Any:
    data = {"drafts": drafts, "source": "List of drafts", "expected_on": "2026-07-08", button: "1", **given}
    return client.post(reverse("admin:votes_resolution_tabled"), data)


def test_checking_shows_what_was_recognised_and_saves_nothing(editor: Client) -> None:
    page = read_text(send(editor, LINES, "_check"))
    assert "2 drafts recognised" in page
    assert page.count(TITLE) > 2  # as title, as series, and in the box
    assert "not recognised, stored as printed: Ruritania" in page
    assert not Resolution.objects.filter(outcome=Outcome.TABLED).exists()


def test_the_fields_that_must_be_filled_in_are_marked(editor: Client) -> None:
    page = read_text(editor.get(reverse("admin:votes_resolution_tabled")))
    assert page.count(" required ") == 1  # a list is pasted or is in a file


def test_saving_makes_tabled_texts_with_series_sponsors_and_history(editor: Client) -> None:
    assert send(editor, LINES).status_code == 302
    first, second = Resolution.objects.filter(outcome=Outcome.TABLED).order_by("symbol")
    assert (first.symbol, first.agenda_item, first.adoption, first.date) == (
        "A/HRC/62/L.5",
        3,
        Adoption.NONE,
        None,
    )
    assert first.series == Series.objects.get(title=TITLE)
    assert [state.iso3 for state in first.sponsors.all()] == ["CHN"]
    assert first.sponsors_as_printed == "China, Ruritania"
    assert first.session == Session.objects.get(number=62)
    assert (first.expected_on, second.expected_on) == (datetime.date(2026, 7, 8), datetime.date(2026, 7, 9))
    assert first.history.get().history_user.username == "Elif"
    # Editors enter, reviewers publish.
    assert not first.published


def test_the_same_list_again_changes_the_drafts_on_file(editor: Client) -> None:
    send(editor, LINES)
    assert "updates the tabled text on file" in read_text(send(editor, LINES, "_check"))
    send(editor, LINES.replace("The right to peace", "Right to peace"))
    assert Resolution.objects.filter(outcome=Outcome.TABLED).count() == 2
    assert Resolution.objects.get(symbol="A/HRC/62/L.6").title == "Right to peace"


def test_a_draft_that_was_acted_on_is_not_changed(editor: Client) -> None:
    line = f"A/HRC/37/L.36 | {TITLE}"
    assert Resolution.objects.get(symbol="A/HRC/RES/37/23").draft_symbol == "A/HRC/37/L.36"
    assert "not changed, since it has been acted on" in read_text(send(editor, line))
    assert not Resolution.objects.filter(symbol="A/HRC/37/L.36").exists()
    decided = make_resolution("A/HRC/62/L.7", outcome=Outcome.REJECTED)
    send(editor, "A/HRC/62/L.7 | Another title")
    decided.refresh_from_db()
    assert decided.outcome == Outcome.REJECTED
    assert decided.title != "Another title"


def test_lines_that_cannot_be_read_stay_in_the_box(editor: Client) -> None:
    page = read_text(send(editor, f"{LINES}\nThe right to water | 3"))
    assert "1 line could not be read" in page
    assert "2 drafts saved" in page
    assert "The right to water | 3" in page
    assert Resolution.objects.filter(outcome=Outcome.TABLED).count() == 2


def test_an_amendment_is_linked_to_its_draft_in_the_list_or_on_file(editor: Client) -> None:
    lines = "A/HRC/62/L.70 | Amendment to draft resolution A/HRC/62/L.5 | Cuba\n" + LINES
    page = read_text(send(editor, lines, "_check"))
    assert "amendment to A/HRC/62/L.5 of this list" in page
    send(editor, lines)
    amendment = Resolution.objects.get(symbol="A/HRC/62/L.70")
    draft = Resolution.objects.get(symbol="A/HRC/62/L.5")
    assert (amendment.kind, amendment.amends, amendment.agenda_item) == (TextKind.AMENDMENT, draft, 3)
    assert (draft.kind, draft.amends, amendment.series) == (TextKind.RESOLUTION, None, None)
    page = read_text(send(editor, "A/HRC/62/L.71 | Amendment to L.5", "_check"))
    assert f"amendment to A/HRC/62/L.5, “{TITLE}”" in page


def test_an_amendment_is_linked_when_its_draft_is_entered(editor: Client) -> None:
    line = "A/HRC/62/L.70 | Amendment to draft resolution A/HRC/62/L.5/Rev.1"
    assert "which is not on file" in read_text(send(editor, line, "_check"))
    send(editor, line)
    assert Resolution.objects.get(symbol="A/HRC/62/L.70").kind == TextKind.AMENDMENT
    send(editor, LINES)
    amendment = Resolution.objects.get(symbol="A/HRC/62/L.70")
    assert amendment.amends == Resolution.objects.get(symbol="A/HRC/62/L.5")
    assert amendment.history.count() == 2


def test_a_revision_takes_the_place_of_the_draft_and_keeps_its_address(editor: Client) -> None:
    send(editor, LINES)
    revised = LINES.replace("A/HRC/62/L.5 ", "A/HRC/62/L.5/Rev.1 ")
    assert "revises A/HRC/62/L.5 on file" in read_text(send(editor, revised, "_check"))
    send(editor, revised)
    text = Resolution.objects.get(symbol="A/HRC/62/L.5/Rev.1")
    assert (text.address, text.history.count()) == ("A/HRC/62/L.5", 2)
    assert not Resolution.objects.filter(symbol="A/HRC/62/L.5").exists()
    assert "a later revision is on file" in read_text(send(editor, LINES, "_check"))
    send(editor, LINES.replace(TITLE, "Older"))
    text.refresh_from_db()
    assert text.title == TITLE


def test_a_session_that_is_not_on_file_is_announced_and_filed_only_when_saved(editor: Client) -> None:
    page = read_text(send(editor, "A/HRC/S-77/L.1 | Sudan", "_check"))
    assert "Session S-77 is not on file. It is added when the drafts are saved" in page
    assert not Session.objects.filter(kind="special", number=77).exists()
    send(editor, "A/HRC/S-77/L.1 | Sudan")
    session = Session.objects.get(kind="special", number=77)
    assert (session.start, session.end) == (None, None)


def test_how_a_day_was_read_is_said(editor: Client) -> None:
    page = read_text(send(editor, "A/HRC/62/L.5 | The right to food | 06/07/2026", "_check"))
    assert "“06/07/2026” was read as 6 July 2026" in page


@pytest.mark.parametrize(
    "content",
    [
        "Symbol;Title;Item\nA/HRC/62/L.5;Water, sanitation;10\nnothing;;\n".encode("utf-16"),
        b'Symbol,Title,Item\nA/HRC/62/L.5,"Water, sanitation",10\nnothing,,\n',
    ],
)
def test_a_file_is_put_into_the_box_and_shown_before_it_is_saved(editor: Client, content: bytes) -> None:
    response = send(editor, "", file=SimpleUploadedFile("drafts.csv", content))
    page = read_text(response)
    assert "1 draft recognised" in page
    assert "Line 3 has no draft symbol" in page
    assert not Resolution.objects.filter(symbol="A/HRC/62/L.5").exists()
    box = response.context["form"]["drafts"].value()
    assert "A/HRC/62/L.5\tWater, sanitation\t10" in box
    send(editor, box)
    assert Resolution.objects.get(symbol="A/HRC/62/L.5").agenda_item == 10


def test_a_file_that_is_no_table_is_refused_with_what_to_do(editor: Client) -> None:
    page = read_text(send(editor, LINES, file=SimpleUploadedFile("drafts.pdf", b"%PDF-1.7")))
    assert "drafts.pdf" in page
    assert "PDF" in page
    assert not Resolution.objects.filter(outcome=Outcome.TABLED).exists()


def test_a_reviewer_publishes_with_the_list(make_user: Callable[..., User]) -> None:
    client = Client()
    client.force_login(make_user("Rosa", "Reviewers"))
    send(client, LINES, publish="on")
    assert Resolution.objects.get(symbol="A/HRC/62/L.5").published


def test_a_public_draft_that_is_tabled_again_stays_public(
    editor: Client, make_user: Callable[..., User]
) -> None:
    """An editor, who may not publish, and a reviewer who leaves the box empty both leave it as it is."""
    reviewer = Client()
    reviewer.force_login(make_user("Rosa", "Reviewers"))
    send(reviewer, LINES, publish="on")
    for client, title in ((editor, "Right to peace"), (reviewer, "The right to peace, again")):
        assert send(client, LINES.replace("The right to peace", title)).status_code == 302
        draft = Resolution.objects.get(symbol="A/HRC/62/L.6")
        assert (draft.title, draft.published) == (title, True)


@pytest.mark.parametrize("drafts", ["", "   ", "\x00", "Symbol\tTitle"])
def test_a_list_without_drafts_is_refused_with_a_message(editor: Client, drafts: str) -> None:
    page = read_text(send(editor, drafts))
    assert any(
        words in page
        for words in ("Paste a list or choose a file", "No draft was found in the list", "Null characters")
    )


def test_a_user_who_may_not_add_texts_may_not_enter_drafts(make_user: Callable[..., User]) -> None:
    client = Client()
    client.force_login(make_user("Guest"))
    assert send(client, LINES).status_code == 403
    assert State.objects.exists()
