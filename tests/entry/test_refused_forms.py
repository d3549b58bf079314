"""A form that is refused leaves no trace: nothing is written before everything in it is valid."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import Count
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.entry.conftest import ADD, change_url, fill_new
from tests.entry.page import read_form
from tests.pages_factories import make_topic
from votes.corrections.apply import Change, make_corrections
from votes.models import (
    Bloc,
    BlocMembership,
    Document,
    DocumentText,
    ErrorReport,
    Explanation,
    KeyTerm,
    KeyTermForm,
    Membership,
    RecordVersion,
    Resolution,
    Series,
    Session,
    State,
    Topic,
    TopicAlias,
)

INVALID = "£" * 3000  # no date, number, address or choice, and longer than any text may be


@pytest.fixture(autouse=True)
def _documents(request: pytest.FixtureRequest) -> None:
    """A document and a key term, of which the record of these tests has none."""
    if "text" in request.fixturenames:
        resolution = request.getfixturevalue("text")
        document = Document.objects.create(resolution=resolution, kind="draft", title="Words")
        DocumentText.objects.create(document=document, language="en", body="Words")
        KeyTermForm.objects.create(
            term=KeyTerm.objects.create(name="dialogue"), language="en", form="dialogue"
        )


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


def read_database() -> dict[str, Any]:
    """The number of rows of every table, histories too, and the version of the record, which any save changes."""
    return {**count_rows(), "version of the record": RecordVersion.get()}


def find_changes(client: Client, address: str, sent: dict[str, Any]) -> tuple[bool, dict[str, Any]]:
    """Whether the form was refused, and the tables that changed; what was written is undone."""
    before = read_database()
    with transaction.atomic():
        response = client.post(address, sent)
        after = read_database()
        transaction.set_rollback(True)
    return response.status_code == 200, {t: (before[t], now) for t, now in after.items() if before[t] != now}


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


def open_form(client: Client, row: Any) -> tuple[str, Any, dict[str, Any]]:
    """The address of the form of a row, its page, and what a browser would send."""
    name = row._meta.model_name
    address = reverse(f"admin:votes_{name}_change", args=[row.pk])
    page = client.get(address)
    return address, page, read_form(page, f"{name}_form")


def pick_fields(fields: dict[str, Any]) -> list[str]:
    """One field of each class: those of a class are refused in the same way."""
    return list({type(field): name for name, field in fields.items()}.values())


FORMS = [
    Bloc,
    BlocMembership,
    Document,
    ErrorReport,
    Explanation,
    KeyTerm,
    Membership,
    Resolution,
    Series,
    Session,
    State,
    Topic,
    TopicAlias,
]


def test_every_admin_with_a_form_is_covered_here() -> None:
    """The others only show what is on file."""
    request = RequestFactory().get("/")
    request.user = User(is_superuser=True, is_active=True)
    with_form = {
        model
        for model, model_admin in admin.site._registry.items()
        if model._meta.app_label == "votes" and model_admin.has_change_permission(request)
    }
    assert with_form == set(FORMS)


@pytest.mark.parametrize("model", FORMS)
def test_a_form_with_one_invalid_field_writes_nothing(
    text: Resolution, superuser: Client, model: Any
) -> None:
    topic = make_topic()
    text.topics.add(topic)
    TopicAlias.objects.create(name="Topick", topic=topic, note="a slip of the pen")
    ErrorReport.objects.create(page="/", message="The date is wrong")
    address, page, sent = open_form(superuser, get_row(model))
    fields = page.context["adminform"].form.fields
    refused_fields = []
    for field in pick_fields({name: field for name, field in fields.items() if name in sent}):
        refused, changed = find_changes(superuser, address, sent | {field: INVALID})
        if refused:
            refused_fields.append(field)
            assert changed == {}, field
    assert len(refused_fields) >= 1


INLINES = [
    (model, inline.model)
    for model, model_admin in admin.site._registry.items()
    if model._meta.app_label == "votes"
    for inline in model_admin.inlines
]


def get_row_with_inline(model: Any, inline: Any) -> Any:
    """A row of the model with two rows of the inline, or few; a name is added if there is none."""
    (key,) = (f.name for f in inline._meta.fields if f.related_model is model)
    counted = list(inline.objects.values(key).annotate(n=Count("pk")).order_by("n", key))
    if not counted:
        return inline.objects.create(**{key: get_row(model)}, name="Another name").__getattribute__(key)
    return model.objects.get(pk=next((row for row in counted if row["n"] > 1), counted[0])[key])


@pytest.mark.parametrize(("model", "inline"), INLINES)
def test_an_inline_row_with_one_invalid_field_writes_nothing(
    text: Resolution, superuser: Client, model: Any, inline: Any
) -> None:
    """The main form has a valid change, which would be written first. The row is one on file, or a new one."""
    address, page, sent = open_form(superuser, get_row_with_inline(model, inline))
    (formset,) = (f.formset for f in page.context["inline_admin_formsets"] if f.formset.model is inline)
    valid = next(name for name in ("title", "name", "note", "subject") if name in sent)
    sent |= {valid: "Another name"}
    total, prefix = int(sent[f"{formset.prefix}-TOTAL_FORMS"]), formset.prefix
    new = {f"{prefix}-TOTAL_FORMS": str(total + 1)}
    refused_fields = []
    for field in pick_fields(formset.empty_form.fields):
        for row, added in ((0, {}), (total, new)):
            invalid = {f"{prefix}-{row}-{field}": INVALID}
            refused, changed = find_changes(superuser, address, sent | added | invalid)
            if refused:
                refused_fields.append(field)
                assert changed == {}, (field, row)
    assert len(set(refused_fields)) >= 1


@pytest.mark.parametrize(("model", "inline"), INLINES)
def test_an_inline_row_twice_writes_nothing(
    text: Resolution, superuser: Client, model: Any, inline: Any
) -> None:
    """A new row with the values of the first, which breaks a rule between rows."""
    address, page, sent = open_form(superuser, get_row_with_inline(model, inline))
    (formset,) = (f.formset for f in page.context["inline_admin_formsets"] if f.formset.model is inline)
    prefix, total = formset.prefix, int(sent[f"{formset.prefix}-TOTAL_FORMS"])
    first = formset.forms[0]
    copied = {
        f"{prefix}-{total}-{name}": sent.get(f"{prefix}-0-{name}", first.initial.get(name) or "")
        for name in first.fields
        if name not in ("id", "DELETE")
    }
    sent |= {"note": "Another note"} if "note" in sent else {}
    refused, changed = find_changes(
        superuser, address, sent | copied | {f"{prefix}-TOTAL_FORMS": str(total + 1)}
    )
    assert refused
    assert changed == {}


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


@pytest.mark.parametrize(
    ("reason", "chosen"),
    [("", "own"), ("   ", "own"), ("As printed", ""), ("As printed", "other"), ("As printed", INVALID)],
)
def test_a_withdrawal_that_is_refused_writes_nothing(
    text: Resolution, superuser: Client, reason: str, chosen: str
) -> None:
    """Without a reason, without a correction, with one of another text, and with something that is none."""
    other = Resolution.objects.exclude(pk=text.pk).first()
    assert other
    keys = {
        name: make_corrections(one, [Change("meeting", "55th meeting")], reason="As printed")[0].pk
        for name, one in (("own", text), ("other", other))
    }
    address = reverse("admin:votes_resolution_withdraw", args=[text.pk])
    sent = {"withdrawn_reason": reason, "corrections": keys.get(chosen, chosen)}
    refused, changed = find_changes(superuser, address, sent)
    assert refused
    assert changed == {}


def test_a_suggestion_that_the_check_no_longer_makes_writes_nothing(
    text: Resolution, superuser: Client
) -> None:
    address = reverse("admin:votes_resolution_accept", args=[text.pk])
    assert find_changes(superuser, address, {"token": "0" * 16}) == (False, {})
