"""A save of the admin checks a text once, and the form names what the check will find."""

import datetime
from collections.abc import Collection, Mapping

import pytest
from django.test import Client
from django.urls import reverse

from tests.entry.conftest import ADD, change_url, fill_change, fill_new
from tests.entry.page import read_text
from tests.factories import make_session
from tests.pages_factories import make_voted
from votes.checking import checks
from votes.checking.roll_call import CheckResult, check_roll_call
from votes.checking.totals import Totals
from votes.core.choices import CheckStatus
from votes.entry import vote_entry
from votes.models import Resolution, State

pytestmark = pytest.mark.usefixtures("record")


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """The roll-calls that are checked from now on, one entry for each check."""
    roll_calls: list[dict[str, str]] = []

    def check(official: Totals, positions: Mapping[str, str], members: Collection[str]) -> CheckResult:
        roll_calls.append(dict(positions))
        return check_roll_call(official, positions, members)

    for module in (checks, vote_entry):
        monkeypatch.setattr(module, "check_roll_call", check)
    return roll_calls


def test_a_new_text_is_checked_once_in_a_save(editor: Client, checked: list[dict[str, str]]) -> None:
    sent = fill_new(editor)
    checked.clear()
    assert editor.post(reverse(ADD), sent).status_code == 302
    (positions,) = checked
    assert len(positions) == 47


def test_an_edited_text_is_checked_once_in_a_save(
    editor: Client, text: Resolution, checked: list[dict[str, str]]
) -> None:
    sent = fill_change(editor, text, **{"position-MEX": "against", "check_reason": "As announced"})
    checked.clear()
    assert editor.post(change_url(text), sent).status_code == 302
    (positions,) = checked
    assert positions["MEX"] == "against"
    text.refresh_from_db()
    stored = text.check_status, text.check_findings
    assert stored[0] == CheckStatus.UNRECONCILED
    # A new check from the database gives the same result.
    assert checks.refresh_checks() == 0
    text.refresh_from_db()
    assert (text.check_status, text.check_findings) == stored


@pytest.fixture
def commission_text(record: None) -> Resolution:
    """One of four roll-calls of a session of the Commission, each with Egypt, China and Cuba."""
    session = make_session("CHR-60")
    egypt, china, cuba = (State.objects.get(iso3=iso3) for iso3 in ("EGY", "CHN", "CUB"))
    listed = {egypt: "in_favour", china: "in_favour", cuba: "against"}
    day = datetime.date(2004, 4, 1)
    texts = [
        make_voted(f"E/CN.4/RES/2004/{n}", listed, (2, 1, 0, 0), session=session, date=day)
        for n in (1, 2, 3, 4)
    ]
    return texts[0]


def test_a_text_of_the_commission_is_checked_once_in_a_save(
    editor: Client, commission_text: Resolution, checked: list[dict[str, str]]
) -> None:
    """The members are those in most other roll-calls of the session, for the form as for the check."""
    sent = fill_change(editor, commission_text, check_reason="As printed", **{"position-EGY": ""})
    checked.clear()
    assert editor.post(change_url(commission_text), sent).status_code == 302
    assert checked == [{"CHN": "in_favour", "CUB": "against"}]
    commission_text.refresh_from_db()
    stored = commission_text.check_findings
    assert "missing" in {finding["rule"] for finding in stored}
    # A new check from the database gives the same result.
    checks.refresh_checks()
    commission_text.refresh_from_db()
    assert commission_text.check_findings == stored


def test_the_form_names_the_members_of_the_commission_that_are_missing(
    editor: Client, commission_text: Resolution
) -> None:
    changed = {"position-EGY": "", "position-FRA": "in_favour"}
    response = editor.post(change_url(commission_text), fill_change(editor, commission_text, **changed))
    assert response.status_code == 200
    page = read_text(response)
    assert "Members in this session (3)" in page
    assert "1 member is not listed: Egypt." in page
    assert (
        "France is missing from most other roll-calls of the session but is listed here as in favour." in page
    )


def test_the_check_without_saving_knows_the_members_of_the_commission_too(
    editor: Client, commission_text: Resolution
) -> None:
    sent = fill_change(editor, commission_text, **{"position-EGY": ""})
    answer = editor.post(reverse("admin:votes_resolution_check_roll_call"), sent).json()
    assert answer["missing"] == ["EGY"]
    # Its own roll-call is not one of the others: without it two are left, which are too few.
    Resolution.objects.get(symbol="E/CN.4/RES/2004/4").votes.all().delete()
    answer = editor.post(reverse("admin:votes_resolution_check_roll_call"), sent).json()
    assert answer["missing"] == []
