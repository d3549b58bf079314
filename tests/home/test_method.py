"""The method page says what the code does, and its examples are the code's."""

import pytest
from django.test import Client

from tests.factories import make_member
from tests.page import read
from tests.pages_factories import make_voted
from votes.analysis.majority_position import DISSENT_LIMIT
from votes.analysis.methods import METHODS
from votes.analysis.scope import MINIMUM_VOTES

pytestmark = pytest.mark.django_db


def test_every_measure_has_its_formula_and_thresholds(client: Client) -> None:
    page = read(client.get("/about/method/"))
    for method in METHODS.values():
        words = page.get_section(method.key).text
        assert method.formula in words
        assert method.caution in words
        assert all(threshold.name in words for threshold in method.thresholds)
    assert f"Minimum number of shared votes {MINIMUM_VOTES}" in page.get_section("agreement").text
    assert f"{DISSENT_LIMIT:.0%}".replace("%", "") in page.get_section("dissent").text


def test_only_the_invented_example_is_shown_without_the_two_states(client: Client) -> None:
    page = read(client.get("/about/method/"))
    assert "Worked example" not in page.text
    assert "Agreement of A and B" in page.get_section("example").text


def test_the_example_is_computed_from_the_record(client: Client) -> None:
    china, cuba = make_member("CHN"), make_member("CUB")
    for number in range(20):
        make_voted(roll_call={china: "in_favour", cuba: "in_favour" if number else "abstaining"})
    steps = {
        row[0]: row[1:] for row in read(client.get("/about/method/")).get_section("agreement").get_rows()
    }
    assert steps["Agreement"] == ["19 ÷ 20", "95 %"]
    assert steps["Abstention as half"] == ["(19 + 1 ÷ 2) ÷ 20", "98 %"]
    assert steps["Kappa"] == ["(0.950 − 0.950) ÷ (1 − 0.950)", "0.00"]


@pytest.mark.usefixtures("starter")
class TestStarter:
    def test_the_figures_are_those_of_the_two_states_own_page(self, client: Client) -> None:
        page = read(client.get("/about/method/")).get_section("agreement")
        steps = {row[0]: row[-1] for row in page.get_rows()}
        data = client.get("/compare/CHN/CUB.json").json()
        assert steps["Votes in which both took a position"] == str(data["n"])
        assert steps["Kappa"] == f"{data['kappa']:.2f}"
        assert "/compare/CHN/CUB/" in page.get_links()
