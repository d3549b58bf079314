"""A small real record: all States and terms, and the three votes on mutually beneficial cooperation."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from tests.entry.page import ROLL_CALL, read_form
from tests.record_copy import RecordCopy
from votes.core.rows import Record
from votes.ingest.readers.native_format import parse_record, read_folder
from votes.models import Resolution

COOPERATION = ("A/HRC/RES/37/23", "A/HRC/RES/43/21", "A/HRC/RES/46/13")


@pytest.fixture(autouse=True)
def _in_the_request(settings: Any) -> None:
    """Uploads are read and imported in the request, whose transaction another process does not see."""
    settings.UPLOADS_IN_A_PROCESS = False


@pytest.fixture(scope="session")
def small_record() -> Record:
    record = parse_record(read_folder(settings.BASE_DIR / "fixtures"))
    return replace(
        record,
        texts=tuple(row for row in record.texts if row.symbol in COOPERATION),
        explanations=tuple(row for row in record.explanations if row.text in COOPERATION),
    )


@pytest.fixture(scope="session")
def small_copy(small_record: Record) -> RecordCopy:
    return RecordCopy(small_record, source="test")


@pytest.fixture
def record(db: None, small_copy: RecordCopy) -> None:
    small_copy.put()


@pytest.fixture
def text(record: None) -> Resolution:
    return Resolution.objects.get(symbol="A/HRC/RES/37/23")


@pytest.fixture
def make_user(db: None) -> Callable[..., User]:
    def make(name: str, group: str | None = None) -> User:
        user = User.objects.create_user(name, password="pw", is_staff=True)
        if group:
            user.groups.add(Group.objects.get(name=group))
        return user

    return make


@pytest.fixture
def editor(make_user: Callable[..., User]) -> Client:
    client = Client()
    client.force_login(make_user("Elif", "Editors"))
    return client


@pytest.fixture
def reviewer(make_user: Callable[..., User]) -> Client:
    client = Client()
    client.force_login(make_user("Rosa", "Reviewers"))
    return client


ADD = "admin:votes_resolution_add"


def change_url(text: Resolution) -> str:
    return reverse("admin:votes_resolution_change", args=[text.pk])


def fill_new(client: Client, **given: Any) -> dict[str, Any]:
    """The form data for adding a vote of 23 March 2018 by pasting, with the values in `given` replaced."""
    usual = {
        "symbol": "a/hrc/res/37/99",
        "title": "A text of that day",
        "date": "23/03/2018",
        "official_in_favour": "28",
        "official_against": "1",
        "official_abstaining": "17",
        "official_not_voting": "1",
        "roll_call_text": ROLL_CALL,
    }
    return {**read_form(client.get(reverse(ADD))), **usual, **given}


def fill_change(client: Client, text: Resolution, **given: Any) -> dict[str, Any]:
    return {**read_form(client.get(change_url(text))), **given}
