"""The permissions of users without a group, Editors and Reviewers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from tests.entry.conftest import ADD, change_url, fill_change, fill_new
from tests.entry.page import ROLL_CALL, read_form, read_text
from tests.factories import make_resolution
from votes.core.choices import Adoption
from votes.entry.groups import create_groups
from votes.ingest.loading.match import find_edited_texts
from votes.models import Resolution

pytestmark = pytest.mark.usefixtures("record")
CHECK = "admin:votes_resolution_check_roll_call"
LIST = "admin:votes_resolution_changelist"


def act(client: Client, action: str, text: Resolution) -> Any:
    sent = {"action": action, "_selected_action": [text.pk]}
    return client.post(reverse(LIST), sent, follow=True)


def test_the_groups_are_created_once_and_lose_no_permission() -> None:
    editors = Group.objects.get(name="Editors")
    before = set(editors.permissions.values_list("codename", flat=True))
    assert "add_resolution" in before
    assert not {name for name in before if name.startswith(("delete_", "publish_"))}
    extra = Group.objects.get(name="Reviewers").permissions.get(codename="delete_series")
    editors.permissions.add(extra)
    create_groups(apps.get_app_config("votes"))
    assert Group.objects.count() == 2
    assert set(editors.permissions.values_list("codename", flat=True)) == {*before, "delete_series"}


def test_a_text_that_an_editor_adds_is_never_published(editor: Client) -> None:
    page = editor.get(reverse(ADD))
    assert "published" not in read_form(page)
    response = editor.post(reverse(ADD), fill_new(editor, published="on"), follow=True)
    assert "This text is not public yet" in read_text(response)
    text = Resolution.objects.get(symbol="A/HRC/RES/37/99")
    assert not text.published
    assert text not in Resolution.objects.public()


def test_an_editor_corrects_a_published_text_but_cannot_unpublish_it(
    editor: Client, text: Resolution
) -> None:
    sent = fill_change(editor, text, title="Corrected")
    assert "published" not in sent
    assert editor.post(change_url(text), sent).status_code == 302
    text.refresh_from_db()
    assert (text.title, text.published) == ("Corrected", True)
    act(editor, "unpublish", text)
    text.refresh_from_db()
    assert text.published


def test_an_editor_cannot_delete(editor: Client, text: Resolution) -> None:
    url = reverse("admin:votes_resolution_delete", args=[text.pk])
    assert editor.post(url, {"post": "yes"}).status_code == 403
    assert act(editor, "delete_selected", text).status_code == 200
    assert Resolution.objects.filter(pk=text.pk).exists()


def test_a_reviewer_publishes_in_the_form(reviewer: Client) -> None:
    assert reviewer.post(reverse(ADD), fill_new(reviewer, published="on")).status_code == 302
    assert Resolution.objects.public().filter(symbol="A/HRC/RES/37/99").exists()


def test_a_reviewer_publishes_and_unpublishes_from_the_list(reviewer: Client, text: Resolution) -> None:
    assert "1 text unpublished." in read_text(act(reviewer, "unpublish", text))
    text.refresh_from_db()
    assert not text.published
    assert "1 text published." in read_text(act(reviewer, "publish", text))
    text.refresh_from_db()
    assert text.published
    assert text.history.count() == 3, "as imported, and twice by Rosa"
    assert LogEntry.objects.filter(user__username="Rosa", object_id=text.pk).count() == 2


def test_publishing_a_text_does_not_protect_it_against_imports(reviewer: Client, text: Resolution) -> None:
    act(reviewer, "unpublish", text)
    sent = fill_change(reviewer, text)
    assert reviewer.post(change_url(text), {**sent, "published": "on"}).status_code == 302
    assert find_edited_texts([text]) == set()
    sent = fill_change(reviewer, text, title="A better title")
    sent.pop("published")
    assert reviewer.post(change_url(text), sent).status_code == 302
    assert find_edited_texts([text]) == {text.pk}


def test_a_published_text_is_held_against_the_public_ones(reviewer: Client, text: Resolution) -> None:
    """What is not public is not mentioned by the findings on a public text."""
    draft: dict[str, Any] = {"draft_symbol": "A/HRC/37/L.1", "session": text.session}
    Resolution.objects.filter(pk=text.pk).update(**draft)
    other = make_resolution("A/HRC/RES/37/90", adoption=Adoption.WITHOUT_VOTE, **draft)

    def has_finding() -> bool:
        other.refresh_from_db()
        return "one_draft" in [finding["rule"] for finding in other.check_findings]

    act(reviewer, "unpublish", text)
    assert not has_finding()
    act(reviewer, "publish", text)
    assert has_finding()
    act(reviewer, "unpublish", text)
    assert not has_finding()


def test_a_reviewer_deletes(reviewer: Client, text: Resolution) -> None:
    url = reverse("admin:votes_resolution_delete", args=[text.pk])
    assert "Are you sure" in read_text(reviewer.get(url))
    assert reviewer.post(url, {"post": "yes"}).status_code == 302
    assert not Resolution.objects.filter(pk=text.pk).exists()


def test_a_user_who_may_only_view_sees_the_roll_call_without_a_form(
    make_user: Callable[..., User], text: Resolution
) -> None:
    user = make_user("Vera")
    user.user_permissions.add(
        *Group.objects.get(name="Editors").permissions.filter(codename="view_resolution")
    )
    client = Client()
    client.force_login(user)
    response = client.get(change_url(text))
    assert "Mexico Y In favour" in read_text(response)
    assert b"roll_call_text" not in response.content
    assert client.post(change_url(text), {"title": "x"}).status_code == 403
    assert client.post(reverse(CHECK), {"date": "23/03/2018"}).status_code == 403


def test_a_user_without_permission_for_votes_cannot_change_a_roll_call(
    make_user: Callable[..., User], text: Resolution
) -> None:
    user = make_user("Theo")
    codenames = ["view_resolution", "change_resolution"]
    user.user_permissions.add(*Group.objects.get(name="Editors").permissions.filter(codename__in=codenames))
    client = Client()
    client.force_login(user)
    sent = fill_change(client, text, title="Corrected", roll_call_text=ROLL_CALL.replace("Mexico, ", ""))
    assert client.post(change_url(text), sent | {"position-MEX": "against"}).status_code == 302
    text.refresh_from_db()
    assert (text.title, text.votes.count(), text.check_status) == ("Corrected", 47, "reconciled")


def test_the_check_answers_an_editor(editor: Client) -> None:
    sent = {
        "date": "23/03/2018",
        "symbol": "A/HRC/RES/37/99",
        "roll_call_text": ROLL_CALL,
        "official_against": "2",
    }
    answer = editor.post(reverse(CHECK), sent).json()
    assert len(answer["positions"]) == 47
    assert answer["counts"] == {"in_favour": 28, "against": 1, "abstaining": 17, "not_voting": 1}
    assert [issue["text"] for issue in answer["slips"]] == ["Against: 1 in the roll-call, 2 announced."]
    assert not answer["adds_up"]
    assert "Mexico" in answer["html"]


@pytest.mark.parametrize(
    "sent",
    [{}, {"date": "yesterday", "session": "x"}, {"roll_call_text": "\x00<b>", "official_against": "-3"}],
)
def test_the_check_answers_any_input(editor: Client, sent: dict[str, str]) -> None:
    response = editor.post(reverse(CHECK), sent)
    assert response.status_code == 200
    assert "<b>" not in response.json()["html"].replace("<b>0</b>", "").replace("<b class", "")


def test_the_check_refuses_anonymous_users_other_methods_and_forged_requests(
    editor: Client, client: Client, make_user: Callable[..., User]
) -> None:
    response = client.post(reverse(CHECK), {"roll_call_text": ROLL_CALL})
    assert response.status_code == 302
    assert "/login/" in response["Location"]
    assert editor.get(reverse(CHECK)).status_code == 405
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(make_user("Erik", "Editors"))
    assert forged.post(reverse(CHECK), {"roll_call_text": ROLL_CALL}).status_code == 403


@pytest.mark.parametrize(
    "name",
    [
        "resolution",
        "explanation",
        "membership",
        "state",
        "session",
        "series",
        "topic",
        "importrun",
        "bloc",
        "blocmembership",
    ],
)
def test_editors_and_reviewers_can_look_at_every_list(editor: Client, reviewer: Client, name: str) -> None:
    for client in (editor, reviewer):
        assert client.get(reverse(f"admin:votes_{name}_changelist"), {"q": "37"}).status_code == 200


def test_votes_have_no_list_of_their_own(reviewer: Client) -> None:
    assert "/admin/votes/vote/" not in reviewer.get(reverse("admin:index")).content.decode()
