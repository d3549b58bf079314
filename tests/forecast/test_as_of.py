"""The day in the address of a briefing or a list of drafts: the days that are refused, and why."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from tests.forecast.council import TEXT_2020, Council, get_json
from tests.page import parse_html

pytestmark = pytest.mark.django_db

BAD_DAYS = ["2020-13-01", "2020-02-30", "yesterday", "20200601", "2020-6-1", "٢٠٢٠-٠٦-٠١", "9" * 5000]


@pytest.mark.parametrize("day", BAD_DAYS)
@pytest.mark.parametrize("address", [f"/before/{TEXT_2020}", "/before"])
def test_a_bad_date_is_refused_with_a_sentence(
    council: Council, client: Client, address: str, day: str
) -> None:
    answer = client.get(f"{address}.json", {"as_of": day})
    assert answer.status_code == 400
    assert "as_of must be a date such as 2020-06-01" in answer.json()["error"]
    assert client.get(f"{address}.csv", {"as_of": day}).status_code == 400
    page = client.get(f"{address}/", {"as_of": day})
    assert page.status_code == 400
    assert "as_of must be a date" in parse_html(page.content.decode()).text


def test_a_day_in_the_future_is_refused_with_a_sentence(council: Council, client: Client) -> None:
    today = timezone.localdate()
    council.table()
    tomorrow = today + datetime.timedelta(1)
    answer = get_json(client, f"/before/A/HRC/62/L.5.json?as_of={tomorrow}", 400)
    assert "is in the future" in answer["error"]
    assert answer["error"].endswith(f"is today, {date_format(today, 'j F Y')}.")
    assert answer["latest"] == today.isoformat()


def test_a_day_before_the_council_is_refused_with_a_sentence(council: Council, client: Client) -> None:
    answer = get_json(client, "/before.json?as_of=1900-01-01", 400)
    assert answer["error"] == "The Council first met in 2006."


@pytest.mark.parametrize("day", ["2020-06-23", "2021-01-01"])
def test_a_day_that_knew_the_result_is_refused_and_the_last_that_did_not_is_offered(
    council: Council, client: Client, day: str
) -> None:
    answer = get_json(client, f"/before/{TEXT_2020}.json?as_of={day}", 400)
    assert "was decided on 22 June 2020" in answer["error"]
    assert answer["latest"] == "2020-06-22"
    page = client.get(f"/before/{TEXT_2020}/?as_of={day}")
    assert page.status_code == 400
    assert "?as_of=2020-06-22" in parse_html(page.content.decode()).get_links()
