"""A series as if it came back: who is new, who returns, and nothing that was not known on the day."""

import csv
import datetime
import io
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import make_explanation, make_member, make_session, make_term
from tests.forecast.council import SECOND, TEXT_2018, TEXT_2020, Council, get_json
from tests.page import Element, read
from tests.pages_factories import make_text
from votes.models import Series
from votes.series.today.serialize import MEMBER_COLUMNS

pytestmark = pytest.mark.django_db

TODAY = "/series/cooperation/today"


@pytest.fixture
def council(db: None) -> Council:
    """QAD left after the vote of 2018 and came back in 2021; QAF came in 2021 and never voted on the text."""
    council = Council()
    make_term(council.qad, start=datetime.date(2021, 1, 1))
    make_member("QAF", start=datetime.date(2021, 1, 1))
    return council


def list_standings(client: Client, query: str = "") -> dict[str, tuple[str | None, str | None, str | None]]:
    answer = get_json(client, f"{TODAY}.json{query}")
    return {
        row["state"]: (row["last_position"], row["last_symbol"], row["standing"]) for row in answer["members"]
    }


def test_who_was_away_and_returns_is_not_new(council: Council, client: Client) -> None:
    assert list_standings(client) == {
        "QAA": ("in_favour", TEXT_2020, "voted"),
        "QAB": ("against", TEXT_2020, "voted"),
        "QAC": ("against", TEXT_2020, "voted"),
        "QAD": ("in_favour", TEXT_2018, "returning"),
        "QAE": ("abstaining", TEXT_2020, "voted"),
        "QAF": (None, None, "new"),
    }


def test_a_member_that_took_no_position_the_last_time_is_not_new(council: Council, client: Client) -> None:
    council.second.votes.filter(state=council.qab).update(position="not_voting")
    council.second.votes.filter(state=council.qae).update(position="not_voting")
    standings = list_standings(client)
    assert standings["QAB"] == ("abstaining", TEXT_2018, "no_position")
    assert standings["QAE"] == (None, None, "no_position")


def test_a_past_day_knows_only_what_was_decided_and_said_before_it(council: Council, client: Client) -> None:
    answer = get_json(client, f"{TODAY}.json?on=2019-06-01")
    assert (answer["on"], answer["as_of"]) == ("2019-06-01", "2019-06-01")
    assert answer["based_on"]["symbol"] == TEXT_2018
    assert {row["state"]: row["standing"] for row in answer["members"]} == {
        "QAA": "voted",
        "QAB": "voted",
        "QAC": "voted",
        "QAE": "new",
    }
    assert [one["summary"] for one in answer["explanations"]] == ["It could not support a vague text."]
    assert answer["n"] == 1


def test_the_vote_of_the_day_itself_is_not_known(council: Council, client: Client) -> None:
    assert get_json(client, f"{TODAY}.json?on={SECOND}")["based_on"]["symbol"] == TEXT_2018


def test_a_day_to_come_has_its_own_members_and_is_forecast_from_today(
    council: Council, client: Client
) -> None:
    next_year = timezone.localdate() + datetime.timedelta(400)
    council.qaa.memberships.update(end=next_year - datetime.timedelta(1))
    answer = get_json(client, f"{TODAY}.json?on={next_year}")
    assert answer["as_of"] == timezone.localdate().isoformat()
    assert "QAA" not in {row["state"] for row in answer["members"]}


@pytest.mark.usefixtures("council_of_47")
def test_seats_not_yet_known_are_said_and_no_outcome_is_forecast(council: Council, client: Client) -> None:
    page = read(client.get(f"{TODAY}/"))
    assert "the holders of 41 are not yet known" in page.text
    assert "No outcome is forecast" in page.text
    assert get_json(client, f"{TODAY}.json")["adopted"] is None


def test_a_tabled_draft_is_what_is_forecast_today_and_not_on_a_past_day(
    council: Council, client: Client
) -> None:
    council.table()
    page = read(client.get(f"{TODAY}/"))
    assert "The draft A/HRC/62/L.5 is tabled" in page.text
    assert "/before/A/HRC/62/L.5/" in page.get_links()
    past = get_json(client, f"{TODAY}.json?on=2021-06-01")
    assert past["based_on"] == {"symbol": TEXT_2020, "date": "2020-06-22", "tabled": False}


def test_the_page_gives_the_day_the_basis_each_member_and_what_was_said(
    council: Council, client: Client
) -> None:
    page = read(client.get(f"{TODAY}/?on=2021-06-01"))
    assert page.find("h1").text == "Cooperation"
    assert "If it had come back on 1 June 2021" in page.text
    assert f"main sponsors of {TEXT_2020}, the latest in the series" in page.text
    assert "n = 2 recorded votes of the Council and the Commission since 2000" in page.text
    members = page.get_section("members")
    assert (
        "6 members may vote: 4 took a position in 2020, 1 was away and returns, 1 has never voted on it."
        in members.text
    )
    rows = {row[0]: row[1] for row in members.get_rows()}
    assert rows["State of QAD returns"] == "In favour 2018"
    assert rows["State of QAF new"] == "none on file"
    assert "It now has to vote against." in page.get_section("said").text


def test_a_roll_call_that_does_not_add_up_says_nothing_and_that_is_said(
    council: Council, client: Client
) -> None:
    type(council.second).objects.filter(pk=council.second.pk).update(check_status="unreconciled")
    assert list_standings(client)["QAE"] == (None, None, "new")
    assert "1 earlier roll-call does not match the official record" in read(client.get(f"{TODAY}/")).text


def test_a_series_never_voted_on_calls_nobody_new(council: Council, client: Client) -> None:
    series = Series.objects.create(slug="consensus", title="Consensus")
    make_text(series=series)
    answer = get_json(client, "/series/consensus/today.json")
    assert {row["standing"] for row in answer["members"]} == {None}
    text = read(client.get("/series/consensus/today/")).text
    assert "No roll-call of an earlier text can be compared." in text
    assert "This does not show whether a vote will be called this time." in text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?on=tomorrow", "on must be a date such as 2020-06-01, not “tomorrow”."),
        ("?on=2021-02-30", "on must be a date"),
        ("?on=2018-03-23", "No text of this series had been decided before 23 March 2018."),
    ],
)
def test_a_day_without_an_answer_is_refused_with_the_reason(
    council: Council, client: Client, query: str, words: str
) -> None:
    answer = client.get(f"{TODAY}/{query}")
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert words in get_json(client, f"{TODAY}.json{query}", status=400)["error"]


def test_a_series_of_the_commission_has_no_forecast(council: Council, client: Client) -> None:
    series = Series.objects.create(slug="old", title="Old")
    make_text("E/CN.4/RES/2001/1", series=series, session=make_session("CHR-57"))
    assert client.get("/series/old/today/").status_code == 404


def test_an_unknown_series_is_404_and_a_merged_one_leads_on(council: Council, client: Client) -> None:
    assert client.get("/series/nothing/today/").status_code == 404
    Series.objects.create(slug="other", title="Other", merged_into=council.series)
    assert client.get("/series/other/today/").headers["Location"] == f"{TODAY}/"


def test_csv_has_the_promised_columns(council: Council, client: Client) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(f"{TODAY}.csv").content.decode())))
    assert tuple(rows[0]) == MEMBER_COLUMNS
    assert [row["state"] for row in rows] == ["QAA", "QAB", "QAC", "QAD", "QAE", "QAF"]


def test_the_number_of_queries_does_not_grow_with_the_texts(
    council: Council, client: Client, django_assert_max_num_queries: Any
) -> None:
    def count() -> int:
        client.get(f"{TODAY}/")  # the forecast is cached from here on
        with django_assert_max_num_queries(15) as captured:
            client.get(f"{TODAY}/")
        return len(captured)

    before = count()
    for year in range(2006, 2016):
        text = council.vote(
            f"A/HRC/RES/{year - 2000}/1",
            datetime.date(year, 7, 1),
            {council.qaa: "in_favour", council.qab: "against", council.qac: "against"},
            session=make_session(str(year - 2000)),
        )
        make_explanation(text, council.qaa)
    assert count() == before


def test_it_is_linked_from_the_series_the_text_and_the_drafts(council: Council, client: Client) -> None:
    council.table()

    def link(page: Element) -> bool:
        return f"{TODAY}/" in page.get_links()

    assert link(read(client.get("/series/cooperation/")))
    assert link(read(client.get(f"/resolutions/{TEXT_2020}/")))
    assert link(read(client.get("/before/")))
