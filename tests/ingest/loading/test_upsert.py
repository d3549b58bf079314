"""Rows that cannot be loaded are rejected with a reason; the others are loaded."""

import datetime
from dataclasses import replace

import pytest

from tests.factories import DAY
from tests.ingest.small_record import (
    GROUP_SAID,
    RECORD,
    SAID,
    SPECIAL,
    STATES,
    VOTED,
    change,
    check_rejected,
    dump,
    list_rejected,
    load,
    read,
)
from votes.core.rows import MembershipRow, SeriesRow, StateRow
from votes.models import Explanation, Membership, Resolution, Session, State

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"positions": {"XXX": "against", "CHN": "against"}}, "no State has the code XXX"),
        ({"sponsors": ("YYY", "CHN", "XXX")}, "no State has the code XXX, YYY"),
        ({"called_by": "XXX"}, "no State has the code XXX"),
        ({"series": "nothing"}, "no series on file has the address nothing"),
        ({"session": "28th"}, "'28th' is not a session: write 37, S-28 or OS-3"),
        ({"session": ""}, "'' is not a session: write 37, S-28 or OS-3"),
        ({"positions": {"CHN": "yes"}}, "yes is not a position"),
        ({"amends": "A/HRC/RES/37/23"}, "only an amendment can amend another text"),
        ({"kind": "poem"}, "kind: Value 'poem' is not a valid choice."),
        ({"title": ""}, "title: This field cannot be blank."),
        ({"agenda_item": -1}, "agenda_item: Ensure this value is greater than or equal to 0."),
        ({"text_url": "javascript:alert(1)"}, "text_url: Enter a valid URL."),
        ({"date": None, "adoption": "recorded_vote"}, "Give the date of the decision."),
        ({"outcome": "rejected"}, "A text can be rejected only by a vote."),
    ],
)
def test_a_text_that_cannot_be_loaded_is_rejected_and_the_others_are_loaded(columns, reason):
    record = change(RECORD, SPECIAL.symbol, **columns)
    check_rejected(record, "texts", "A/HRC/RES/S-28/1", reason)
    assert {text.symbol for text in Resolution.objects.all()} == {"A/HRC/RES/37/23", "A/HRC/37/L.63"}
    assert read().votes.count() == 4
    assert Explanation.objects.count() == 2


@pytest.mark.parametrize("code", ["037", "0", "S-0", "S-028"])
def test_a_session_is_written_in_one_way(code):
    report = load(change(RECORD, SPECIAL.symbol, session=code))
    [(kind, _, reason)] = list_rejected(report)
    assert (kind, f"{code!r} is not a session" in reason) == ("texts", True)
    assert [session.code for session in Session.objects.all()] == ["37"]


def test_a_text_too_long_for_its_column_is_rejected_on_every_database():
    report = load(change(RECORD, SPECIAL.symbol, title="long " * 201))
    [(_, row, reason)] = list_rejected(report)
    assert row == "A/HRC/RES/S-28/1"
    assert "at most 1000 characters" in reason


def test_a_bad_change_is_rejected_and_the_text_stays_as_it_was():
    load(RECORD)
    before = dump()
    for columns, words in (
        ({"title": "x" * 1001}, "title: Ensure this value has at most 1000 characters"),
        ({"outcome": "tabled"}, "tabled"),
        ({"positions": {"XXX": "against"}}, "no State has the code XXX"),
    ):
        report = load(change(RECORD, VOTED.symbol, **columns))
        [(kind, row, reason)] = list_rejected(report)
        assert (kind, row) == ("texts", "A/HRC/RES/37/23 1")
        assert words in reason
        assert not report.changed_anything
        assert dump() == before


@pytest.mark.parametrize("row", [VOTED, SPECIAL], ids=["with a record", "without a record"])
def test_one_text_twice_in_the_file(row):
    twice = replace(RECORD, texts=(*RECORD.texts, replace(row, symbol=row.symbol, title="Another title")))
    label = f"{row.symbol} {row.source_record}".strip()
    check_rejected(twice, "texts", label, "occurs twice in the file")
    assert read(row.symbol).title == row.title


def test_a_record_twice_under_two_symbols():
    twice = replace(RECORD, texts=(*RECORD.texts, replace(VOTED, symbol="A/HRC/RES/37/24")))
    check_rejected(twice, "texts", "A/HRC/RES/37/24 1", "occurs twice in the file")


def test_a_term_of_an_unknown_state_and_an_overlapping_term_are_rejected():
    stranger = MembershipRow("XXX", DAY, None, "african")
    check_rejected(
        replace(RECORD, memberships=(*RECORD.memberships, stranger)),
        "memberships",
        "XXX 2018-03-23",
        "no State has the code XXX",
    )
    overlap = MembershipRow("CHN", DAY, None, "asia_pacific")
    report = load(replace(RECORD, memberships=(*RECORD.memberships, overlap)))
    [(kind, row, reason)] = list_rejected(report)
    assert (kind, row) == ("memberships", "CHN 2018-03-23")
    assert "overlap" in reason
    assert Membership.objects.count() == 4


def test_a_term_that_ends_before_it_starts():
    bad = replace(RECORD.memberships[0], end=datetime.date(2017, 1, 1))
    check_rejected(
        replace(RECORD, memberships=(bad, *RECORD.memberships[1:])),
        "memberships",
        "CHE 2018-01-01",
        "The term ends before it starts.",
    )
    assert Membership.objects.count() == 3


@pytest.mark.parametrize(
    ("columns", "row", "reason"),
    [
        ({"text": "A/HRC/RES/1/1"}, "A/HRC/RES/1/1 USA", "the text A/HRC/RES/1/1 is not on file"),
        ({"state": "XXX"}, "A/HRC/RES/37/23 XXX", "no State has the code XXX"),
        ({"kind": "song"}, "A/HRC/RES/37/23 USA", "kind: Value 'song' is not a valid choice."),
        ({"summary": ""}, "A/HRC/RES/37/23 USA", "summary: This field cannot be blank."),
        ({"source_url": "nowhere"}, "A/HRC/RES/37/23 USA", "source_url: Enter a valid URL."),
        ({"state": ""}, "A/HRC/RES/37/23", "Name the State that spoke, or the group it spoke for."),
    ],
)
def test_an_explanation_that_cannot_be_loaded(columns, row, reason):
    record = replace(RECORD, explanations=(replace(SAID, **columns), GROUP_SAID))
    report = load(record)
    assert [(kind, name.strip(), why) for kind, name, why in list_rejected(report)] == [
        ("explanations", row, reason)
    ]
    assert [e.speaker_name for e in Explanation.objects.all()] == ["European Union"]


def test_a_quotation_that_is_too_long_is_rejected_on_every_database():
    report = load(replace(RECORD, explanations=(replace(SAID, excerpt="x" * 301), GROUP_SAID)))
    [(_, _, reason)] = list_rejected(report)
    assert "at most 300 characters" in reason


def test_an_explanation_twice_in_the_file():
    twice = replace(RECORD, explanations=(SAID, GROUP_SAID, replace(SAID, summary="Another summary.")))
    check_rejected(twice, "explanations", "A/HRC/RES/37/23 USA", "occurs twice in the file")
    assert Explanation.objects.get(state__iso3="USA").summary == SAID.summary


def test_a_state_twice_in_the_file_or_with_a_bad_code():
    twice = replace(RECORD, states=(*STATES, replace(STATES[1], name="Cathay")))
    check_rejected(twice, "states", "CHN", "occurs twice in the file")
    bad = replace(RECORD, states=(*STATES, StateRow("mex", "Mexico", "latin_american_caribbean")))
    assert list_rejected(load(bad)) == [
        ("states", "mex", "The code must be three capital letters, for example MEX.")
    ]
    assert State.objects.count() == 4


def test_two_states_with_one_name():
    twin = StateRow("TWN", "China", "asia_pacific")
    report = load(replace(RECORD, states=(*STATES, twin)))
    [(kind, row, reason)] = list_rejected(report)
    assert (kind, row) == ("states", "TWN")
    assert "Name" in reason
    assert State.objects.filter(name="China").count() == 1


def test_a_series_without_a_title():
    empty = replace(RECORD, series=(*RECORD.series, SeriesRow("empty", "")))
    check_rejected(empty, "series", "empty", "title: This field cannot be blank.")
