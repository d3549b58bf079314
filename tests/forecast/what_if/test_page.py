"""The section "What if" of a briefing, and its data."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.page import read
from votes.core.choices import POSITIONS_TAKEN, Position
from votes.forecast.model.result import Total
from votes.forecast.model.what_if import Outlook, Telling
from votes.forecast.what_if import page, service
from votes.forecast.what_if.page import build_what_if, describe_shift, describe_totals, list_moved
from votes.forecast.what_if.query import Voters, WhatIfQuery
from votes.forecast.what_if.service import WhatIf

pytestmark = pytest.mark.django_db
BRIEFING = "/before/A/HRC/43/L.31/Rev.1/"
AS_OF = "?as_of=2020-06-01"


class TestStarter:
    def test_a_known_position_moves_the_others(self, starter: None, client: Client) -> None:
        data = client.get(f"{BRIEFING[:-1]}.json{AS_OF}&if=EU:against").json()
        found = data["what_if"]
        assert found["set"]["DEU"] == "against"
        assert (
            found["after"]["totals"]["against"]["expected"]
            > found["before"]["totals"]["against"]["expected"] + 5
        )
        assert found["after"]["adopted"] < found["before"]["adopted"]
        moved = {row["state"]: row for row in found["members"]}
        assert moved["DEU"]["against"][1] == 1
        # It is not in the bloc, but votes as it does.
        assert moved["JPN"]["against"][1] > moved["JPN"]["against"][0] + 0.1
        assert all(
            sum(row[p][1] for p in ("in_favour", "against", "abstaining")) == pytest.approx(1, abs=0.001)
            for row in found["members"]
        )
        assert found["n_members"] == len(found["members"]) == 47
        assert not set(found["set"]) & {one["state"] for one in found["most_telling"]}

    def test_the_page_says_it_in_words(self, starter: None, client: Client) -> None:
        found = read(client.get(f"{BRIEFING}{AS_OF}&if=EU:against,BRA:abstaining")).get_section("what-if")
        assert re.search(r"\d+ in favour, \d+ against, \d+ abstaining, instead of \d+ in favour", found.text)
        assert "The chance of adoption is" in found.text
        assert "Brazil: Abstaining Remove Brazil" in found.text
        assert "the chance of “against” rises by" in found.text
        assert f"{BRIEFING}" not in found.text
        assert "?as_of=2020-06-01&if=eu%3Aagainst" in " ".join(found.get_links())

    def test_without_a_position_nothing_is_said_to_have_moved(self, starter: None, client: Client) -> None:
        found = read(client.get(f"{BRIEFING}{AS_OF}")).get_section("what-if")
        assert "Set the position of a member" in found.text
        assert "The chance of adoption" not in found.text
        assert "what_if" not in client.get(f"{BRIEFING[:-1]}.json{AS_OF}").json()

    def test_the_form_adds_a_position_to_the_address(self, starter: None, client: Client) -> None:
        response = client.get(f"{BRIEFING}{AS_OF}&if=eu:against&who=BRA&position=abstaining")
        assert response["Location"] == f"{BRIEFING}{AS_OF}&if=eu%3Aagainst%2CBRA%3Aabstaining#what-if"

    def test_what_is_not_understood_is_noted(self, starter: None, client: Client) -> None:
        page = read(client.get(f"{BRIEFING}{AS_OF}&if=XXX:against"))
        assert "“XXX:against” is not a valid value for if" in page.text

    def test_more_positions_take_no_more_queries(self, starter: None, client: Client) -> None:
        taken = []
        for value in ("DEU:against", "DEU:against", "DEU:against,BRA:abstaining,IND:abstaining,EU:against"):
            with CaptureQueriesContext(connection) as queries:
                client.get(f"{BRIEFING}{AS_OF}&if={value}")
            taken.append(len(queries))
        assert taken[1] == taken[2]


def test_a_series_that_comes_back_has_it_too(starter: None, client: Client) -> None:
    series = "/series/promoting-mutually-beneficial-cooperation-in-the-field-of-human-rights/today"
    page = client.get(f"{series}/?on=2021-03-22&if=EU:against")
    assert "The chance of adoption" in read(page).get_section("what-if").text
    assert (
        client.get(f"{series}.json?on=2021-03-22&if=EU:against").json()["what_if"]["set"]["DEU"] == "against"
    )
    added = client.get(f"{series}/?on=2021-03-22&who=BRA&position=against")
    assert added["Location"] == f"{series}/?on=2021-03-22&if=BRA%3Aagainst#what-if"


def make_found(shift: float = 0.0, moves: tuple[float, ...] = (), n_telling: int = 0) -> WhatIf:
    import numpy as np

    states = tuple(f"AA{chr(65 + n)}" for n in range(len(moves)))
    before = np.tile([0.5, 0.3, 0.2], (len(moves), 1))
    after = before + np.array([[move, -move, 0] for move in moves]).reshape(-1, 3)
    totals = dict.fromkeys(POSITIONS_TAKEN, Total(1.0, 0, 2))
    return WhatIf(
        WhatIfQuery(),
        Voters(dict(zip(states, states, strict=True)), {}),
        states,
        Outlook(before, totals, 0.9),
        Outlook(after, totals, 0.9),
        [Telling(iso3, 1.0) for iso3 in states[:n_telling]],
        [],
        {Position.IN_FAVOUR: shift, Position.AGAINST: -shift, Position.ABSTAINING: 0.0},
    )


@pytest.mark.parametrize(("adopted", "words"), [(0.9, "stays at 90 %"), (0.4, "is 40 % instead of 90 %")])
def test_a_chance_that_stays_is_not_given_twice(adopted: float, words: str) -> None:
    found = make_found()
    said = describe_totals(replace(found, after=replace(found.after, adopted=adopted)))
    assert said.endswith(f"The chance of adoption {words}.".replace(" %", "\N{NO-BREAK SPACE}%"))


@pytest.mark.limit("page.SMALLEST_SHIFT")
@pytest.mark.parametrize(("shift", "says_little"), [(0.004, True), (0.005, False), (0.006, False)])
def test_a_small_shift_is_said_to_say_little(shift: float, says_little: bool) -> None:
    assert ("say little" in describe_shift(make_found(shift, (0.0,)))) == says_little


@pytest.mark.limit("page.SMALLEST_MOVE")
@pytest.mark.parametrize(("move", "listed"), [(0.0099, 0), (0.0101, 1), (0.02, 1)])
def test_a_chance_that_hardly_moves_is_not_listed(move: float, listed: int) -> None:
    assert len(list_moved(make_found(moves=(move,)))) == listed


@pytest.mark.limit("page.MOST_MOVED")
@pytest.mark.parametrize(("n", "listed"), [(11, 11), (12, 12), (13, 12)])
def test_the_members_that_move_most_are_few(n: int, listed: int) -> None:
    found = build_what_if(make_found(moves=(0.1,) * n))
    assert (len(found.moved), found.n_moved) == (listed, n)


@pytest.mark.limit("service.MOST_TELLING")
@pytest.mark.parametrize("most", [1, 2])
def test_few_members_are_named_to_be_asked(
    starter: None, client: Client, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(service, "MOST_TELLING", most)
    data: Any = client.get(f"{BRIEFING[:-1]}.json{AS_OF}&if=EU:against").json()
    assert len(data["what_if"]["most_telling"]) == most
    assert page.MOST_MOVED == 12
