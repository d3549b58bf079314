"""Each limit of the forecast: what it does just below it, at it and just above it."""

import datetime
from collections.abc import Mapping

import numpy as np
import pytest
from django.test import Client

from tests.factories import make_session
from tests.forecast.model.made_up import GROUPS, make_past
from tests.pages_factories import make_voted
from votes.core.choices import Position
from votes.forecast.briefing.reasons import describe_reasons
from votes.forecast.briefing.wording import (
    describe_call,
    describe_chance_of_adoption,
    describe_intervals,
    describe_pivotal_members,
)
from votes.forecast.model import (
    Evidence,
    Forecast,
    MemberForecast,
    PivotalMember,
    Reason,
    Text,
    count_days,
    learn,
)
from votes.forecast.model.evaluation import Case, evaluate, find_calibration, list_pairs
from votes.forecast.model.past import list_words
from votes.forecast.model.pool import fit_pool, softmax, start_weights, widen
from votes.forecast.model.predict import HORIZON_DAYS, build_forecasts, find_pivotal_members
from votes.forecast.model.predictors import FEATURES
from votes.forecast.model.reasons import find_heaviest
from votes.forecast.model.result import Total
from votes.forecast.model.totals import find_interval
from votes.models import Resolution

FAVOUR, AGAINST, ABSTAINING = Position.IN_FAVOUR, Position.AGAINST, Position.ABSTAINING
TODAY = datetime.date(2018, 3, 1)


def make_forecast(
    adopted: float = 0.9,
    pivotal: tuple[PivotalMember, ...] = (),
    total: Total | None = None,
    members: tuple[MemberForecast, ...] = (),
) -> Forecast:
    totals = dict.fromkeys((FAVOUR, AGAINST, ABSTAINING), total or Total(25, 23, 27))
    return Forecast("A", TODAY, members, totals, adopted, pivotal, repeat=True, n=100)


@pytest.mark.limit("wording.CALL_THRESHOLD")
@pytest.mark.parametrize(
    ("adopted", "call"),
    [
        (0.76, "adopted"),
        (0.75, "adopted"),
        (0.74, "too close to call"),
        (0.26, "too close to call"),
        (0.25, "rejected"),
        (0.24, "rejected"),
    ],
)
def test_an_outcome_is_called_from_a_chance_of_75_percent(adopted: float, call: str) -> None:
    assert describe_call(adopted) == call
    assert call in describe_chance_of_adoption(make_forecast(adopted)).lower()


@pytest.mark.parametrize(
    ("official", "inside"), [(22, False), (23, True), (25, True), (27, True), (28, False)]
)
def test_both_ends_of_an_interval_belong_to_it(official: int, inside: bool) -> None:
    text = Resolution(official_in_favour=official)
    assert describe_intervals(make_forecast(), text).startswith(
        f"Official totals {'within' if inside else 'outside'} the interval"
    )


@pytest.mark.parametrize(("in_favour", "inside"), [(1, 0), (2, 1), (3, 1), (4, 1), (5, 0)])
def test_the_evaluation_counts_both_ends_of_an_interval_as_within(in_favour: int, inside: int) -> None:
    codes = ["AAA", "AAB", "AAC", "EEA", "EEB"]
    case = Case(
        symbol="A",
        draft="",
        date=TODAY,
        forecast=make_forecast(total=Total(3, 2, 4)),
        truth=dict.fromkeys(codes[:in_favour], FAVOUR),
        guesses={name: {} for name in ("modal", "last", "similar")},
    )
    assert evaluate([case])["coverage"]["in_favour"] == inside


@pytest.mark.parametrize(("adopted", "right"), [(0.49, 0), (0.5, 0), (0.51, 1)])
def test_the_evaluation_takes_a_chance_above_one_half_as_adopted(adopted: float, right: int) -> None:
    truth: Mapping[str, Position] = {"AAA": FAVOUR}
    guesses: dict[str, Mapping[str, Position]] = {name: {} for name in ("modal", "last", "similar")}
    assert evaluate([Case("A", "", TODAY, make_forecast(adopted), truth, guesses)])["outcome"] == right


@pytest.mark.limit("evaluation.BINS")
@pytest.mark.parametrize(("chance", "low"), [(0.19, 0.1), (0.2, 0.2), (0.21, 0.2), (0.99, 0.9), (1.0, 0.9)])
def test_the_calibration_has_ten_classes_each_with_its_lower_end(chance: float, low: float) -> None:
    member = MemberForecast("AAA", chance, 1 - chance, 0.0, 0.0, ())
    case = Case("A", "", TODAY, make_forecast(members=(member,)), {"AAA": FAVOUR}, {})
    assert low in [row["low"] for row in find_calibration(list_pairs([case])) if row["share"] > 0]


@pytest.mark.limit("wording.SMALL_CHANGE")
@pytest.mark.parametrize(
    ("effect", "told"),
    [
        (0.009, "None of them alone"),
        (0.011, "up to 1 percentage point."),
        (0.021, "up to 2 percentage points."),
    ],
)
def test_a_change_below_one_point_in_a_hundred_is_told_as_none(effect: float, told: str) -> None:
    pivotal = PivotalMember("MEX", if_in_favour=0.5 + effect, if_against=0.5)
    assert told in describe_pivotal_members(make_forecast(pivotal=(pivotal,)))


@pytest.mark.limit("predict.OPEN_THRESHOLD")
@pytest.mark.parametrize(("chance", "is_open"), [(0.79, True), (0.8, False), (0.81, False)])
def test_a_position_is_open_below_a_chance_of_80_percent(chance: float, is_open: bool) -> None:
    chances = np.array([[chance, 1 - chance, 0.0]])
    found = find_pivotal_members([("MEX", "")], chances, chances[np.newaxis], np.ones(1))
    assert bool(found) == is_open


@pytest.mark.limit("predict.MOST_PIVOTAL_MEMBERS")
@pytest.mark.parametrize(("members", "listed"), [(5, 5), (6, 6), (7, 6)])
def test_at_most_6_members_are_listed_as_pivotal(members: int, listed: int) -> None:
    chances = np.full((members, 3), 1 / 3)
    seats = [(f"AA{seat}", "") for seat in range(members)]
    assert len(find_pivotal_members(seats, chances, chances[np.newaxis], np.ones(1))) == listed


@pytest.mark.parametrize(
    ("chances", "interval"),
    [
        ([0.1, 0.79, 0.11], (1, 1)),
        ([0.1, 0.8, 0.1], (1, 1)),
        ([0.35, 0.35, 0.3], (0, 1)),
        ([0.9, 0.1], (0, 0)),
    ],
)
def test_the_interval_holds_80_percent_as_nearly_as_it_can(
    chances: list[float], interval: tuple[int, int]
) -> None:
    assert find_interval(np.array(chances)) == interval


@pytest.mark.limit("totals.INSIDE")
def test_the_interval_aims_at_80_percent_and_not_at_more_or_less() -> None:
    """The likeliest total has 74 %, two have 85 % and three 93 %: 80 % is nearest to 85 %."""
    assert find_interval(np.array([0.08, 0.74, 0.11, 0.07])) == (1, 2)


def describe(*reasons: Reason) -> str:
    member = MemberForecast("MEX", 0.3, 0.09, 0.61, absent=0.02, reasons=reasons)
    return describe_reasons(member, {"PER": "Peru", "CHL": "Chile", "URY": "Uruguay"})


LIKE = Reason("like", 0.8, {ABSTAINING: 4, FAVOUR: 2})


@pytest.mark.limit("reasons.SMALL_OPPOSITION")
@pytest.mark.parametrize(("weight", "told"), [(-0.19, False), (-0.2, False), (-0.21, True)])
def test_a_reason_against_the_likeliest_position_is_told_above_a_weight_of_two_tenths(
    weight: float, told: bool
) -> None:
    opposed = Reason("item", weight, {FAVOUR: 11, ABSTAINING: 2})
    assert ("in favour of 11 of the 13" in describe(LIKE, opposed)) == told


@pytest.mark.parametrize(("abstained", "told"), [(3, False), (4, True), (5, True)])
def test_a_reason_is_told_where_a_third_of_the_votes_show_it(abstained: int, told: bool) -> None:
    reason = Reason("item", 0.5, {ABSTAINING: abstained, FAVOUR: 12 - abstained})
    assert (f"abstained on {abstained} of the 12" in describe(LIKE, reason)) == told


@pytest.mark.parametrize(("weight", "told"), [(-0.01, False), (0.0, False), (0.01, True)])
def test_a_reason_for_the_likeliest_position_has_a_weight_above_0(weight: float, told: bool) -> None:
    reason = Reason("item", weight, {ABSTAINING: 12})
    assert ("abstained on all 12" in describe(LIKE, reason)) == told


@pytest.mark.limit("reasons.MOST_REASONS")
@pytest.mark.parametrize(("given", "told"), [(2, 2), (3, 3), (4, 3)])
def test_at_most_3_reasons_are_told(given: int, told: int) -> None:
    predictors = ("like", "item", "amendments", "field")[:given]
    reasons = [Reason(name, 1 - n / 10, {ABSTAINING: 30 + n, FAVOUR: 1}) for n, name in enumerate(predictors)]
    assert sum(f"{30 + n} of " in describe(*reasons) for n in range(given)) == told


@pytest.mark.limit("reasons.MOST_PEERS")
def test_2_similar_states_are_named() -> None:
    told = describe(Reason("kin", 2.0, {ABSTAINING: 3}, peers=("PER", "CHL", "URY")))
    assert "Peru, Chile" in told
    assert "Uruguay" not in told


@pytest.mark.limit("reasons.NEAREST")
@pytest.mark.parametrize(("above_0", "counted"), [(9, 9), (10, 10), (11, 10)])
def test_the_10_nearest_texts_are_counted_out(above_0: int, counted: int) -> None:
    weights = np.array([0.0, *np.linspace(1, 0.5, above_0)])
    found = find_heaviest(weights)
    assert found.tolist() == list(range(1, counted + 1))


@pytest.mark.limit("reasons.PEERS")
def test_5_similar_states_stand_behind_a_reason() -> None:
    codes = [f"AA{letter}" for letter in "ABCDEFGH"]
    texts = [Text("T/1", "food"), Text("T/2", "water"), Text("T/3", "peace")]
    days = [datetime.date(2015 + n, 3, 1) for n in range(3)]
    groups = dict.fromkeys(codes, "african")
    past = make_past(texts, days, dict.fromkeys(codes, "YYY"), groups)
    today = count_days(TODAY)
    again = Text("T/4", "food")
    (found,) = build_forecasts(learn(past, today), Evidence(past, today), [again], [TODAY], [groups], TODAY)
    peers = {len(reason.peers) for member in found.members for reason in member.reasons if reason.peers}
    assert peers == {5}


@pytest.mark.limit("past.STEM")
def test_words_that_begin_with_the_same_7_letters_are_one() -> None:
    assert list_words("cooperation") == list_words("cooperative") != list_words("coopers")
    assert list_words("abcdefgX") == list_words("abcdefgY")
    assert list_words("abcdefX") != list_words("abcdefY")


def make_teaching_past(texts: int, days_ago: int):
    """Votes on unrelated texts on one day, on which the members divide."""
    day = TODAY - datetime.timedelta(days=days_ago)
    held = [Text(f"T/{n}", f"title{n}") for n in range(texts)]
    lines = {state: "Y" * texts if state.startswith("A") else "N" * texts for state in GROUPS}
    return make_past(held, [day] * texts, lines)


def has_learned(texts: int, days_ago: int) -> bool:
    weights = learn(make_teaching_past(texts, days_ago), count_days(TODAY)).pool.weights
    return bool(np.abs(weights - start_weights()).max() > 1e-9)


@pytest.mark.limit("predict.FEWEST_TEXTS")
@pytest.mark.parametrize(("texts", "learned"), [(19, False), (20, True), (21, True)])
def test_the_model_learns_from_20_texts_on(texts: int, learned: bool) -> None:
    assert has_learned(texts, days_ago=400) == learned


@pytest.mark.limit("predict.TAUGHT_DAYS")
@pytest.mark.parametrize(("days_ago", "learned"), [(4379, True), (4380, True), (4381, False)])
def test_the_model_learns_from_texts_of_the_last_12_years(days_ago: int, learned: bool) -> None:
    assert has_learned(20, days_ago) == learned


@pytest.mark.limit("predict.HORIZON_DAYS")
@pytest.mark.parametrize(("days_before", "seen"), [(19, False), (20, True), (21, True)])
def test_a_vote_20_days_before_a_text_is_known_when_learning(days_before: int, seen: bool) -> None:
    """Whether the vote on an earlier text of the series is seen."""
    first = Text("T/1", "food", series="1")
    past = make_past([first], [TODAY - datetime.timedelta(days=days_before)], dict.fromkeys(GROUPS, "Y"))
    evidence = Evidence(past, count_days(TODAY))
    predictors = evidence.build_predictors(
        [Text("T/2", "food", series="1")], np.array([count_days(TODAY)]), HORIZON_DAYS
    )
    assert bool(predictors.repeat[0]) == seen


@pytest.mark.limit("pool.RIDGE")
def test_the_ridge_of_the_pool_is_20() -> None:
    """At the best weights the pull of the votes is that of the ridge: 20 times the distance from the plain mean."""
    draw = np.random.default_rng(0)
    truth = draw.integers(0, 3, 200)
    features = draw.normal(size=(200, len(FEATURES), 3))
    features[:, 2] += 2 * np.eye(3)[truth]
    repeat, groups, counts = truth > 0, np.full(200, 3), np.linspace(0.5, 1, 200)
    pool = fit_pool(features, repeat, groups, truth, counts)
    wide = widen(features, repeat, groups)
    surplus = counts[:, np.newaxis] * (np.eye(3)[truth] - softmax(pool.score(features, repeat, groups)))
    pull = np.einsum("rfp,rp->f", wide, surplus)
    assert pull == pytest.approx(20 * (pool.weights - start_weights()), abs=1e-4)


@pytest.mark.limit("views.PAST_SESSIONS_OFFERED")
@pytest.mark.django_db
@pytest.mark.parametrize(("sessions", "offered"), [(5, 5), (6, 6), (7, 6)])
def test_6_past_sessions_are_offered(client: Client, sessions: int, offered: int) -> None:
    for number in range(1, sessions + 1):
        day = datetime.date(2017, 1, 1) + datetime.timedelta(days=30 * number)
        session = make_session(str(number))
        make_voted(f"A/HRC/RES/{number}/1", session=session, date=day)
    assert len(client.get("/before/").context["past_sessions"]) == offered
