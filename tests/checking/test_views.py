"""The quality page: every finding, by rule, weight and year, and the same as data."""

import datetime

import pytest
from django.test import Client

from tests.factories import make_member, make_session
from tests.page import read
from tests.pages_factories import make_voted
from votes.models import ImportRun, Resolution


@pytest.mark.django_db
@pytest.mark.usefixtures("starter")
class TestStarter:
    def test_the_finding_comes_first(self, client: Client) -> None:
        page = read(client.get("/about/quality/"))
        assert page.find("h1").text == "2 of 342 roll-calls do not match the official record"

    def test_every_finding_has_its_row_in_words(self, client: Client) -> None:
        page = read(client.get("/about/quality/?rule=second_source&year=2021"))
        rows = page.find("section", id="findings").get_rows()
        assert [row[0].split()[0] for row in rows] == ["A/HRC/RES/46/1"]
        words = "Corrected here: Official total in favour: 20 in the source, 22 on this site"
        assert rows[0][2].startswith(words)

    def test_errors_are_told_from_notes(self, client: Client) -> None:
        errors = client.get("/about/quality.json?severity=error").json()
        assert {row["severity"] for row in errors["findings"]} == {"error"}
        assert {row["symbol"] for row in errors["findings"]} == set(
            Resolution.objects.filter(check_status="unreconciled").values_list("symbol", flat=True)
        )
        everything = client.get("/about/quality.json").json()
        assert everything["n"] > errors["n"] > 0

    def test_about_says_how_many_and_leads_there(self, client: Client) -> None:
        section = read(client.get("/about/")).find("section", id="quality")
        assert "2 roll-calls that do not match the official record, and all other findings" in section.text
        assert "/about/quality/" in section.get_links()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["rule=x", "severity=grave", "year=1900", "body=senate", "session=x", "session=99", "page=99"]
)
def test_an_invalid_value_is_left_out_with_a_note(client: Client, query: str) -> None:
    make_voted("A/HRC/RES/37/23", {make_member("CHN"): "in_favour"}, (2, 0, 0, 0))
    page = read(client.get(f"/about/quality/?{query}"))
    assert page.find_all("div", class_="note")
    assert "A/HRC/RES/37/23" in page.text
    assert client.get(f"/about/quality.csv?{query}").status_code == 200


@pytest.mark.django_db
def test_an_empty_record_has_an_empty_page(client: Client) -> None:
    assert "No findings match." in read(client.get("/about/quality/")).text


@pytest.mark.django_db
class TestFilters:
    @pytest.fixture
    def two_bodies(self) -> None:
        china = make_member("CHN")
        make_voted("A/HRC/RES/37/23", {china: "in_favour"}, (2, 0, 0, 0))
        commission = make_session("CHR-60")
        make_voted("E/CN.4/RES/2004/1", {china: "in_favour"}, (1, 0, 3, 0), session=commission)

    @pytest.mark.parametrize(
        ("query", "symbols"),
        [
            ("body=council", {"A/HRC/RES/37/23"}),
            ("body=commission", {"E/CN.4/RES/2004/1"}),
            ("session=37", {"A/HRC/RES/37/23"}),
            ("session=CHR-60", {"E/CN.4/RES/2004/1"}),
            ("body=council&session=CHR-60", set()),
            ("", {"A/HRC/RES/37/23", "E/CN.4/RES/2004/1"}),
        ],
    )
    def test_body_and_session(self, client: Client, two_bodies: None, query: str, symbols: set[str]) -> None:
        data = client.get(f"/about/quality.json?{query}").json()
        assert {row["symbol"] for row in data["findings"]} == symbols
        rows = read(client.get(f"/about/quality/?{query}")).find("section", id="findings").get_rows()
        assert {row[0].split()[0] for row in rows} - {"No"} == symbols

    def test_the_counts_by_rule_lead_to_their_findings(self, client: Client, two_bodies: None) -> None:
        page = read(client.get("/about/quality/?body=council"))
        totals = [row for row in page.get_rows() if row[0].strip() == "Totals do not match"]
        assert [row[2:4] for row in totals] == [["1", "1"]]
        assert "?body=council&rule=totals" in page.get_links()
        counts = client.get("/about/quality.json").json()["rules"]
        assert {row["rule"]: (row["findings"], row["texts"]) for row in counts}["totals"] == (2, 2)

    def test_a_suggestion_is_said_in_words(self, client: Client) -> None:
        states = {make_member(code): "abstaining" for code in ("CHN", "CUB", "IND")}
        make_voted(roll_call={**states, make_member("USA"): "against"}, official=(0, 3, 1, 0))
        words = (
            "Suggested correction: Official total against: 1 instead of 3 "
            "and Official total abstaining: 3 instead of 1"
        )
        assert words in " ".join(read(client.get("/about/quality/")).text.split())
        first = client.get("/about/quality.json?rule=totals").json()["findings"][0]
        assert first["suggested"] == words
        assert [part["after"] for part in first["suggestion"]] == ["1", "3"]
        assert words in client.get("/about/quality.csv").content.decode()


@pytest.mark.django_db
class TestAbout:
    def test_about_shows_the_number_of_records_by_body(self, client: Client) -> None:
        china, cuba = make_member("CHN"), make_member("CUB")
        make_voted("A/HRC/RES/37/23", {china: "in_favour", cuba: "not_voting"}, (2, 0, 0, 0))
        make_voted("A/HRC/RES/37/24", {china: "in_favour"}, (1, 0, 0, 0), date=datetime.date(2018, 3, 20))
        commission = make_session("CHR-60")
        make_voted(
            "E/CN.4/RES/2004/1",
            {china: "in_favour"},
            (1, 0, 0, 0),
            session=commission,
            date=datetime.date(2004, 4, 1),
        )
        rows = [" ".join(cell.split()) for row in read(client.get("/about/")).get_rows() for cell in row]
        council = rows.index("Human Rights Council 20 March 2018 – 23 March 2018")
        assert rows[council + 1 : council + 7] == ["2", "2", "2", "2", "3", "0"]
        assert rows[council + 7] == "Commission on Human Rights 1 April 2004 – 1 April 2004"

    def test_when_it_was_fetched_and_what_was_left_out(self, client: Client) -> None:
        rejected = [
            {"kind": "votes", "file": "v.csv", "row": f"row {n}", "reason": "no State"} for n in range(25)
        ]
        tallies = {"texts": {"seen": 1234}, "votes": {"seen": 5}}
        ImportRun.objects.create(
            source="v.csv",
            checksum="0" * 64,
            fetched_on=datetime.date(2026, 4, 2),
            report={"tallies": tallies, "rejected": rejected},
        )
        ImportRun.objects.create(source="old.csv", checksum="1" * 64)
        words = " ".join(read(client.get("/about/")).text.split())
        assert "v.csv: 1,234 texts and 5 entries for individual States (fetched on 2 April 2026)" in words
        assert "25 rows were not imported" in words
        assert "row 19: no State" in words
        assert "row 20: no State" not in words
        assert "and 5 more" in words
        assert "All rows were imported." in words
