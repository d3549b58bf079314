"""The table of all votes: built from rows, sliced, never changed."""

import datetime
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.strategies import few_votes, make_matrix, read_letters
from votes.analysis.matrix import (
    ABSTAINING,
    AGAINST,
    IN_FAVOUR,
    NOT_ON_RECORD,
    NOT_VOTING,
    POSITION_OF,
    TAKEN,
    build_matrix,
)
from votes.core.choices import POSITIONS_TAKEN, Position, RegionalGroup

MARCH, APRIL = datetime.date(2018, 3, 23), datetime.date(2018, 4, 1)
ROWS = [
    ("A/HRC/RES/37/24", MARCH, "CHN", "in_favour"),
    ("A/HRC/RES/37/23", MARCH, "USA", "against"),
    ("A/HRC/RES/37/23", MARCH, "CHN", "in_favour"),
    ("A/HRC/RES/37/23", MARCH, "CHE", "abstaining"),
    ("A/HRC/37/L.1", APRIL, "TUN", "not_voting"),
]


def test_one_small_record_by_hand():
    matrix = build_matrix(ROWS)
    assert matrix.states == ("CHE", "CHN", "TUN", "USA")
    assert matrix.texts == ("A/HRC/RES/37/23", "A/HRC/RES/37/24", "A/HRC/37/L.1")
    assert matrix.dates.tolist() == [MARCH, MARCH, APRIL]
    assert matrix.years.tolist() == [2018, 2018, 2018]
    assert matrix.positions.tolist() == [
        [ABSTAINING, NOT_ON_RECORD, NOT_ON_RECORD],
        [IN_FAVOUR, IN_FAVOUR, NOT_ON_RECORD],
        [NOT_ON_RECORD, NOT_ON_RECORD, NOT_VOTING],
        [AGAINST, NOT_ON_RECORD, NOT_ON_RECORD],
    ]
    assert matrix.totals.tolist() == [[1, 1, 0], [1, 0, 0], [1, 0, 0]]
    assert matrix.taken.sum(axis=1).tolist() == [1, 2, 0, 1]


def test_the_codes_follow_the_vocabulary():
    assert [POSITION_OF[code] for code in (IN_FAVOUR, AGAINST, ABSTAINING, NOT_VOTING)] == list(Position)
    assert [POSITION_OF[code] for code in TAKEN] == list(POSITIONS_TAKEN)


def test_a_group_is_that_of_the_day_and_both_ends_of_a_term_count():
    terms = [
        ("CHN", MARCH, MARCH, "asia_pacific"),
        ("TUN", APRIL, None, "african"),
        ("FRA", MARCH, None, "western_european_other"),  # in no roll-call
    ]
    groups = build_matrix(ROWS, terms).groups
    assert groups.tolist() == [
        [0, 0, 0],
        [list(RegionalGroup).index(RegionalGroup.ASIA_PACIFIC) + 1] * 2 + [0],
        [0, 0, list(RegionalGroup).index(RegionalGroup.AFRICAN) + 1],
        [0, 0, 0],
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("A/HRC/RES/37/23", APRIL, "FRA", "in_favour"), "A/HRC/RES/37/23 has two dates"),
        (("A/HRC/RES/37/23", MARCH, "FRA", "Y"), "FRA has an unknown position in A/HRC/RES/37/23: 'Y'"),
        (
            ("A/HRC/RES/37/23", MARCH, "USA", "against"),
            "USA stands twice in the roll-call of A/HRC/RES/37/23",
        ),
        (("A/HRC/37/L.9", None, "USA", "against"), "without a date: A/HRC/37/L.9"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_name(row, said):
    with pytest.raises(ValueError, match=said):
        build_matrix([*ROWS, row])


def test_a_group_that_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="CHN has an unknown regional group: 'asian'"):
        build_matrix(ROWS, [("CHN", MARCH, None, "asian")])


def test_a_selection_keeps_order_and_the_totals_of_the_whole_roll_call():
    matrix = read_letters(CHE="AYN", CHN="YYY", USA="NNY")
    part = matrix.select(votes=np.array([2, 0]), states=["USA", "CHN"])
    assert part.states == ("CHN", "USA")
    assert part.texts == ("V000", "V002")
    assert part.positions.tolist() == [[IN_FAVOUR, IN_FAVOUR], [AGAINST, IN_FAVOUR]]
    assert part.totals.tolist() == [[1, 2], [1, 1], [1, 0]]


def test_a_state_that_is_not_here_cannot_be_selected():
    with pytest.raises(ValueError, match="FRA is in no roll-call of this selection"):
        read_letters(CHN="Y").select(states=["FRA"])


def test_nothing_in_it_can_be_changed_also_after_a_cache_gave_it_back():
    matrix = build_matrix(ROWS)
    again = pickle.loads(pickle.dumps(matrix))  # noqa: S301 (our own bytes)
    for table in (matrix.positions, again.positions, again.groups, again.dates, again.totals):
        with pytest.raises(ValueError, match="read-only"):
            table[...] = table
    assert again.positions.tolist() == matrix.positions.tolist()
    assert (again.states, again.texts) == (matrix.states, matrix.texts)


def test_without_votes_it_is_empty_and_whole():
    matrix = build_matrix([])
    assert matrix.positions.shape == (0, 0)
    assert matrix.years.tolist() == []


def test_tables_that_do_not_go_together_are_refused():
    matrix = read_letters(CHN="YY")
    with pytest.raises(ValueError, match="shape"):
        type(matrix)(("CHN",), ("V000",), matrix.dates, matrix.positions, matrix.groups, matrix.totals)
    with pytest.raises(ValueError, match="2 votes"):
        type(matrix)(
            matrix.states, matrix.texts, matrix.dates[:1], matrix.positions, matrix.groups, matrix.totals
        )


@given(few_votes, st.randoms(use_true_random=False))
def test_every_cell_says_what_its_row_said_in_any_order(roll_calls, random):
    rows = [
        (f"V{number:03}", datetime.date(2010, 1, 1), iso3, position.value)
        for number, roll_call in enumerate(roll_calls)
        for iso3, position in roll_call.items()
    ]
    random.shuffle(rows)
    matrix = build_matrix(rows)
    cells = [
        (text, datetime.date(2010, 1, 1), iso3, POSITION_OF[code].value)
        for iso3, row in zip(matrix.states, matrix.positions.tolist(), strict=True)
        for text, code in zip(matrix.texts, row, strict=True)
        if code
    ]
    assert sorted(cells) == sorted(rows)


@given(few_votes, st.lists(st.booleans(), min_size=14, max_size=14))
def test_selecting_votes_is_as_if_the_others_had_never_been(roll_calls, flags):
    matrix = make_matrix(roll_calls)
    kept = np.array([flags[int(text[1:])] for text in matrix.texts], dtype=bool)
    part = matrix.select(votes=kept)
    assert part.texts == tuple(text for text, keep in zip(matrix.texts, kept, strict=True) if keep)
    for text in part.texts:
        before, after = matrix.texts.index(text), part.texts.index(text)
        assert part.positions[:, after].tolist() == matrix.positions[:, before].tolist()
