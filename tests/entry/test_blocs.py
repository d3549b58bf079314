"""Blocs in the admin: memberships are entered on the page of their bloc, may not overlap, and have a history."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.entry.page import read_form, read_text
from votes.models import Bloc, BlocMembership, RecordVersion, State

pytestmark = pytest.mark.usefixtures("record")


def get_url(bloc: Bloc) -> str:
    return reverse("admin:votes_bloc_change", args=[bloc.pk])


def fill(client: Client, bloc: Bloc, *new: dict[str, Any]) -> dict[str, Any]:
    """The form data for changing a bloc, with `new` memberships below the saved ones."""
    sent = read_form(client.get(get_url(bloc)), "bloc_form")
    n = int(sent["memberships-TOTAL_FORMS"])
    for i, row in enumerate(new, start=n):
        fields = {"id": "", "bloc": bloc.pk, "start": "", "end": "", "note": "", **row}
        sent |= {f"memberships-{i}-{name}": value for name, value in fields.items()}
    return {**sent, "memberships-TOTAL_FORMS": str(n + len(new))}


def find_row(sent: dict[str, Any], membership: BlocMembership) -> str:
    """The beginning of the names of a membership's fields."""
    [name] = [n for n, value in sent.items() if n.endswith("-id") and value == str(membership.pk)]
    return name.removesuffix("id")


def test_a_new_bloc_is_saved_with_its_members_and_names(editor: Client) -> None:
    sent = read_form(editor.get(reverse("admin:votes_bloc_add")), "bloc_form")
    sent |= {"name": "Lusophone States", "short_name": "CPLP", "slug": "cplp", "source_title": "Its statutes"}
    sent |= {
        "other_names-TOTAL_FORMS": "1",
        "other_names-0-name": "Community of Portuguese Language Countries",
    }
    sent |= {"memberships-TOTAL_FORMS": "2"}
    for i, iso3 in enumerate(("BRA", "PRT")):
        row = {"state": State.objects.get(iso3=iso3).pk, "start": "17/07/1996", "end": "", "note": ""}
        sent |= {f"memberships-{i}-{name}": value for name, value in row.items()}
    response = editor.post(reverse("admin:votes_bloc_add"), sent)
    assert response.status_code == 302, read_text(response)
    bloc = Bloc.objects.get(slug="cplp")
    assert [m.state.iso3 for m in bloc.memberships.all()] == ["BRA", "PRT"]
    assert bloc.other_names.get().name == "Community of Portuguese Language Countries"


def test_an_editor_ends_a_membership_and_the_history_shows_it(editor: Client) -> None:
    bloc = Bloc.objects.get(slug="mercosur")
    membership = bloc.memberships.get(state__iso3="VEN")
    sent, version = fill(editor, bloc), RecordVersion.get()
    sent[f"{find_row(sent, membership)}end"] = "31/12/2025"
    assert editor.post(get_url(bloc), sent).status_code == 302
    membership.refresh_from_db()
    assert membership.end == datetime.date(2025, 12, 31)
    loaded, changed = membership.history.order_by("history_id")
    assert (loaded.end, loaded.history_user) == (None, None)
    assert (changed.end, changed.history_user.username) == (membership.end, "Elif")
    assert RecordVersion.get() > version
    history = reverse("admin:votes_blocmembership_history", args=[membership.pk])
    assert "To: None → 2025-12-31" in read_text(editor.get(history))
    # Nothing else of the bloc has changed.
    assert BlocMembership.history.exclude(id=membership.pk).count() == 0


def test_the_state_of_a_saved_membership_cannot_be_changed(editor: Client) -> None:
    bloc = Bloc.objects.get(slug="mercosur")
    membership = bloc.memberships.get(state__iso3="VEN")
    sent = fill(editor, bloc)
    sent[f"{find_row(sent, membership)}state"] = str(State.objects.get(iso3="CHL").pk)
    assert editor.post(get_url(bloc), sent).status_code == 302
    membership.refresh_from_db()
    assert membership.state.iso3 == "VEN"


def test_a_membership_that_overlaps_a_saved_one_is_refused_with_a_message(editor: Client) -> None:
    bloc = Bloc.objects.get(slug="eu")
    row = {"state": State.objects.get(iso3="GBR").pk, "start": "31/01/2020"}
    response = editor.post(get_url(bloc), fill(editor, bloc, row))
    assert "This membership overlaps the one from 1 Jan 1973 to 31 Jan 2020." in read_text(response)
    alone = reverse("admin:votes_blocmembership_add")
    response = editor.post(alone, {**row, "bloc": bloc.pk})
    assert "This membership overlaps the one from 1 Jan 1973 to 31 Jan 2020." in read_text(response)


@pytest.mark.parametrize("start", ["", "01/06/1990"])
def test_overlapping_memberships_in_one_form_are_refused_with_a_message(editor: Client, start: str) -> None:
    bloc = Bloc.objects.get(slug="eu")
    chile = State.objects.get(iso3="CHL").pk
    rows = [{"state": chile, "end": "31/12/1990"}, {"state": chile, "start": start}]
    response = editor.post(get_url(bloc), fill(editor, bloc, *rows))
    assert "This membership overlaps with another one of the same State." in read_text(response)
    assert not bloc.memberships.filter(state=chile).exists()


def test_consecutive_memberships_in_one_form_are_saved(editor: Client) -> None:
    bloc = Bloc.objects.get(slug="eu")
    chile = State.objects.get(iso3="CHL").pk
    rows = [{"state": chile, "end": "31/12/1990"}, {"state": chile, "start": "01/01/1991"}]
    assert editor.post(get_url(bloc), fill(editor, bloc, *rows)).status_code == 302
    assert bloc.memberships.filter(state=chile).count() == 2


def test_only_reviewers_delete_a_bloc(editor: Client, reviewer: Client) -> None:
    url = reverse("admin:votes_bloc_delete", args=[Bloc.objects.get(slug="mercosur").pk])
    assert editor.post(url, {"post": "yes"}).status_code == 403
    assert reviewer.post(url, {"post": "yes"}).status_code == 302
    assert not Bloc.objects.filter(slug="mercosur").exists()


def test_the_form_needs_as_many_queries_for_a_hundred_members_as_for_four(editor: Client) -> None:
    def count(slug: str) -> int:
        url = get_url(Bloc.objects.get(slug=slug))
        with CaptureQueriesContext(connection) as queries:
            assert editor.get(url).status_code == 200
        return len(queries)

    count("gcc")
    assert BlocMembership.objects.filter(bloc__slug="nam").count() > 80
    assert count("nam") == count("gcc")
