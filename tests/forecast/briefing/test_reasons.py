"""Why a forecast says what it says, in words that a reader can look up."""

import datetime

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


def test_what_it_did_on_the_series_is_always_told():
    series = vote_on_series(-0.4, (2018, FAVOUR), (2020, FAVOUR))
    assert describe_reasons(forecast(LIKE, series), NAMES) == (
        "abstaining on 4 of the 6 most similar texts; yet in favour in 2018 and 2020"
    )


def test_a_move_on_the_series_is_told_in_its_order():
    series = vote_on_series(1.0, (2018, FAVOUR), (2020, FAVOUR), (2021, ABSTAINING))
    assert describe_reasons(forecast(series, LIKE), NAMES) == (
        "in favour in 2018 and 2020, abstaining in 2021; abstaining on 4 of the 6 most similar texts"
    )


def test_own_votes_come_before_those_of_others():
    similar = Reason("kin", 2.0, {ABSTAINING: 3, AGAINST: 1}, peers=("PER", "XXX", "YYY"))
    assert describe_reasons(forecast(similar, LIKE), NAMES) == (
        "abstaining on 4 of the 6 most similar texts; "
        "its likes (Peru, XXX, …) abstaining in 3 of 4 votes on such texts"
    )


def test_counts_that_do_not_show_it_are_not_told_as_reasons():
    field = Reason("field", 2.0, {ABSTAINING: 7, FAVOUR: 123})
    assert describe_reasons(forecast(field, LIKE), NAMES) == "abstaining on 4 of the 6 most similar texts"


def test_without_any_vote_of_its_own_that_is_said():
    assert "say little" in describe_reasons(forecast(), NAMES)
