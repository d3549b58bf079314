"""The forecast as a whole on a small past: what it says, why, and what must not matter to it."""

import datetime
from dataclasses import replace

import numpy as np
import pytest

from tests.forecast.model.made_up import COUNTRY, FOOD, GROUPS, make_camps, make_past
from votes.core.choices import Position
from votes.forecast.model import Evidence, Forecast, Past, Text, build_forecasts, count_days, learn
from votes.forecast.model.baselines import guess
from votes.forecast.model.evaluation import Case, evaluate, find_calibration, list_pairs
from votes.forecast.model.result import MemberForecast, Total
from votes.forecast.model.totals import RandomEffect

AS_OF = datetime.date(2018, 3, 1)
VOTE_ON = datetime.date(2018, 3, 21)
FOOD_AGAIN = Text("A/FOOD", FOOD, item=3, series="1")
COUNTRY_AGAIN = Text("A/COUNTRY", COUNTRY, item=4, series="3")


def forecast(
    texts: list[Text],
    past: Past | None = None,
    members: dict[str, str] = GROUPS,
    as_of: datetime.date = AS_OF,
) -> list[Forecast]:
    past = (past or make_camps()).before(as_of)
    evidence, model = Evidence(past, count_days(as_of)), learn(past, count_days(as_of))
    return build_forecasts(model, evidence, texts, [VOTE_ON] * len(texts), [members] * len(texts), as_of)


def get(found: Forecast, iso3: str) -> MemberForecast:
    return next(member for member in found.members if member.iso3 == iso3)


def test_who_always_did_the_same_is_expected_to_do_it_again():
    food, country = forecast([FOOD_AGAIN, COUNTRY_AGAIN])

    assert {member.iso3: member.likeliest for member in food.members} == {
        **dict.fromkeys(("AAA", "AAB", "AAC", "EEA", "EEB"), Position.IN_FAVOUR),
        "WWA": Position.ABSTAINING,
    }
    assert get(country, "AAA").likeliest == Position.AGAINST
    assert get(country, "WWA").likeliest == Position.IN_FAVOUR
    assert food.adopted
    assert country.adopted
    assert food.adopted > 0.95 > country.adopted
    assert food.repeat
    assert food.n == 30


def test_chances_add_up_and_the_totals_are_those_of_the_members():
    for found in forecast([FOOD_AGAIN, COUNTRY_AGAIN, Text("A/NEW", "Something else")]):
        assert [sum(one.chances.values()) for one in found.members] == pytest.approx([1] * 6)
        for position, total in found.totals.items():
            present = sum(one.chances[position] * (1 - one.absent) for one in found.members)
            assert total.expected == pytest.approx(present)
            assert 0 <= total.low <= total.high <= 6


def test_a_text_is_forecast_the_same_alone_and_among_others_in_any_order():
    one, other = forecast([FOOD_AGAIN, COUNTRY_AGAIN])
    assert forecast([COUNTRY_AGAIN, FOOD_AGAIN]) == [other, one]
    assert [found.as_dict() for found in forecast([FOOD_AGAIN])] == [one.as_dict()]


def test_texts_of_one_day_may_stand_in_any_order():
    """The third and fourth text of the past share a day; swapped, nothing changes but the last digits."""
    past = make_camps()
    days = past.days.copy()
    days[3] = days[2]
    past = replace(past, days=days)
    order = [0, 1, 3, 2, *range(4, len(past))]
    swapped = replace(
        past,
        texts=tuple(past.texts[n] for n in order),
        positions=np.ascontiguousarray(past.positions[:, order]),
    )

    one, other = forecast([COUNTRY_AGAIN], past)[0], forecast([COUNTRY_AGAIN], swapped)[0]

    assert one.as_dict() == other.as_dict()


def test_the_members_may_stand_in_any_order():
    turned = dict(reversed(GROUPS.items()))
    assert forecast([COUNTRY_AGAIN], members=turned) == forecast([COUNTRY_AGAIN])


def test_it_is_the_same_each_time():
    assert repr(forecast([COUNTRY_AGAIN])) == repr(forecast([COUNTRY_AGAIN]))


def test_nothing_from_the_day_on_is_seen():
    """Other votes, titles, series, States and texts from the day on: not one digit of the forecast changes."""
    past = make_camps(12)
    cut = int(np.searchsorted(past.days, count_days(AS_OF)))
    draw = np.random.default_rng(0)
    positions = past.positions.copy()
    positions[:, cut:] = draw.integers(0, 5, positions[:, cut:].shape)
    changed = replace(
        past,
        states=(*past.states, "ZZZ"),
        positions=np.vstack([positions, [*[0] * cut, *[1] * (len(past) - cut)]]).astype(np.int8),
        texts=(
            *past.texts[:cut],
            *(replace(text, title=f"{FOOD} {text.address}", series="3", item=9) for text in past.texts[cut:]),
        ),
    )

    assert cut < len(past)
    assert repr(forecast([FOOD_AGAIN, COUNTRY_AGAIN], changed)) == repr(
        forecast([FOOD_AGAIN, COUNTRY_AGAIN], past)
    )


def test_a_state_without_votes_is_expected_to_vote_with_its_group():
    members = {**GROUPS, "AAX": "african", "WWX": "western_european_other"}
    (country,) = forecast([COUNTRY_AGAIN], members=members)

    new = get(country, "AAX")
    assert new.likeliest == Position.AGAINST
    assert new.against < get(country, "AAA").against
    assert get(country, "WWX").likeliest == Position.IN_FAVOUR
    assert all(reason.predictor == "field" for reason in new.reasons)


def test_a_member_without_a_vote_on_the_series_goes_with_similar_states():
    """AAC's record is taken away on the country, not on the others."""
    past = make_camps()
    positions = past.positions.copy()
    positions[past.row_of["AAC"], 2::3] = 0

    country, unlinked = forecast(
        [COUNTRY_AGAIN, replace(COUNTRY_AGAIN, series="")], replace(past, positions=positions)
    )

    assert get(country, "AAC").likeliest == Position.AGAINST
    assert "series" not in [reason.predictor for reason in get(country, "AAC").reasons]
    similar_states = next(reason for reason in get(unlinked, "AAC").reasons if reason.predictor == "kin")
    assert set(similar_states.peers[:2]) == {"AAA", "AAB"}
    # Ten texts, on which two of the five peers were against.
    assert similar_states.counts == {Position.AGAINST: 20, Position.IN_FAVOUR: 30}


def test_the_reasons_are_counts_that_can_be_looked_up():
    (food,) = forecast([FOOD_AGAIN])

    reasons = {reason.predictor: reason for reason in get(food, "AAC").reasons}

    series = reasons["series"]
    assert (series.counts, series.n) == ({Position.IN_FAVOUR: 5}, 5)
    assert series.votes == tuple(
        (datetime.date(year, 3, 20), Position.IN_FAVOUR) for year in range(2013, 2018)
    )
    assert reasons["item"].counts == {Position.IN_FAVOUR: 10}
    weights = [reason.weight for reason in get(food, "AAC").reasons]
    assert weights == sorted(weights, reverse=True)


def test_an_absence_is_no_position():
    """EEB did not vote on food last time: it counts as nothing, but for its chance to be absent again."""
    (food,) = forecast([FOOD_AGAIN])

    (series,) = [reason for reason in get(food, "EEB").reasons if reason.predictor == "series"]
    assert series.counts == {Position.IN_FAVOUR: 9}
    assert get(food, "EEB").absent > get(food, "EEA").absent > 0


def test_a_pivotal_member_moves_the_chance_of_adoption():
    """Three against three: whoever is open decides."""
    past = make_camps()
    positions = past.positions.copy()
    positions[past.row_of["AAC"], 2::3] = [0, 0, 0, 0, 0, 1, 2, 1, 2, 3]
    (country,) = forecast([COUNTRY_AGAIN], replace(past, positions=positions))

    pivotal = country.pivotal_members[0]
    assert pivotal.iso3 == "AAC"
    assert country.adopted
    assert pivotal.if_in_favour > country.adopted > pivotal.if_against


def test_with_few_texts_all_predictors_count_alike_and_nothing_is_known_of_how_members_err_together():
    model = learn(make_camps(2), count_days(AS_OF))
    assert len(set(model.pool.weights[:8].tolist())) == 1
    assert model.on_repeats == model.on_new == RandomEffect()


def test_the_baselines_by_hand():
    past = make_past(
        [FOOD_AGAIN, replace(COUNTRY_AGAIN, series="9"), replace(COUNTRY_AGAIN, series="9"), FOOD_AGAIN],
        [datetime.date(2017, month, 1) for month in (1, 2, 3, 4)],
        {"AAA": "YNNA", "AAB": "YNN.", "WWA": "NYY-"},
    )
    evidence = Evidence(past, count_days(AS_OF))
    predictors = evidence.build_predictors([FOOD_AGAIN], np.array([count_days(VOTE_ON)]))

    found = guess(evidence, predictors, 0, FOOD_AGAIN, ["AAA", "AAB", "WWA", "XXX"])

    yes, no, abstaining = Position.IN_FAVOUR, Position.AGAINST, Position.ABSTAINING
    assert found["modal"] == {"AAA": no, "AAB": no, "WWA": yes, "XXX": yes}
    assert found["last"] == {"AAA": abstaining, "AAB": yes, "WWA": no, "XXX": yes}
    assert found["similar"]["AAB"] == yes
    assert found["similar"]["WWA"] == no


def make_case(
    truth: dict[str, Position], chances: dict[str, tuple[float, float, float]], **columns: bool
) -> Case:
    members = tuple(MemberForecast(state, *three, 0.0, ()) for state, three in chances.items())
    totals = {
        position: Total(sum(member.chances[position] for member in members), 1, 2)
        for position in (Position.IN_FAVOUR, Position.AGAINST, Position.ABSTAINING)
    }
    return Case(
        symbol="A",
        draft="",
        date=VOTE_ON,
        forecast=Forecast("A", AS_OF, members, totals, 0.9, (), columns.get("repeat", True), 3),
        truth=truth,
        guesses={name: dict.fromkeys(chances, Position.IN_FAVOUR) for name in ("modal", "last", "similar")},
    )


def test_the_table_by_hand():
    chances = {"AAA": (0.8, 0.1, 0.1), "EEA": (0.3, 0.6, 0.1), "WWA": (0.5, 0.25, 0.25)}
    voted = {"AAA": Position.IN_FAVOUR, "EEA": Position.IN_FAVOUR}
    table = evaluate([make_case(voted, chances), make_case({"AAA": Position.AGAINST}, chances, repeat=False)])

    assert table["accuracy"] == {"all": 1 / 3, "repeats": 1 / 2, "new": 0}
    assert table["log_loss"] == pytest.approx(-np.log([0.8, 0.3, 0.1]).mean())
    assert table["outcome"] == 1 / 2
    # Expected 1.6, 0.95 and 0.45; came 2, 0, 0 and 0, 1, 0. The interval is 1 to 2.
    assert table["error"] == pytest.approx({"in_favour": 1.0, "against": 0.5, "abstaining": 0.45})
    assert table["coverage"] == {"in_favour": 0.5, "against": 0.5, "abstaining": 0}
    assert table["coverage_repeats"] == {"in_favour": 1, "against": 0, "abstaining": 0}
    assert table["coverage_new"] == {"in_favour": 0, "against": 1, "abstaining": 0}
    assert table["baselines"]["modal"]["accuracy"] == {"all": 2 / 3, "repeats": 1, "new": 0}
    assert (table["texts"], table["repeats"], table["pairs"]) == (2, 1, 3)


def test_the_calibration_curve_counts_every_chance_once():
    chances = {"AAA": (0.8, 0.15, 0.05), "EEA": (0.1, 0.85, 0.05)}
    truth = {"AAA": Position.IN_FAVOUR, "EEA": Position.ABSTAINING}

    curve = find_calibration(list_pairs([make_case(truth, chances)]))

    assert [(row["low"], row["n"], row["share"]) for row in curve] == [
        (0, 2, 0.5),
        (0.1, 2, 0),
        (0.8, 2, 0.5),
    ]
    assert curve[2]["mean"] == pytest.approx(0.825)


def test_of_no_text_there_is_no_table_but_of_nothing():
    table = evaluate([])
    assert table["texts"] == 0
    assert table["accuracy"]["all"] is None
    assert table["calibration_error"] is None
