"""The common position of a group in words."""

import pytest

from votes.analysis.common_position import find_common_position
from votes.analysis.majority_position import find_alignment, find_majority_position
from votes.core.choices import Position
from votes.web.common_position import describe_alignment, describe_common_position

FOR, AGAINST, ABSTAINING, ABSENT = Position


def count(*counts: int) -> dict[Position, int]:
    return dict(zip(Position, counts, strict=True))


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (count(11, 0, 2, 0), "mostly in favour (11 of 13)"),
        (count(0, 7, 0, 6), "all against (7 of 7)"),
        (count(6, 4, 3, 0), "divided (no position has more than 6 of 13)"),
        (count(1, 0, 1, 5), "too few positions (n = 2)"),
    ],
)
def test_a_common_position_in_words(counts: dict[Position, int], words: str) -> None:
    assert describe_common_position(find_common_position(counts)) == words


@pytest.mark.parametrize(
    ("position", "counts", "words"),
    [
        (FOR, count(12, 1, 0, 0), "with the majority"),
        (AGAINST, count(12, 1, 0, 0), "dissented"),
        (FOR, count(11, 0, 2, 0), "with most of its group"),
        (ABSTAINING, count(11, 0, 2, 0), "differed from most"),
        (FOR, count(6, 4, 3, 0), "group divided"),
        (FOR, count(2, 0, 0, 0), "too few of its group voted"),
        (ABSENT, count(6, 4, 3, 1), "took no position"),
    ],
)
def test_a_state_beside_its_group_in_words(
    position: Position, counts: dict[Position, int], words: str
) -> None:
    alignment = find_alignment(position, find_majority_position(counts))
    assert describe_alignment(position, alignment, find_common_position(counts)) == words


def test_a_state_without_a_group_is_not_compared() -> None:
    assert describe_alignment(FOR, find_alignment(FOR, None), None) == ""
