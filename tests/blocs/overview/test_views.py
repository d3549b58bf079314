"""Many States at once, on the starter record and with bad addresses: the data and the page."""

import csv
import datetime
from itertools import combinations
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories import make_bloc, make_member, make_state
from tests.page import parse_html, read
from tests.pages_factories import make_members, make_voted
from votes.analysis.cohesion import FEWEST_VOTES
from votes.analysis.spatial import SpatialMap, build_spatial_map
from votes.models import BlocMembership, Membership, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def four_votes() -> dict[str, State]:
    """Three States: QAA and QAB agree in two of three votes, QAC shares one vote with each and differs."""
    states = {code: make_member(code) for code in ("QAA", "QAB", "QAC")}
    first, second, third = states.values()
    make_voted("A/HRC/RES/37/1", {first: "in_favour", second: "in_favour", third: "not_voting"})
    make_voted("A/HRC/RES/37/2", {first: "abstaining", second: "abstaining", third: "not_voting"})
    make_voted("A/HRC/RES/37/3", {first: "in_favour", second: "against", third: "abstaining"})
    make_voted("A/HRC/RES/37/4", {first: "not_voting", second: "not_voting", third: "not_voting"})
    return states


@pytest.mark.usefixtures("four_votes")
class TestWorkedByHand:
    def test_the_tables(self, client: Client) -> None:
        data = client.get("/blocs.json?states=QAC,QAA,QAB&min=2").json()
        assert data["states"] == ["QAC", "QAA", "QAB"]
        assert (data["votes"], data["left_out"], data["filter"]["min"]) == (4, 0, 2)
        assert data["n"] == [[1, 1, 1], [1, 3, 3], [1, 3, 3]]
        # QAC shares one vote, under the minimum, also with itself.
        assert data["agreement"] == [
            [None, None, None],
            [None, 1, pytest.approx(2 / 3, abs=1e-6)],
            [None, pytest.approx(2 / 3, abs=1e-6), 1],
        ]
        assert data["without_figure"] == ["QAC"]

    def test_an_order_may_be_asked_for(self, client: Client) -> None:
        data = client.get("/blocs.json?states=QAC,QAB,QAA&min=1&order=name").json()
        assert data["states"] == ["QAA", "QAB", "QAC"]
        data = client.get("/blocs.json?states=QAC,QAB,QAA&order=size").json()
        assert data["states"] == ["QAC", "QAB", "QAA"]
        assert "“size” is not a value of order" in data["notes"][0]

    def test_the_csv_has_each_pair_once(self, client: Client) -> None:
        response = client.get("/blocs.csv?states=QAC,QAA,QAB&min=2")
        rows = list(csv.DictReader(response.content.decode().splitlines()))
        assert [(row["first"], row["second"], row["n"]) for row in rows] == [
            ("QAC", "QAA", "1"), ("QAC", "QAB", "1"), ("QAA", "QAB", "3"),
        ]  # fmt: skip
        assert [row["agreement"] for row in rows] == ["", "", "0.666667"]
        assert "states-QAC-QAA-QAB_min-2" in response["Content-Disposition"]

    def test_names_codes_and_parts_of_names_are_understood(self, client: Client) -> None:
        data = client.get("/blocs.json?states=qaa;State of QAB&states=of QAC").json()
        assert (data["states"], data["notes"]) == (["QAA", "QAB", "QAC"], [])

    @pytest.mark.parametrize(
        ("query", "status", "word"),
        [
            ("states=ZZZ", 404, "“ZZZ” does not match exactly one State on file"),
            ("states=State", 404, "“State” does not match exactly one State on file"),
            ("bloc=nobody", 404, "“nobody” is not the address of a bloc with a list of members"),
            ("states=QAA", 400, "at least two States"),
            ("states=QAA,QAA", 400, "at least two States"),
            ("states=QAA,ZZZ", 400, "at least two States"),
        ],
    )
    @pytest.mark.parametrize("form", ["json", "csv"])
    def test_what_cannot_be_shown_is_said(
        self, client: Client, query: str, status: int, word: str, form: str
    ) -> None:
        response = client.get(f"/blocs.{form}?{query}")
        assert response.status_code == status
        assert word in response.content.decode()

    def test_the_default_are_todays_members(self, client: Client) -> None:
        Membership.objects.filter(state__iso3="QAB").update(end=datetime.date(2019, 12, 31))
        make_state("QAD")
        # An update in bulk sends no signal; the State made after it does.
        assert client.get("/blocs.json").json()["states"] == ["QAA", "QAC"]

    def test_all_are_everyone_who_voted(self, client: Client) -> None:
        make_state("QAD")
        assert client.get("/blocs.json?states=all").json()["states"] == ["QAA", "QAB", "QAC"]


def test_a_bloc_holds_who_belonged_to_it_on_the_day(client: Client, four_votes: dict[str, State]) -> None:
    bloc, day = make_bloc(), datetime.date(2018, 3, 23)
    intervals = {"QAA": (None, None), "QAB": (None, day), "QAC": (day + datetime.timedelta(1), None)}
    for iso3, (start, end) in intervals.items():
        BlocMembership.objects.create(bloc=bloc, state=four_votes[iso3], start=start, end=end)
    data = client.get("/blocs.json?bloc=eu").json()
    assert (data["states"], data["blocs"]) == (["QAA", "QAB"], ["eu"])
    both = client.get("/blocs.json?states=QAC&bloc=EU").json()
    assert both["states"] == ["QAC", "QAA", "QAB"]


def test_a_regional_group_is_a_bloc(client: Client, four_votes: dict[str, State]) -> None:
    assert client.get("/blocs.json?bloc=asia-pacific").json()["states"] == ["QAA", "QAB", "QAC"]
    assert client.get("/blocs.json?bloc=african").status_code == 400


def test_a_changed_vote_is_seen_at_once(client: Client, four_votes: dict[str, State]) -> None:
    assert client.get("/blocs.json?states=QAA,QAB").json()["n"][0][1] == 3
    vote = four_votes["QAA"].votes.get(resolution__symbol="A/HRC/RES/37/4")
    vote.position = "against"
    vote.save()
    assert client.get("/blocs.json?states=QAA,QAB").json()["n"] == [[4, 3], [3, 3]]


@pytest.mark.usefixtures("starter")
class TestStarter:
    def test_each_pair_is_that_of_the_comparison(self, client: Client) -> None:
        query = "from=2010&min=10&unreconciled=include"
        states = ["CHN", "CUB", "GBR", "USA"]
        data = client.get(f"/blocs.json?states={','.join(states)}&{query}").json()
        for (row, first), (column, second) in combinations(enumerate(states), 2):
            pair = client.get(f"/compare/{first}/{second}.json?{query}").json()
            for key in ("n", "agreement", "agreement_half", "kappa"):
                assert data[key][row][column] == data[key][column][row] == pair[key], (first, second, key)
            if pair["interval"]:
                ends = [data["interval_low"][row][column], data["interval_high"][row][column]]
                assert ends == pair["interval"]

    def test_flagged_votes_are_counted_only_where_asked_for(self, client: Client) -> None:
        usual = client.get("/blocs.json?states=CHN,CUB").json()
        every = client.get("/blocs.json?states=CHN,CUB&unreconciled=include").json()
        assert usual["left_out"] > 0
        assert every["left_out"] == 0
        assert every["votes"] == usual["votes"] + usual["left_out"]

    def test_todays_members_are_the_default(self, client: Client) -> None:
        data = client.get("/blocs.json").json()
        assert len(data["states"]) == len(data["n"]) == len(data["by_likeness"]) > 40
        assert sorted(data["by_likeness"]) == sorted(data["states"])

    def test_no_votes_are_an_answer_all_the_same(self, client: Client) -> None:
        data = client.get("/blocs.json?states=CHN,CUB&from=1950&to=1951").json()
        assert (data["votes"], data["n"], data["agreement"]) == (0, [[0, 0], [0, 0]], [[None, None]] * 2)

    def test_the_commission_is_a_record_of_its_own(self, client: Client) -> None:
        assert client.get("/blocs.json?body=commission").status_code == 200


def test_an_empty_record_is_no_error(client: Client) -> None:
    cache.clear()
    data = client.get("/blocs.json").json()
    assert (data["states"], data["n"]) == ([], [])


def test_thirty_states_take_no_more_queries_than_three(client: Client, django_assert_max_num_queries) -> None:
    for n in (3, 27):
        make_voted(roll_call=dict.fromkeys(make_members(n), "in_favour"))
        # One of them asks how many recorded votes each session took.
        with django_assert_max_num_queries(14):
            client.get("/blocs.json")
        with django_assert_max_num_queries(1):
            client.get("/blocs.json")


VIEWS = ("matrix", "poles", "map", "cohesion", "apart")


@pytest.mark.usefixtures("four_votes")
class TestPageWorkedByHand:
    def test_the_finding_is_the_heading_and_has_its_n(self, client: Client) -> None:
        page = read(client.get("/blocs/?states=QAA,QAB&min=2"))
        assert (
            page.find("h1").text == "State of QAA and State of QAB took the same position in 67 % of 3 votes"
        )
        page = read(client.get("/blocs/?states=QAA,QAB,QAC&min=1"))
        assert page.find("h1").text.startswith(
            "Highest agreement, allowing for chance: State of QAA and State of QAB (67 % of 3 votes); lowest: "
        )
        page = read(client.get("/blocs/?states=QAA,QAB,QAC"))
        assert page.find("h1").text == "No two of these States share at least 20 votes"

    def test_the_headings_name_the_agreement_and_the_caption_has_its_n(self, client: Client) -> None:
        page = read(client.get("/blocs/?states=QAA,QAB,QAC&min=1"))
        assert page.get_section("matrix").find("h2").text == "Agreement between 3 States"
        assert page.get_section("pairs").find("h2").text == "Highest and lowest agreement"
        assert "n = 3 pairs of States." in page.get_section("pairs").text
        caption = page.find("figcaption").text
        assert "Not voting is not counted as a position." in caption
        assert "No figure is given for fewer than 1 shared vote." in caption

    def test_a_few_states_stand_in_a_table(self, client: Client) -> None:
        page = read(client.get("/blocs/?states=QAA,QAB,QAC&min=2&order=name"))
        table = page.find("table", class_="cells")
        cells = [[cell.text for cell in row.find_all("td")] for row in table.find_all("tr")]
        same = "the same State"
        assert cells[1:] == [[same, "67 3", "– 1"], ["67 3", same, "– 1"], ["– 1", "– 1", same]]
        classes = [cell.attributes.get("class") for cell in table.find_all("td")[1:4]]
        assert classes == ["self", "m6", "few"]

    def test_the_drawing_has_the_same_figures(self, client: Client) -> None:
        page = client.get("/blocs/?states=QAA,QAB,QAC&min=2&order=name")
        grid = page.context["grid"]
        assert grid["states"] == ["QAA", "QAB", "QAC"]
        # The upper half row by row: AA, AB, AC, BB, BC, CC.
        assert grid["n"] == [3, 3, 1, 3, 1, 1]
        assert grid["share"] == [100, 67, None, 100, None, None]
        assert [low is None for low in grid["low"]] == [share is None for share in grid["share"]]
        assert all(sorted(order) == [0, 1, 2] for order in grid["orders"].values())

    def test_a_pair_leads_to_its_comparison_over_the_same_votes(self, client: Client) -> None:
        response = client.get("/blocs/?states=QAA,QAB,QAC&min=1&from=2018")
        links = [link.attributes["href"] for link in read(response).get_section("pairs").find_all("a")]
        assert links[0] == "/compare/QAA/QAB/?from=2018-01-01&min=1"
        assert response.context["grid"]["compare"] == "/compare/AAA/BBB/?from=2018-01-01&min=1"

    def test_states_named_one_by_one_get_a_short_address(self, client: Client) -> None:
        response = client.get("/blocs/?states=QAA&states=&states=QAB&min=2&view=poles")
        assert response.status_code == 302
        assert response["Location"] == "/blocs/?min=2&states=QAA,QAB&view=poles"

    def test_the_readers_name_stands_on_the_page_and_nowhere_else(self, client: Client) -> None:
        page = read(client.get("/blocs/?states=QAA,QAB&name=%3Cb%3EFriends%3C/b%3E&view=cohesion"))
        assert page.find("p", class_="crumb").text == "<b>Friends</b>: State of QAA and State of QAB"
        assert "Friends" not in client.get("/blocs/?states=QAA,QAB").content.decode()

    @pytest.mark.parametrize("view", VIEWS)
    @pytest.mark.parametrize("status", [400, 404])
    def test_what_cannot_be_shown_is_explained_beside_the_form(
        self, client: Client, view: str, status: int
    ) -> None:
        response = client.get(f"/blocs/?view={view}&states={'QAA' if status == 400 else 'ZZZ'}")
        assert response.status_code == status
        page = parse_html(response.content.decode())
        assert page.find("form", class_="choose")
        assert page.find("h1").text

    def test_the_poles_may_be_any_two(self, client: Client) -> None:
        page = read(client.get("/blocs/?view=poles&poles=QAA,QAB&min=1"))
        # QAC shares one vote with each, and agrees with neither.
        assert (
            page.find("h1").text == "0 of 1 State votes more often with State of QAA than with State of QAB"
        )
        for bad in ("QAA,QAA", "QAA", "QAA,ZZZ", "QAA,QAB,QAC", "x" * 5000):
            page = read(client.get(f"/blocs/?view=poles&poles={bad}"))
            assert "Name two different States" in page.find("div", class_="note").text, bad

    def test_an_unknown_view_order_or_dimension_has_a_note(self, client: Client) -> None:
        for query in ("view=pie", "order=size", "view=map&dimensions=3"):
            note = read(client.get(f"/blocs/?{query}")).find("div", class_="note").text
            assert "Choose one of:" in note, query


@pytest.mark.usefixtures("starter")
class TestPageOfStarter:
    @pytest.mark.parametrize("view", VIEWS)
    @pytest.mark.parametrize(
        "query", ["", "states=all", "bloc=eu,oic", "states=CHN,CUB,USA&bloc=grulac", "from=1950&to=1951"]
    )
    def test_every_view_shows_something(self, client: Client, view: str, query: str) -> None:
        response = client.get(f"/blocs/?view={view}&{query}")
        assert response.status_code == 200
        assert read(response).find("h1").text

    def test_the_map_says_how_well_it_fits(self, client: Client) -> None:
        response = client.get("/blocs/?view=map")
        spatial, page = response.context["spatial"], read(response)
        assert spatial.share_modal < spatial.share_classified < 1
        facts = [fact.text for fact in page.get_section("map").find("dl").find_all("dd")]
        assert facts[0].startswith(f"{spatial.share_classified:.0%}".replace("%", " %"))
        assert facts[2] == f"{spatial.apre:.2f}"

    def test_the_map_is_made_once(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        made = []

        def build(*args: Any) -> SpatialMap:
            made.append(args)
            return build_spatial_map(*args)

        monkeypatch.setattr("votes.blocs.overview.service.build_spatial_map", build)
        cache.clear()
        for address in ("?view=map", "?view=map&states=CHN,CUB", "?view=map&name=x"):
            client.get(f"/blocs/{address}")
        assert len(made) == 1
        client.get("/blocs/?view=map&from=2010")
        assert len(made) == 2

    def test_cohesion_keeps_its_gaps(self, client: Client) -> None:
        response = client.get("/blocs/?view=cohesion&bloc=mercosur")
        drawn = response.context["chart"].figure["data"][0]
        (row,) = response.context["cohesion"].groups
        cells = row.years
        assert drawn["x"] == list(range(min(cells), max(cells) + 1))
        assert any(value is None for value in drawn["y"])
        assert [value is None for value in drawn["y"]] == [cell.n < FEWEST_VOTES for cell in cells.values()]

    def test_dissent_ranks_the_states_of_the_groups(self, client: Client) -> None:
        response = client.get("/blocs/?view=apart&min=5")
        shares = [row.rate.share for row in response.context["first_rows"]]
        assert shares == sorted(shares, reverse=True)
        only = client.get("/blocs/?view=apart&min=5&states=CHN,CUB").context["first_rows"]
        assert {row.rate.state for row in only} == {"CHN", "CUB"}

    @pytest.mark.parametrize("view", VIEWS[1:])
    def test_the_data_are_those_of_the_view(self, client: Client, view: str) -> None:
        query = f"view={view}&states=CHN,CUB,USA,GBR&bloc=grulac&min=5"
        data = client.get(f"/blocs.json?{query}").json()
        page = client.get(f"/blocs/?{query}")
        assert data["view"] == view
        assert data["finding"] == page.context["finding"]
        assert data["filter"]["min"] == 5
        rows = list(csv.DictReader(client.get(f"/blocs.csv?{query}").content.decode().splitlines()))
        assert len(rows) == len(data["rows"]) > 3
        for row, line in zip(data["rows"], rows, strict=True):
            assert {key: "" if value is None else str(value) for key, value in row.items()} == line
        links = [link.attributes.get("href", "") for link in read(page).find_all("a")]
        assert any(link.startswith("/blocs.csv?") and f"view={view}" in link for link in links)

    def test_the_data_of_the_map_and_of_cohesion(self, client: Client) -> None:
        fit = client.get("/blocs.json?view=map&dimensions=1").json()
        assert fit["classified_by_mode"] < fit["classified"] < fit["positions"]
        assert all(row["axis_1_low"] < row["axis_1"] < row["axis_1_high"] for row in fit["rows"])
        assert "axis_2" not in fit["rows"][0]
        rows = client.get("/blocs.json?view=cohesion&bloc=mercosur,eu").json()["rows"]
        for name in ("MERCOSUR", "European Union"):
            first, *years = [row for row in rows if row["group"] == name]
            assert first["year"] is None
            assert first["n"] == sum(row["n"] for row in years)
