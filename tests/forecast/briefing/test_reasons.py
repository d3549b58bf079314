"""Why a forecast says what it says, in words that a reader can look up."""

import datetime

import pytest

from votes.core.choices import Position
from votes.forecast.briefing.reasons import describe_reasons
from votes.forecast.model import MemberForecast, Reason

FAVOUR, AGAINST, ABSTAINING = Position.IN_FAVOUR, Position.AGAINST, Position.ABSTAINING
NAMES = {"MEX": "Mexico", "PER": "Peru"}


def forecast(*reasons: Reason, chances: tuple[float, float, float] = (0.3, 0.09, 0.61)) -> MemberForecast:
    return MemberForecast("MEX", *chances, absent=0.02, reasons=reasons)


def vote_on_series(weight: float, *votes: tuple[int, Position]) -> Reason:
    days = tuple((datetime.date(year, 3, 1), position) for year, position in votes)
    counts = {position: sum(p == position for _year, p in votes) for _year, position in votes}
    return Reason("series", weight, counts, days)


LIKE = Reason("like", 0.8, {ABSTAINING: 4, FAVOUR: 2})


def test_votes_on_the_series_are_always_among_the_reasons():
    series = vote_on_series(-0.4, (2018, FAVOUR), (2020, FAVOUR))
    assert describe_reasons(forecast(LIKE, series), NAMES) == (
        "abstained on 4 of the 6 most similar texts; but voted in favour in 2018 and 2020"
    )


def test_votes_on_the_series_are_listed_oldest_first():
    series = vote_on_series(1.0, (2018, FAVOUR), (2020, FAVOUR), (2021, ABSTAINING))
    assert describe_reasons(forecast(series, LIKE), NAMES) == (
        "voted in favour in 2018 and 2020, abstained in 2021; abstained on 4 of the 6 most similar texts"
    )


def test_own_votes_come_before_those_of_others():
    similar = Reason("kin", 2.0, {ABSTAINING: 3, AGAINST: 1}, peers=("PER", "XXX", "YYY"))
    assert describe_reasons(forecast(similar, LIKE), NAMES) == (
        "abstained on 4 of the 6 most similar texts; "
        "similar States (Peru, XXX, …) abstained in 3 of their 4 votes on similar texts"
    )


def test_counts_that_do_not_support_the_position_are_no_reasons():
    field = Reason("field", 2.0, {ABSTAINING: 7, FAVOUR: 123})
    assert describe_reasons(forecast(field, LIKE), NAMES) == "abstained on 4 of the 6 most similar texts"


def test_without_reasons_there_is_a_sentence_that_says_so():
    assert describe_reasons(forecast(), NAMES) == "votes on similar texts give no clear indication"


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (Reason("like", 1.0, {FAVOUR: 8}), "voted in favour of all 8 most similar texts"),
        (
            Reason("item", 1.0, {AGAINST: 5, ABSTAINING: 2}),
            "voted against 5 of the 7 texts under the same agenda item",
        ),
        (Reason("like", 1.0, {FAVOUR: 2}), "voted in favour of both most similar texts"),
        (Reason("amendments", 1.0, {AGAINST: 1}), "voted against the most similar amendment"),
        (
            Reason("field", 1.0, {FAVOUR: 9, AGAINST: 3}),
            "States in its regional group voted in favour in 9 of their 12 votes on similar texts",
        ),
    ],
)
def test_each_reason_is_a_sentence_about_votes(reason: Reason, words: str) -> None:
    chances = (0.1, 0.8, 0.1) if "voted against" in words else (0.8, 0.1, 0.1)
    assert describe_reasons(forecast(reason, chances=chances), NAMES) == words
