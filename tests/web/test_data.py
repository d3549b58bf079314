"""The same addresses as data: the promised keys, the same facts, safe in a spreadsheet."""

import csv
import datetime
import io
from collections import Counter
from typing import Any

import pytest
from django.test import Client

from tests.factories import make_state
from tests.pages_factories import (
    make_explanation,
    make_members,
    make_tabled,
    make_text,
    make_topic,
    make_voted,
)
from votes.models import Explanation, Resolution, Series, State, StateName

FOUR = {"in_favour", "against", "abstaining", "not_voting"}
COOPERATION = "/resolutions/A/HRC/RES/37/23"


def get_json(client: Client, address: str, **query: str) -> Any:
    response = client.get(address, query)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"
    return response.json()


def get_csv(client: Client, address: str, **query: str) -> list[dict[str, str]]:
    response = client.get(address, query)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="')
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert all(None not in row and None not in row.values() for row in rows)
    return rows


class TestStarter:
    @pytest.fixture
    def text(self, starter: None, client: Client) -> dict[str, Any]:
        return get_json(client, f"{COOPERATION}.json")

    def test_a_text_has_the_promised_keys(self, text: dict[str, Any]) -> None:
        assert set(text) == {
            # Promised by the issue.
            "symbol", "draft", "title", "date", "session", "kind", "outcome", "adoption", "official", "counted",
            "check", "votes", "explanations", "series", "source",
            # And, by docs/data.md, what else the page shows.
            "agenda_item", "agenda_item_title", "amendments", "amends", "body", "decision", "groups", "meeting",
            "note", "sponsors", "sponsors_as_printed", "topics", "url", "vote_called_by", "corrections", "blocs",
            "forecast_kept", "contradiction", "name", "proposers", "vote_called_by_source", "notes",
            "documents", "verified",
        }  # fmt: skip
        assert set(text["official"]) == set(text["counted"]) == FOUR
        assert set(text["check"]) == {"status", "detail", "findings", "reason"}
        assert {"state", "name", "group", "position"} <= set(text["votes"][0])
        assert {"state", "kind", "date", "summary", "excerpt", "source_url"} <= set(text["explanations"][0])

    def test_the_facts_are_those_of_the_page(self, text: dict[str, Any]) -> None:
        assert (text["symbol"], text["draft"]) == ("A/HRC/RES/37/23", "A/HRC/37/L.36")
        assert text["title"] == "Promoting mutually beneficial cooperation in the field of human rights"
        assert (text["date"], text["session"], text["agenda_item"]) == ("2018-03-23", "37", 3)
        assert (text["kind"], text["outcome"], text["adoption"]) == ("resolution", "adopted", "recorded_vote")
        totals = {"in_favour": 28, "against": 1, "abstaining": 17, "not_voting": 1}
        assert text["official"] == text["counted"] == totals
        assert text["check"]["status"] == "reconciled"
        assert text["check"]["detail"].startswith("The roll-call matches")
        assert text["vote_called_by"] == "USA"
        assert text["source"]["url"] == "https://searchlibrary.ohchr.org/record/27478"

    def test_the_roll_call_as_data(self, text: dict[str, Any]) -> None:
        votes = {vote["state"]: vote for vote in text["votes"]}
        assert len(votes) == 47
        assert Counter(vote["position"] for vote in text["votes"]) == text["official"]
        assert votes["TUN"]["position"] == "not_voting"
        assert votes["USA"] == {
            "state": "USA",
            "name": "United States of America",
            "group": "Western European and other States",
            "position": "against",
            "group_line": "apart",
            "group_unity": "mostly",
            "corrected": False,
            "rights_suspended": False,
        }
        assert Counter(vote["group"] for vote in text["votes"])["African States"] == 13
        for name, counts in text["groups"].items():
            own = Counter(vote["position"] for vote in text["votes"] if vote["group"] == name)
            assert {position: counts[position] for position in FOUR} == {p: own[p] for p in FOUR}
        assert text["groups"]["Asia-Pacific States"]["line"] is None
        assert text["groups"]["Asia-Pacific States"]["unity"] == "mostly"

    def test_explanations_and_series_as_data(self, text: dict[str, Any]) -> None:
        said = {(row["state"], row["kind"]) for row in text["explanations"]}
        assert {("USA", "before_vote"), ("CHE", "unspecified"), ("CHN", "introduction")} < said
        assert ("CHE", "study_submission") in said
        assert len(text["explanations"]) == 12
        assert [(row["symbol"], row["is_this"]) for row in text["series"]] == [
            ("A/HRC/RES/37/23", True),
            ("A/HRC/RES/43/21", False),
            ("A/HRC/RES/46/13", False),
        ]
        assert [(r["official"]["in_favour"], r["official"]["against"]) for r in text["series"]] == [
            (28, 1),
            (23, 16),
            (26, 15),
        ]

    def test_the_roll_call_as_csv(self, starter: None, client: Client, text: dict[str, Any]) -> None:
        rows = get_csv(client, f"{COOPERATION}.csv")
        assert [row["state"] for row in rows] == [vote["state"] for vote in text["votes"]]
        usa = next(row for row in rows if row["state"] == "USA")
        assert (usa["symbol"], usa["date"], usa["position"]) == ("A/HRC/RES/37/23", "2018-03-23", "against")
        assert usa["explanation_summaries"].startswith("The United States called the vote")
        assert client.get(f"{COOPERATION}.csv")["Content-Disposition"].endswith('"A-HRC-RES-37-23.csv"')

    def test_a_state_says_from_when_until_when_it_existed(self, starter: None, client: Client) -> None:
        gone = get_json(client, "/states/DDR.json")
        assert (gone["existed_from"], gone["existed_until"]) == ("1949-10-07", "1990-10-02")
        china = get_json(client, "/states/CHN.json")
        assert (china["existed_from"], china["existed_until"]) == (None, None)

    def test_a_state_has_the_promised_keys_and_numbers(self, starter: None, client: Client) -> None:
        china = get_json(client, "/states/CHN.json")
        assert {"iso3", "name", "group", "terms", "totals", "years"} <= set(china)
        assert (china["iso3"], china["name"], china["group"]) == ("CHN", "China", "Asia-Pacific States")
        votes = State.objects.get(iso3="CHN").votes.filter(resolution__session__body="council")
        assert set(china["totals"]) == FOUR
        assert sum(china["totals"].values()) == china["n"] == len(china["votes"])
        assert {vote["kind"] for vote in china["votes"]} == {"resolution", "decision"}
        assert {(vote["body"], vote["check"]) for vote in china["votes"]} == {("council", "reconciled")}
        assert min(vote["date"] for vote in china["votes"]) > "2022", "earlier years are a small selection"
        everything = get_json(client, "/states/CHN.json?unreconciled=include&kind=all&from=2006")
        assert sum(everything["totals"].values()) == votes.count() > china["n"] + china["left_out"]
        for position in FOUR:
            assert sum(year[position] for year in china["years"]) == china["totals"][position]
        assert [row["year"] for row in china["years"]] == sorted(row["year"] for row in china["years"])
        assert china["terms"][0]["start"] == "2006-06-19"
        rows = get_csv(client, "/states/CHN.csv")
        assert [row["symbol"] for row in rows] == [vote["symbol"] for vote in china["votes"]]

    def test_all_states(self, starter: None, client: Client) -> None:
        states = get_json(client, "/states.json")
        assert states["n"] == len(states["states"]) == State.objects.count()
        one = next(row for row in states["states"] if row["iso3"] == "CHN")
        assert one["totals"] == get_json(client, "/states/CHN.json")["totals"]
        rows = get_csv(client, "/states.csv")
        assert [row["iso3"] for row in rows] == [row["iso3"] for row in states["states"]]
        assert next(r for r in rows if r["iso3"] == "CHN")["totals_in_favour"] == str(
            one["totals"]["in_favour"]
        )

    def test_a_session(self, starter: None, client: Client) -> None:
        session = get_json(client, "/sessions/37.json")
        texts = Resolution.objects.filter(session__number=37, session__kind="regular")
        assert {row["symbol"] for row in session["texts"]} == {text.symbol for text in texts}
        rows = get_csv(client, "/sessions/37.csv")
        assert [row["symbol"] for row in rows] == [row["symbol"] for row in session["texts"]]

    def test_explanations(self, starter: None, client: Client) -> None:
        everything = get_json(client, "/explanations.json")
        assert everything["n"] == len(everything["explanations"]) == Explanation.objects.count()
        usa = get_json(client, "/explanations.json", state="USA", year="2018")
        assert usa["filter"] == {"state": "USA", "year": "2018"}
        expected = Explanation.objects.filter(state__iso3="USA", date__year=2018)
        assert usa["n"] == expected.count() > 0
        rows = get_csv(client, "/explanations.csv", state="USA", year="2018")
        assert {row["summary"] for row in rows} == {e.summary for e in expected}

    def test_quality_has_every_finding_once(self, starter: None, client: Client) -> None:
        expected = [f for text in Resolution.objects.all() for f in text.check_findings]
        quality = get_json(client, "/about/quality.json")
        assert quality["n"] == len(quality["findings"]) == len(expected) > 5
        assert len(get_csv(client, "/about/quality.csv")) == len(expected)

    def test_the_scope_is_in_the_data_and_in_the_file_name(self, starter: None, client: Client) -> None:
        query = {"year": "2018", "kind": "decision", "session": "99", "sort": "colour", "page": "77"}
        answer = get_json(client, "/resolutions.json", **query)
        assert answer["filter"] == {"year": "2018", "kind": "decision"}
        assert len(answer["notes"]) == 3
        name = client.get("/resolutions.csv", query)["Content-Disposition"]
        assert name == 'attachment; filename="resolutions_kind-decision_year-2018.csv"'

    def test_letters_beyond_ascii_arrive_as_they_are(self, starter: None, client: Client) -> None:
        assert "Côte d’Ivoire" in client.get("/states.json").content.decode()
        assert "Côte d’Ivoire" in client.get("/states.csv").content.decode()

    def test_unknown_addresses(self, starter: None, client: Client) -> None:
        for address in ("/states/XYZ.json", "/sessions/999.csv", "/resolutions/x.json", "/resolutions.xml"):
            assert client.get(address).status_code == 404


@pytest.mark.django_db
class TestSmallRecord:
    def test_what_is_not_known_is_null_and_not_zero(self, client: Client) -> None:
        tabled = make_tabled("A/HRC/60/L.1")
        row = get_json(client, f"/resolutions/{tabled.symbol}.json")
        for key in (
            "date",
            "draft",
            "official",
            "counted",
            "vote_called_by",
            "vote_called_by_source",
            "amends",
            "note",
        ):
            assert row[key] is None
        assert row["decision"] == "Tabled, no action taken yet"
        assert row["votes"] == row["explanations"] == row["series"] == row["amendments"] == []
        (line,) = get_csv(client, "/resolutions.csv")
        assert (line["date"], line["official_in_favour"], line["outcome"]) == ("", "", "tabled")

    def test_totals_without_a_roll_call(self, client: Client) -> None:
        text = make_voted("A/HRC/48/L.11", official=(18, 21, 7, 1), outcome="rejected")
        row = get_json(client, f"/resolutions/{text.symbol}.json")
        assert row["official"] == {"in_favour": 18, "against": 21, "abstaining": 7, "not_voting": 1}
        assert row["counted"] is None
        assert row["check"]["status"] == "not_checked"

    def test_a_finding_names_states(self, client: Client) -> None:
        member, left_out = make_members(2)
        text = make_voted(roll_call={member: "in_favour"}, check_reason="A slip.")
        check = get_json(client, f"/resolutions/{text.symbol}.json")["check"]
        assert check["status"] == "unreconciled"
        assert check["reason"] == "A slip."
        assert check["findings"][0]["detail"].endswith(f"missing: {left_out.name}")

    def test_a_groups_explanation_has_no_state(self, client: Client) -> None:
        text = make_text()
        make_explanation(text, None, on_behalf_of="A group", announced="dissociated")
        (row,) = get_json(client, f"/resolutions/{text.symbol}.json")["explanations"]
        assert (row["state"], row["name"], row["on_behalf_of"]) == (None, "A group", "A group")
        assert row["announced_position"] == "dissociated"

    def test_an_open_term_has_no_end(self, client: Client) -> None:
        (state,) = make_members(1)
        assert get_json(client, f"/states/{state.iso3}.json")["terms"][0]["end"] is None

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
    def test_no_cell_is_a_formula(self, client: Client, start: str) -> None:
        """Whatever people typed; the sign stays readable behind an apostrophe."""
        danger = f"{start}HYPERLINK(1)"
        state = make_state("QAA", danger)
        StateName.objects.create(state=state, name=danger)
        text = make_voted(
            roll_call={state: "in_favour"},
            official=(0, 1, 0, 0),
            title=danger,
            sponsors_as_printed=danger,
            agenda_item_title=danger,
            check_reason=danger,
            note=danger,
            series=Series.objects.create(slug="s", title=danger),
        )
        text.topics.add(make_topic(danger))
        make_explanation(text, state, summary=danger, excerpt=danger, speaker=danger, source_title=danger)
        make_explanation(text, None, on_behalf_of=danger)
        dangerous_cells = 0
        for address in (
            "/resolutions.csv",
            f"/resolutions/{text.symbol}.csv",
            "/states.csv",
            "/states/QAA.csv",
            "/sessions/37.csv",
            "/explanations.csv",
            "/about/quality.csv",
        ):
            content = client.get(address).content.decode()
            for row in csv.reader(io.StringIO(content, newline="")):
                assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row), address
                dangerous_cells += sum(cell == f"'{danger}" for cell in row)
        assert dangerous_cells >= 10
        # JSON is no spreadsheet: it gives the words as they are.
        assert get_json(client, f"/resolutions/{text.symbol}.json")["title"] == danger

    def test_quotes_commas_and_line_breaks_survive_csv(self, client: Client) -> None:
        title = 'A, "b"; c\nd’é'
        make_text(title=title)
        (row,) = get_csv(client, "/resolutions.csv")
        assert row["title"] == title

    def test_a_file_name_is_tame_whatever_is_asked(self, client: Client) -> None:
        make_text(title="x")
        response = client.get(
            "/resolutions.csv", {"q": '"; filename=evil.exe\r\nX-Evil: 1 ../../' + "é" * 150}
        )
        assert "X-Evil" not in response
        name = response["Content-Disposition"].removeprefix('attachment; filename="').removesuffix('"')
        assert name.startswith("resolutions_q-")
        assert name.endswith(".csv")
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")
        assert len(name) < 160

    def test_dates_are_written_as_iso(self, client: Client) -> None:
        make_text(date=datetime.date(2018, 3, 5))
        assert get_csv(client, "/resolutions.csv")[0]["date"] == "2018-03-05"
        assert get_json(client, "/resolutions.json")["resolutions"][0]["date"] == "2018-03-05"
