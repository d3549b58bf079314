"""Each limit of the pages about many States: what it does just below it, at it and just above it."""

import datetime
import string
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import QueryDict

from tests.blocs.overview.test_matrix_grid import choose
from tests.blocs.overview.test_query import BLOCS, TABLE
from votes.analysis.dissent import DissentRate
from votes.analysis.scope import Scope
from votes.blocs.bloc.page import build_page
from votes.blocs.overview import service
from votes.blocs.overview.matrix_grid import build_table, find_step
from votes.blocs.overview.page import build_dissent_view
from votes.blocs.overview.query import BlocQuery, read_bloc_query, split_values
from votes.blocs.overview.service import DissentRanking, GroupDissent, Refusal, find_extreme_pairs
from votes.blocs.overview.wording import describe_choice


def list_codes(n: int) -> list[str]:
    letters = string.ascii_uppercase
    return [f"Q{letters[number // 26]}{letters[number % 26]}" for number in range(n)]


def read(address: str) -> BlocQuery:
    return read_bloc_query(QueryDict(address), TABLE, BLOCS)


@pytest.mark.limit("matrix_grid.MOST_IN_TABLE")
@pytest.mark.parametrize(("states", "rows"), [(19, 19), (20, 20), (21, None)])
def test_20_states_are_shown_as_a_table(states: int, rows: int | None) -> None:
    codes = list_codes(states)
    table = build_table(choose(dict.fromkeys(codes, "Y")), codes)
    assert (None if table is None else len(table)) == rows


@pytest.mark.limit("matrix_grid.STEPS")
@pytest.mark.parametrize(("percent", "step"), [(9, 0), (10, 1), (89, 8), (90, 9), (100, 9)])
def test_the_colours_of_the_matrix_have_10_steps(percent: int, step: int) -> None:
    assert find_step(percent) == step


@pytest.mark.limit("service.PAIRS_LISTED")
@pytest.mark.parametrize(("states", "closest", "furthest"), [(4, 6, 0), (5, 8, 2), (6, 8, 7), (7, 8, 8)])
def test_8_pairs_are_listed_at_each_end(states: int, closest: int, furthest: int) -> None:
    """Of 6, 10, 15 and 21 pairs; none is in both lists."""
    pairs = find_extreme_pairs(choose(dict.fromkeys(list_codes(states), "Y")))
    assert (len(pairs.closest), len(pairs.furthest)) == (closest, furthest)


@pytest.mark.limit("service.FEWEST_STATES")
@pytest.mark.parametrize(
    ("states", "is_refused"), [("CHN", True), ("CHN,CUB", False), ("CHN,CUB,USA", False)]
)
def test_two_states_can_be_compared(states: str, is_refused: bool) -> None:
    query = read(f"states={states}")
    chosen = choose(dict.fromkeys(query.states, "Y"))
    assert service.find_refusal(query, chosen) is (Refusal.TOO_FEW_STATES if is_refused else None)


@pytest.mark.limit("query.SHORTEST_PART")
@pytest.mark.parametrize(("part", "found"), [("Chi", False), ("Chin", True), ("China", True)])
def test_4_letters_of_a_name_stand_for_a_state(part: str, found: bool) -> None:
    assert read(f"states={part}").states == (("CHN",) if found else ())


@pytest.mark.limit("query.LONGEST_VALUE")
@pytest.mark.parametrize(("length", "kept"), [(99, 99), (100, 100), (101, 100)])
def test_100_letters_of_a_value_are_read(length: int, kept: int) -> None:
    assert split_values(QueryDict(f"states={'x' * length}"), "states") == ["x" * kept]


@pytest.mark.limit("query.LONGEST_NAME")
@pytest.mark.parametrize(("length", "kept"), [(79, 79), (80, 80), (81, 80)])
def test_the_name_of_a_choice_has_80_letters(length: int, kept: int) -> None:
    assert read(f"name={'x' * length}").name == "x" * kept


@pytest.mark.limit("query.LONGEST_QUOTED")
@pytest.mark.parametrize("name", ["states", "bloc", "view"])
@pytest.mark.parametrize(("length", "quoted"), [(59, 59), (60, 60), (61, 60)])
def test_60_letters_of_an_unknown_value_are_quoted(name: str, length: int, quoted: int) -> None:
    assert "".join(read(f"{name}={'§' * length}").notes).count("§") == quoted


@pytest.mark.limit("wording.STATES_NAMED")
@pytest.mark.parametrize(("states", "words"), [(5, " and "), (6, " and "), (7, "7 States")])
def test_6_states_are_named(states: int, words: str) -> None:
    codes = list_codes(states)
    query = replace(read(""), states=tuple(codes))
    assert words in describe_choice(query, choose(dict.fromkeys(codes, "Y")))


@pytest.mark.limit("charts.DISSENT_ROWS")
@pytest.mark.parametrize(("states", "drawn", "more"), [(24, 24, 0), (25, 25, 0), (26, 25, 1)])
def test_the_chart_of_dissent_has_25_rows(states: int, drawn: int, more: int) -> None:
    codes = list_codes(states)
    group: Any = SimpleNamespace(name="African States", slug="african")
    rows = [GroupDissent(group, DissentRate(code, 2, 20, 0.1, (0.05, 0.2), 20)) for code in codes]
    view = build_dissent_view(choose(dict.fromkeys(codes, "Y")), DissentRanking(rows))
    assert (len(view["first_rows"]), len(view["more_rows"])) == (drawn, more)


@pytest.mark.limit("page.TOPICS_SHOWN", "page.MEMBERS_SHOWN")
@pytest.mark.parametrize(
    ("n", "topics", "members"), [(11, 11, 11), (12, 12, 12), (13, 12, 13), (15, 12, 15), (16, 12, 15)]
)
def test_12_topics_and_15_members_of_a_bloc_are_shown(
    n: int, topics: int, members: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are folded away."""
    monkeypatch.setattr("votes.blocs.bloc.page.build_cohesion_chart", lambda figures: None)
    record: Any = SimpleNamespace(
        members_of_council=SimpleNamespace(is_complete=True),
        figures=SimpleNamespace(topics=list(range(n)), members=list(range(n))),
    )
    query: Any = SimpleNamespace(scope=Scope(), form=None, day=datetime.date(2018, 3, 23))
    page = build_page(query, record)
    assert (len(page["topics"]), len(page["more_topics"])) == (topics, n - topics)
    assert (len(page["first_members"]), len(page["more_members"])) == (members, n - members)
