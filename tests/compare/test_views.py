"""Two to four States compared, on the starter record and with bad addresses."""

import csv
import datetime

import pytest
from django.db.models import Value
from django.db.models.functions import Concat
from django.test import Client

from tests.factories import make_member
from tests.page import read
from tests.pages_factories import make_voted
from votes.core.choices import CheckStatus, TextKind
from votes.models import Resolution, State, Vote

TAKEN = {"in_favour", "against", "abstaining"}
# The starter record has a small selection of what was voted before this day.
COMPLETE_FROM = datetime.date(2022, 1, 1)
# The rest of an address, and the day from which it counts votes.
SPANS = [("", COMPLETE_FROM), ("&from=2006", datetime.date(2006, 1, 1))]


def compare_slowly(first: str, second: str, since: datetime.date = COMPLETE_FROM) -> tuple[float, float]:
    """(agreement with an abstention as one half, kappa), text by text and by the definitions alone."""
    couples = []
    texts = Resolution.objects.public().exclude(kind=TextKind.AMENDMENT).filter(date__gte=since)
    for text in texts.exclude(check_status=CheckStatus.UNRECONCILED).filter(session__body="council"):
        votes = dict(Vote.objects.filter(resolution=text).values_list("state__iso3", "position"))
        if votes.get(first) in TAKEN and votes.get(second) in TAKEN:
            couples.append((votes[first], votes[second]))
    score, same = 0.0, 0
    for one, other in couples:
        if one == other:
            score, same = score + 1, same + 1
        elif "abstaining" in (one, other):
            score += 0.5
    n = len(couples)
    expected = 0.0
    for position in TAKEN:
        first_took = sum(one == position for one, _other in couples) / n
        second_took = sum(other == position for _one, other in couples) / n
        expected += first_took * second_took
    return score / n, (same / n - expected) / (1 - expected)


def count_slowly(*states: str, since: datetime.date = COMPLETE_FROM) -> tuple[int, int]:
    """(votes in which both took a position, those with the same one), text by text."""
    texts = Resolution.objects.public().exclude(kind=TextKind.AMENDMENT).filter(date__gte=since)
    shared = same = 0
    for text in texts.exclude(check_status=CheckStatus.UNRECONCILED).filter(session__body="council"):
        votes = Vote.objects.filter(resolution=text, state__iso3__in=states, position__in=TAKEN)
        positions = list(votes.values_list("position", flat=True))
        if len(positions) == len(states):
            shared += 1
            same += len(set(positions)) == 1
    return shared, same


@pytest.mark.django_db
@pytest.mark.usefixtures("starter")
class TestStarter:
    @pytest.mark.parametrize(("query", "since"), SPANS)
    def test_the_figures_are_those_of_a_slow_count(
        self, client: Client, query: str, since: datetime.date
    ) -> None:
        data = client.get(f"/compare/CHN/CUB.json?min=1{query}").json()
        shared, same = count_slowly("CHN", "CUB", since=since)
        assert shared > 0
        assert data["n"] == shared
        assert data["agreement"] == pytest.approx(same / shared, abs=1e-6)
        assert data["interval"][0] <= data["agreement"] <= data["interval"][1]
        assert len(data["differing"]) == shared - same
        assert sum(year["pairs"][0]["n"] for year in data["years"]) == shared

    @pytest.mark.parametrize(("query", "since"), SPANS)
    def test_half_and_kappa_are_those_of_a_slow_loop(
        self, client: Client, query: str, since: datetime.date
    ) -> None:
        for pair in (("CHN", "GBR"), ("CUB", "CHN")):
            data = client.get(f"/compare/{'/'.join(pair)}.json?min=1{query}").json()
            half, kappa = compare_slowly(*pair, since=since)
            assert data["agreement_half"] == pytest.approx(half, abs=1e-6)
            assert data["kappa"] == pytest.approx(kappa, abs=1e-6)

    def test_the_parts_add_up(self, client: Client) -> None:
        data = client.get("/compare/CHN/CUB.json?min=1").json()
        assert sum(item["pairs"][0]["n"] for item in data["items"]) == data["n"]
        years = {year["year"]: year["pairs"][0]["n"] for year in data["years"]}
        assert data["windows"]
        for window in data["windows"]:
            inside = range(window["first"], window["last"] + 1)
            assert len(inside) == 3
            assert window["pairs"][0]["n"] == sum(years[year] for year in inside)
        alone = client.get(f"/compare/CHN/CUB.json?min=1&topic={data['topics'][0]['topic']}").json()
        assert alone["n"] == data["topics"][0]["pairs"][0]["n"]

    def test_the_page_shows_the_parts_and_the_chart_has_its_table(self, client: Client) -> None:
        data = client.get("/compare/CHN/GBR.json?min=5").json()
        page = read(client.get("/compare/CHN/GBR/?min=5"))
        with_n = [str(item["pairs"][0]["n"]) for item in data["items"]]
        shown = page.get_section("items").get_rows()
        assert len(shown) == len(with_n)
        assert all(f" {n}" in cell for n, (_item, cell) in zip(with_n, shown, strict=True))
        over_time = page.get_section("years")
        assert over_time.find_all("div", data_figure="agreement-over-time")
        assert "3 years" in over_time.find("figcaption").text
        assert len(over_time.get_rows()) == len(data["windows"]) + len(data["years"])

    def test_who_voted_what_chooses_among_the_differing_votes(self, client: Client) -> None:
        usual = client.get("/compare/CHN/GBR.json").json()
        data = client.get("/compare/CHN/GBR.json?CHN=against&GBR=in_favour").json()
        wanted = {"CHN": "against", "GBR": "in_favour"}
        assert data["asked"] == wanted
        assert data["differing"] == [vote for vote in usual["differing"] if vote["positions"] == wanted]
        assert 0 < len(data["differing"]) < len(usual["differing"])
        assert (data["n"], data["differ"], data["agreement"]) == (
            usual["n"],
            usual["differ"],
            usual["agreement"],
        )
        dates = [vote["date"] for vote in data["differing"]]
        assert dates == sorted(dates, reverse=True)
        page = read(client.get("/compare/CHN/GBR/?CHN=against&GBR=in_favour&from=2010"))
        for row in page.get_section("differing").get_rows():
            assert row[2:] == ["Against", "In favour"]
        response = client.get("/compare/CHN/GBR.csv?CHN=against&GBR=in_favour")
        assert "CHN-against_GBR-in_favour" in response["Content-Disposition"]

    def test_an_unknown_position_is_left_out_with_a_note(self, client: Client) -> None:
        data = client.get("/compare/CHN/GBR.json?CHN=maybe").json()
        assert "“maybe” is not a valid value for CHN and was ignored." in data["notes"]
        assert data["asked"] == {}

    def test_the_data_keep_their_promise(self, client: Client) -> None:
        query = "from=2008&to=2024&kind=resolution&item=3&unreconciled=include&min=2"
        data = client.get(f"/compare/CHN/CUB.json?{query}").json()
        assert {
            "states", "filter", "n", "agreement", "interval", "agreement_half", "kappa", "differing",
        } <= data.keys()  # fmt: skip
        assert {key: data["filter"][key] for key in ("from", "to", "kind", "item", "unreconciled", "min")} == {
            "from": "2008-01-01", "to": "2024-12-31", "kind": "resolution", "item": 3, "unreconciled": "include",
            "min": 2,
        }  # fmt: skip
        vote = client.get("/compare/CHN/GBR.json").json()["differing"][0]
        assert set(vote) == {"symbol", "kind", "body", "date", "check", "positions", "name", "amends"}

    @pytest.mark.parametrize(("query", "since"), SPANS)
    def test_the_finding_is_the_heading(self, client: Client, query: str, since: datetime.date) -> None:
        shared, same = count_slowly("CHN", "CUB", since=since)
        heading = read(client.get(f"/compare/CHN/CUB/?min=1{query}")).find("h1").text
        share = round(100 * same / shared)
        assert heading == f"China and Cuba took the same position in {share} % of {shared} votes"

    def test_under_the_minimum_the_page_says_too_few_votes(self, client: Client) -> None:
        data = client.get("/compare/CHN/CUB.json?min=500").json()
        assert data["n"] > 0
        assert [data[key] for key in ("agreement", "interval", "agreement_half", "kappa")] == [None] * 4
        assert "too few for a figure" in read(client.get("/compare/CHN/CUB/?min=500")).find("h1").text

    def test_the_csv_holds_the_differing_votes(self, client: Client) -> None:
        data = client.get("/compare/CHN/GBR.json").json()
        rows = list(csv.DictReader(client.get("/compare/CHN/GBR.csv").content.decode().splitlines()))
        assert rows
        assert [row["symbol"] for row in rows] == [vote["symbol"] for vote in data["differing"]]
        assert {row["CHN"] for row in rows} <= {*TAKEN, "not_voting", ""}

    def test_three_states_have_three_pairs(self, client: Client) -> None:
        data = client.get("/compare/CHN/CUB/GBR.json").json()
        assert [pair["states"] for pair in data["pairs"]] == [["CHN", "CUB"], ["CHN", "GBR"], ["CUB", "GBR"]]
        assert len(read(client.get("/compare/CHN/CUB/GBR/")).get_section("agreement").get_rows()) == 3

    @pytest.mark.parametrize(
        "codes", ["CHN", "CHN/ZZZ", "CHN/CHN", "CHN/CUB/GBR/DEU/CHL", "CHN//CUB", "CHN/Ω"]
    )
    def test_what_cannot_be_compared_is_not_found(self, client: Client, codes: str) -> None:
        assert client.get(f"/compare/{codes}/").status_code == 404
        assert client.get(f"/compare/{codes}.json").status_code == 404

    def test_one_state_twice_is_refused_with_a_sentence(self, client: Client) -> None:
        assert "cannot be compared with itself" in client.get("/compare/CHN/CHN/").content.decode()

    def test_a_bad_value_is_left_out_with_a_note(self, client: Client) -> None:
        page = read(client.get("/compare/CHN/CUB/?from=soon&page=99"))
        assert "“soon” is not a valid value for from and was ignored." in page.find("div", class_="note").text

    def test_a_scope_without_votes_is_a_page_all_the_same(self, client: Client) -> None:
        assert client.get("/compare/CHN/CUB.json?from=1990&to=1991").json()["n"] == 0
        read(client.get("/compare/CHN/CUB/?from=1990&to=1991"))


@pytest.mark.django_db
class TestChooser:
    @pytest.fixture(autouse=True)
    def votes(self) -> None:
        roll_call = {make_member(code): "in_favour" for code in ("QAA", "QAB", "QAC", "QAD", "QAE")}
        make_voted("A/HRC/RES/37/1", roll_call)

    def test_a_reader_chooses_by_name(self, client: Client) -> None:
        page = read(client.get("/compare/"))
        first = page.find_all("select")[0]
        assert [option.text for option in first.find_all("option")][:3] == [
            "–",
            "State of QAA",
            "State of QAB",
        ]
        response = client.get("/compare/?states=QAB&states=QAA&states=&states=")
        assert (response.status_code, response["Location"]) == (302, "/compare/QAB/QAA/")

    def test_the_filter_goes_with_the_reader(self, client: Client) -> None:
        response = client.get("/compare/?states=QAB&states=QAA&min=5&from=2018")
        assert response["Location"] == "/compare/QAB/QAA/?from=2018-01-01&min=5"

    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ("states=QAA", "Choose 2 to 4 different States. You chose 1."),
            ("states=QAA&states=QAA", "Choose 2 to 4 different States. You chose 1."),
            ("states=QAA,QAB,QAC,QAD,QAE", "Choose 2 to 4 different States. You chose 5."),
            ("states=QAA&states=ZZZ", "“ZZZ” is not the code of a State on file"),
        ],
    )
    def test_what_cannot_be_compared_has_a_note(self, client: Client, query: str, words: str) -> None:
        assert words in read(client.get(f"/compare/?{query}")).find("div", class_="note").text

    def test_the_page_offers_other_states(self, client: Client) -> None:
        page = read(client.get("/compare/QAA/QAB/"))
        assert len(page.find_all("option", selected="")) >= 2


@pytest.mark.django_db
def test_an_unpublished_text_is_never_counted(client: Client) -> None:
    first, second = make_member("QAA"), make_member("QAB")
    make_voted("A/HRC/RES/37/1", {first: "in_favour", second: "in_favour"})
    make_voted("A/HRC/RES/37/2", {first: "in_favour", second: "against"}, published=False)
    data = client.get("/compare/QAA/QAB.json?min=1").json()
    assert (data["n"], data["agreement"], data["differing"]) == (1, 1, [])
    assert "37/2" not in client.get("/compare/QAA/QAB/").content.decode()


def test_a_sentence_gives_a_state_its_article(client: Client, db: None) -> None:
    first, second, third = (make_member(code) for code in ("QAA", "QAB", "QAC"))
    State.objects.filter(pk__in=[first.pk, third.pk]).update(
        name=Concat(Value("Kingdom of "), "iso3"), article=True
    )
    make_voted("A/HRC/RES/37/1", {first: "in_favour", second: "against", third: "in_favour"})
    assert (
        read(client.get("/compare/QAA/QAB/?min=1"))
        .find("h1")
        .text.startswith("The Kingdom of QAA and State of QAB took")
    )
    assert (
        "State of QAB and the Kingdom of QAC did not"
        in read(client.get("/compare/QAA/QAB/QAC/")).find("h1").text
    )
