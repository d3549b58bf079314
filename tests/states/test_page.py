"""What the page of a State is made of."""

import datetime
from typing import Any

import pytest

from votes.analysis.scope import Scope
from votes.analysis.tally import Counts
from votes.core.choices import Position
from votes.models import Membership, State
from votes.scope.population import Population
from votes.states.page import build_years
from votes.states.service import StateRecord
from votes.states.wording import describe_no_votes, describe_state

TODAY = datetime.date(2026, 6, 1)


def count(in_favour: int = 0, against: int = 0, abstaining: int = 0, not_voting: int = 0) -> Counts:
    return dict(zip(Position, (in_favour, against, abstaining, not_voting), strict=True))


def make_record(**given: Any) -> StateRecord:
    usual: dict[str, Any] = {
        "state": State(iso3="CHE", name="Switzerland"),
        "terms": [],
        "population": Population(Scope(), 0, None, None),
        "votes": [],
        "explanations": [],
        "totals": count(),
        "years": {},
        "items": [],
        "topics": [],
        "partners": None,
    }
    return StateRecord(**(usual | given))


def make_term(start: int, end: int | None) -> Membership:
    return Membership(
        start=datetime.date(start, 1, 1), end=datetime.date(end, 12, 31) if end is not None else None
    )


def test_years_between_two_terms_are_gaps() -> None:
    votes = {2016: count(3), 2018: count(1, 2), 2021: count(4)}
    years = build_years(make_record(terms=[make_term(2016, 2018), make_term(2021, 2022)], years=votes), TODAY)
    assert [(row.year, sum(row.counts.values()), row.is_gap) for row in years] == [
        (2016, 3, False),
        (2017, 0, False),
        (2018, 3, False),
        (2019, 0, True),
        (2020, 0, True),
        (2021, 4, False),
        (2022, 0, False),
    ]


def test_no_year_of_the_commission_is_a_gap() -> None:
    """China voted there in 1982, and who was a member of it is not on file."""
    votes = {2003: count(1), 2005: count(2), 2008: count(3)}
    years = build_years(make_record(terms=[make_term(2008, 2008)], years=votes), TODAY)
    assert [row.year for row in years if row.is_gap] == [2006, 2007]


def test_an_open_term_runs_to_today_and_a_coming_one_is_not_shown() -> None:
    years = build_years(make_record(terms=[make_term(2025, None)]), TODAY)
    assert [row.year for row in years] == [2025, 2026]
    assert build_years(make_record(terms=[make_term(2027, 2029)]), TODAY) == []


def test_without_terms_on_file_no_year_is_called_a_gap() -> None:
    years = build_years(make_record(years={2016: count(1), 2018: count(1)}), TODAY)
    assert [(row.year, row.is_gap) for row in years] == [(2016, False), (2017, False), (2018, False)]


def test_no_year_is_shown_outside_the_days_asked_for() -> None:
    scope = Scope(first=datetime.date(2016, 7, 1), last=datetime.date(2018, 3, 23))
    record = make_record(terms=[make_term(2014, 2020)], population=Population(scope, 0, None, None))
    assert [row.year for row in build_years(record, TODAY)] == [2016, 2017, 2018]


def test_for_the_commission_terms_in_the_council_say_nothing() -> None:
    population = Population(Scope(body="commission"), 2, 1990, 1992)
    record = make_record(
        terms=[make_term(2016, 2018)], years={1990: count(1), 1992: count(1)}, population=population
    )
    assert [(row.year, row.is_gap) for row in build_years(record, TODAY)] == [
        (1990, False),
        (1991, False),
        (1992, False),
    ]


def test_a_state_without_anything_has_no_years() -> None:
    assert build_years(make_record(), TODAY) == []


@pytest.mark.parametrize(
    ("state", "totals", "words"),
    [
        (
            State(name="Switzerland"),
            count(5, 3, 2, 90),
            "Switzerland voted in favour in 50% of votes, against in 30% and abstained in 20%",
        ),
        (
            State(name="United States of America", article=True),
            count(0, 1, 0),
            "The United States of America voted in favour in 0% of votes, against in 100% and abstained in 0%",
        ),
        (State(name="Tunisia"), count(0, 0, 0, 4), ""),
        (State(name="Tunisia"), count(), ""),
    ],
)
def test_shares_exclude_votes_not_cast(state: State, totals: Counts, words: str) -> None:
    assert (
        describe_state(make_record(state=state, totals=totals)).replace("\N{NO-BREAK SPACE}%", "%") == words
    )


def make_earlier(n: int, others: int = 0) -> Population:
    scope, first, last = Scope(last=datetime.date(2021, 12, 31)), 2008 if n else None, 2011 if n else None
    return Population(scope, n, first, last, n_other_kinds=others)


@pytest.mark.parametrize(
    ("earlier", "words"),
    [
        (
            make_earlier(5),
            "The recorded votes by this State that are on file are of 2008–2011. Of the years before 2022 only a "
            "selection is on file, so figures leave them out.",
        ),
        (make_earlier(0, others=2), "No vote by this State is counted."),
        (make_earlier(0), "No recorded vote by this State in the Human Rights Council is on file."),
    ],
)
def test_without_a_vote_in_the_complete_years_the_page_says_where_they_are(
    earlier: Population, words: str
) -> None:
    first = datetime.date(2022, 1, 1)
    counted = Population(Scope(first=first, default_first=first), 0, None, None)
    assert describe_no_votes(make_record(population=counted, earlier=earlier)) == words
