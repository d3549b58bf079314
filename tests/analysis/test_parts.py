"""Years and windows."""

import numpy as np
import pytest

from tests.analysis.strategies import read_letters
from votes.analysis.matrix import build_matrix
from votes.analysis.parts import list_years, split_rolling, split_years


def make_gap():
    """Votes in 2010 and 2012, none in 2011."""
    matrix = read_letters(CHN="Y" * 36)
    return matrix.select(votes=matrix.years != 2011)


def test_a_year_without_votes_stays_as_a_gap():
    parts = split_years(make_gap())
    assert {year: int(mask.sum()) for year, mask in parts.items()} == {2010: 12, 2011: 0, 2012: 12}


def test_windows_slide_year_by_year():
    parts = split_rolling(make_gap(), 2)
    assert {years: int(mask.sum()) for years, mask in parts.items()} == {(2010, 2011): 12, (2011, 2012): 12}
    assert list(split_rolling(make_gap(), 3)) == [(2010, 2012)]
    assert split_rolling(make_gap(), 4) == {}


def test_the_years_of_a_single_vote_in_the_first_and_the_last_year_count():
    matrix = read_letters(CHN="Y" * 25).select(votes=np.array([11, 12, 24]))
    assert list(list_years(matrix)) == [2010, 2011, 2012]


def test_a_window_of_no_years_is_refused():
    with pytest.raises(ValueError, match="at least one year, not 0"):
        split_rolling(make_gap(), 0)


def test_no_votes_have_no_years():
    assert list(list_years(build_matrix([]))) == []
    assert split_rolling(build_matrix([]), 1) == {}
