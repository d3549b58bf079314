"""A reader reports an error."""

import datetime
import time
from typing import Any
from unittest import mock

import pytest
from django.core import signing
from django.test import Client

from tests.page import read
from votes.core.choices import ReportState
from votes.models import ErrorReport
from votes.reports.form import SALT
from votes.reports.service import build_sender

pytestmark = pytest.mark.django_db
MESSAGE = "The totals are 28 to 1, says the report of the session."


def sign(age: float, now: float) -> str:
    """The signed time of a form that was opened `age` seconds before `now`."""
    with mock.patch("django.core.signing.time.time", return_value=now - age):
        return signing.TimestampSigner(salt=SALT).sign("opened")


def send(client: Client, age: float = 60, **given: str) -> Any:
    now = int(time.time())  # a signed time has whole seconds, and a slow machine must make no form older
    usual: dict[str, str] = {"page": "/states/CHN/", "message": MESSAGE, "opened": sign(age, now)}
    with mock.patch("django.core.signing.time.time", return_value=now):
        return client.post("/report/", usual | given)


def test_a_report_reaches_the_editors(client: Client) -> None:
    form = read(client.get("/report/?page=/states/CHN/"))
    assert "/states/CHN/" in form.find("form", class_="report").text
    answer = send(client, contact="reader@example.org")
    assert (answer.status_code, answer["Location"]) == (302, "/report/?sent=1")
    assert "Thank you." in read(client.get("/report/?sent=1")).text
    report = ErrorReport.objects.get()
    assert (report.page, report.message, report.contact) == ("/states/CHN/", MESSAGE, "reader@example.org")
    assert report.state == ReportState.OPEN
    assert "127.0.0.1" not in report.sender


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"message": ""}, "This field is required"),
        ({"contact": "nobody"}, "Enter a valid email address"),
        ({"website": "https://example.org"}, "Leave the last field empty"),
        ({"opened": ""}, "The form has expired"),
        ({"opened": "opened:1:forged"}, "The form has expired"),
    ],
)
def test_what_is_refused_comes_back_with_what_was_typed(
    client: Client, given: dict[str, str], message: str
) -> None:
    answer = send(client, 60, **{"contact": "a@example.org"} | given)
    html = answer.content.decode()
    assert answer.status_code == 400
    assert message in html
    assert given.get("message", MESSAGE) in html
    assert not ErrorReport.objects.exists()


@pytest.mark.parametrize("page", ["https://example.org/", "//example.org/", "javascript:alert(1)", "", "x"])
def test_only_a_page_of_this_site_is_kept(client: Client, page: str) -> None:
    send(client, page=page)
    assert ErrorReport.objects.get().page == "/"


def test_only_a_page_of_this_site_is_shown(client: Client) -> None:
    assert "javascript" not in client.get("/report/?page=javascript:alert(1)").content.decode()


def test_a_form_without_its_token_is_refused() -> None:
    assert send(Client(enforce_csrf_checks=True)).status_code == 403
    assert not ErrorReport.objects.exists()


def test_the_same_address_has_another_hash_on_another_day() -> None:
    day = datetime.date(2026, 1, 1)
    assert build_sender("::1", day) == build_sender("::1", day)
    assert build_sender("::1", day) != build_sender("::1", day + datetime.timedelta(1))
