"""The pages of series, with the two of the starter record and with bad addresses."""

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import make_state
from tests.page import read
from tests.pages_factories import make_text, make_voted
from votes.core.membership import get_members_on
from votes.models import Resolution, Series

COOPERATION = "/series/promoting-mutually-beneficial-cooperation-in-the-field-of-human-rights"
DEVELOPMENT = "/series/the-contribution-of-development-to-the-enjoyment-of-all-human-rights"


@pytest.mark.django_db
@pytest.mark.usefixtures("starter")
class TestStarter:
    def test_the_finding_is_the_first_and_the_last_vote(self, client: Client) -> None:
        page = read(client.get(f"{COOPERATION}/"))
        result = page.find("p", class_="result").text
        assert result.startswith("28–1–17 in 2018 →to 26–15–6 in 2021")
        assert "3 texts on file, 3 put to a recorded vote, from 2018 to 2021" in result
        assert (
            "None of the 37 States that took a position in both votes changed it between 2020 and 2021."
            in result
        )

    def test_changes_of_position_between_any_two_votes(self, client: Client) -> None:
        page = read(client.get(f"{COOPERATION}/?earlier=A/HRC/RES/37/23&later=A/HRC/RES/43/21"))
        moved = page.get_section("moved")
        assert moved.find("h2").text == (
            "Changes of position: 9 of the 22 States that took a position in both votes changed it"
        )
        facts = moved.find("dl").text
        assert "4 Abstaining → to Against" not in facts
        assert "Chile" in facts
        assert "Democratic Republic of the Congo" in facts

    def test_the_roll_calls_stand_side_by_side_with_links_to_the_texts(self, client: Client) -> None:
        page = read(client.get(f"{COOPERATION}/"))
        section = page.get_section("roll-calls")
        rows = {row[0]: row[1:] for row in section.get_rows()}
        assert rows["Tunisia"] == ["· not a member", "· not a member", "× Not voting"]
        assert rows["Democratic Republic of the Congo"] == [
            "· not a member",
            "A Abstaining, changed",
            "Y In favour",
        ]
        assert rows["India"] == ["N Against", "N Against", "· not a member"]
        assert "/resolutions/A/HRC/RES/43/21/" in section.get_links()

    def test_only_todays_members_are_listed_if_asked_for(self, client: Client) -> None:
        page = read(client.get(f"{COOPERATION}/"))
        (switch,) = [a for a, words in page.get_links().items() if words == "Show only today’s members"]
        assert switch == "?members=today#roll-calls"
        section = read(client.get(f"{COOPERATION}/?members=today")).get_section("roll-calls")
        today = get_members_on(timezone.localdate()).members
        assert len([row for row in section.get_rows() if len(row) > 1]) == len(today)
        assert "Show all States that voted" in section.text
        rows = client.get(f"{COOPERATION}.csv?members=today").content.decode().splitlines()
        assert len(rows) == len(today) + 2  # and the columns, and the row of the checks

    def test_statements_on_each_text_are_shown_with_the_position(self, client: Client) -> None:
        said = read(client.get(f"{COOPERATION}/")).get_section("said")
        assert [h.text for h in said.find_all("h3", class_="about")] == [
            "A/HRC/RES/46/13, 2021",
            "A/HRC/RES/43/21, 2020",
            "A/HRC/RES/37/23, 2018",
        ]
        assert "Switzerland Abstaining" in said.text

    def test_a_text_links_to_its_series_and_back(self, client: Client) -> None:
        text = read(client.get("/resolutions/A/HRC/RES/37/23/"))
        assert f"{COOPERATION}/" in text.get_links()
        assert "/resolutions/A/HRC/RES/37/23/" in read(client.get(f"{COOPERATION}/")).get_links()

    def test_the_list_counts_and_finds_by_words(self, client: Client) -> None:
        page = read(client.get("/series/?q=contribution+development"))
        assert page.find("h1").text == "1 recurring text"
        assert f"{DEVELOPMENT}/" in page.get_links()
        assert read(client.get("/series/?q=no+such+thing")).find("h1").text == "0 recurring texts"

    def test_the_data_hold_what_the_page_shows(self, client: Client) -> None:
        row = client.get(f"{COOPERATION}.json").json()
        assert row["n"] == 3
        assert [text["symbol"] for text in row["texts"]] == [
            "A/HRC/RES/37/23",
            "A/HRC/RES/43/21",
            "A/HRC/RES/46/13",
        ]
        first, second, _third = row["texts"]
        assert first["since_the_vote_before"] is None
        assert second["since_the_vote_before"]["n"] == 22
        assert len(second["since_the_vote_before"]["moves"]) == 9
        assert first["votes"]["TUN"] == "not_voting"
        assert client.get("/series.json").json()["n"] == Series.objects.filter(merged_into=None).count()
        lines = client.get(f"{COOPERATION}.csv").content.decode().splitlines()
        assert lines[0] == "state,name,group,A/HRC/RES/37/23,A/HRC/RES/43/21,A/HRC/RES/46/13"


@pytest.mark.django_db
def test_unpublished_texts_are_in_no_series(client: Client) -> None:
    series = Series.objects.create(slug="s", title="S")
    china = make_state("CHN")
    hidden = make_voted("A/HRC/RES/37/1", {china: "in_favour"}, series=series, published=False)
    assert client.get("/series/s/").status_code == 404
    assert client.get("/series.json").json()["n"] == 0
    make_voted("A/HRC/RES/37/2", {china: "against"}, series=series)
    page = read(client.get("/series/s/"))
    assert hidden.symbol not in page.text
    assert client.get("/series/s.json").json()["n"] == 1


@pytest.mark.django_db
def test_a_series_that_was_never_voted_on_is_a_page_without_roll_calls(client: Client) -> None:
    series = Series.objects.create(slug="s", title="S")
    make_text("A/HRC/RES/37/1", series=series)
    page = read(client.get("/series/s/"))
    assert "1 text on file, 0 put to a recorded vote, 1 adopted without a vote." in page.text
    assert page.find_all(class_="chart") == []
    assert client.get("/series/s.csv").content == b"state,name,group\r\n"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/series/none/", "/series/none.json", "/series/%00/", "/series/none.csv", "/series/a%20b/"]
)
def test_an_unknown_series_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_the_list_is_in_the_order_of_recorded_votes_then_of_texts_then_of_titles(client: Client) -> None:
    china = make_state("CHN")
    for title, votes, without in (
        ("Development", 1, 0),
        ("Food", 2, 0),
        ("Albinism", 1, 0),
        ("Water", 1, 2),
        ("Peace", 2, 1),
    ):
        series = Series.objects.create(title=title, slug=title.lower())
        for _ in range(votes):
            make_voted(roll_call={china: "in_favour"}, series=series)
        for _ in range(without):
            make_text(series=series)
    order = ["Peace", "Food", "Water", "Albinism", "Development"]
    assert [row["title"] for row in client.get("/series.json").json()["series"]] == order
    links = [link for link in read(client.get("/series/")).get_links() if link.startswith("/series/")]
    assert [link for link in links if link.count("/") == 3] == [
        f"/series/{title.lower()}/" for title in order
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["?earlier=x&later=%00", "?q=%00", "?page=99", "?earlier=" + "x" * 5000])
def test_bad_values_are_no_error(client: Client, query: str) -> None:
    series = Series.objects.create(slug="s", title="S")
    china = make_state("CHN")
    for number in (1, 2):
        make_voted(f"A/HRC/RES/37/{number}", {china: "in_favour"}, series=series)
    assert Resolution.objects.count() == 2
    for address in ("/series/", "/series/s/", "/series.json", "/series/s.json"):
        assert client.get(address + query).status_code == 200
