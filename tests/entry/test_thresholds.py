"""Each limit of the admin: what it does just below it, at it and just above it."""

import datetime
import gzip
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.factories import make_resolution, make_session, make_state
from votes.entry.filters import LatestSessionFilter
from votes.entry.series import find_similar
from votes.entry.tabled.form import TabledForm
from votes.entry.upload import read_sources
from votes.entry.validation_issues import find_validation_issues, quote
from votes.entry.vote_entry import RollCallInput, VoteEntry
from votes.ingest.loading.title_keys import TitleKeys
from votes.models import Resolution, Series


@pytest.mark.limit("validation_issues.LONGEST_QUOTE")
@pytest.mark.parametrize(("length", "quoted"), [(79, 79), (80, 80), (81, 80)])
def test_a_quotation_has_80_characters(length: int, quoted: int) -> None:
    assert quote("x" * length).count("x") == quoted
    assert ("…" in quote("x" * length)) == (length > quoted)


@pytest.mark.limit("resolution.LONGEST_TITLE")
@pytest.mark.parametrize(("length", "shown"), [(89, 89), (90, 90), (91, 90)])
def test_a_title_in_the_list_has_90_characters(length: int, shown: int) -> None:
    resolution_admin: Any = admin.site.get_model_admin(Resolution)
    title = resolution_admin.short_title(Resolution(title="x" * length))
    assert (title.count("x"), title.endswith("…")) == (shown, length > shown)


@pytest.mark.limit("form.LONGEST_LIST")
@pytest.mark.parametrize(("length", "is_valid"), [(199_999, True), (200_000, True), (200_001, False)])
def test_a_tabled_list_has_200_000_characters_at_most(length: int, is_valid: bool) -> None:
    form = TabledForm({"drafts": "x" * length, "source": "List of drafts"})
    assert form.is_valid() == is_valid


@pytest.mark.parametrize(("size", "is_read"), [(799, True), (800, True), (801, False)])
@pytest.mark.parametrize("files", [1, 2])
def test_what_is_uploaded_expands_to_8_times_the_limit_at_most(
    settings: Any, files: int, size: int, is_read: bool
) -> None:
    """Of all files together."""
    settings.UPLOAD_LIMIT = 100
    parts = [size] if files == 1 else [500, size - 500]
    packed = [(f"{n}.csv.gz", gzip.compress(b"x" * part)) for n, part in enumerate(parts)]
    if is_read:
        assert sum(len(source.content) for source, _content in read_sources(packed)) == size
    else:
        with pytest.raises(forms.ValidationError, match="is larger than"):
            read_sources(packed)


def enter(text: str) -> VoteEntry:
    return VoteEntry(RollCallInput(text), datetime.date(2018, 3, 23), None, {})


@pytest.mark.limit("validation_issues.MOST_LISTED")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("unknown", "listed", "more"), [(39, 39, ""), (40, 40, ""), (41, 40, "1 more issue is not shown.")]
)
def test_40_issues_of_a_text_are_listed(unknown: int, listed: int, more: str) -> None:
    make_state("BRA", name="Brazil")
    names = [f"Qwx{'abcdefgh'[number // 8]}{'abcdefgh'[number % 8]}" for number in range(unknown)]
    found = [issue.text for issue in find_validation_issues(enter("In favour: Brazil, " + ", ".join(names)))]
    assert sum("Qwx" in text for text in found) == listed
    assert [text for text in found if "not shown" in text] == ([more] if more else [])


@pytest.mark.limit("filters.OFFERED")
@pytest.mark.django_db
@pytest.mark.parametrize(("sessions", "offered"), [(11, 11), (12, 12), (13, 12)])
def test_the_12_latest_sessions_are_offered(sessions: int, offered: int) -> None:
    for number in range(1, sessions + 1):
        session = make_session(str(number))
        day = datetime.date(2006, 6, 1) + datetime.timedelta(days=100 * number)
        make_resolution(f"A/HRC/RES/{number}/1", session=session, date=day)
    model_admin: Any = admin.site.get_model_admin(Resolution)
    choices = LatestSessionFilter(RequestFactory().get("/"), {}, Resolution, model_admin).lookup_choices
    assert [code for code, _label in choices] == [str(sessions - n) for n in range(offered)]


@pytest.mark.limit("history.MOST_ACTIONS")
@pytest.mark.parametrize(("actions", "shown"), [(199, 199), (200, 200), (201, 200)])
def test_a_history_has_200_actions(editor: Client, actions: int, shown: int) -> None:
    text = make_resolution()
    content_type, user = ContentType.objects.get_for_model(Resolution), User.objects.get(username="Elif")
    LogEntry.objects.bulk_create(
        LogEntry(content_type=content_type, object_id=str(text.pk), user=user, action_flag=CHANGE)
        for _ in range(actions)
    )
    response = editor.get(reverse("admin:votes_resolution_history", args=[text.pk]))
    assert len(response.context["action_list"]) == shown


@pytest.mark.limit("corrections.FINDINGS_PER_PAGE")
@pytest.mark.parametrize(("texts", "shown"), [(49, 49), (50, 50), (51, 50)])
def test_a_page_of_findings_has_50_texts(editor: Client, texts: int, shown: int) -> None:
    finding = {"rule": "date", "severity": "note", "date": "2018-03-23"}
    for number in range(texts):
        make_resolution(f"A/HRC/RES/37/{number}", check_findings=[finding])
    response = editor.get(reverse("admin:votes_resolution_findings"))
    assert len(response.context["rows"]) == shown


@pytest.mark.django_db
@pytest.mark.limit("series.MOST_DIFFERING_WORDS")
@pytest.mark.parametrize(("differing", "are_similar"), [(1, True), (2, True), (3, False)])
def test_similar_titles_differ_in_2_words_at_most(differing: int, are_similar: bool) -> None:
    title = "Water food peace justice"
    for number, more in enumerate(["", " alpha beta gamma".rsplit(" ", 3 - differing)[0]]):
        make_resolution(
            f"A/HRC/RES/37/{number}", series=Series.objects.create(slug=str(number), title=title + more)
        )
    found = find_similar(Series.objects.prefetch_related("resolutions__session"), TitleKeys([]))
    assert bool(found) == are_similar
