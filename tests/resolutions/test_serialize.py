"""Rows as plain data."""

import datetime

from votes.core.choices import Adoption, Outcome, Position
from votes.models import Resolution, Session
from votes.resolutions.serialize import flatten_listed, serialize_listed
from votes.web.serialize import flatten, label_group, serialize_totals


def make_text(**fields: object) -> Resolution:
    usual = {
        "symbol": "A/HRC/RES/37/23",
        "address": "A/HRC/RES/37/23",
        "title": "Cooperation",
        "session": Session(number=37),
        "date": datetime.date(2018, 3, 23),
        "outcome": Outcome.ADOPTED,
    }
    return Resolution(**(usual | fields))


VOTED = make_text(
    adoption=Adoption.RECORDED_VOTE, official_in_favour=28, official_against=1, official_abstaining=17
)
WITHOUT = make_text(adoption=Adoption.WITHOUT_VOTE)


def test_flatten_lifts_one_level_and_leaves_the_rest() -> None:
    row = {"symbol": "A", "official": {"against": 1, "in_favour": None}, "none": None, "n": 0}
    assert flatten(row) == {
        "symbol": "A",
        "official_against": 1,
        "official_in_favour": None,
        "none": None,
        "n": 0,
    }


def test_totals_that_were_never_announced_are_not_zero() -> None:
    assert serialize_totals(dict.fromkeys(Position, None)) is None
    assert serialize_totals({**dict.fromkeys(Position, 0), Position.NOT_VOTING: None}) == {
        "in_favour": 0,
        "against": 0,
        "abstaining": 0,
        "not_voting": None,
    }


def test_a_text_adopted_without_a_vote_has_no_numbers_at_all() -> None:
    row = serialize_listed(WITHOUT)
    assert (row["adoption"], row["official"], row["counted"]) == ("without_vote", None, None)
    assert {value for key, value in flatten_listed(WITHOUT).items() if key.startswith("official")} == {None}


def test_csv_rows_have_the_same_columns_with_and_without_totals() -> None:
    assert list(flatten_listed(VOTED)) == list(flatten_listed(WITHOUT))
    assert flatten_listed(VOTED)["official_in_favour"] == 28


def test_an_unknown_group_has_no_label() -> None:
    assert label_group(None) is None
    assert label_group("") is None
    assert label_group("african") == "African States"
