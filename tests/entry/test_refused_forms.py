"""A form that is refused leaves no trace: nothing is written before everything in it is valid."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.entry.conftest import ADD, change_url, fill_new
from tests.entry.page import read_form
from tests.pages_factories import make_topic
from votes.models import Bloc, Resolution, Series, Session, State, Topic

INVALID = "£" * 3000  # no date, number, address or choice, and longer than any text may be


@pytest.fixture
def superuser(make_user: Callable[..., User]) -> Client:
    user = make_user("Sara")
    user.is_superuser = True
    user.save()
    client = Client()
    client.force_login(user)
    return client


def count_rows() -> dict[str, int]:
    """The number of rows of every table."""
    with connection.cursor() as cursor:
        counts = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
            counts[table] = cursor.fetchone()[0]
    return counts


def find_changes(client: Client, address: str, sent: dict[str, Any]) -> tuple[bool, dict[str, Any]]:
    """Whether the form was refused, and the tables whose number of rows changed; what was written is undone."""
    before = count_rows()
    with transaction.atomic():
        response = client.post(address, sent)
        after = count_rows()
        transaction.set_rollback(True)
    return response.status_code == 200, {t: (before[t], n) for t, n in after.items() if before[t] != n}


@pytest.mark.parametrize(
    "invalid",
    [
        {"title": ""},
        {"date": "yesterday"},
        {"official_in_favour": "-1"},
        {"official_against": ""},
        {"adoption": "by acclamation"},
        {"source_url": "not an address"},
        {"roll_call_text": "In favour: Nowhereland"},
        {"explanations-TOTAL_FORMS": "1", "explanations-0-kind": "before_vote", "explanations-0-summary": ""},
    ],
    ids=lambda invalid: ", ".join(invalid),
)
def test_a_refused_text_of_the_next_session_adds_no_session(
    record: None, editor: Client, invalid: dict[str, str]
) -> None:
    sent = fill_new(editor, symbol="A/HRC/RES/38/1") | invalid
    Session.objects.filter(number__gt=37, kind="regular", resolutions=None).delete()
    latest = Session.objects.filter(kind="regular", body="council").order_by("-number").first()
    assert latest
    sent["symbol"] = f"A/HRC/RES/{latest.number + 1}/1"
    refused, changed = find_changes(editor, reverse(ADD), sent)
    assert refused
    assert changed == {}


def test_a_text_of_the_next_session_that_is_saved_adds_the_session(record: None, editor: Client) -> None:
    latest = Session.objects.filter(kind="regular", body="council").order_by("-number").first()
    assert latest
    sent = fill_new(editor, symbol=f"A/HRC/RES/{latest.number + 1}/1")
    assert editor.post(reverse(ADD), sent).status_code == 302
    assert Resolution.objects.get(symbol=sent["symbol"]).session.number == latest.number + 1


def get_row(model: Any) -> Any:
    """A row of the model to be changed; one that has a form of its own."""
    return model.objects.order_by("pk").first()


@pytest.mark.parametrize("model", [Session, State, Series, Topic, Bloc])
def test_a_form_with_one_invalid_field_writes_nothing(
    text: Resolution, superuser: Client, model: Any
) -> None:
    text.topics.add(make_topic())
    name = model._meta.model_name
    address = reverse(f"admin:votes_{name}_change", args=[get_row(model).pk])
    page = superuser.get(address)
    fields = page.context["adminform"].form.fields
    sent = read_form(page, f"{name}_form")
    refused_fields = []
    for field in fields.keys() & sent.keys():
        refused, changed = find_changes(superuser, address, sent | {field: INVALID})
        if refused:
            refused_fields.append(field)
            assert changed == {}, field
    assert len(refused_fields) >= 1


@pytest.mark.parametrize(
    ("name", "valid"),
    [
        ("admin:votes_resolution_tabled", {"drafts": "A/HRC/99/L.5 | The right to food", "source": "A list"}),
        ("admin:votes_importrun_upload", {}),
    ],
)
def test_a_list_or_an_upload_that_is_refused_writes_nothing(
    record: None, superuser: Client, name: str, valid: dict[str, str]
) -> None:
    for invalid in (
        {"expected_on": INVALID},
        {"source": "", "chosen": ""},
        {"drafts": "", "chosen": ""},
        {"source_url": "x y"},
    ):
        refused, changed = find_changes(superuser, reverse(name), valid | {"_save": "1"} | invalid)
        assert refused
        assert changed == {}


def test_a_correction_that_is_refused_writes_nothing(text: Resolution, superuser: Client) -> None:
    address = reverse("admin:votes_resolution_correct", args=[text.pk])
    sent = {name: value for name, value in read_form(superuser.get(address), "correct_form").items() if value}
    for invalid in (
        {"title": "Another title", "reason": ""},
        {"date": INVALID, "reason": "The text says so"},
    ):
        refused, changed = find_changes(superuser, address, sent | invalid)
        assert refused
        assert changed == {}


def test_a_change_without_the_version_of_the_form_writes_nothing(text: Resolution, superuser: Client) -> None:
    address = change_url(text)
    sent = read_form(superuser.get(address)) | {"title": "Another title", "version": "0"}
    refused, changed = find_changes(superuser, address, sent)
    assert refused
    assert changed == {}
