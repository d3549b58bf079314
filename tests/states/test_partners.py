"""With whom a State votes, on its page and in its data."""

import datetime

import pytest
from django.test import Client

from tests.factories import make_bloc, make_member, make_state
from tests.page import read
from tests.pages_factories import make_voted
from votes.core.choices import CheckStatus, TextKind
from votes.models import BlocMembership, Resolution, State, Vote

pytestmark = pytest.mark.django_db
TAKEN = {"in_favour", "against", "abstaining"}


@pytest.fixture
def votes() -> dict[str, State]:
    """Twenty votes: QAB always with QAA, QAC in half of them, QAD never; QAE took part in one alone."""
    states = {code: make_member(code) for code in ("QAA", "QAB", "QAC", "QAD", "QAE")}
    for number in range(20):
        roll_call = {
            states["QAA"]: "in_favour",
            states["QAB"]: "in_favour",
            states["QAC"]: "abstaining" if number % 2 else "in_favour",
            states["QAD"]: "against",
            states["QAE"]: "not_voting" if number else "against",
        }
        make_voted(roll_call=roll_call)
    return states


def test_closest_and_furthest_carry_n_and_interval(client: Client, votes: dict[str, State]) -> None:
    data = client.get("/states/QAA.json").json()
    assert [(row["state"], row["n"], row["agreement"]) for row in data["closest"]] == [
        ("QAB", 20, 1), ("QAC", 20, 0.5), ("QAD", 20, 0),
    ]  # fmt: skip
    low, high = data["closest"][1]["interval"]
    assert 0.25 < low < 0.5 < high < 0.75
    assert data["furthest"] == [], "nobody is close and far at once"


def test_the_page_names_them_and_links_to_the_comparison(client: Client, votes: dict[str, State]) -> None:
    section = read(client.get("/states/QAA/")).get_section("partners")
    assert "Agrees most often with State of QAB" in section.find("h2").text
    assert "States with at least 20 such votes: 3; with fewer: 1" in section.text
    assert section.get_links()["/compare/QAA/QAC/"] == "State of QAC"
    assert section.get_rows()[1][1].startswith("50 % of 20, ")
    assert client.get("/compare/QAA/QAC/").status_code == 200


def test_agreement_with_a_group_leaves_the_state_out(client: Client, votes: dict[str, State]) -> None:
    bloc = make_bloc()
    for code in ("QAA", "QAB", "QAD"):
        BlocMembership.objects.create(bloc=bloc, state=votes[code])
    found = {row["group"]: row for row in client.get("/states/QAA.json").json()["agreement_with_groups"]}
    assert (found["eu"]["n"], found["eu"]["agreement"]) == (20, 0.5), "QAB with it, QAD never"
    # Of three others in half of the votes two, else one; in the first vote of four others two.
    expected = (2 / 4 + 9 * 2 / 3 + 10 * 1 / 3) / 20
    assert found["asia-pacific"]["agreement"] == pytest.approx(expected, abs=1e-6)
    assert (found["african"]["n"], found["african"]["agreement"]) == (0, None)
    section = read(client.get("/states/QAA/")).get_section("partners")
    assert "/blocs/eu/" in section.get_links()
    assert "too few: 0" in section.text


def test_the_losing_side_counts_no_abstentions(client: Client, votes: dict[str, State]) -> None:
    # In 10 of 20 votes QAC is in favour, in the others it abstains; QAA and QAB carry all, QAD loses all.
    losing = client.get("/states/QAD.json").json()["losing_side"]
    assert (losing["lost"], losing["n"], losing["share"], losing["abstained"]) == (20, 20, 1, 0)
    losing = client.get("/states/QAC.json").json()["losing_side"]
    assert (losing["n"], losing["share"], losing["abstained"], losing["positions"]) == (10, None, 10, 20)
    assert "On the losing side in 100 % of the 20 votes" in read(client.get("/states/QAD/")).text
    assert "On the losing side" not in read(client.get("/states/QAC/")).text


def test_a_state_without_a_vote_has_no_partners(client: Client) -> None:
    make_state("QAZ")
    assert client.get("/states/QAZ.json").json()["closest"] == []
    assert read(client.get("/states/QAZ/")).find_all("section", aria_labelledby="partners") == []


@pytest.mark.usefixtures("starter")
@pytest.mark.parametrize(("query", "year"), [("", 2022), ("?from=2006", 2006)])
def test_the_closest_is_the_closest_of_a_slow_count(client: Client, query: str, year: int) -> None:
    texts = Resolution.objects.public().filter(session__body="council").exclude(kind=TextKind.AMENDMENT)
    texts = texts.filter(date__gte=datetime.date(year, 1, 1))
    shared: dict[str, list[bool]] = {}
    for text in texts.exclude(check_status=CheckStatus.UNRECONCILED):
        roll_call = dict(Vote.objects.filter(resolution=text).values_list("state__iso3", "position"))
        if roll_call.get("CUB") not in TAKEN:
            continue
        for iso3, position in roll_call.items():
            if iso3 != "CUB" and position in TAKEN:
                shared.setdefault(iso3, []).append(position == roll_call["CUB"])
    enough = {iso3: sum(same) / len(same) for iso3, same in shared.items() if len(same) >= 20}
    data = client.get(f"/states/CUB.json{query}").json()
    assert data["closest"][0]["agreement"] == pytest.approx(max(enough.values()), abs=1e-6)
    assert data["furthest"][0]["agreement"] == pytest.approx(min(enough.values()), abs=1e-6)
