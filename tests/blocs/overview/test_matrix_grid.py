"""The matrix as the page shows it, from small records worked by hand."""

from typing import Any

import numpy as np
import pytest

from tests.analysis.strategies import read_letters
from votes.analysis.scope import Scope, VoteLabels
from votes.blocs.overview.chosen_states import ChosenStates
from votes.blocs.overview.matrix_grid import build_grid, find_step, list_steps
from votes.blocs.overview.service import find_extreme_pairs
from votes.blocs.overview.wording import describe_matrix
from votes.scope.population import Population
from votes.scope.vote_table import ScopeChoices, VoteTable

NOTHING: Any = np.empty(0)
NO_LABELS = VoteLabels((), (), (), NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, (), (), ())


def describe_plainly(chosen: ChosenStates) -> str:
    return describe_matrix(chosen, find_extreme_pairs(chosen)).replace("\N{NO-BREAK SPACE}", " ")


def choose(lines: dict[str, str], minimum: int = 1) -> ChosenStates:
    """States and their votes as `read_letters` reads them; those before AC are African."""
    matrix = read_letters(**lines)
    names = {iso3: f"State {iso3}" for iso3 in lines}
    groups = {iso3: "african" if iso3 < "AC" else "" for iso3 in lines}
    table = VoteTable(matrix, NO_LABELS, names, groups, (), ScopeChoices((), (), (), ()))
    scope = Scope(minimum=minimum)
    return ChosenStates(table, scope, matrix, tuple(lines), Population(scope, len(matrix.texts), None, None))


@pytest.mark.parametrize(("percent", "step"), [(0, 0), (9, 0), (10, 1), (89, 8), (90, 9), (100, 9)])
def test_ten_steps_of_ten_per_cent(percent: int, step: int) -> None:
    assert find_step(percent) == step
    low, high = list_steps()[step]["words"].split("–")
    assert int(low) <= percent <= int(high)


def test_many_votes_come_before_few_that_happen_to_agree() -> None:
    # AAX and ABX agree in 19 of 20; ACX agrees with AAX in all of the three votes they share.
    chosen = choose({"AAX": "Y" * 20, "ABX": "Y" * 19 + "N", "ACX": "YYY"}, minimum=3)
    pairs = find_extreme_pairs(chosen)
    assert [(pair.first, pair.second, pair.n) for pair in pairs.closest] == [
        ("AAX", "ABX", 20), ("AAX", "ACX", 3), ("ABX", "ACX", 3),
    ]  # fmt: skip
    assert (pairs.furthest, pairs.n) == ([], 3)
    assert describe_plainly(chosen) == (
        "Highest agreement, allowing for chance: State AAX and State ABX (95 % of 20 votes); "
        "lowest: State ABX and State ACX (100 % of 3 votes)"
    )


def test_no_pair_is_among_the_closest_and_the_furthest() -> None:
    letters = ["YYYYYN", "YYYYNN", "YYYNNN", "YYNNNN", "YNNNNN", "NNNNNN", "AANNNY"]
    lines = {f"A{'ABCDEFG'[place]}X": line for place, line in enumerate(letters)}
    pairs = find_extreme_pairs(choose(lines))
    assert pairs.n == 21
    assert len(pairs.closest) == len(pairs.furthest) == 8
    closest = {(pair.first, pair.second) for pair in pairs.closest}
    assert not closest & {(pair.first, pair.second) for pair in pairs.furthest}
    assert pairs.furthest[0].agreement == 0


def test_the_grid_holds_the_upper_half_and_its_orders() -> None:
    chosen = choose({"ACX": "YN", "AAX": "YY", "ABX": "Y."}, minimum=2)
    grid = build_grid(chosen, "group")
    assert grid["states"] == ["AAX", "ABX", "ACX"]
    assert grid["n"] == [2, 1, 2, 1, 1, 2]
    assert grid["share"] == [100, None, 50, None, None, 100]
    assert grid["orders"]["name"] == grid["orders"]["group"] == [0, 1, 2]
    assert grid["breaks"]["group"] == [2]
    assert grid["order"] == "group"


def test_two_states_are_described_as_a_pair() -> None:
    assert describe_plainly(choose({"AAX": "YY", "ABX": "YN"})) == (
        "State AAX and State ABX took the same position in 50 % of 2 votes"
    )
    assert describe_plainly(choose({"AAX": "Y", "ABX": "Y", "ACX": "Y"}, minimum=9)) == (
        "No two of these States share at least 9 votes"
    )
