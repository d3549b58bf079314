"""Where two to four States differ."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis import slow
from tests.analysis.strategies import CODES, few_votes, make_matrix, read_letters
from votes.analysis.differing import list_differing
from votes.core.choices import Position

FOR, AGAINST, ABSTAINING, ABSENT = Position
LINES = {"CHN": "YYY-Y", "USA": "NYANN", "TUN": "Y.-AA"}


def test_two_states_newest_first():
    differing = list_differing(read_letters(**LINES), ("CHN", "USA"))
    assert [vote.text for vote in differing.votes] == ["V004", "V002", "V000"]
    assert differing.votes[2].positions == {"CHN": FOR, "USA": AGAINST}
    assert differing.votes[2].date == datetime.date(2010, 1, 1)
    assert (differing.states, differing.differ, differing.n) == (("CHN", "USA"), 3, 4)


def test_three_states_of_which_two_took_a_position():
    differing = list_differing(read_letters(**LINES), ("CHN", "USA", "TUN"))
    assert [vote.text for vote in differing.votes] == ["V004", "V003", "V002", "V000"]
    assert differing.votes[1].positions == {"CHN": ABSENT, "USA": AGAINST, "TUN": ABSTAINING}
    assert (differing.differ, differing.n) == (4, 5)


def test_not_a_member_differs_from_not_voting():
    differing = list_differing(
        read_letters(CHN="YY", USA="NY", TUN=".Y", CUB="-Y"), ("CHN", "USA", "TUN", "CUB")
    )
    assert differing.votes[0].positions == {"CHN": FOR, "USA": AGAINST, "TUN": None, "CUB": ABSENT}


def test_only_the_votes_with_the_positions_asked_for():
    matrix = read_letters(**LINES)
    differing = list_differing(matrix, ("CHN", "USA"), {"CHN": FOR, "USA": ABSTAINING})
    assert [vote.text for vote in differing.votes] == ["V002"]
    assert (differing.differ, differing.n) == (3, 4)
    assert list_differing(matrix, ("CHN", "USA"), {"CHN": FOR, "USA": FOR}).votes == ()


@pytest.mark.parametrize(
    ("states", "asked", "said"),
    [
        (("CHN",), {}, "compare 2 to 4 different States, not CHN$"),
        (("CHN", "CHN"), {}, "compare 2 to 4 different States, not CHN, CHN$"),
        (("CHN", "USA", "TUN", "CUB", "FRA"), {}, "compare 2 to 4"),
        (("CHN", "FRA"), {}, "FRA is in no roll-call"),
        (("CHN", "USA"), {"TUN": FOR, "FRA": FOR}, "not among the States compared: FRA, TUN$"),
    ],
)
def test_what_cannot_be_compared_is_refused(states, asked, said):
    with pytest.raises(ValueError, match=said):
        list_differing(read_letters(**LINES), states, asked)


@given(few_votes, st.lists(st.sampled_from(CODES[:6]), min_size=2, max_size=4, unique=True))
def test_the_list_agrees_with_its_slow_twin(roll_calls, states):
    filler = dict.fromkeys(CODES[:6], ABSENT)
    roll_calls = [*roll_calls, filler]
    differing = list_differing(make_matrix(roll_calls), states)
    numbers = [int(vote.text[1:]) for vote in differing.votes]
    assert numbers == slow.list_differing(roll_calls, states)[::-1]
    assert differing.differ == len(numbers) <= differing.n
    for number, vote in zip(numbers, differing.votes, strict=True):
        assert vote.positions == {iso3: roll_calls[number].get(iso3) for iso3 in states}
