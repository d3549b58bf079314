"""What explains official totals that differ from the roll-call: a small difference, a misprint."""

import pytest

from votes.checking.findings import suggest_value
from votes.checking.totals import find_misprint, find_small_difference
from votes.core.choices import Position

F, A, B, N = Position
COUNTED = {F: 28, A: 1, B: 17, N: 1}


@pytest.mark.parametrize(
    ("official", "differences"),
    [
        ({F: 29, A: 1, B: 16, N: 1}, {"in_favour": 1, "abstaining": -1}),
        ({F: 26, A: 1, B: 17}, {"in_favour": -2}),
        ({F: 28, A: 1, B: 17, N: 0}, None),  # absence is no position
        ({F: 28, A: 17, B: 1}, None),
        ({F: 25, A: 1, B: 17}, None),
        ({F: None, A: None, B: None}, None),
    ],
)
def test_off_by_a_little_is_a_state_or_two(official, differences):
    found = find_small_difference(official, COUNTED)
    assert [finding.facts["differences"] for finding in found] == ([differences] if differences else [])


@pytest.mark.parametrize(
    ("official", "right"),
    [
        ({F: 28, A: 11, B: 17, N: 1}, ["official_against", "11", "1"]),
        ({F: 29, A: 1, B: 17, N: 1}, ["official_in_favour", "29", "28"]),
        ({F: 29, A: 1, B: 16, N: 1}, None),  # a State in the wrong list
        ({F: 28, A: 1, B: 17, N: 0}, None),  # absence is no position
        ({F: 29, A: 1, B: 17, N: None}, None),  # it cannot be added up
        ({F: 28, A: 1, B: 17, N: 1}, None),
    ],
)
def test_a_total_is_a_misprint_where_all_others_agree_and_the_sum_is_not_the_seats(official, right):
    found = find_misprint(official, COUNTED, 47)
    assert [f.suggestion for f in found] == ([(suggest_value(*right),)] if right else [])
    for finding in found:
        position = right[0].removeprefix("official_")
        announced = 47 + int(right[1]) - int(right[2])
        assert (finding.rule, finding.facts) == (
            "misprint",
            {"position": position, "announced": announced, "seats": 47},
        )
    # Who is missing from the roll-call could be whom the total counts.
    assert find_misprint(official, COUNTED, 48) == []
