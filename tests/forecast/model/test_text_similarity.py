"""How alike two texts are, counted by hand."""

import datetime
from math import log, sqrt

import numpy as np
import pytest

from tests.forecast.model.made_up import make_past
from votes.forecast.model import Text
from votes.forecast.model.text_similarity import Likeness, Likenesses, match, normalise

DAYS = [datetime.date(2019, 3, day) for day in (1, 2, 3)]
KNOWN = [
    Text("1", "Food", item=3, topics=frozenset({"a", "b"}), sponsors=frozenset({"AAA", "EEA"}), series="7"),
    Text("2", "Water", item=3, topics=frozenset({"c"}), sponsors=frozenset({"AAB"})),
    Text("3", "Food Water", body="commission", item=3),
]


def compare(text: Text) -> Likeness:
    measure = Likenesses(make_past(KNOWN, DAYS, {"AAA": "YYY"}))
    return measure.compare(measure.describe([text]), measure.describe(KNOWN))


def test_titles_are_alike_by_the_words_they_share_rare_ones_weighing_more():
    # "food" and "water" stand in two of three titles, their pair in one: log(4/3) and log(4/2).
    common, rare = log(4 / 3), log(4 / 2)
    like = compare(Text("new", "Food and water"))

    length = sqrt(common**2 * 2 + rare**2)
    assert like.title[0] == pytest.approx([common / length, common / length, 1])
    assert compare(Text("new", "Never heard of")).title[0].tolist() == [0, 0, 0]


def test_topics_sponsors_and_their_groups():
    like = compare(Text("new", "", topics=frozenset({"b", "c", "new"}), sponsors=frozenset({"AAA", "eu"})))

    assert like.topic[0] == pytest.approx([1 / 4, 1 / 3, 0])
    assert like.sponsors[0] == pytest.approx([1 / 2, 0, 0])
    # African alone, beside one African and one Eastern European, and one African.
    assert like.groups[0] == pytest.approx([1 / sqrt(2), 1, 0])


def test_an_item_is_the_same_only_in_the_same_body_and_nothing_is_like_nothing():
    assert compare(Text("new", "", item=3)).item[0].tolist() == [1, 1, 0]
    assert compare(Text("new", "")).item[0].tolist() == [0, 0, 0]
    assert compare(Text("new", "", series="7")).series[0].tolist() == [1, 0, 0]
    assert compare(Text("new", "")).series[0].tolist() == [0, 0, 0]


def test_match_and_normalise():
    assert match(["x", None], ["x", "y", None]).tolist() == [[1, 0, 0], [0, 0, 0]]
    assert normalise(np.array([[3, 4], [0, 0]], dtype=np.float32)) == pytest.approx(
        np.array([[0.6, 0.8], [0, 0]])
    )


def test_a_text_is_wholly_like_itself_and_likeness_has_no_direction():
    measure = Likenesses(make_past(KNOWN, DAYS, {"AAA": "YYY"}))
    held = measure.describe(KNOWN)
    like = measure.compare(held, held)

    assert np.diag(like.title) == pytest.approx([1, 1, 1])
    for table in (like.title, like.topic, like.sponsors, like.groups, like.item, like.series):
        assert table == pytest.approx(table.T)
        assert table.min() >= 0
        assert table.max() <= 1 + 1e-6
