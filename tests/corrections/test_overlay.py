"""Applying corrections to the source's row, and undoing them."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.core.choices import CorrectedField, Position
from votes.core.rows import TextRow
from votes.corrections.overlay import (
    CorrectionRow,
    SourceChange,
    apply_corrections,
    get_value,
    undo_corrections,
    update_from_source,
)

ROW = TextRow(
    symbol="A/HRC/RES/16/31",
    kind="resolution",
    title="Peace",
    session="16",
    adoption="recorded_vote",
    outcome="adopted",
    date=datetime.date(2011, 3, 25),
    agenda_item=9,
    official=(2, 0, 1, None),
    positions={"SWZ": "in_favour", "MEX": "in_favour", "USA": "abstaining"},
)
VOTER = CorrectionRow("voter", "SWZ", "CHE", "SWZ", key=1)
POSITION = CorrectionRow("position", "in_favour", "against", "MEX", key=2)
TITLE = CorrectionRow("title", "Peace", "Right to peace", key=3)


@pytest.mark.parametrize(
    ("correction", "values"),
    [
        (TITLE, {"title": "Right to peace"}),
        (CorrectionRow("date", "2011-03-25", "2011-03-24"), {"date": datetime.date(2011, 3, 24)}),
        (CorrectionRow("date", "2011-03-25", ""), {"date": None}),
        (CorrectionRow("agenda_item", "9", "3"), {"agenda_item": 3}),
        (CorrectionRow("official_not_voting", "", "1"), {"official": (2, 0, 1, 1)}),
        (POSITION, {"positions": {"SWZ": "in_favour", "MEX": "against", "USA": "abstaining"}}),
        (
            CorrectionRow("position", "abstaining", "", "USA"),
            {"positions": {"SWZ": "in_favour", "MEX": "in_favour"}},
        ),
        (VOTER, {"positions": {"CHE": "in_favour", "MEX": "in_favour", "USA": "abstaining"}}),
    ],
)
def test_a_correction_changes_its_value_and_nothing_else(correction, values):
    corrected, changes = apply_corrections(ROW, [correction])
    assert corrected == replace(ROW, **values)
    assert changes == []
    assert undo_corrections(corrected, [correction]) == ROW


def test_totals_are_added_and_removed_together():
    names = ["official_in_favour", "official_against", "official_abstaining"]
    corrections = [CorrectionRow(name, "", "1", key=place) for place, name in enumerate(names)]
    bare = replace(ROW, official=None)
    corrected, _ = apply_corrections(bare, corrections)
    assert corrected.official == (1, 1, 1, None)
    assert undo_corrections(corrected, corrections) == bare


def test_a_change_of_the_source_is_reported_and_the_correction_remains():
    corrected, changes = apply_corrections(replace(ROW, title="Piece"), [TITLE])
    assert corrected.title == "Right to peace"
    assert changes == [SourceChange(TITLE, "Piece")]
    (updated,) = update_from_source([TITLE], changes)
    assert (updated.before, updated.after, updated.agrees) == ("Piece", "Right to peace", False)


def test_a_source_that_now_agrees_is_reported_once_and_the_correction_remains():
    same = replace(ROW, title="Right to peace")
    corrected, changes = apply_corrections(same, [TITLE])
    assert (corrected, [change.agrees for change in changes]) == (same, [True])
    (updated,) = update_from_source([TITLE], changes)
    assert (updated.before, updated.agrees) == ("Peace", True)
    assert apply_corrections(same, [updated]) == (same, [])
    assert undo_corrections(same, [updated]) == same
    # And back again.
    corrected, changes = apply_corrections(ROW, [updated])
    assert corrected.title == "Right to peace"
    assert update_from_source([updated], changes) == [TITLE]


@pytest.mark.parametrize(
    ("listed", "fits", "agrees"),
    [(["CHE"], True, True), (["SWZ", "CHE"], False, False), ([], False, False)],
)
def test_a_voter_is_replaced_only_if_it_alone_is_listed(listed, fits, agrees):
    row = replace(ROW, positions=dict.fromkeys(listed, "in_favour"))
    corrected, (change,) = apply_corrections(row, [VOTER])
    assert corrected == row
    assert (change.fits, change.agrees) == (fits, agrees)
    assert undo_corrections(corrected, update_from_source([VOTER], [change])) == row


STATES = ["AAA", "BBB", "CCC", "DDD"]
positions = st.dictionaries(st.sampled_from(STATES), st.sampled_from(Position.values))
rows = st.builds(
    TextRow,
    symbol=st.sampled_from(["A/1", "A/2"]),
    kind=st.just("resolution"),
    title=st.text(max_size=3),
    session=st.just("16"),
    adoption=st.just("recorded_vote"),
    outcome=st.just("adopted"),
    date=st.none() | st.dates(),
    agenda_item=st.none() | st.integers(1, 10),
    official=st.none() | st.tuples(*[st.integers(0, 47)] * 3, st.none() | st.integers(0, 47)),
    positions=positions,
)


@st.composite
def corrections_of(draw, row):
    """Corrections as they can stand beside each other: one a field, one a State; the source may have moved since."""
    found = []
    for state in draw(st.lists(st.sampled_from(STATES), unique=True)):
        if draw(st.booleans()):
            after = draw(st.sampled_from([other for other in STATES if other != state]))
            found.append(CorrectionRow("voter", state, after, state))
        else:
            before, after = draw(st.permutations(["", *Position.values]))[:2]
            found.append(CorrectionRow("position", before, after, state))
    values = {
        "title": st.text(max_size=3),
        "date": st.just("") | st.dates().map(str),
        "agenda_item": st.just("") | st.integers(1, 10).map(str),
        "official_against": st.just("") | st.integers(0, 47).map(str),
    }
    for field, strategy in values.items():
        after, before = draw(strategy), draw(st.just(get_value(row, field)) | strategy)
        if after != before:
            found.append(CorrectionRow(field, before, after, agrees=draw(st.booleans())))
    keys = draw(st.permutations(range(1, len(found) + 1)))
    return [replace(correction, key=key) for correction, key in zip(found, keys, strict=True)]


rows_and_corrections = rows.flatmap(lambda row: st.tuples(st.just(row), corrections_of(row)))


@given(rows_and_corrections)
def test_withdrawing_restores_the_source(given_):
    row, corrections = given_
    corrected, changes = apply_corrections(row, corrections)
    assert undo_corrections(corrected, update_from_source(corrections, changes)) == row


@given(rows_and_corrections)
def test_the_same_source_again_changes_and_reports_nothing(given_):
    row, corrections = given_
    corrected, changes = apply_corrections(row, corrections)
    updated = update_from_source(corrections, changes)
    again, changes_again = apply_corrections(row, updated)
    assert again == corrected
    assert [change for change in changes_again if change.fits] == []


@given(rows_and_corrections)
def test_a_correction_never_removes_another_vote(given_):
    row, corrections = given_
    corrected, _ = apply_corrections(row, corrections)
    touched = [c for c in corrections if c.field == CorrectedField.POSITION]
    assert abs(len(corrected.positions) - len(row.positions)) <= len(touched)
