"""The briefing on one text, as of today or of a past day: its page, and its data."""

import csv
import datetime
import io

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import make_session
from tests.forecast.council import (
    DAY_BEFORE_SECOND,
    DRAFT_2020,
    SECOND,
    TEXT_2018,
    TEXT_2020,
    Council,
    get_json,
)
from tests.page import read
from tests.pages_factories import make_tabled, make_text, make_voted

pytestmark = pytest.mark.django_db


def test_the_promised_keys_are_there(council: Council, client: Client) -> None:
    answer = get_json(client, f"/before/{DRAFT_2020}.json?as_of=2020-06-01")
    assert answer["symbol"] == DRAFT_2020
    assert answer["as_of"] == "2020-06-01"
    assert {row["state"] for row in answer["members"]} == {"QAA", "QAB", "QAC", "QAE"}
    for row in answer["members"]:
        assert row["basis"]
        chances = [row[position] for position in ("in_favour", "against", "abstaining")]
        assert all(0 <= chance <= 1 for chance in chances)
        assert sum(chances) == pytest.approx(1, abs=0.001)
    assert set(answer["totals"]) == {"in_favour", "against", "abstaining"}
    for total in answer["totals"].values():
        assert 0 <= total["low"] <= total["expected"] <= total["high"] <= 4
    assert sum(t["expected"] for t in answer["totals"].values()) == pytest.approx(4, abs=0.1)
    assert 0 <= answer["adopted"] <= 1


@pytest.mark.parametrize("symbol", [DRAFT_2020, "A/HRC/43/L.31", TEXT_2020, "a/hrc/res/43/21"])
def test_any_symbol_of_the_text_leads_to_it(council: Council, client: Client, symbol: str) -> None:
    answer = get_json(client, f"/before/{symbol}.json")
    assert (answer["draft"], answer["decided_as"]) == (DRAFT_2020, TEXT_2020)
    assert answer["symbol"] in (DRAFT_2020, TEXT_2020)


def test_without_a_day_a_decided_text_stands_at_the_day_before_its_vote(
    council: Council, client: Client
) -> None:
    assert get_json(client, f"/before/{TEXT_2020}.json")["as_of"] == DAY_BEFORE_SECOND.isoformat()


def test_without_a_day_a_tabled_draft_stands_at_today(council: Council, client: Client) -> None:
    council.table()
    answer = get_json(client, "/before/A/HRC/62/L.5.json")
    assert answer["as_of"] == timezone.localdate().isoformat()
    assert (answer["decided_as"], answer["result"]) == (None, None)
    # The last vote of the series is that of 2020 by now.
    assert {row["state"]: row["last_position"] for row in answer["members"]} == {
        "QAA": "in_favour",
        "QAB": "against",
        "QAC": "against",
        "QAE": "abstaining",
    }


def test_what_each_did_last_time_is_what_was_known_then(council: Council, client: Client) -> None:
    answer = get_json(client, f"/before/{DRAFT_2020}.json")
    rows = {row["state"]: row for row in answer["members"]}
    assert {iso3: row["last_position"] for iso3, row in rows.items()} == {
        "QAA": "in_favour",
        "QAB": "abstaining",
        "QAC": "against",
        "QAE": None,
    }
    assert [iso3 for iso3, row in rows.items() if not row["member_last_time"]] == ["QAE"]
    assert rows["QAB"]["last_symbol"] == TEXT_2018


def test_the_outcome_is_shown_separately(council: Council, client: Client) -> None:
    result = get_json(client, f"/before/{DRAFT_2020}.json")["result"]
    assert result["symbol"] == TEXT_2020
    assert result["official"] == {"in_favour": 1, "against": 2, "abstaining": 1, "not_voting": 0}
    assert result["of"] == 4
    assert 0 <= result["as_forecast"] <= 4


def test_csv_has_a_row_for_each_member(council: Council, client: Client) -> None:
    response = client.get(f"/before/{DRAFT_2020}.csv?as_of=2020-06-01")
    assert "as-of-2020-06-01" in response["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert [row["state"] for row in rows] == ["QAA", "QAB", "QAC", "QAE"]
    assert {row["as_of"] for row in rows} == {"2020-06-01"}
    assert rows[1]["result"] == "against"


@pytest.mark.parametrize("kind", ["decision", "amendment", "presidents_statement"])
@pytest.mark.parametrize("adoption", ["without_vote", "recorded_vote"])
def test_a_text_of_any_kind_has_a_forecast(
    council: Council, client: Client, kind: str, adoption: str
) -> None:
    text = make_text(kind=kind, adoption=adoption, date=SECOND)
    answer = get_json(client, f"/before/{text.symbol}.json")
    assert len(answer["members"]) == 4


def test_the_day_before_anything_is_on_file_has_a_forecast_too(council: Council, client: Client) -> None:
    answer = get_json(client, f"/before/{TEXT_2018}.json?as_of=2006-01-01")
    assert len(answer["members"]) == 4


def test_on_the_morning_of_the_vote_all_before_it_is_known_and_nothing_of_that_day(
    council: Council, client: Client
) -> None:
    """A text of the day before is known, one of the same day is not, and the text lies on the table.

    A series has one text of a session, so the history has those of special sessions on the same two days.
    """
    for number, session, day in (
        (20, "S-27", DAY_BEFORE_SECOND),
        (22, "S-28", SECOND),
    ):
        roll_call = {council.qaa: "against"}
        council.vote(f"A/HRC/RES/{session}/1", day, roll_call, session=make_session(session))
        make_voted(f"A/HRC/RES/43/{number}", roll_call, date=day, session=council.second.session)
    page = read(client.get(f"/before/{TEXT_2020}/?as_of={SECOND}"))
    history = page.get_section("history").get_links()
    assert "/resolutions/A/HRC/RES/S-27/1/" in history
    assert not {f"/resolutions/{TEXT_2020}/", "/resolutions/A/HRC/RES/S-28/1/"} & set(history)
    table = get_json(client, f"/before.json?session=43&as_of={SECOND}")
    assert {draft["decided_as"] for draft in table["drafts"]} == {TEXT_2020, "A/HRC/RES/43/22"}


def test_unknown_texts_and_sessions_are_not_found(council: Council, client: Client) -> None:
    assert client.get("/before/A/HRC/RES/99/9/").status_code == 404
    assert "near" in get_json(client, "/before/A/HRC/RES/43/22.json", 404)
    assert client.get("/before/?session=99").status_code == 404
    assert client.get("/before/?session=x%00").status_code == 404
    assert client.get("/before/sessions/99/").status_code == 404


def test_the_commission_has_no_forecasts(council: Council, client: Client) -> None:
    make_text("E/CN.4/RES/2000/1", session=make_session("CHR-56"), date=datetime.date(2000, 4, 1))
    assert client.get("/before/E/CN.4/RES/2000/1.json").status_code == 404


def test_the_briefing_gives_its_day_and_the_outcome_in_a_section_of_its_own(
    council: Council, client: Client
) -> None:
    page = read(client.get(f"/before/{DRAFT_2020}/?as_of=2020-06-01"))
    assert "Reconstructed forecast as of 1 June 2020, based on decisions before that day" in page.text
    came = page.find("section", class_="came-of-it").text
    assert "Rejected by 1 to 2" in came or "1 to 2, with 1 abstention" in came
    assert "of the 4 members that took a position voted as forecast" in came
    # Each of the three totals is held against its interval, not only those in favour.
    assert all(total in came for total in ("in favour 1 (", "against 2 (", "abstaining 1 ("))
    assert "The forecast did not use this result." in came
    assert len(page.find_all("a", class_="chance")) == 4


def test_the_history_ends_at_the_day(council: Council, client: Client) -> None:
    page = read(client.get(f"/before/{DRAFT_2020}/?as_of=2020-06-01"))
    history = page.get_section("history")
    assert f"/resolutions/{TEXT_2018}/" in history.get_links()
    assert f"/resolutions/{TEXT_2020}/" not in history.get_links()
    assert "4 members will vote; 1 of them was not a member at the vote in 2018" in history.text
    assert "It could not support a vague text." in page.text
    assert "It now has to vote against." not in page.text


def test_the_members_stand_with_what_they_did_last_time(council: Council, client: Client) -> None:
    page = read(client.get(f"/before/{DRAFT_2020}/"))
    rows = {row[0]: row for row in page.get_section("members").get_rows()}
    assert "Abstaining, 2018" in rows["State of QAB"][2]
    assert rows["State of QAE"][2] == "not a member"


def test_a_tabled_draft_and_its_briefing_lead_to_each_other(council: Council, client: Client) -> None:
    text = council.table(expected_on=datetime.date(2036, 7, 3))
    briefing = "/before/A/HRC/62/L.5/"
    assert briefing in read(client.get(text.get_absolute_url())).get_links()
    page = read(client.get(briefing))
    assert "Forecast as of today" in page.text
    assert not page.find_all("section", class_="came-of-it")
    assert "3 July 2036" in page.text


@pytest.mark.usefixtures("starter")
def test_of_a_year_whose_members_are_not_elected_it_says_how_many_are_missing(client: Client) -> None:
    for symbol, day in (
        ("A/HRC/63/L.1", datetime.date(2026, 12, 4)),
        ("A/HRC/63/L.2", datetime.date(2027, 3, 10)),
    ):
        make_tabled(symbol, draft_symbol=symbol, session=make_session("63"), title="Peace", expected_on=day)
    assert "47 members will vote." in read(client.get("/before/A/HRC/63/L.1/")).text
    page = read(client.get("/before/A/HRC/63/L.2/"))
    assert "32 members will vote; the holders of 15 more seats are not yet known." in page.text
    assert "No outcome is forecast, because the holders of 15 seats are not yet known." in page.text
    assert "15 seats: holders not yet known" in page.text
    assert "The forecast is uncertain" not in page.text
    data = client.get("/before/A/HRC/63/L.2.json").json()
    assert len(data["members"]) == 32
    assert data["adopted"] is None
    assert data["membership"] == {
        "status": "partial",
        "seats": 47,
        "known": 32,
        "not_yet_known": 15,
        "suspended": [],
    }
    assert all(total["high"] >= 15 for total in data["totals"].values())
    rows = list(
        csv.DictReader(client.get("/before/A/HRC/63/L.2.csv").content.decode("utf-8-sig").splitlines())
    )
    assert [row["seats_not_yet_known"] for row in rows] == ["15"] * 32


@pytest.mark.usefixtures("starter")
def test_without_members_on_file_there_is_no_forecast(client: Client) -> None:
    symbol = "A/HRC/69/L.1"
    make_tabled(
        symbol,
        draft_symbol=symbol,
        session=make_session("69"),
        title="Peace",
        expected_on=datetime.date(2029, 1, 1),
    )
    page = read(client.get(f"/before/{symbol}/"))
    assert "There is no forecast, because the members on the day of the vote are not on file." in page.text
    assert "The members of the Council on 1 January 2029 are not on file." in page.text
    assert "ejected" not in page.text
    assert "0 members" not in page.text
    data = client.get(f"/before/{symbol}.json").json()
    assert (data["members"], data["adopted"]) == ([], None)
    assert data["totals"] == {"in_favour": None, "against": None, "abstaining": None}
    assert data["membership"]["status"] == "unknown"
    listed = read(client.get("/before/")).text
    assert "No forecast: the members on the day of the vote are not on file" in listed
    assert "1 without a forecast of the outcome, as members are not yet known" in listed
    assert "Closest vote" not in listed
    (row,) = csv.DictReader(client.get("/before.csv").content.decode("utf-8-sig").splitlines())
    assert (row["in_favour_expected"], row["adopted"], row["membership"]) == ("", "", "unknown")


@pytest.mark.usefixtures("starter")
def test_a_text_adopted_on_an_unknown_day_stands_at_the_day_before_its_sessions_first_vote(
    client: Client,
) -> None:
    answer = client.get("/before/A/HRC/RES/62/5.json").json()
    assert answer["as_of"] == "2026-07-05"
    assert (answer["result"]["adoption"], answer["result"]["date"]) == ("without_vote", None)


def test_the_table_of_groups_says_its_bars_in_words(council: Council, client: Client) -> None:
    """A screen reader reads these words: the bars are hidden from it."""
    page = read(client.get(f"/before/{DRAFT_2020}/?as_of=2020-06-01"))
    answer = get_json(client, f"/before/{DRAFT_2020}.json?as_of=2020-06-01")
    expected = {
        position: round(sum(row[position] for row in answer["members"]))
        for position in ("in_favour", "against", "abstaining")
    }
    (row,) = page.find("table", class_="groups-before").find("tbody").find_all("tr")
    cells = [cell.find("span", class_="visually-hidden").text for cell in row.find_all("td")]
    assert cells[0] == ", ".join(f"{n} {position.replace('_', ' ')}" for position, n in expected.items() if n)
    assert cells[1] == "1 in favour, 1 against, 1 abstaining"
