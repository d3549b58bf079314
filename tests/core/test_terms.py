"""Terms of membership: years and single days."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis import slow
from votes.core.choices import RegionalGroup
from votes.core.terms import Term, covers, find_member_years, find_members

UNTIL = datetime.date(2010, 12, 31)
days = st.dates(datetime.date(2005, 1, 1), UNTIL)
terms = st.lists(
    st.tuples(days, st.none() | days).filter(lambda term: term[1] is None or term[0] <= term[1]), max_size=3
)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


TERMS = [(day("2006-06-19"), day("2009-06-18")), (day("2013-01-01"), None)]


def test_every_year_with_a_day_of_a_term_counts():
    assert find_member_years(TERMS, until=day("2014-01-01")) == {2006, 2007, 2008, 2009, 2013, 2014}


def test_a_term_of_one_day_is_a_year():
    assert find_member_years([(day("2009-12-31"), day("2009-12-31"))], until=UNTIL) == {2009}


def test_years_to_come_do_not_count():
    assert find_member_years([(day("2009-01-01"), day("2011-12-31"))], until=day("2010-06-30")) == {
        2009,
        2010,
    }
    assert find_member_years([(day("2011-01-01"), None)], until=day("2010-06-30")) == set()
    assert find_member_years([], until=UNTIL) == set()


@pytest.mark.parametrize(
    ("asked", "member"),
    [
        ("2006-06-18", False),
        ("2006-06-19", True),
        ("2009-06-18", True),
        ("2009-06-19", False),
        ("2012-12-31", False),
        ("2013-01-01", True),
        ("2999-01-01", True),
    ],
)
def test_both_ends_of_a_term_count(asked, member):
    assert any(covers(start, end, day(asked)) for start, end in TERMS) is member


@given(terms)
def test_the_years_are_those_of_the_single_days(terms):
    assert find_member_years(terms, UNTIL) == {d.year for d in slow.list_days(terms, UNTIL)}


@given(terms, days)
def test_a_member_is_who_sat_on_that_single_day(terms, asked):
    sat = [Term("CHN", start, end, RegionalGroup.ASIA_PACIFIC) for start, end in terms]
    assert ("CHN" in find_members(sat, asked)) == (asked in slow.list_days(terms, UNTIL))


def test_an_open_end_covers_all_days_beyond_and_no_day_is_covered_by_nothing():
    assert covers(None, None, UNTIL)
    assert covers(None, UNTIL, UNTIL)
    assert not covers(None, UNTIL, UNTIL + datetime.timedelta(1))
    assert not covers(None, None, None)
