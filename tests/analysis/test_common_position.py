"""The common position of a group: united, mostly, divided."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis import slow
from tests.analysis.strategies import positions
from votes.analysis.common_position import CommonPosition, Unity, find_common_position, find_unity
from votes.analysis.tally import count_positions
from votes.core.choices import Position

FOR, AGAINST, ABSTAINING, ABSENT = Position
UNITED, MOSTLY, DIVIDED, TOO_FEW = Unity


@pytest.mark.parametrize(
    ("counts", "unity", "position"),
    [
        ((13, 0, 0, 0), UNITED, FOR),
        ((11, 0, 2, 0), MOSTLY, FOR),
        ((1, 12, 0, 0), MOSTLY, AGAINST),
        ((0, 2, 4, 7), MOSTLY, ABSTAINING),
        ((8, 0, 5, 0), DIVIDED, None),
        ((4, 4, 5, 0), DIVIDED, None),
        ((3, 0, 0, 10), UNITED, FOR),
        ((2, 0, 0, 11), TOO_FEW, None),
        ((0, 0, 0, 0), TOO_FEW, None),
    ],
)
def test_common_positions_by_hand(counts, unity, position):
    found = find_common_position(dict(zip(Position, counts, strict=True)))
    assert found == CommonPosition(unity, position, sum(counts[:3]), max(counts[:3]))


@pytest.mark.limit("common_position.MOSTLY_SHARE")
@pytest.mark.parametrize(
    ("n", "n_most", "unity"), [(300, 199, DIVIDED), (300, 200, MOSTLY), (300, 201, MOSTLY)]
)
def test_a_group_is_mostly_of_one_position_from_two_thirds(n, n_most, unity):
    assert find_unity(n, n_most) is unity


@given(st.lists(positions, max_size=60))
def test_unity_agrees_with_its_slow_twin(listed):
    assert find_common_position(count_positions(listed)).unity == slow.find_unity(listed)


@given(st.lists(positions, max_size=60), st.integers(0, 10))
def test_who_does_not_vote_changes_nothing(listed, absent):
    assert find_common_position(count_positions(listed)) == find_common_position(
        count_positions([*listed, *["not_voting"] * absent])
    )
