"""The limits of reports, just below, at and just above each."""

import pytest
from django.test import Client

from tests.reports.test_report import send
from votes.models import ErrorReport

pytestmark = pytest.mark.django_db


@pytest.mark.limit("form.SHORTEST_TIME", "form.LONGEST_TIME")
@pytest.mark.parametrize(("age", "is_kept"), [(2.5, False), (3.5, True), (86_390, True), (86_410, False)])
def test_a_form_takes_3_seconds_and_lasts_a_day(client: Client, age: float, is_kept: bool) -> None:
    send(client, age)
    assert ErrorReport.objects.exists() == is_kept


@pytest.mark.limit("service.MOST_OF_ONE_SENDER")
def test_one_address_sends_5_reports_in_an_hour(client: Client) -> None:
    answers = [send(client) for _number in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [400]
    assert "Too many reports have come in" in answers[-1].content.decode()
    assert ErrorReport.objects.count() == 5


@pytest.mark.limit("service.MOST_OF_A_DAY")
@pytest.mark.parametrize(("on_file", "is_kept"), [(198, True), (199, True), (200, False)])
def test_200_reports_are_taken_in_a_day(client: Client, on_file: int, is_kept: bool) -> None:
    ErrorReport.objects.bulk_create(
        [ErrorReport(page="/", message="A long message", sender=str(n)) for n in range(on_file)]
    )
    send(client)
    assert ErrorReport.objects.count() == on_file + is_kept
