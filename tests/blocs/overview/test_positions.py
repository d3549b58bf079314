"""/blocs/ opens with the blocs; how the States of a group voted, one by one and together."""

import csv
import datetime
import io

import pytest
from django.test import Client

from tests.factories import make_bloc, make_member, make_session, make_state, make_term
from tests.page import read
from tests.pages_factories import make_voted
from votes.core.choices import RegionalGroup
from votes.models import BlocMembership, State

pytestmark = pytest.mark.django_db
FIRST = datetime.date(2018, 3, 23)


@pytest.fixture
def states() -> dict[str, State]:
    """Four African States and one other; the bloc "eu" has QAA to QAC, and lost QAC after the first vote."""
    african = {
        iso3: make_state(iso3, regional_group=RegionalGroup.AFRICAN) for iso3 in ("QAA", "QAB", "QAC", "QAD")
    }
    for state in african.values():
        make_term(state)
    states = african | {"QAE": make_member("QAE")}
    bloc = make_bloc()
    for iso3 in ("QAA", "QAB"):
        BlocMembership.objects.create(bloc=bloc, state=states[iso3])
    BlocMembership.objects.create(bloc=bloc, state=states["QAC"], end=FIRST)
    letters = {"Y": "in_favour", "N": "against", "A": "abstaining", "-": "not_voting"}
    votes = [
        ("37", FIRST, 4, "YYYYN"),
        ("40", FIRST.replace(year=2019), 4, "YNA-N"),
        ("43", FIRST.replace(year=2020), 3, "YYYNN"),
    ]
    for code, day, item, line in votes:
        make_voted(
            f"A/HRC/RES/{code}/1",
            {state: letters[letter] for state, letter in zip(states.values(), line, strict=True)},
            session=make_session(code),
            date=day,
            agenda_item=item,
        )
    return states


def test_the_opening_lists_the_blocs_with_their_members_today(
    states: dict[str, State], client: Client
) -> None:
    page = read(client.get("/blocs/"))
    rows = {row[0]: row[1:3] for row in page.get_section("bloc-list").get_rows()}
    assert rows["African States"] == ["4", "Too few votes (n = 3)"]
    assert rows["European Union"][0] == "2"
    links = page.get_links()
    assert "/blocs/eu/" in links
    assert "?view=positions&bloc=eu" in links
    assert links["?view=matrix"] == "Matrix"
    assert any(link == "/blocs.csv?view=blocs" for link in links)


def test_an_address_with_parameters_shows_what_it_showed(states: dict[str, State], client: Client) -> None:
    for query in ("states=QAA,QAB&min=1", "bloc=eu&min=1", "kind=all", "view=matrix"):
        assert read(client.get(f"/blocs/?{query}")).find_all("section", aria_labelledby="matrix"), query


def test_how_often_a_bloc_agrees_is_said_in_words(states: dict[str, State], client: Client) -> None:
    for number in range(2, 5):
        make_voted(f"A/HRC/RES/37/{number}", dict.fromkeys(states.values(), "in_favour"))
    rows = {row[0]: row[2] for row in read(client.get("/blocs/")).get_section("bloc-list").get_rows()}
    assert rows["African States"] == "All agreed in 4 of 6 votes (67 %); at least two thirds in 1 more"
    data = {row["slug"]: row for row in client.get("/blocs.json?view=blocs").json()["rows"]}
    assert [data["african"][key] for key in ("in_council", "united", "mostly", "n")] == [4, 4, 1, 6]


def test_a_group_on_an_item_is_counted_state_by_state_and_in_all(
    states: dict[str, State], client: Client
) -> None:
    page = read(client.get("/blocs/?view=positions&bloc=african&item=4"))
    assert page.find("h1").text == (
        "African States · Item 4: human rights situations that require the Council’s attention"
    )
    counts = "5 in favour, 1 against, 1 abstaining (n = 7 positions in 2 votes)"
    assert page.find("p", class_="finding").text == counts
    section = page.get_section("positions")
    assert section.get_rows() == [
        ["State of QAA", "2", "0", "0", "0"],
        ["State of QAB", "1", "1", "0", "0"],
        ["State of QAC", "1", "0", "1", "0"],
        ["State of QAD", "1", "0", "0", "1"],
    ]
    assert "All together 5 1 1 1" in section.find("tfoot").text
    split = page.get_section("split")
    assert split.find("h2").text == "They took different positions in 1 of 2 votes"
    assert "Against 1: State of QAB" in split.text


def test_a_state_counts_on_the_days_on_which_it_belonged_to_the_bloc(
    states: dict[str, State], client: Client
) -> None:
    data = client.get("/blocs.json?view=positions&bloc=eu").json()
    assert {row["state"]: row["n"] for row in data["rows"]} == {"QAA": 3, "QAB": 3, "QAC": 1}
    assert data["total"] == {"in_favour": 6, "against": 1, "abstaining": 0, "not_voting": 0, "n": 7}
    assert [vote["positions"] for vote in data["split"]] == [{"in_favour": ["QAA"], "against": ["QAB"]}]


def test_an_own_bloc_has_its_own_votes_in_which_it_split(states: dict[str, State], client: Client) -> None:
    page = read(client.get("/blocs/?view=positions&states=QAA,QAE&name=Friends&from=2019"))
    assert page.find("h1").text == "Friends: State of QAA and State of QAE"
    assert page.find("p", class_="finding").text.startswith("2 in favour, 2 against")
    assert len(page.get_section("split").get_rows()) == 2
    rows = list(
        csv.DictReader(io.StringIO(client.get("/blocs.csv?view=positions&states=QAA,QAE").content.decode()))
    )
    assert [(row["state"], row["in_favour"], row["against"], row["n"]) for row in rows] == [
        ("QAA", "3", "0", "3"),
        ("QAE", "0", "3", "3"),
    ]


def test_the_page_of_a_bloc_leads_there_with_its_filter(states: dict[str, State], client: Client) -> None:
    links = read(client.get("/blocs/eu/?item=4")).get_links()
    assert any(link.startswith("/blocs/?view=positions&bloc=eu") and "item=4" in link for link in links)
