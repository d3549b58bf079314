"""What the page of a text is made of."""

from typing import Any

import pytest

from votes.analysis.majority_position import Alignment
from votes.analysis.movement import Move, Movement
from votes.core.choices import (
    DECIDED,
    Adoption,
    AnnouncedPosition,
    ExplanationKind,
    Outcome,
    Position,
    RegionalGroup,
)
from votes.explanations.page import build_explanation
from votes.home.page import build_year_rows
from votes.models import Explanation, Resolution, State
from votes.resolutions.page import build_seats, build_series_row, filter_roll_call
from votes.resolutions.service import RollCallEntry, SeriesEntry
from votes.resolutions.wording import describe_movement
from votes.sessions.wording import describe_session


def make_entry(iso3: str, position: Position, group: RegionalGroup | None) -> RollCallEntry:
    return RollCallEntry(State(iso3=iso3, name=iso3), position, group, Alignment.NO_MAJORITY)


AFRICAN, WESTERN = RegionalGroup.AFRICAN, RegionalGroup.WESTERN_EUROPEAN_OTHER
ENTRIES = [
    make_entry("CHE", Position.ABSTAINING, WESTERN),
    make_entry("EGY", Position.IN_FAVOUR, AFRICAN),
    make_entry("NOR", Position.IN_FAVOUR, WESTERN),
    make_entry("SEN", Position.IN_FAVOUR, AFRICAN),
    make_entry("XXX", Position.IN_FAVOUR, None),
]


def test_seats_stand_by_position_then_group_then_name() -> None:
    rows = build_seats(ENTRIES)
    assert [(row.position, [e.state.iso3 for e in row.entries]) for row in rows] == [
        (Position.IN_FAVOUR, ["EGY", "SEN", "NOR", "XXX"]),
        (Position.ABSTAINING, ["CHE"]),
    ]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, ["CHE", "EGY", "NOR", "SEN", "XXX"]),
        ({"position": "in_favour"}, ["EGY", "NOR", "SEN", "XXX"]),
        ({"group": "african"}, ["EGY", "SEN"]),
        ({"position": "abstaining", "group": "western_european_other"}, ["CHE"]),
        ({"position": "against"}, []),
        ({"position": "", "group": ""}, ["CHE", "EGY", "NOR", "SEN", "XXX"]),
    ],
)
def test_the_roll_call_is_filtered_as_asked(asked: dict[str, str], shown: list[str]) -> None:
    view = filter_roll_call(ENTRIES, asked)
    assert [entry.state.iso3 for entry in view.entries] == shown
    assert view.notes == []


def test_an_unknown_value_is_left_out_with_a_word_and_the_other_kept() -> None:
    view = filter_roll_call(ENTRIES, {"position": "yes", "group": "african"})
    assert [entry.state.iso3 for entry in view.entries] == ["EGY", "SEN"]
    assert view.notes == ["“yes” is not a value of position and was left out."]
    assert (view.position, view.group) == ("", "african")


def make_movement(moved: int, both: int) -> Movement:
    moves = tuple(Move(f"A{n}", Position.IN_FAVOUR, Position.AGAINST) for n in range(moved))
    return Movement(both, moves, new=("NEW",), left=("OLD",))


def test_how_many_moved_of_how_many() -> None:
    assert describe_movement(make_movement(9, 22)) == (
        "9 of the 22 States that took a position both times moved"
    )
    assert describe_movement(make_movement(0, 1)).startswith("none of the 1 ")


def test_a_row_of_the_series_names_who_moved_who_is_new_and_who_left() -> None:
    states = {code: State(iso3=code, name=code) for code in ("A0", "NEW", "OLD")}
    row = build_series_row(SeriesEntry(Resolution(), False, make_movement(1, 2)), states)
    assert [(m.state.iso3, m.before, m.after) for m in row.moves] == [
        ("A0", Position.IN_FAVOUR, Position.AGAINST)
    ]
    assert [state.iso3 for state in row.new] == ["NEW"]
    assert [state.iso3 for state in row.left] == ["OLD"]


def test_a_text_that_cannot_be_compared_has_a_row_without_a_finding() -> None:
    row = build_series_row(SeriesEntry(Resolution(), True, None), {})
    assert (row.finding, row.moves, row.new, row.left) == ("", [], [], [])


@pytest.mark.parametrize(
    ("announced", "recorded", "words"),
    [
        (AnnouncedPosition.ABSTAINING, Position.AGAINST, "Announced: abstaining. Recorded: against."),
        (AnnouncedPosition.IN_FAVOUR, Position.NOT_VOTING, "Announced: in favour. Recorded: not voting."),
        (AnnouncedPosition.AGAINST, Position.AGAINST, ""),
        (AnnouncedPosition.AGAINST, None, ""),
        (AnnouncedPosition.NONE, Position.AGAINST, ""),
        (AnnouncedPosition.DISSOCIATED, Position.IN_FAVOUR, ""),
    ],
)
def test_announced_and_recorded_are_compared(
    announced: AnnouncedPosition, recorded: Position | None, words: str
) -> None:
    explanation = Explanation(announced=announced.value, kind=ExplanationKind.BEFORE_VOTE)
    assert build_explanation(explanation, recorded).differs == words


def test_a_later_submission_to_a_study_announced_no_vote() -> None:
    explanation = Explanation(announced="against", kind=ExplanationKind.STUDY_SUBMISSION)
    assert build_explanation(explanation, Position.ABSTAINING).differs == ""


def test_the_table_of_years_has_the_latest_first_and_every_cell() -> None:
    rows = [
        {"year": 2018, "adoption": "without_vote", "n": 70},
        {"year": 2018, "adoption": "recorded_vote", "n": 20},
        {"year": 2020, "adoption": "none", "n": 3},
    ]
    assert build_year_rows(rows, {}) == [
        {"year": 2020, "cells": [0, 0, 0, 3], "n": 3},
        {"year": 2018, "cells": [20, 70, 0, 0], "n": 90},
    ]
    assert build_year_rows([], {}) == []


def test_texts_without_a_day_stand_before_the_years() -> None:
    rows = [{"year": 2026, "adoption": "recorded_vote", "n": 3}]
    assert build_year_rows(rows, {"without_vote": 25, "none": 1}) == [
        {"year": None, "cells": [0, 25, 0, 1], "n": 26},
        {"year": 2026, "cells": [3, 0, 0, 0], "n": 3},
    ]


def make_text(outcome: Outcome, adoption: Adoption) -> Any:
    return Resolution(outcome=outcome, adoption=adoption)


def test_a_session_in_one_sentence() -> None:
    texts = [
        make_text(Outcome.ADOPTED, Adoption.WITHOUT_VOTE),
        make_text(Outcome.ADOPTED, Adoption.WITHOUT_VOTE),
        make_text(Outcome.ADOPTED, Adoption.RECORDED_VOTE),
        make_text(Outcome.REJECTED, Adoption.RECORDED_VOTE),
        make_text(Outcome.WITHDRAWN, Adoption.NONE),
        make_text(Outcome.TABLED, Adoption.NONE),
    ]
    assert describe_session(texts) == (
        "2 adopted without a vote, 1 adopted by a recorded vote, 1 rejected by a recorded vote, "
        "1 withdrawn, 1 tabled"
    )


ALLOWED = [
    *((Outcome.ADOPTED, adoption) for adoption in Adoption if adoption != Adoption.NONE),
    (Outcome.REJECTED, Adoption.RECORDED_VOTE),
    (Outcome.REJECTED, Adoption.NON_RECORDED_VOTE),
    *((outcome, Adoption.NONE) for outcome in Outcome if outcome not in DECIDED),
]


@pytest.mark.parametrize(("outcome", "adoption"), ALLOWED)
def test_no_text_of_a_session_is_passed_over(outcome: Outcome, adoption: Adoption) -> None:
    """Every combination that the database allows is counted somewhere, and once."""
    assert describe_session([make_text(outcome, adoption)] * 3).startswith("3 ")
    assert "," not in describe_session([make_text(outcome, adoption)])
