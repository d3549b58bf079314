"""The history says in words who changed what, and nothing is reverted silently."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from tests.entry.conftest import ADD, change_url, fill_change, fill_new
from tests.entry.page import read_text
from votes.models import Resolution, State, Vote

pytestmark = pytest.mark.usefixtures("record")


def read_history(client: Client, text: Resolution) -> str:
    return read_text(client.get(reverse("admin:votes_resolution_history", args=[text.pk])))


def test_the_history_shows_a_changed_position_in_words(editor: Client, text: Resolution) -> None:
    sent = fill_change(
        editor, text, **{"position-MEX": "abstaining", "position-TUN": ""}, check_reason="Why not"
    )
    assert editor.post(change_url(text), sent).status_code == 302
    page = read_history(editor, text)
    assert "Elif" in page
    assert "Changed roll-call (Mexico: in favour → abstaining; Tunisia: not voting → not listed)." in page
    records = Vote.history.filter(resolution_id=text.pk)
    assert {(r.state.iso3, r.history_type, r.history_user.username) for r in records} == {
        ("MEX", "~", "Elif"),
        ("TUN", "-", "Elif"),
    }


def test_the_history_shows_the_counts_of_a_new_roll_call(editor: Client) -> None:
    editor.post(reverse(ADD), fill_new(editor))
    text = Resolution.objects.get(symbol="A/HRC/RES/37/99")
    expected = "Added. Changed roll-call (entered: 28 in favour, 1 against, 17 abstaining, 1 not voting)."
    assert expected in read_history(editor, text)
    assert Vote.history.filter(resolution_id=text.pk, history_user__username="Elif").count() == 47


def test_saving_without_changes_logs_no_roll_call(editor: Client, text: Resolution) -> None:
    editor.post(change_url(text), fill_change(editor, text))
    assert "roll-call" not in LogEntry.objects.latest("pk").change_message
    assert not Vote.history.exists()


def test_the_first_edit_stores_the_imported_version(editor: Client, text: Resolution) -> None:
    loaded = text.title
    editor.post(change_url(text), fill_change(editor, text, title="Better"))
    assert f"Title: {loaded} → Better" in read_history(editor, text)
    first = text.history.order_by("history_id").first()
    assert (first.title, first.history_user, first.history_change_reason) == (
        loaded,
        None,
        "As imported",
    )
    assert text.history.count() == 2


def test_versions_show_values_before_and_after_and_can_be_read(editor: Client, text: Resolution) -> None:
    editor.post(change_url(text), fill_change(editor, text, title="First"))
    editor.post(change_url(text), fill_change(editor, text, title="Second"))
    assert "Title: First → Second" in read_history(editor, text)
    first = text.history.order_by("history_id")[1]
    url = reverse("admin:votes_resolution_simple_history", args=[text.pk, first.pk])
    assert "Title First" in read_text(editor.get(url))
    # Versions are read-only and cannot be restored.
    editor.post(url, {"title": "Third"})
    text.refresh_from_db()
    assert text.title == "Second"


def test_a_version_whose_series_was_deleted_can_be_read(reviewer: Client, text: Resolution) -> None:
    reviewer.post(change_url(text), fill_change(reviewer, text))
    assert text.series is not None
    text.series.delete()
    first = text.history.order_by("history_id").first()
    url = reverse("admin:votes_resolution_simple_history", args=[text.pk, first.pk])
    assert "since deleted" in read_text(reviewer.get(url))
    assert reviewer.get(reverse("admin:votes_resolution_history", args=[text.pk])).status_code == 200


def test_states_have_a_history_too(admin_client: Client) -> None:
    state = State.objects.get(iso3="MEX")
    assert admin_client.get(reverse("admin:votes_state_history", args=[state.pk])).status_code == 200


@pytest.mark.parametrize(
    "path", ["abc/history/", "1/history/abc/", f"{10**30}/history/", f"1/history/{10**30}/"]
)
def test_addresses_without_a_version_answer_404(editor: Client, path: str) -> None:
    assert editor.get(f"/admin/votes/resolution/{path}").status_code == 404


def test_an_anonymous_user_reads_no_history(client: Client, text: Resolution) -> None:
    assert client.get(reverse("admin:votes_resolution_history", args=[text.pk])).status_code == 302
