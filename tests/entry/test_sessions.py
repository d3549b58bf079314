"""Explanations, terms and sessions in the admin, and the number of queries of its lists."""

import datetime
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.entry.conftest import change_url, fill_change
from tests.entry.page import read_form, read_text
from tests.factories import make_resolution, make_session
from votes.core.choices import Adoption, CheckStatus, Outcome
from votes.models import Explanation, Membership, Resolution, Session, State

pytestmark = pytest.mark.usefixtures("record")


def add_explanation(client: Client, text: Resolution, n: int = 1, **given: Any) -> Any:
    sent = fill_change(client, text)
    total = int(sent["explanations-TOTAL_FORMS"])
    usual = {
        "state": State.objects.get(iso3="MEX").pk,
        "kind": "after_vote",
        "summary": "Said so",
        "language": "en",
    }
    for i in range(total, total + n):
        fields = {**usual, "source_title": "Meeting summary", "id": "", **given}
        sent |= {f"explanations-{i}-{name}": value for name, value in fields.items()}
    sent["explanations-TOTAL_FORMS"] = str(total + n)
    return client.post(change_url(text), sent)


def test_an_explanation_is_added_on_the_text(editor: Client, text: Resolution) -> None:
    assert add_explanation(editor, text, source_url="example.org/x").status_code == 302
    explanation = Explanation.objects.get(resolution=text, state__iso3="MEX", kind="after_vote")
    assert explanation.source_url == "https://example.org/x"
    history = read_text(editor.get(reverse("admin:votes_resolution_history", args=[text.pk])))
    assert "Added explanation “Mexico: Explanation of vote after the vote”." in history


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"excerpt": "x" * 301}, "A quotation has at most 300 characters; this one has 301."),
        ({"state": ""}, "Name the State that spoke, or the group it spoke for."),
        ({"summary": ""}, "This field is required."),
    ],
)
def test_an_invalid_explanation_is_refused_with_a_message(
    editor: Client, text: Resolution, given: dict[str, Any], message: str
) -> None:
    assert message in read_text(add_explanation(editor, text, **given))


def test_the_same_explanation_twice_in_one_form_is_refused(editor: Client, text: Resolution) -> None:
    assert "This explanation is in the form twice." in read_text(add_explanation(editor, text, n=2))


def test_a_changed_term_checks_its_votes_again(reviewer: Client, text: Resolution) -> None:
    term = Membership.objects.on(text.date).get(state__iso3="MEX")  # type: ignore[arg-type]
    url = reverse("admin:votes_membership_change", args=[term.pk])
    sent = read_form(reviewer.get(url), "membership_form") | {"end": "22/03/2018"}
    assert reviewer.post(url, sent).status_code == 302
    text.refresh_from_db()
    assert text.check_status == CheckStatus.UNRECONCILED
    sent["end"] = "31/12/2020"
    assert reviewer.post(url, sent).status_code == 302
    text.refresh_from_db()
    assert text.check_status == CheckStatus.RECONCILED
    assert (
        reviewer.post(reverse("admin:votes_membership_delete", args=[term.pk]), {"post": "yes"}).status_code
        == 302
    )
    text.refresh_from_db()
    # Without the term one seat of that day has no member on file, so only the totals can be checked.
    assert text.check_status == CheckStatus.RECONCILED


def test_a_term_changed_on_the_page_of_its_state_checks_its_votes_again(
    admin_client: Client, text: Resolution
) -> None:
    state = State.objects.get(iso3="MEX")
    url = reverse("admin:votes_state_change", args=[state.pk])
    sent = read_form(admin_client.get(url), "state_form")
    rows = [
        i
        for i in range(int(sent["memberships-TOTAL_FORMS"]))
        if sent[f"memberships-{i}-start"] < "02/01/2018"
    ]
    assert rows
    for i in range(int(sent["memberships-TOTAL_FORMS"])):
        if sent[f"memberships-{i}-start"] == "01/01/2018":
            sent[f"memberships-{i}-end"] = "02/01/2018"
    assert admin_client.post(url, sent).status_code == 302
    text.refresh_from_db()
    assert text.check_status == CheckStatus.UNRECONCILED


def test_overlapping_terms_are_refused_with_a_message(
    editor: Client, text: Resolution, admin_client: Client
) -> None:
    url = reverse("admin:votes_membership_add")
    state = State.objects.get(iso3="MEX")
    sent = {"state": state.pk, "start": "01/06/2018", "regional_group": state.regional_group}
    assert "This term overlaps the one from" in read_text(editor.post(url, sent))
    url = reverse("admin:votes_state_change", args=[state.pk])
    form = read_form(admin_client.get(url), "state_form")
    n = int(form["memberships-TOTAL_FORMS"])
    for i, start in ((n, "01/01/1990"), (n + 1, "01/06/1990")):
        form |= {
            f"memberships-{i}-start": start,
            f"memberships-{i}-end": "31/12/1990",
            f"memberships-{i}-id": "",
        }
        form |= {f"memberships-{i}-state": state.pk, f"memberships-{i}-regional_group": state.regional_group}
    form["memberships-TOTAL_FORMS"] = str(n + 2)
    assert "This term overlaps with another one of the same State." in read_text(admin_client.post(url, form))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("37", {"37", "S-37"}),
        ("37th regular", {"37"}),
        ("S-28", {"S-28"}),
        ("28th special", {"S-28"}),
        ("!", set()),
    ],
)
def test_sessions_are_found_in_common_spellings(editor: Client, asked: str, found: set[str]) -> None:
    make_session("S-28")
    sent = {"term": asked, "app_label": "votes", "model_name": "resolution", "field_name": "session"}
    results = editor.get(reverse("admin:autocomplete"), sent).json()["results"]
    assert {Session.objects.get(pk=row["id"]).code for row in results} == found


def make_texts(first: int, last: int) -> None:
    session = Session.objects.get(kind="regular", number=37)
    for i in range(first, last):
        text = Resolution.objects.create(
            symbol=f"A/HRC/RES/37/{1000 + i}",
            title="x",
            session=session,
            date=datetime.date(2018, 3, 23),
            adoption=Adoption.WITHOUT_VOTE,
            outcome=Outcome.ADOPTED,
        )
        Explanation.objects.create(
            resolution=text, state=State.objects.all()[i], summary="x", source_title="x"
        )


@pytest.mark.parametrize(
    "name", ["resolution", "explanation", "session", "membership", "state", "bloc", "blocmembership"]
)
def test_lists_need_a_fixed_number_of_queries(editor: Client, name: str) -> None:
    url = reverse(f"admin:votes_{name}_changelist")

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert editor.get(url).status_code == 200
        return len(queries)

    make_texts(0, 3)
    count()  # content types and the like are queried once
    few = count()
    make_texts(3, 30)
    assert count() == few


def test_the_form_needs_a_fixed_number_of_queries(editor: Client, text: Resolution) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert editor.get(change_url(text)).status_code == 200
        return len(queries)

    count()
    full = count()
    text.votes.all().delete()
    assert count() == full


def test_the_list_of_texts_offers_the_latest_sessions_and_the_next(editor: Client) -> None:
    for number in range(50, 65):
        day = datetime.date(1972 + number, 3, 1)
        make_resolution(symbol=f"A/HRC/RES/{number}/1", session=make_session(str(number)), date=day)
    tabled: dict[str, Any] = {"date": None, "adoption": Adoption.NONE, "outcome": Outcome.TABLED}
    make_resolution(symbol="A/HRC/65/L.1", session=make_session("65"), **tabled)
    address = reverse("admin:votes_resolution_changelist")
    page = editor.get(address).content.decode()
    assert re.findall(r'\?session=([^"&]+)"', page) == [str(number) for number in range(65, 53, -1)]
    page = editor.get(address, {"session": "64"}).content.decode()
    assert "A/HRC/RES/64/1" in page
    assert "A/HRC/RES/63/1" not in page
    assert editor.get(address, {"session": "no such"}).status_code == 200
