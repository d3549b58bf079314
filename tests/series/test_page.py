"""A series by hand: who moved, who is new, who was no member, who sponsored."""

import datetime

import pytest

from votes.core.choices import Adoption, Outcome, Position, RegionalGroup, TextKind
from votes.core.terms import MembersOnDay
from votes.models import Resolution, Series, Session, State
from votes.series.histories import build_histories, build_history
from votes.series.page import build_bars, choose_pair, compare_appearances
from votes.series.query import SeriesQuery
from votes.series.serialize import flatten_series
from votes.series.service import Appearance, SeriesRecord
from votes.series.wording import describe_series

F, A, B, N = Position.IN_FAVOUR, Position.AGAINST, Position.ABSTAINING, Position.NOT_VOTING
AFRICAN, ASIAN = RegionalGroup.AFRICAN, RegionalGroup.ASIA_PACIFIC
STATES = {
    iso3: State(pk=pk, iso3=iso3, name=iso3.title())
    for pk, iso3 in enumerate(("CHN", "CMR", "IND", "TGO"), 1)
}

YEARS = {1: 2018, 3: 2020, 4: 2021}


def build_text(year: int, pk: int, **columns: object) -> Resolution:
    usual = {
        "address": f"A/HRC/RES/{year}/1",
        "symbol": f"A/HRC/RES/{year}/1",
        "title": "Cooperation",
        "kind": TextKind.RESOLUTION,
        "session": Session(number=1),
        "date": datetime.date(year, 3, 23),
        "adoption": Adoption.RECORDED_VOTE,
        "outcome": Outcome.ADOPTED,
        "official_in_favour": 2,
        "official_against": 1,
        "official_abstaining": 0,
    }
    return Resolution(pk=pk, **usual | columns)


def make_members(members: dict[str, RegionalGroup], **columns) -> MembersOnDay:
    """All members of a day."""
    return MembersOnDay(None, members, **{"seats": len(members)} | columns)


@pytest.fixture
def record() -> SeriesRecord:
    """2018: China yes, Cameroon yes, India no. 2019: without a vote. 2020: China absent, Cameroon moved, Togo new.
    2021: China moved to abstaining."""
    members = make_members({"CHN": ASIAN, "CMR": AFRICAN, "IND": ASIAN})
    now = make_members({"CHN": ASIAN, "CMR": AFRICAN, "TGO": AFRICAN})
    nothing = {
        "official_in_favour": None,
        "official_against": None,
        "official_abstaining": None,
        "adoption": Adoption.WITHOUT_VOTE,
    }
    return SeriesRecord(
        Series(slug="cooperation", title="Cooperation"),
        [
            Appearance(build_text(2018, 1), {"CHN": F, "CMR": F, "IND": A}, members),
            Appearance(build_text(2019, 2, **nothing), {}, members),
            Appearance(build_text(2020, 3), {"CHN": N, "CMR": B, "TGO": F}, now),
            Appearance(build_text(2021, 4), {"CHN": B, "CMR": B, "TGO": F}, now),
        ],
        STATES,
    )


def test_the_last_two_votes_are_compared_unless_others_are_asked_for(record: SeriesRecord) -> None:
    def ask(**asked: str) -> tuple[int, int, int]:
        pair = choose_pair(record, SeriesQuery(asked.get("earlier", ""), asked.get("later", "")))
        assert pair
        earlier, later, notes = pair
        return YEARS[earlier.text.pk], YEARS[later.text.pk], len(notes)

    assert ask() == (2020, 2021, 0)
    assert ask(earlier="A/HRC/RES/2018/1") == (2018, 2021, 0)
    assert ask(earlier="A/HRC/RES/2021/1", later="A/HRC/RES/2018/1") == (2018, 2021, 0)
    # A text without a vote, and one that is not on file.
    assert ask(earlier="A/HRC/RES/2019/1", later="x") == (2020, 2021, 2)
    assert ask(earlier="A/HRC/RES/2021/1") == (2020, 2021, 1)
    assert ask(later="A/HRC/RES/2018/1", earlier="A/HRC/RES/2018/1") == (2018, 2020, 1)


def test_one_vote_is_compared_with_nothing(record: SeriesRecord) -> None:
    alone = SeriesRecord(record.series, record.appearances[:2], STATES)
    assert choose_pair(alone, SeriesQuery()) is None


def test_changes_of_position_and_states_in_only_one_roll_call(record: SeriesRecord) -> None:
    earlier, later, _last = record.voted
    comparison = compare_appearances(earlier, later, STATES)
    assert comparison.finding == "1 of the 1 States that took a position in both votes changed it"
    (direction,) = comparison.directions
    assert (direction.before, direction.after, direction.states) == (F, B, [STATES["CMR"]])
    assert comparison.new == [(STATES["TGO"], F)]
    assert comparison.left == [(STATES["IND"], A)]


def test_an_absence_is_not_a_change_of_position(record: SeriesRecord) -> None:
    history = build_history(STATES["CHN"], record.voted)
    assert [cell.position for cell in history.cells] == [F, N, B]
    assert [cell.moved for cell in history.cells] == [False, False, True]


def test_a_member_without_rights_and_one_that_is_not_known_are_no_absences() -> None:
    text = build_text(2011, 7)
    suspended = make_members({"CMR": AFRICAN, "CHN": ASIAN}, suspended=frozenset(["CHN"]))
    partial = make_members({"CMR": AFRICAN}, seats=47)
    voted = [Appearance(text, {"CMR": F, "CHN": N}, suspended), Appearance(text, {"CMR": F}, partial)]
    cells = build_history(STATES["CHN"], voted).cells
    assert [(cell.position, cell.absence) for cell in cells] == [
        (None, "rights of membership suspended"),
        (None, "not in the roll-call; membership not on file"),
    ]


def test_absences_are_described_as_not_a_member_not_listed_or_not_on_file(record: SeriesRecord) -> None:
    assert [cell.absence for cell in build_history(STATES["IND"], record.voted).cells] == [
        "",
        "not a member",
        "not a member",
    ]
    left_out = Appearance(build_text(2022, 5), {"CMR": F}, make_members({"CMR": AFRICAN, "CHN": ASIAN}))
    unknown = Appearance(build_text(1990, 6), {"CMR": F})
    cells = build_history(STATES["CHN"], [left_out, unknown]).cells
    assert [cell.absence for cell in cells] == [
        "member, but not in the roll-call",
        "not in the roll-call; membership not on file",
    ]


def test_states_stand_under_the_group_of_their_last_seat(record: SeriesRecord) -> None:
    groups = {
        found.group: [one.state.iso3 for one in found.states]
        for found in build_histories(record.compared, record.states)
    }
    assert groups == {AFRICAN: ["CMR", "TGO"], ASIAN: ["CHN", "IND"]}


def test_a_text_without_a_vote_has_words_and_no_bar(record: SeriesRecord) -> None:
    bars = build_bars(record)
    assert bars[1] == ("2019 · 2019/1", None, "Adopted without a vote")
    assert bars[0].totals == {F: 2, A: 1, B: 0, N: None}


def test_the_finding_counts_the_texts_by_how_they_were_decided(record: SeriesRecord) -> None:
    assert describe_series(record) == (
        "4 texts on file, 3 put to a recorded vote, 1 adopted without a vote, from 2018 to 2021"
    )


def test_a_row_of_the_csv_names_every_absence(record: SeriesRecord) -> None:
    rows = {row["state"]: row for row in flatten_series(record)}
    assert rows["IND"]["A/HRC/RES/2018/1"] == "against"
    assert rows["IND"]["A/HRC/RES/2020/1"] == "not a member"
    assert rows["CHN"]["A/HRC/RES/2020/1"] == "not_voting"
    assert "A/HRC/RES/2019/1" not in rows["CHN"]
