"""Who votes like whom, what an absent State would have done, and how near texts share their weight."""

import datetime

import numpy as np
import pytest

from tests.forecast.model.made_up import make_camps, make_past
from votes.forecast.model import Past, Text
from votes.forecast.model.similar_states import PRIOR_VOTES, SHARPNESS, impute, weigh_similar_states
from votes.forecast.model.text_neighbourhood import (
    ANY_TWO,
    NEAREST,
    NUGGET,
    RANGE,
    WEIGHTS,
    covary,
    find_base_rates,
    predict_from_neighbourhood,
    relate,
    weigh_texts,
)
from votes.forecast.model.text_similarity import Likenesses

DAYS = [datetime.date(2019, 3, 1)] * 4
TEXTS = [Text(str(number), f"Title{'abcd'[number]} word{'aabb'[number]}", item=3) for number in range(4)]


def count_similar_states(past: Past) -> np.ndarray:
    return weigh_similar_states(past, int(past.days[-1]))


def test_similar_states_by_hand():
    """All votes of today count whole: agreement, drawn to the average by twelve votes, to the twelfth power."""
    past = make_past(TEXTS, DAYS, {"AAA": "YYNA", "AAB": "YYNN", "EEA": "NN.A"})

    # Within a group: AAA and AAB agree in 3 of 4. Across: AAA-EEA in 1 of 3, AAB-EEA in none of 3, so 1 of 6.
    within = ((3 + PRIOR_VOTES * 3 / 4) / (4 + PRIOR_VOTES)) ** SHARPNESS
    across = ((1 + PRIOR_VOTES / 6) / (3 + PRIOR_VOTES)) ** SHARPNESS
    none = ((0 + PRIOR_VOTES / 6) / (3 + PRIOR_VOTES)) ** SHARPNESS
    assert count_similar_states(past) == pytest.approx(
        np.array([[0, within, across], [within, 0, none], [across, none, 0]]), rel=1e-4
    )


def test_an_absent_state_is_imputed_from_similar_states_and_a_vote_stays_what_it_was():
    past = make_past(TEXTS, DAYS, {"AAA": "YYN.", "AAB": "YYNN", "EEA": "NNYY"})
    similar_states = np.array([[0, 3, 1], [1, 0, 1], [1, 1, 0]], dtype=np.float32)

    imputed = impute(past, similar_states)

    assert imputed[0, 3].tolist() == [0.25, 0.75, 0]
    assert imputed[0, :3].tolist() == past.taken[0, :3].tolist()
    alone = impute(make_past(TEXTS[:1], DAYS[:1], {"AAA": "-"}), np.zeros((1, 1), dtype=np.float32))
    assert alone.tolist() == [[[0, 0, 0]]]


def test_the_most_similar_state_votes_alike():
    past = make_camps()
    similar_states = count_similar_states(past)
    row = past.row_of["AAA"]
    assert past.states[int(similar_states[row].argmax())] in ("AAB", "AAC")
    assert similar_states[row, past.row_of["AAB"]] > 10 * similar_states[row, past.row_of["WWA"]]
    assert similar_states == pytest.approx(similar_states.T)


def test_the_covariance_by_hand():
    measure = Likenesses(make_past(TEXTS, DAYS, {"AAA": "YYYY"}))
    held = measure.describe(TEXTS)
    like = measure.compare(held, held)
    year = np.full((4, 4), 365)

    total = sum(WEIGHTS.values()) + ANY_TWO
    expected = (WEIGHTS["title"] * like.title + WEIGHTS["item"] + ANY_TWO) / total * np.exp(-365 / RANGE)
    assert covary(like, year) == pytest.approx(expected)


def weigh_slowly(past: Past, text: Text, day: int, allowed: list[bool]) -> list[float]:
    """The twin: the normal equations of simple kriging over the nearest allowed texts, written out one by one."""
    measure = Likenesses(past)
    held, asked = measure.describe(past.texts), measure.describe([text])

    def find(one: int | None, other: int) -> float:
        like = measure.compare(asked if one is None else held, held)
        apart = np.array([[(day if one is None else past.days[one]) - past.days[other]]])
        alike = sum(w * float(getattr(like, kind)[one or 0, other]) for kind, w in WEIGHTS.items()) + ANY_TWO
        return alike / (sum(WEIGHTS.values()) + ANY_TWO) * float(np.exp(-abs(apart[0, 0]) / RANGE))

    known = sorted((n for n in range(len(past)) if allowed[n]), key=lambda n: (-find(None, n), n))[:NEAREST]
    system = [[1 + NUGGET if a == b else find(a, b) for b in known] for a in known]
    solved = np.linalg.solve(np.array(system), np.array([find(None, n) for n in known]))
    return [float(solved[known.index(n)]) if n in known else 0.0 for n in range(len(past))]


def test_the_weights_of_texts_are_those_of_the_slow_twin():
    past = make_camps(4)
    text = Text("new", "The right to food in Ruritania", item=4, series="3")
    day = int(past.days[-1]) + 100
    allowed = [number % 5 != 0 for number in range(len(past))]
    measure = Likenesses(past)
    held = measure.describe(past.texts)
    like = measure.compare(measure.describe([text]), held)

    found = weigh_texts(relate(past, measure, held), like, day - past.days[np.newaxis], np.array([allowed]))

    assert found[0] == pytest.approx(weigh_slowly(past, text, day, allowed), abs=1e-5)


def test_near_copies_share_their_weight():
    """Of the like texts two are the same as each other: together they weigh little more than the third alone."""
    texts = [Text("1", "Food one"), Text("2", "Food one"), Text("3", "Food other")]
    past = make_past(texts, DAYS[:3], {"AAA": "YYN"})
    measure = Likenesses(past)
    held = measure.describe(texts)
    like = measure.compare(measure.describe([Text("new", "Food")]), held)

    (weights,) = weigh_texts(
        relate(past, measure, held), like, np.zeros((1, 3), dtype=np.int64), np.ones((1, 3), dtype=np.bool_)
    )

    assert weights[0] == pytest.approx(weights[1])
    assert weights[0] < weights[2] < weights[0] + weights[1]


def test_where_no_text_is_allowed_the_neighbourhood_gives_the_base_rate():
    past = make_camps(3)
    imputed = impute(past, count_similar_states(past))
    base_rates = find_base_rates(past, imputed, int(past.days[-1]))

    shares = predict_from_neighbourhood(np.zeros((1, len(past)), dtype=np.float32), imputed, base_rates)

    assert shares[0] == pytest.approx(base_rates)
    assert base_rates.sum(axis=1) == pytest.approx(1)
