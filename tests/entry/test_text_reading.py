"""How the Editor sees what a pasted roll-call was read as: which line gave which State, and what was left out."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.entry.conftest import ADD, fill_new
from tests.entry.page import ROLL_CALL, read_text
from votes.entry.text_reading import build_text_reading
from votes.ingest.readers.roll_call.results import Mention, RollCall
from votes.models import Resolution

TWO_VOTES = f"A/HRC/37/L.1\n{ROLL_CALL}\nA/HRC/37/L.2\n{ROLL_CALL}"


def check(client: Client, **given: Any) -> str:
    return read_text(client.post(reverse(ADD), fill_new(client, _check="1", **given)))


@pytest.mark.usefixtures("record")
def test_each_state_is_shown_with_its_line_and_position(editor: Client) -> None:
    page = check(editor)
    assert "Read as a list under a heading for each position: 47 States" in page
    assert "Line 8: United States of America → against" in page
    # A name that is printed in another way is shown as printed.
    assert "Line 2: Angola, Brazil, Burundi" in page


@pytest.mark.usefixtures("record")
def test_former_names_are_shown_as_printed(editor: Client) -> None:
    page = check(editor, roll_call_text=ROLL_CALL.replace("United States of America", "USA"))
    assert "Line 8: United States of America (“USA”) → against" in page


@pytest.mark.usefixtures("record")
def test_speakers_behind_the_list_are_left_out_and_said(editor: Client) -> None:
    after = "\n98. Switzerland and Cuba made statements in explanation of vote after the vote."
    response = editor.post(reverse(ADD), fill_new(editor, roll_call_text=ROLL_CALL + after))
    assert response.status_code == 302
    assert Resolution.objects.get(symbol="A/HRC/RES/37/99").votes.count() == 47
    Resolution.objects.filter(symbol="A/HRC/RES/37/99").delete()
    page = check(editor, roll_call_text=ROLL_CALL + after)
    assert "1 passage of the text is not part of the list and was left out" in page
    assert "Errors to correct" not in page


@pytest.mark.usefixtures("record")
def test_two_votes_are_refused_and_both_are_named(editor: Client) -> None:
    page = check(editor, roll_call_text=TWO_VOTES)
    assert "The text has 2 votes, so none was read." in page
    assert "Lines 2 to 16: A/HRC/37/L.1" in page
    assert "Lines 19 to 33: A/HRC/37/L.2" in page
    assert page.count("28 in favour, 1 against, 17 abstaining, 1 not voting") == 2


@pytest.mark.usefixtures("record")
def test_a_refused_text_is_no_roll_call_however_often_it_is_sent(editor: Client) -> None:
    sent = fill_new(editor, roll_call_text=TWO_VOTES)
    for _ in range(2):
        assert editor.post(reverse(ADD), sent).status_code == 200
    assert not Resolution.objects.filter(symbol="A/HRC/RES/37/99").exists()


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("In favour: 28\nAgainst: 1\nAbstaining: 17", "The text has totals but no States (line 1)."),
        ("Good morning", "No roll-call was found in the text."),
        ("x" * 100_001, "The pasted text is too long"),
    ],
)
def test_a_refusal_says_what_was_seen(editor: Client, text: str, message: str) -> None:
    assert message in check(editor, roll_call_text=text)


@pytest.mark.usefixtures("record")
def test_errors_come_before_notes_and_none_is_hidden(editor: Client) -> None:
    usa = "United States of America"
    many = ROLL_CALL.replace("Slovenia", "Slovenja").replace(usa, ", ".join([usa] * 50))
    page = check(editor, roll_call_text=many)
    assert "“Slovenja” is not the name of a State on file." in page
    assert page.index("Error:") < page.index("Note:")


@pytest.mark.limit("text_reading.MOST_SHOWN")
@pytest.mark.parametrize(("lines", "shown", "more"), [(199, 199, 0), (200, 200, 0), (201, 200, 1)])
def test_200_lines_are_shown(lines: int, shown: int, more: int) -> None:
    mentions = tuple(Mention(n, "Cuba", "CUB", "against") for n in range(lines))
    entry: Any = SimpleNamespace(
        read=RollCall({}, mentions=mentions, structure="rows"), states=SimpleNamespace(names={"CUB": "Cuba"})
    )
    reading = build_text_reading(entry)
    assert reading is not None
    assert (len(reading.lines), reading.more) == (shown, more)
