"""An import takes nothing away: what a file lacks stays on file and is named, unless removals are allowed."""

from dataclasses import replace
from typing import Any

import pytest

from tests.ingest.small_record import RECORD, VOTED, change, load, read
from votes.core.history import FIRST_VERSION
from votes.ingest.loading.edits import find_edited
from votes.ingest.loading.removals import find_loss_of_votes
from votes.models import ImportRun, Resolution, Vote

pytestmark = pytest.mark.django_db


def list_positions() -> dict[str, str]:
    return dict(read().votes.values_list("state__iso3", "position"))


LOSSES: dict[str, tuple[dict[str, Any], str, str]] = {
    "no positions": ({"positions": {}}, "roll-call", "the file has no positions"),
    "one State fewer": (
        {"positions": {iso3: p for iso3, p in VOTED.positions.items() if iso3 != "CHE"}},
        "roll-call",
        "the file has only 3 of 4 States",
    ),
    "blank cells": (
        {"positions": dict.fromkeys(VOTED.positions, "not_voting")},
        "roll-call",
        "only 0 of 4 positions",
    ),
    "no totals": ({"official": None}, "official totals", "the file has no totals"),
    "no title": ({"title": ""}, "title", "the file has no value"),
    "no date": ({"date": None}, "date", "the file has no value"),
    "no topics": ({"topics": ()}, "topics", "the file has none"),
    "no sponsors": ({"sponsors": ()}, "main sponsors", "the file has none"),
    "withdrawn": (
        {"outcome": "withdrawn", "adoption": "none", "official": None, "positions": {}},
        "roll-call",
        "the file has no positions",
    ),
}


@pytest.mark.parametrize("name", LOSSES)
def test_what_a_file_lacks_stays_and_is_named(name: str) -> None:
    columns, field, reason = LOSSES[name]
    load(RECORD)
    before = (Resolution.objects.values().get(symbol=VOTED.symbol), list_positions())
    report = load(change(RECORD, VOTED.symbol, **columns))
    assert (Resolution.objects.values().get(symbol=VOTED.symbol), list_positions()) == before
    refused = report.refused[0]
    assert (refused.row, refused.field) == (VOTED.symbol, field)
    assert reason in refused.reason
    assert report.refused_anything
    assert not report.changed_anything
    assert not ImportRun.objects.exclude(report={}).filter(pk__gt=read().import_run_id).exists()


def test_the_rest_of_such_a_row_is_still_loaded() -> None:
    load(RECORD)
    report = load(change(RECORD, VOTED.symbol, positions={}, title="Another title"))
    assert (read().title, list_positions()) == ("Another title", VOTED.positions)
    assert [removal.before for removal in report.refused] == ["4 positions"]


def test_a_removal_that_is_allowed_is_listed() -> None:
    load(RECORD)
    report = load(change(RECORD, VOTED.symbol, positions={}), allow_removals=True)
    assert list_positions() == {}
    assert [(r.row, r.field, r.before) for r in report.removed] == [
        (VOTED.symbol, "roll-call", "4 positions")
    ]
    assert not report.refused
    gone = Vote.history.filter(history_type="-")
    assert {version.history_change_reason for version in gone} == {f"Import {read().import_run_id}: test"}


def test_what_is_left_of_a_cut_roll_call_is_said() -> None:
    load(RECORD)
    left = {iso3: position for iso3, position in VOTED.positions.items() if iso3 != "CHE"}
    report = load(change(RECORD, VOTED.symbol, positions=left), allow_removals=True)
    assert [(removal.before, removal.after) for removal in report.removed] == [("4 positions", "3 positions")]
    assert list_positions() == left


@pytest.mark.parametrize(
    ("positions", "official", "unread", "reason"),
    [
        ({"A": "in_favour", "B": "against"}, (1, 1, 0, 0), 1, ""),  # as on file
        ({"A": "against", "B": "against"}, None, 0, ""),  # as many, one changed
        ({"A": "against", "B": "against"}, None, 1, "1 of its votes cannot be read"),
        ({"A": "against"}, (0, 1, 0, 1), 0, "the file has only 1 of 2 States"),
        ({"A": "against"}, (0, 1, 0, 0), 0, ""),  # adds up, so it is whole
        ({"A": "against"}, (0, 1, 0, None), 0, "the file has only 1 of 2 States"),
        ({"A": "against", "B": "not_voting"}, (0, 1, 0, None), 0, ""),
        ({"A": "against", "B": "not_voting"}, (1, 1, 0, None), 0, "the file has only 1 of 2 positions"),
        ({}, (0, 0, 0, 0), 3, "none of its 3 votes can be read"),
        ({"A": "against", "B": "against", "C": "abstaining"}, None, 0, ""),
    ],
)
def test_when_a_roll_call_may_be_replaced(positions: Any, official: Any, unread: int, reason: str) -> None:
    row = replace(VOTED, positions=positions, official=official)
    assert find_loss_of_votes(row, {"A": "in_favour", "B": "against"}, unread) == reason


def test_an_import_writes_the_history_of_what_it_changed() -> None:
    load(RECORD)
    assert not Resolution.history.exists()
    load(change(RECORD, VOTED.symbol, title="Another title", positions=VOTED.positions | {"CZE": "against"}))
    reason = f"Import {read().import_run_id}: test"
    versions = Resolution.history.filter(id=read().pk).order_by("history_id")
    assert [(v.title, v.history_change_reason) for v in versions] == [
        (VOTED.title, FIRST_VERSION),
        ("Another title", reason),
    ]
    votes = Vote.history.order_by("history_id")
    assert [(v.state.iso3, v.position, v.history_change_reason) for v in votes] == [
        ("CZE", VOTED.positions["CZE"], FIRST_VERSION),
        ("CZE", "against", reason),
    ]
    assert find_edited(Resolution) == set()


def test_a_refused_change_writes_no_history() -> None:
    load(RECORD)
    assert load(change(RECORD, VOTED.symbol, title="x" * 1001)).rejected
    assert not Resolution.history.exists()
