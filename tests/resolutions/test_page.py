"""What the page of a text is made of."""

import pytest

from votes.analysis.majority_position import Alignment
from votes.analysis.movement import Move, Movement
from votes.core.choices import Position, RegionalGroup
from votes.models import Resolution, State
from votes.resolutions.page import build_seats, build_series_row, list_entries
from votes.resolutions.query import RollCallQuery, read_roll_call_query
from votes.resolutions.roll_call import RollCallEntry
from votes.resolutions.service import SeriesEntry
from votes.resolutions.wording import describe_movement


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
    query = read_roll_call_query(asked)
    assert [entry.state.iso3 for entry in list_entries(ENTRIES, query)] == shown
    assert query.notes == ()


def test_an_unknown_value_is_left_out_with_a_note_and_the_other_is_followed() -> None:
    query = read_roll_call_query({"position": "yes", "group": "african"})
    assert query == RollCallQuery(
        "", "african", ("“yes” is not a valid value for position and was ignored.",)
    )
    assert [entry.state.iso3 for entry in list_entries(ENTRIES, query)] == ["EGY", "SEN"]


def make_movement(moved: int, both: int) -> Movement:
    moves = tuple(Move(f"A{n}", Position.IN_FAVOUR, Position.AGAINST) for n in range(moved))
    return Movement(both, moves, new=("NEW",), left=("OLD",))


def test_the_number_of_changes_is_given_with_its_n() -> None:
    assert describe_movement(make_movement(9, 22)) == (
        "9 of the 22 States that took a position in both votes changed it"
    )
    assert describe_movement(make_movement(0, 1)).startswith("none of the 1 ")


def test_a_row_of_the_series_names_changes_new_members_and_former_members() -> None:
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
