"""What the other texts of a session and the other records of a symbol tell: odd dates, one vote in two records."""

import datetime

import pytest

from votes.checking.diagnostics import Place, Surroundings
from votes.checking.findings import Finding, Rule, build_error, build_note
from votes.core.choices import Position

F, A = Position.IN_FAVOUR, Position.AGAINST
DAY = datetime.date(2018, 3, 23)


def test_a_date_is_held_against_the_session_or_its_other_texts():
    def place(pk: int, day: datetime.date | None, start: datetime.date | None = None) -> Place:
        return Place(pk, f"A/HRC/RES/1/{pk}", str(pk), 1 if start is None else 2, day, start, None)

    far = place(3, datetime.date(2019, 3, 23))
    early = place(5, DAY, datetime.date(2018, 3, 24))
    around = Surroundings([place(1, DAY), place(2, DAY), far, place(4, None), early])
    assert around.find_odd_date(place(1, DAY)) == []
    assert around.find_odd_date(place(4, None)) == []
    assert around.find_odd_date(far)[0].facts["date"] == "2019-03-23"
    assert around.find_odd_date(early) != []


def find_records(*records: tuple[str, int, dict]) -> list[Finding]:
    """The finding on the last of some records of one symbol: (record, day of March 2018, roll-call)."""
    places = [
        Place(pk, "A/HRC/37/L.63", record, 37, datetime.date(2018, 3, day), None, None)
        for pk, (record, day, _roll_call) in enumerate(records)
    ]
    roll_calls = {pk: roll_call for pk, (_record, _day, roll_call) in enumerate(records)}
    return Surroundings(places).find_two_records(places[-1], roll_calls)


def test_the_later_record_of_one_vote_is_an_error():
    did, other = {"CHN": A, "USA": F}, {"CHN": F, "USA": F}
    same = build_error(Rule.SAME_VOTE, records=["9"])
    assert find_records(("9", 23, did), ("10", 23, did)) == [same]
    assert find_records(("8", 23, other), ("9", 23, did), ("10", 23, did)) == [same]


@pytest.mark.parametrize(
    "records",
    [
        [("10", 23, {"CHN": A}), ("9", 23, {"CHN": A})],  # the earlier of the two
        [("9", 22, {"CHN": A}), ("10", 23, {"CHN": A})],  # on another day
        [("9", 23, {"CHN": F}), ("10", 23, {"CHN": A})],  # with another roll-call
        [("9", 23, {}), ("10", 23, {})],  # without roll-calls
    ],
)
def test_other_records_of_a_symbol_are_a_note(records):
    assert find_records(*records) == [build_note(Rule.TWO_RECORDS, records=[records[0][0]])]


def test_a_text_in_one_record_or_entered_by_hand_has_no_second_one():
    did = {"CHN": A}
    assert find_records(("9", 23, did)) == []
    assert find_records(("", 23, did), ("10", 23, did)) == []
    assert find_records(("9", 23, did), ("", 23, did)) == []


def test_records_of_different_symbols_have_nothing_to_do_with_each_other():
    places = [Place(pk, f"A/HRC/37/L.{pk}", str(pk), 37, DAY, None, None) for pk in (1, 2)]
    roll_calls = {1: {"CHN": A}, 2: {"CHN": A}}
    assert Surroundings(places).find_two_records(places[1], roll_calls) == []


def test_a_day_in_a_session_whose_first_day_alone_is_known_is_not_compared_with_its_other_texts():
    first, far = datetime.date(2018, 2, 26), datetime.date(2018, 12, 1)
    places = [Place(pk, "", "", 37, DAY, first, None) for pk in range(3)]
    assert (
        Surroundings([*places, Place(9, "", "", 37, far, first, None)]).find_odd_date(
            Place(9, "", "", 37, far, first, None)
        )
        == []
    )
