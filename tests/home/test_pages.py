"""The pages of the starter record, as their readers meet them."""

import datetime
import re

import pytest
from django.test import Client

from tests.page import read
from votes.core.choices import RegionalGroup
from votes.models import Explanation, Resolution, State
from votes.web.text_names import get_text_name

COOPERATION = "/resolutions/A/HRC/RES/37/23/"


class TestStarterPages:
    @pytest.mark.parametrize(
        ("written", "address"),
        [
            ("A/HRC/37/L.36", "A/HRC/RES/37/23"),
            ("a/hrc/37/l.36", "A/HRC/RES/37/23"),
            ("A/HRC/37/L.36/Rev.1", "A/HRC/RES/37/23"),
            ("A/HRC/43/L.31", "A/HRC/RES/43/21"),
            ("A/HRC/43/L.31/Rev.1", "A/HRC/RES/43/21"),
            ("a/hrc/43/l.31/rev.1", "A/HRC/RES/43/21"),
            ("A/HRC/37/L.36.,;", "A/HRC/RES/37/23"),
            ("A/HRC/37/L.36//", "A/HRC/RES/37/23"),
            ("A/HRC/37/L.36 ", "A/HRC/RES/37/23"),
            ("a/hrc/res/37/23", "A/HRC/RES/37/23"),
        ],
    )
    def test_a_draft_leads_to_its_text_and_to_its_data(
        self, starter: None, client: Client, written: str, address: str
    ) -> None:
        for ending in ("/", ".json", ".csv"):
            response = client.get(f"/resolutions/{written}{ending}")
            assert response.status_code == 302
            assert response["Location"] == f"/resolutions/{address}{ending}"
            assert client.get(response["Location"]).status_code == 200

    def test_an_address_without_its_slash_finds_the_page(self, starter: None, client: Client) -> None:
        response = client.get("/resolutions/A/HRC/RES/37/23", follow=True)
        assert response.redirect_chain[-1][0] == COOPERATION
        assert response.status_code == 200

    def test_an_unknown_symbol_says_so_and_offers_what_is_near(self, starter: None, client: Client) -> None:
        for wrong in ("A/HRC/RES/37/233", "a/hrc/res/37/233"):
            response = client.get(f"/resolutions/{wrong}/")
            assert response.status_code == 404
            page = response.content.decode()
            assert f"“{wrong}” is not on file" in page
            assert '<a href="/resolutions/A/HRC/RES/37/23/">A/HRC/RES/37/23</a>' in page
        data = client.get("/resolutions/A/HRC/RES/37/233.json")
        assert data.status_code == 404
        assert data.json()["near"][0] == "A/HRC/RES/37/23"
        assert client.get("/resolutions/nothing/").status_code == 404

    @pytest.mark.parametrize("address", ["/resolutions///", "/resolutions/./", "/resolutions/.,;/"])
    def test_a_slash_alone_is_no_symbol(self, starter: None, client: Client, address: str) -> None:
        assert client.get(address).status_code == 404

    @pytest.mark.parametrize(
        ("words", "address"),
        [
            ("37/23", COOPERATION),
            ("37/L.36", COOPERATION),
            ("a/hrc/37/l.36", COOPERATION),
            (" A/HRC/RES/37/23 ", COOPERATION),
            ("https://undocs.org/en/A/HRC/37/L.36", COOPERATION),
        ],
    )
    def test_the_search_redirects_to_an_exact_match(
        self, starter: None, client: Client, words: str, address: str
    ) -> None:
        response = client.get("/search/", {"q": words})
        assert (response.status_code, response["Location"]) == (302, address)
        assert client.get(address).status_code == 200

    def test_every_page_of_every_text_answers(self, starter: None, client: Client) -> None:
        """A sample; the page says of every text how it ended, and never gives votes to a text without one."""
        for text in Resolution.objects.order_by("pk")[::12]:
            page = read(client.get(text.get_absolute_url()))
            assert page.find("h1").text == " ".join(get_text_name(text).name.split())
            result = page.find("p", class_="result").text
            assert result.startswith(text.get_outcome_display())
            if text.adoption == "without_vote":
                assert page.find_all(class_="seat") == []
                assert not re.search(r"\d", result)

    def test_totals_without_a_roll_call(self, starter: None, client: Client) -> None:
        page = read(client.get("/resolutions/A/HRC/48/L.11/"))
        assert page.find("p", class_="result").text == "Rejected by 18 to 21, with 7 abstentions."
        assert page.find("p", class_="finding").text == "The positions of individual States are not on file."
        assert page.find_all(class_="seat") == []
        assert page.find_all("table", class_="roll-call") == []
        assert "Totals only; no roll-call on file." in page.text
        assert "The official totals could not be checked" in page.get_section("sources").text

    def test_a_vote_that_does_not_add_up_says_so_with_the_numbers(
        self, starter: None, client: Client
    ) -> None:
        note = read(client.get("/resolutions/A/HRC/37/L.63/")).find("div", role="note").text
        assert "The roll-call on file does not match the official record" in note
        assert "Abstaining: the official total is 14, the roll-call shows 15" in note
        listed = read(client.get("/resolutions/", {"q": "37/L.63", "kind": "all"}))
        assert "not reconciled" in listed.find("table").text

    def test_a_difference_in_who_did_not_vote_is_a_note_and_no_flag(
        self, starter: None, client: Client
    ) -> None:
        page = read(client.get("/resolutions/A/HRC/RES/22/24/"))
        assert page.find_all("div", role="note") == []
        assert "Not voting: the official total is 2, the roll-call shows 0" in page.text

    def test_every_roll_call_with_a_finding_is_listed(self, starter: None, client: Client) -> None:
        links = read(client.get("/about/quality/")).get_links()
        expected = {t.get_absolute_url() for t in Resolution.objects.all() if t.check_findings}
        assert len(expected) >= 6
        assert {a for a in links if a.startswith("/resolutions/A/")} == expected
        assert "340 of 342 roll-calls pass every check" in read(client.get("/about/")).text

    def test_an_explanation_by_a_group_is_shown_under_its_name(self, starter: None, client: Client) -> None:
        page = read(client.get("/resolutions/A/HRC/RES/60/5/"))
        names = [article.find("h3").text for article in page.get_section("said").find_all("article")]
        group = "EU Member States that are members of the Human Rights Council"
        assert group in names
        assert f"Vote called by {group}" in page.get_section("sources").text

    def test_the_first_page_shows_the_last_vote_and_the_closest(self, starter: None, client: Client) -> None:
        page = read(client.get("/"))
        last = Resolution.objects.recorded().newest_first().first()
        assert last is not None
        assert last.get_absolute_url() in page.get_section("last").get_links()
        closest = page.get_section("closest").find_all("li")
        margins = [int(found[1]) for li in closest if (found := re.search(r"margin (\d+)", li.text))]
        assert len(margins) == len(closest) == 6
        assert margins == sorted(margins)
        assert f"All {Explanation.objects.count()} explanations" in page.get_section("said").text

    def test_the_first_page_counts_the_votes_that_all_pages_count(
        self, starter: None, client: Client
    ) -> None:
        def count(address: str) -> str:
            words = read(client.get(address)).find("p", class_="population").text
            found = re.search(r"Council · [\d–]+ · without amendments · \d+ votes", words)
            assert found, words
            return found[0]

        assert count("/") == count("/states/") == count("/blocs/")
        assert count("/").startswith("Council · 2022–2026")
        assert count("/?from=2006") == count("/states/?from=2006") != count("/")
        years = read(client.get("/?from=2018")).get_section("years").get_links()
        assert "/resolutions/?year=2010" in years

    @pytest.mark.parametrize("address", ["/resolutions/", "/sessions/", "/series/"])
    def test_a_list_of_all_texts_says_that_it_is_a_selection(
        self, starter: None, client: Client, address: str
    ) -> None:
        words = read(client.get(address)).find("p", class_="population").text
        assert "a selection: 332 of 584 votes on resolutions and decisions are on file" in words
        assert "a selection" not in read(client.get(f"{address}?body=commission")).find("main").text

    def test_a_list_of_complete_years_does_not_say_so(self, starter: None, client: Client) -> None:
        for query in ("year=2023", "from=2022", "session=62"):
            words = read(client.get(f"/resolutions/?{query}")).find("p", class_="population").text
            assert "a selection" not in words
        earlier = read(client.get("/resolutions/?to=2021")).find("p", class_="population").text
        assert "a selection: 195 of 447 votes" in earlier

    def test_the_table_under_the_chart_of_years_adds_up(self, starter: None, client: Client) -> None:
        rows = read(client.get("/")).get_section("years").find("table").get_rows()
        numbers = [[int(n) for n in row[1:]] for row in rows]
        assert all(sum(row[:-1]) == row[-1] for row in numbers)
        assert sum(row[-1] for row in numbers) == Resolution.objects.exclude(kind="amendment").count()
        assert [row[0] for row in rows] == sorted((row[0] for row in rows), reverse=True)

    def test_texts_without_a_date_are_counted_separately(self, starter: None, client: Client) -> None:
        section = read(client.get("/")).get_section("years")
        first, *years = section.find("table").get_rows()
        assert first == ["Not on file", "0", "25", "0", "0", "25"]
        assert years[0][0] == "2026"
        assert "25 texts without a date are shown only in the table." in section.text

    def test_a_text_without_a_date_says_so(self, starter: None, client: Client) -> None:
        page = read(client.get("/resolutions/A/HRC/RES/62/5/"))
        assert "62nd session · date not on file · A/HRC/RES/62/5" in page.find("p", class_="crumb").text
        assert page.find("p", class_="result").text == "Adopted without a vote."
        assert "https://searchlibrary.ohchr.org/record/35507" in page.get_links()
        assert client.get("/resolutions/A/HRC/RES/62/5.json").json()["date"] is None
        voted = read(client.get("/resolutions/A/HRC/RES/62/6/"))
        assert "6 July 2026" in voted.find("p", class_="crumb").text
        assert voted.find("p", class_="result").text.startswith("Adopted by 29 to 16, with 1 abstention.")

    def test_a_session_of_which_few_days_are_known(self, starter: None, client: Client) -> None:
        page = read(client.get("/sessions/62/"))
        assert "25 adopted without a vote, 3 adopted by a recorded vote" in page.text
        assert len({a for a in page.get_links() if a.startswith("/resolutions/A/HRC/RES/62/")}) == 28

    def test_the_page_of_a_state_shows_its_votes_terms_and_explanations(
        self, starter: None, client: Client
    ) -> None:
        page = read(client.get("/states/CHN/"))
        china = State.objects.get(iso3="CHN")
        # Of the years before 2022 the starter has a small selection.
        since = china.votes.filter(resolution__date__gte=datetime.date(2022, 1, 1))
        on_texts = since.filter(resolution__kind__in=["resolution", "decision"])
        votes = on_texts.count()
        flagged = on_texts.filter(resolution__check_status="unreconciled").count()
        amendments = since.filter(resolution__kind="amendment", resolution__check_status="reconciled")
        assert page.find("h1").text == "China"
        result = page.find("p", class_="result").text
        assert f"n = {votes - flagged} recorded votes. " in result
        line = page.find("p", class_="population").text
        assert (
            f"Council · 2022–2026 · without amendments · {votes - flagged} votes · complete · change: "
            f"with {amendments.count()} amendments" in line
        )
        assert "all years, of which earlier ones are a selection" in line
        assert f"{flagged} other vote{'s are' if flagged != 1 else ' is'} excluded because" in line
        asked = read(client.get("/states/CHN/?unreconciled=include")).find("p", class_="result").text
        assert f"n = {votes} recorded votes. " in asked
        assert len(page.get_section("terms").find_all("li")) == china.memberships.count()
        assert (
            page.get_section("votes").find("caption").text == f"{votes - flagged} of {votes - flagged} votes"
        )
        assert len(page.get_section("votes").find("table").get_rows()) == 25
        said = page.get_section("said").find_all("li")
        assert len(said) == china.explanations.count()

    @pytest.mark.parametrize(
        ("iso3", "words"),
        [
            ("CSK", "existed until 31 December 1992"),
            ("DDR", "existed from 7 October 1949 to 2 October 1990"),
            ("DEU", "has existed since 3 October 1990"),
            ("MEX", ""),
        ],
    )
    def test_a_state_says_from_when_until_when_it_existed(
        self, starter: None, client: Client, iso3: str, words: str
    ) -> None:
        crumb = read(client.get(f"/states/{iso3}/")).find("p", class_="crumb").text
        assert crumb.endswith(words or iso3)
        assert ("existed" in crumb) is bool(words)

    @pytest.mark.parametrize(("query", "year"), [({}, 2022), ({"from": "2006"}, 2006)])
    def test_the_votes_of_a_state_are_paged_and_filtered(
        self, starter: None, client: Client, query: dict[str, str], year: int
    ) -> None:
        china = State.objects.get(iso3="CHN")
        against = list(
            china.votes.filter(
                position="against",
                resolution__kind__in=["resolution", "decision"],
                resolution__check_status="reconciled",
                resolution__date__gte=datetime.date(year, 1, 1),
            )
            .order_by("-resolution__date", "-resolution__symbol_key")
            .values_list("resolution__symbol", flat=True)
        )
        assert len(against) > 25
        found: list[str] = []
        for number in range(1, -(-len(against) // 25) + 1):
            page = read(client.get("/states/CHN/", {"position": "against", "page": str(number)} | query))
            table = page.get_section("votes").find("table")
            assert all("Against" in row[2] for row in table.get_rows())
            found += [small.text for small in table.find_all("small")]
        assert found == against

    def test_a_state_in_small_letters_leads_to_its_page(self, starter: None, client: Client) -> None:
        response = client.get("/states/chn/")
        assert (response.status_code, response["Location"]) == (302, "/states/CHN/")
        assert client.get("/states/XYZ/").status_code == 404

    def test_every_state_is_listed_in_its_group(self, starter: None, client: Client) -> None:
        page = read(client.get("/states/"))
        for group in RegionalGroup:
            (section,) = [
                s for s in page.find_all("section") if s.find("h2").text.startswith(str(group.label))
            ]
            names = set(State.objects.filter(regional_group=group).values_list("name", flat=True))
            rows = section.get_rows()
            assert {row[0].removesuffix("current member").rstrip(" ●") for row in rows} == names
        assert page.find("h1").text.startswith(str(State.objects.count()))

    def test_the_page_of_a_session_shows_the_outcome_of_its_texts(
        self, starter: None, client: Client
    ) -> None:
        page = read(client.get("/sessions/37/"))
        texts = Resolution.objects.filter(session__number=37, session__kind="regular")
        n = texts.exclude(kind="amendment").count()
        result = page.find("p", class_="result").text
        assert result.startswith(f"{n} texts on file, without amendments: ")
        assert f"{texts.count() - n} amendments and no-action motions: " in result
        assert {a for a in page.get_links() if a.startswith("/resolutions/A/") and a.endswith("/")} == {
            text.get_absolute_url() for text in texts
        }
        assert client.get("/sessions/199/").status_code == 404

    def test_a_special_session_has_texts_without_an_agenda_item(self, starter: None, client: Client) -> None:
        text = Resolution.objects.filter(agenda_item=None).first()
        assert text is not None
        page = read(client.get(text.session.get_absolute_url()))
        assert [h2.text for h2 in page.find_all("h2")] == ["No agenda item on file"]
        own = read(client.get(text.get_absolute_url()))
        assert "Item" not in own.find("p", class_="crumb").text

    def test_all_sessions_are_listed(self, starter: None, client: Client) -> None:
        page = read(client.get("/sessions/"))
        rows = page.find("table").get_rows()
        assert page.find("h1").text == f"{len(rows)} sessions on file"
        assert sum(int(row[2]) for row in rows) == Resolution.objects.exclude(kind="amendment").count()

    def test_explanations_are_paged_newest_first(self, starter: None, client: Client) -> None:
        total = Explanation.objects.count()
        page = read(client.get("/explanations/"))
        assert page.find("h1").text == f"{total} explanations"
        shown = 0
        days: list[str] = []
        for number in range(1, -(-total // 20) + 1):
            articles = read(client.get("/explanations/", {"page": str(number)})).find_all("article")
            shown += len(articles)
            days += [a.find_all("time")[0].attributes["datetime"] for a in articles if a.find_all("time")]
        assert shown == total
        assert days == sorted(days, reverse=True)
