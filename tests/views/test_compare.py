"""Two to four States compared, on the starter record and with bad addresses."""

import csv

import pytest
from django.test import Client

from tests.factories import make_member
from tests.views.factories import make_voted
from tests.views.page import read
from votes.choices import CheckStatus, TextKind
from votes.models import Resolution, Vote

TAKEN = {"in_favour", "against", "abstaining"}


def count_slowly(*states: str) -> tuple[int, int]:
    """(votes in which both took a position, those with the same one), text by text."""
    texts = Resolution.objects.public().exclude(kind=TextKind.AMENDMENT)
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
    def test_the_figures_are_those_of_a_slow_count(self, client: Client) -> None:
        data = client.get("/compare/CHN/CUB.json?min=1").json()
        shared, same = count_slowly("CHN", "CUB")
        assert shared > 0
        assert data["n"] == shared
        assert data["agreement"] == pytest.approx(same / shared, abs=1e-6)
        assert data["interval"][0] <= data["agreement"] <= data["interval"][1]
        assert len(data["differing"]) == shared - same
        assert sum(year["pairs"][0]["n"] for year in data["years"]) == shared

    def test_the_finding_is_the_heading(self, client: Client) -> None:
        shared, same = count_slowly("CHN", "CUB")
        heading = read(client.get("/compare/CHN/CUB/?min=1")).find("h1").text
        share = round(100 * same / shared)
        assert heading == f"China and Cuba took the same position in {share} % of {shared} votes"

    def test_under_the_minimum_there_is_no_figure_and_it_is_said(self, client: Client) -> None:
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

    def test_one_state_twice_is_refused_in_words(self, client: Client) -> None:
        assert "cannot be compared with itself" in client.get("/compare/CHN/CHN/").content.decode()

    def test_a_bad_value_is_left_out_and_said(self, client: Client) -> None:
        page = read(client.get("/compare/CHN/CUB/?from=soon&page=99"))
        assert "“soon” is not a value of from and was left out." in page.find("div", class_="note").text

    def test_a_scope_without_votes_is_a_page_all_the_same(self, client: Client) -> None:
        assert client.get("/compare/CHN/CUB.json?from=1990&to=1991").json()["n"] == 0
        read(client.get("/compare/CHN/CUB/?from=1990&to=1991"))


@pytest.mark.django_db
def test_an_unpublished_text_is_never_counted(client: Client) -> None:
    first, second = make_member("QAA"), make_member("QAB")
    make_voted("A/HRC/RES/37/1", {first: "in_favour", second: "in_favour"})
    make_voted("A/HRC/RES/37/2", {first: "in_favour", second: "against"}, published=False)
    data = client.get("/compare/QAA/QAB.json?min=1").json()
    assert (data["n"], data["agreement"], data["differing"]) == (1, 1, [])
    assert "37/2" not in client.get("/compare/QAA/QAB/").content.decode()
