"""A/HRC/RES/37/23, the case that everything must get right."""

import gzip
import json
import re

import pytest
from django.test import Client

from tests.page import Element, read
from votes.core.choices import COUNCIL_SEATS

COOPERATION = "/resolutions/A/HRC/RES/37/23/"


class TestCooperation:
    @pytest.fixture
    def page(self, starter: None, client: Client) -> Element:
        return read(client.get(COOPERATION))

    def test_the_result_is_the_first_thing_said(self, page: Element) -> None:
        result = page.find("p", class_="result").text
        assert result.startswith("Adopted by 28 to 1, with 17 abstentions.")
        assert "The United States of America alone voted against." in result
        assert "Tunisia did not vote." in result
        assert (
            page.find("head")
            .find("title")
            .text.startswith("A/HRC/RES/37/23: Adopted by 28 to 1, with 17 abstentions")
        )
        assert (
            page.find("h1").text == "Promoting mutually beneficial cooperation in the field of human rights"
        )

    def test_when_where_and_which_draft(self, page: Element) -> None:
        crumb = page.find("p", class_="crumb")
        for words in ("37th session", "Item 3", "23 March 2018", "A/HRC/RES/37/23", "draft A/HRC/37/L.36"):
            assert words in crumb.text
        assert crumb.get_links()["/sessions/37/"] == "37th session"
        assert crumb.find("time").attributes["datetime"] == "2018-03-23"

    def test_there_are_47_seats_and_each_leads_to_its_row(self, page: Element) -> None:
        seats = page.find_all(class_="seat")
        assert len(seats) == 47
        assert {seat.attributes["href"] for seat in seats} == {
            f"#{row.attributes['id']}" for row in page.find("table", class_="roll-call").find_all("tr")[1:]
        }
        by_position = [
            sum(name in seat.attributes["class"].split() for seat in seats)
            for name in ("in_favour", "against", "abstaining", "not_voting")
        ]
        assert by_position == [28, 1, 17, 1]
        assert page.get_section("seats-title").find("h2").text == "Positions of 47 States"

    def test_the_roll_call_lists_every_member_with_its_position(self, page: Element) -> None:
        rows = {row[0]: row for row in page.find("table", class_="roll-call").get_rows()}
        assert len(rows) == 47
        assert rows["Tunisia"][1:3] == ["African", "Not voting"]
        assert rows["China"][1:3] == ["Asia-Pacific", "In favour"]
        assert rows["Peru"][1:4] == ["Latin American and Caribbean", "Abstaining", "dissented"]
        assert rows["Japan"][3] == "differed from most"
        assert rows["Tunisia"][3] == "took no position"
        assert [row[2] for row in rows.values()].count("Abstaining") == 17

    @pytest.mark.parametrize(
        ("iso3", "position", "line", "words"),
        [
            ("USA", "Against", "dissented", "The United States called the vote"),
            ("CHE", "Abstaining", "with the majority", "vague and ambiguous language"),
            ("CHN", "In favour", "with most of its group", "win-win cooperation"),
        ],
    )
    def test_an_explanation_is_shown_in_the_row_of_the_vote(
        self, page: Element, iso3: str, position: str, line: str, words: str
    ) -> None:
        cells = [cell.text for cell in page.find("tr", id=iso3).find_all("td")]
        assert cells[1] == position
        assert cells[2] == line
        assert words in cells[3]

    def test_a_state_without_an_explanation_has_an_empty_cell(self, page: Element) -> None:
        """Australia's submission to the study, two years later, is no explanation of this vote."""
        assert page.find("tr", id="AUS").find("td", class_="said").text == ""

    def test_what_was_said_names_speaker_moment_day_and_source(self, page: Element) -> None:
        said = page.get_section("said")
        statements = {article.find("h3").text: article for article in said.find_all("article")[:3]}
        usa = statements["United States of America Against"]
        for words in ("Explanation of vote before the vote", "Jason Mack", "23 March 2018"):
            assert words in usa.text
        assert any(address.startswith("https://geneva.usmission.gov/2018/") for address in usa.get_links())
        assert usa.find("q").text == "to weaken the UN human rights system and the norms underpinning it"
        assert "Introduction by the sponsor" in statements["China In favour"].text
        assert "Switzerland Abstaining" in statements

    def test_submissions_to_the_study_are_separate_from_explanations(self, page: Element) -> None:
        submissions = page.get_section("said").find("details")
        assert submissions.find("summary").text == "9 later submissions to a study requested in the text"
        articles = submissions.find_all("article")
        assert len(articles) == 9
        assert all("Later submission to a study" in article.text for article in articles)
        # France was no member in 2018, so no position stands beside its name.
        assert next(a.find("h3").text for a in articles if "France" in a.text) == "France"
        assert len(page.get_section("said").find_all("article")) == 12

    def test_the_totals_and_common_positions_by_regional_group(self, page: Element) -> None:
        assert page.get_section("groups").find("table").get_rows() == [
            ["African", "11", "0", "1", "1", "Mostly in favour (11 of 12) abstaining: Rwanda"],
            [
                "Asia-Pacific",
                "10",
                "0",
                "3",
                "0",
                "Mostly in favour (10 of 13) abstaining: Afghanistan, Japan, Republic of Korea",
            ],
            ["Eastern European", "0", "0", "6", "0", "All abstaining (6 of 6)"],
            [
                "Latin American and Caribbean",
                "7",
                "0",
                "1",
                "0",
                "Mostly in favour (7 of 8) abstaining: Peru",
            ],
            [
                "Western European and other",
                "0",
                "1",
                "6",
                "0",
                "Mostly abstaining (6 of 7) against: United States of America",
            ],
        ]
        caption = page.get_section("groups").find("figcaption").text
        assert "States in the roll-call by regional group on that day (n = 47)" in caption
        assert "fewer than 15 % of them" in caption

    def test_the_chart_has_the_numbers_of_the_table(self, page: Element) -> None:
        chart = page.find("script", type="application/json")
        figure = json.loads("".join(str(child) for child in chart.children))
        table = [[int(n) for n in row[1:5]] for row in page.get_section("groups").find("table").get_rows()]
        assert [trace["x"] for trace in figure["data"]] == [
            list(column) for column in zip(*table, strict=True)
        ]
        assert [sum(row) for row in table] == list(COUNCIL_SEATS.values())

    def test_the_check_says_what_it_found(self, page: Element) -> None:
        sentence = "The roll-call matches the official totals and the membership on that day."
        assert sentence in page.get_section("seats-title").text
        assert sentence in page.get_section("sources").text
        assert page.find_all(role="note") == []

    def test_the_series_and_the_changes_of_position(self, page: Element) -> None:
        series = page.get_section("series")
        rows = series.find("table").get_rows()
        assert [row[0] for row in rows] == [
            "A/HRC/RES/37/23 23 March 2018",
            "A/HRC/RES/43/21 22 June 2020",
            "A/HRC/RES/46/13 23 March 2021",
        ]
        assert "Adopted by 23 to 16, with 8 abstentions" in rows[1][1]
        assert "Adopted by 26 to 15, with 6 abstentions" in rows[2][1]
        assert set(series.get_links()) == {
            "/series/promoting-mutually-beneficial-cooperation-in-the-field-of-human-rights/",
            "/series/promoting-mutually-beneficial-cooperation-in-the-field-of-human-rights/today/",
            "/resolutions/A/HRC/RES/43/21/",
            "/resolutions/A/HRC/RES/46/13/",
        }
        both_times = "States that took a position in both votes changed it"
        assert [line.text for line in series.find_all("summary") if both_times in line.text] == [
            f"2020 (A/HRC/RES/43/21): 9 of the 22 {both_times}",
            f"2021 (A/HRC/RES/46/13): 5 of the 16 {both_times}",
        ]
        moves = [re.sub(r"\s*→\s*to\s*", " -> ", li.text) for li in series.find_all("li")]
        assert len(moves) == 9 + 5
        assert "Chile in favour -> abstaining" in moves
        assert moves.count("Japan abstaining -> against") == 2
        assert "25 States in the later roll-call only" in series.text

    def test_the_source_the_citation_and_the_data(self, page: Element) -> None:
        sources = page.get_section("sources")
        links = sources.get_links()
        assert "https://searchlibrary.ohchr.org/record/27478" in links
        assert "https://undocs.org/A/HRC/RES/37/23" in links
        assert links["/resolutions/A/HRC/RES/37/23.csv"] == "CSV"
        assert links["/resolutions/A/HRC/RES/37/23.json"] == "JSON"
        assert sources.find("p", class_="cite").text == (
            "Human Rights Council, A/HRC/RES/37/23, “Promoting mutually beneficial cooperation in the field of "
            "human rights”. Adopted by 28 to 1, with 17 abstentions, 23 Mar 2018. Source: OHCHR library, Voting "
            "collection. HRC voting record, http://testserver/resolutions/A/HRC/RES/37/23/"
        )

    def test_who_called_the_vote(self, page: Element) -> None:
        facts = page.get_section("sources").find("dl", class_="facts")
        terms = [e.text for e in facts.children if isinstance(e, Element)]
        assert terms[terms.index("Vote called by") + 1] == "United States of America"
        assert facts.get_links()["/states/USA/"] == "United States of America"

    def test_the_roll_call_is_filtered_from_the_address(self, starter: None, client: Client) -> None:
        page = read(client.get(COOPERATION, {"position": "abstaining", "group": "asia_pacific"}))
        table = page.find("table", class_="roll-call")
        assert [row[0] for row in table.get_rows()] == ["Afghanistan", "Japan", "Republic of Korea"]
        assert table.find("caption").text == "3 of 47 States shown"
        # What is said above the table stays about the whole vote.
        assert len(page.find_all(class_="seat")) == 47

    def test_the_page_is_small(self, starter: None, client: Client) -> None:
        assert len(gzip.compress(client.get(COOPERATION).content)) < 60_000
        response = client.get(COOPERATION, headers={"accept-encoding": "gzip"})
        assert response["Content-Encoding"] == "gzip"
        assert len(response.content) < 60_000
