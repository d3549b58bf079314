"""Who moved between two votes on the same text."""

import pytest
from hypothesis import given

from tests.analysis import slow
from tests.analysis.strategies import roll_calls
from votes.analysis.movement import Move, Movement, compare_roll_calls
from votes.core.choices import POSITIONS_TAKEN, Position
from votes.models import Resolution

FOR, AGAINST, ABSTAINING, ABSENT = Position


def test_one_small_comparison_by_hand():
    before = {
        "CHN": FOR,
        "DEU": ABSTAINING,
        "CHL": FOR,
        "TUN": ABSENT,
        "USA": AGAINST,
        "IND": FOR,
        "JPN": ABSTAINING,
    }
    after = {
        "CHN": FOR,
        "DEU": AGAINST,
        "CHL": ABSTAINING,
        "TUN": FOR,
        "MEX": FOR,
        "IND": ABSENT,
        "JPN": AGAINST,
    }
    assert compare_roll_calls(before, after) == Movement(
        both=4,
        moves=(
            Move("CHL", FOR, ABSTAINING),
            Move("DEU", ABSTAINING, AGAINST),
            Move("JPN", ABSTAINING, AGAINST),
        ),
        new=("MEX",),
        left=("USA",),
    )


@pytest.mark.parametrize("position", Position)
def test_from_or_to_an_absence_is_no_move(position):
    for before, after in ((ABSENT, position), (position, ABSENT)):
        assert compare_roll_calls({"CHN": before}, {"CHN": after}) == Movement(0, (), (), ())


def test_nothing_to_compare():
    assert compare_roll_calls({}, {}) == Movement(0, (), (), ())
    assert compare_roll_calls({}, {"MEX": FOR, "CHN": ABSENT}) == Movement(0, (), ("CHN", "MEX"), ())


@given(roll_calls, roll_calls)
def test_it_agrees_with_its_slow_twin(before, after):
    movement = compare_roll_calls(before, after)
    moves = {(move.iso3, move.before, move.after) for move in movement.moves}
    assert (movement.both, moves, set(movement.new), set(movement.left)) == slow.compare(before, after)
    assert len(moves) == len(movement.moves)


@given(roll_calls, roll_calls)
def test_looking_back_turns_every_move_round(before, after):
    there, back = compare_roll_calls(before, after), compare_roll_calls(after, before)
    assert {(m.iso3, m.before, m.after) for m in there.moves} == {
        (m.iso3, m.after, m.before) for m in back.moves
    }
    assert (there.both, there.new, there.left) == (back.both, back.left, back.new)


@given(roll_calls)
def test_nobody_moves_between_a_vote_and_itself(roll_call):
    movement = compare_roll_calls(roll_call, roll_call)
    taken = sum(position in POSITIONS_TAKEN for position in roll_call.values())
    assert movement == Movement(taken, (), (), ())


@given(roll_calls, roll_calls)
def test_the_order_of_the_roll_call_does_not_matter(before, after):
    turned = compare_roll_calls(dict(reversed(before.items())), dict(reversed(after.items())))
    assert turned == compare_roll_calls(before, after)


@given(roll_calls, roll_calls)
def test_numbers_stay_in_their_bounds_and_moves_of_one_kind_stand_together(before, after):
    movement = compare_roll_calls(before, after)
    assert 0 <= len(movement.moves) <= movement.both <= min(len(before), len(after))
    kinds = [(move.before, move.after) for move in movement.moves]
    starts = [kind for place, kind in enumerate(kinds) if place == 0 or kinds[place - 1] != kind]
    assert len(starts) == len(set(starts))


@pytest.mark.django_db
def test_between_37_23_and_43_21_nine_of_twenty_two_moved(starter):
    """As the sketch of the vote page has it."""
    before, after = (
        {
            iso3: Position(position)
            for iso3, position in Resolution.objects.get(symbol=symbol).votes.values_list(
                "state__iso3", "position"
            )
        }
        for symbol in ("A/HRC/RES/37/23", "A/HRC/RES/43/21")
    )
    movement = compare_roll_calls(before, after)
    assert movement.both == 22
    assert [(move.iso3, move.before, move.after) for move in movement.moves] == [
        ("CHL", FOR, ABSTAINING),
        ("COD", FOR, ABSTAINING),
        ("AUS", ABSTAINING, AGAINST),
        ("DEU", ABSTAINING, AGAINST),
        ("ESP", ABSTAINING, AGAINST),
        ("JPN", ABSTAINING, AGAINST),
        ("KOR", ABSTAINING, AGAINST),
        ("SVK", ABSTAINING, AGAINST),
        ("UKR", ABSTAINING, AGAINST),
    ]
    assert "USA" in movement.left
    assert slow.compare(before, after)[0] == 22
