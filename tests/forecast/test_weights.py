"""Each weight and half-life of the forecast's model: what it does just below it, at it and just above it."""

import datetime

import numpy as np
import pytest

from tests.factories import make_member
from tests.forecast.model.made_up import GROUPS, make_past
from tests.forecast.test_backtest import STATES, make_text
from tests.pages_factories import make_voted
from votes.core.choices import Body, Position
from votes.forecast.backtest import list_decided
from votes.forecast.briefing.page import build_segments
from votes.forecast.model import Evidence, Past, Text, count_days, learn
from votes.forecast.model import predict as model
from votes.forecast.model.baselines import guess
from votes.forecast.model.pool import Pool, start_weights
from votes.forecast.model.predict import find_absence
from votes.forecast.model.predictors import FEATURES, Predictors, build_features
from votes.forecast.model.similar_states import weigh_similar_states
from votes.forecast.model.text_neighbourhood import covary, find_base_rates, relate, weigh_texts
from votes.forecast.model.text_similarity import Likeness, Likenesses
from votes.forecast.model.totals import RandomEffect, fit_random_effect, list_nodes
from votes.forecast.service import get_day_before, get_past

TODAY = datetime.date(2018, 3, 1)
YEARS_5, YEARS_8 = 5 * 365, 8 * 365


def make_days(*ages: int) -> list[datetime.date]:
    return [TODAY - datetime.timedelta(days=age) for age in ages]


def build_predictors(past: Past, *texts: Text) -> Predictors:
    today = count_days(TODAY)
    return Evidence(past, today).build_predictors(list(texts), np.full(len(texts), today))


def build_past(text: Text, age: int = 1) -> Past:
    return make_past([text], make_days(age), dict.fromkeys(GROUPS, "Y"))


@pytest.mark.limit("predictors.HALF_LIFE")
@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_vote_on_a_text_says_half_as_much_after_5_years(days: int) -> None:
    food = Text("T/1", "food", series="1")
    weight = build_predictors(build_past(food, YEARS_5 + days), Text("T/2", "food", series="1")).weights
    assert np.sign(round(0.5 - weight["series"][0, 0], 9)) == np.sign(days)


@pytest.mark.limit("predictors.LIKE", "predictors.SHARP", "predictors.MASS")
@pytest.mark.parametrize(
    ("text", "like"),
    [
        (Text("T/2", "food"), 1.0),
        (Text("T/2", "food", topics=frozenset(["hunger"])), 1.6),
        (Text("T/2", "food", sponsors=frozenset(["AAA"])), 1.5),
        (Text("T/2", "food", item=3), 1.3),
        (Text("T/2", "food", item=3, topics=frozenset(["hunger"]), sponsors=frozenset(["AAA"])), 2.4),
        (Text("T/2", "water", item=3), 0.3),
    ],
)
def test_a_text_counts_20_times_the_third_power_of_its_likeness(text: Text, like: float) -> None:
    """Of the title 1, the topics 0.6, the sponsors 0.3 and their groups 0.2, and the item 0.3; in all 2.4."""
    known = Text("T/1", "food", item=3, topics=frozenset(["hunger"]), sponsors=frozenset(["AAA"]))
    past = make_past([known, Text("T/3", "peace")], make_days(1, 1), dict.fromkeys(GROUPS, "YY"))
    fade = 0.5 ** (1 / YEARS_5)
    assert build_predictors(past, text).weights["like"][0, 0] == pytest.approx(20 * (like / 2.4) ** 3 * fade)


@pytest.mark.limit("predictors.BASE_RATE_WEIGHT")
def test_any_vote_counts_a_twentieth_for_the_base_rate() -> None:
    predictors = build_predictors(build_past(Text("T/1", "food")), Text("T/2", "water"))
    assert predictors.base_rate[0, 0] == pytest.approx([0.05 * 0.5 ** (1 / YEARS_5), 0, 0])


def build_first_feature(votes: list[float], field: list[float]) -> np.ndarray:
    nothing = np.zeros((1, 3), dtype=np.float32)
    values = dict.fromkeys(("series", "like", "item", "amendments", "kin"), nothing)
    values |= {"series": np.array([votes], np.float32), "field": np.array([field], np.float32)}
    return build_features(nothing, values, np.full((1, 3), 1 / 3, np.float32))[0]


def find_shares(logs: np.ndarray) -> np.ndarray:
    return np.exp(logs) / np.exp(logs).sum()


@pytest.mark.limit("predictors.PRIOR_BASE_RATE", "predictors.SHRINK")
@pytest.mark.parametrize(("votes", "share"), [(0.4, 0.7 / 0.9), (0.5, 0.8), (0.6, 0.9 / 1.1)])
def test_the_base_rate_counts_for_half_a_vote_in_each_predictor(votes: float, share: float) -> None:
    """Of a State of which nothing is known it is 60 % in favour, 15 % against and 25 % abstaining."""
    feature = build_first_feature([votes, 0, 0], [1 / 3] * 3)[FEATURES.index("series")]
    assert find_shares(feature) == pytest.approx([share, (1 - share) * 0.375, (1 - share) * 0.625])


@pytest.mark.limit("predictors.FLOOR")
@pytest.mark.parametrize(("share", "raised"), [(-0.1, 0.03), (0.02, 0.03), (0.03, 0.03), (0.04, 0.04)])
def test_the_neighbourhood_gives_3_percent_at_least(share: float, raised: float) -> None:
    feature = build_first_feature([0, 0, 0], [share, 0.5, 0.5])[FEATURES.index("field")]
    assert find_shares(feature)[0] == pytest.approx(raised / (1 + raised))


@pytest.mark.limit("similar_states.HALF_LIFE", "similar_states.PRIOR_VOTES", "similar_states.SHARPNESS")
@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_shared_vote_counts_half_after_8_years(days: int) -> None:
    """AAA and AAB agreed then and AAA and AAC disagree today. Drawn to their average by twelve votes."""
    texts = [Text("T/1", "food"), Text("T/2", "water")]
    past = make_past(texts, make_days(YEARS_8 + days, 0), {"AAA": "YY", "AAB": "Y.", "AAC": ".N"})
    weights = weigh_similar_states(past, count_days(TODAY))
    fade = 0.5 ** ((YEARS_8 + days) / YEARS_8)
    average = fade / (fade + 1)
    assert weights[0, 1] == pytest.approx(((fade + 12 * average) / (fade + 12)) ** 12, rel=1e-4)
    assert weights[0, 2] == pytest.approx((12 * average / 13) ** 12, rel=1e-4)
    assert np.sign(round(0.5 - fade, 9)) == np.sign(days)


def make_likeness(**kinds: float) -> Likeness:
    names = ("title", "topic", "sponsors", "groups", "item", "series")
    return Likeness(**{name: np.array([[kinds.get(name, 0.0)]]) for name in names})


@pytest.mark.limit("text_neighbourhood.WEIGHTS", "text_neighbourhood.ANY_TWO")
@pytest.mark.parametrize(
    ("kind", "weight"),
    [("title", 0.5), ("topic", 0.25), ("sponsors", 0.1), ("groups", 0.2), ("item", 0.15), ("series", 0.4)],
)
def test_what_each_likeness_counts_in_the_neighbourhood(kind: str, weight: float) -> None:
    """Any two texts have 0.1 in common, and two that are wholly alike 1.7."""
    at_once = np.zeros((1, 1), dtype=np.int64)
    assert covary(make_likeness(), at_once).item() == pytest.approx(0.1 / 1.7)
    assert covary(make_likeness(**{kind: 1.0}), at_once).item() == pytest.approx((weight + 0.1) / 1.7)


@pytest.mark.limit("text_neighbourhood.RANGE")
@pytest.mark.parametrize("days", [-1, 0, 1])
def test_the_likeness_of_texts_falls_to_1_in_e_in_8_years(days: int) -> None:
    """For the base rate, a vote so old counts one half."""
    alike = make_likeness(**dict.fromkeys(["title", "topic", "sponsors", "groups", "item", "series"], 1.0))
    apart = np.array([[YEARS_8 + days]])
    assert np.sign(round(1 / np.e - covary(alike, apart).item(), 9)) == np.sign(days)
    past = make_past([Text("T/1", "food"), Text("T/2", "water")], make_days(YEARS_8 + days, 0), {"AAA": "YN"})
    shares = find_base_rates(past, past.taken, count_days(TODAY))
    assert np.sign(round(1 / 3 - shares[0, 0], 6)) == np.sign(days)


@pytest.mark.limit("text_neighbourhood.NUGGET")
def test_a_text_differs_from_itself_by_15_hundredths() -> None:
    past = build_past(Text("T/1", "food"))
    measure = Likenesses(past)
    assert relate(past, measure, measure.describe(past.texts)).item() == pytest.approx(1.15)


@pytest.mark.limit("text_neighbourhood.NEAREST")
@pytest.mark.parametrize(("texts", "asked"), [(59, 59), (60, 60), (61, 60)])
def test_60_texts_are_asked(texts: int, asked: int) -> None:
    ones = np.ones((1, texts), np.float32)
    like = Likeness(title=ones, topic=ones, sponsors=ones, groups=ones, item=ones, series=ones)
    among = np.eye(texts)
    weights = weigh_texts(among, like, np.ones((1, texts), np.int64), np.ones((1, texts), np.bool_))
    assert np.count_nonzero(weights) == asked


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> list[np.ndarray]:
    """What each vote counts when the pool is fitted."""
    seen: list[np.ndarray] = []

    def fit(features: object, repeat: object, groups: object, truth: object, given: np.ndarray) -> Pool:
        seen.append(given)
        return Pool(start_weights())

    monkeypatch.setattr(model, "fit_pool", fit)
    return seen


def teach(texts: int, age: int, body: str = Body.COUNCIL.value) -> None:
    held = [Text(f"T/{n}", f"title{n}", body=body) for n in range(texts)]
    lines = {state: "Y" * texts if state.startswith("A") else "N" * texts for state in GROUPS}
    learn(make_past(held, make_days(*[age] * texts), lines), count_days(TODAY))


@pytest.mark.limit("predict.TEACHING_HALF_LIFE")
@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_vote_teaches_half_as_much_after_8_years(days: int, counts: list[np.ndarray]) -> None:
    teach(20, YEARS_8 + days)
    assert {int(np.sign(round(0.5 - n, 9))) for n in counts[0]} == {days}


@pytest.mark.limit("predict.COMMISSION_COUNTS")
def test_a_vote_of_the_commission_teaches_half_as_much(counts: list[np.ndarray]) -> None:
    for body in Body:
        teach(20, 400, body.value)
    of_council, of_commission = counts
    assert of_commission == pytest.approx(of_council / 2)


@pytest.mark.limit("predict.RANDOM_EFFECT_TEXTS")
@pytest.mark.parametrize(("texts", "used"), [(119, 119), (120, 120), (121, 120)])
def test_the_shift_is_learned_from_the_latest_120_texts(
    texts: int, used: int, counts: list[np.ndarray], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def fit(scores: object, truth: object, of_text: np.ndarray) -> RandomEffect:
        seen.append(len(np.unique(of_text)))
        return RandomEffect()

    monkeypatch.setattr(model, "fit_random_effect", fit)
    teach(texts, 400)
    assert seen == [used]


@pytest.mark.limit("predict.ABSENCE_PRIOR")
@pytest.mark.parametrize(("listed", "absence"), [(0, 0.025), (19, 0.5 / 39), (20, 0.0125), (21, 0.5 / 41)])
def test_20_votes_stand_for_the_absence_of_all(listed: int, absence: float) -> None:
    """With half an absence among them. A State that was never listed has the rate of all."""
    texts = [Text(f"T/{n}", "food") for n in range(listed)]
    past = make_past(texts, make_days(*reversed(range(listed))), {"AAA": "Y" * listed})
    assert find_absence(past, ["NEW"]) == pytest.approx(absence)


@pytest.mark.limit("baselines.GROUP_MASS")
@pytest.mark.parametrize(("own", "position"), [("Y", Position.IN_FAVOUR), ("-", Position.AGAINST)])
def test_the_group_stands_for_one_vote_on_similar_texts(own: str, position: Position) -> None:
    """A vote of its own on the same text counts 20, so the group decides only where there is none."""
    text = Text("T/1", "food", item=3, topics=frozenset(["hunger"]), sponsors=frozenset(["AAB"]))
    past = make_past([text], make_days(1), {"AAA": own, "AAB": "N", "AAC": "N"})
    today = count_days(TODAY)
    evidence = Evidence(past, today)
    predictors = evidence.build_predictors([text], np.array([today]))
    assert guess(evidence, predictors, 0, text, ["AAA"])["similar"]["AAA"] == position


@pytest.mark.limit("totals.NODES")
def test_the_shift_is_taken_at_5_points() -> None:
    """So a polynomial of degree 9 has its exact mean: that of the eighth power of a standard normal is 105."""
    points, weights = list_nodes()
    assert (weights * points**8).sum() == pytest.approx(105)
    assert (weights * points**10).sum() != pytest.approx(945)


@pytest.mark.limit("totals.SIZES", "totals.FACTORS", "totals.DIRECTIONS")
@pytest.mark.parametrize(("together", "size"), [(True, 1.6), (False, 0.0)])
def test_the_size_of_the_shift_lies_between_0_and_1_6(together: bool, size: float) -> None:
    """Largest where all members of a text move together, and none where they never do."""
    texts, members = 40, 20
    of_text = np.repeat(np.arange(texts), members)
    truth = of_text % 2 if together else np.tile(np.arange(members) % 2, texts)
    effect = fit_random_effect(np.tile([0.0, 0.0, -20.0], (texts * members, 1)), truth, of_text)
    assert effect.sizes[0] == size
    assert 1.0 <= effect.factor <= 1.4


@pytest.mark.limit("page.FULL_BAR_WIDTH")
@pytest.mark.parametrize(("chance", "width"), [(0.01, 1), (0.5, 25), (0.99, 50), (1.0, 50)])
def test_a_bar_of_chances_is_50_wide(chance: float, width: int) -> None:
    (segment,) = build_segments({Position.IN_FAVOUR: chance})
    assert segment.width == width


@pytest.mark.limit("service.ONE_DAY")
def test_the_day_before_a_vote_is_one_day_earlier() -> None:
    assert get_day_before(datetime.date(2018, 3, 1)) == datetime.date(2018, 2, 28)


@pytest.mark.django_db
@pytest.mark.limit("service.FIRST_DAY")
@pytest.mark.parametrize(("day", "known"), [("1999-12-31", 0), ("2000-01-01", 1), ("2000-01-02", 1)])
def test_the_forecast_knows_votes_since_2000(day: str, known: int) -> None:
    make_voted(roll_call={make_member("CHN"): "in_favour"}, date=datetime.date.fromisoformat(day))
    get_past.cache_clear()
    assert len(get_past(1)) == known


@pytest.mark.django_db
@pytest.mark.limit("backtest.FIRST_YEAR")
@pytest.mark.parametrize(("year", "judged"), [(2013, 0), (2014, 1), (2015, 1)])
def test_the_backtest_begins_in_2014(year: int, judged: int) -> None:
    for iso3 in STATES:
        make_member(iso3)
    make_text(year)
    assert len(list_decided()) == judged
