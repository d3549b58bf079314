"""The past ends where it is cut; nothing behind the cut is left in it."""

import datetime

import numpy as np
import pytest

from tests.forecast.model.made_up import GROUPS, make_camps, make_past
from votes.forecast.model import Past, Text, count_days
from votes.forecast.model.past import list_words

ONE, TWO, THREE = (datetime.date(2019, 3, day) for day in (1, 2, 3))
TEXTS = [Text("one", "Food"), Text("two", "Water", kind="amendment"), Text("three", "Air")]


def test_before_keeps_what_was_decided_earlier_and_who_had_voted_by_then():
    past = make_past(TEXTS, [ONE, TWO, THREE], {"AAA": "Y.N", "EEA": ".N.", "WWA": "..Y"})

    cut = past.before(THREE)

    assert [text.address for text in cut.texts] == ["one", "two"]
    assert cut.states == ("AAA", "EEA")
    assert cut.positions.tolist() == [[1, 0], [0, 2]]
    assert cut.amendments.tolist() == [False, True]
    assert past.before(ONE).states == ()
    assert len(past.before(ONE)) == 0
    assert len(past.before(THREE + datetime.timedelta(days=1))) == 3


def test_a_vote_of_the_day_itself_is_not_before_it():
    past = make_past(TEXTS[:2], [ONE, ONE], {"AAA": "YY"})

    assert len(past.before(ONE)) == 0
    assert len(past.before(TWO)) == 2


def test_positions_groups_and_absences_are_read_by_row():
    past = make_past(TEXTS, [ONE, TWO, THREE], {"AAA": "YN-", "XXX": "A.-"})

    assert past.taken[0].tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 0]]
    assert past.taken[1].tolist() == [[0, 0, 1], [0, 0, 0], [0, 0, 0]]
    assert past.group_codes.tolist() == [0, -1]
    assert past.absent.tolist() == [[1, 3], [1, 2]]


def test_a_past_out_of_order_or_shape_is_refused():
    with pytest.raises(ValueError, match="order of their days"):
        make_past(TEXTS[:2], [TWO, ONE], {"AAA": "YY"})
    with pytest.raises(ValueError, match="one column"):
        Past(("AAA",), tuple(TEXTS), np.array([1, 2, 3]), np.zeros((1, 2), dtype=np.int8), GROUPS)


def test_words_are_stems_and_pairs_without_those_of_every_title():
    assert list_words("The human rights of Migrants and migration") == {
        "migrant", "migrati", "migrant migrati"
    }  # fmt: skip
    assert list_words("Situation of human rights") == frozenset()
    assert list_words("Technical co-operation") == list_words("technical cooperation")


def test_days_are_counted_from_1970():
    assert count_days(datetime.date(1970, 1, 11)) == 10
    assert make_camps(2).days[0] == count_days(datetime.date(2008, 3, 20))
