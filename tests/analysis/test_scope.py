"""The scope chooses the votes that its fields name, by hand and against a slow obvious loop."""

import datetime
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.analysis.scope import Scope, VoteLabels


def build_labels(votes: list[dict]) -> VoteLabels:
    """Labels of made-up votes; what a vote does not say is usual."""
    usual = {"date": datetime.date(2018, 3, 23), "kind": "resolution", "session": "37", "item": 3}
    rows = [usual | {"usable": True, "topics": (), "sponsors": ()} | vote for vote in votes]
    names = tuple(f"A/HRC/{place}" for place in range(len(rows)))
    return VoteLabels(
        addresses=names,
        symbols=names,
        titles=names,
        dates=np.array([row["date"] for row in rows], dtype="datetime64[D]"),
        kinds=np.array([row["kind"] for row in rows], dtype=np.str_),
        sessions=np.array([row["session"] for row in rows], dtype=np.str_),
        items=np.array([row["item"] for row in rows], dtype=np.int16),
        usable=np.array([row["usable"] for row in rows], dtype=np.bool_),
        topics=tuple(frozenset(row["topics"]) for row in rows),
        sponsors=tuple(frozenset(row["sponsors"]) for row in rows),
        series=("",) * len(rows),
    )


VOTES: list[dict] = [
    {},
    {"date": datetime.date(2020, 6, 22), "session": "43", "topics": ("peace",), "sponsors": ("CHN", "oic")},
    {"kind": "amendment"},
    {"kind": "decision", "item": 0, "usable": False},
]


@pytest.mark.parametrize(
    ("scope", "chosen", "left_out"),
    [
        (Scope(), [0, 1], 1),
        (Scope(unreconciled=True), [0, 1, 3], 0),
        (Scope(kind="amendment"), [2], 0),
        (Scope(kind="decision"), [], 1),
        (Scope(first=datetime.date(2018, 3, 24)), [1], 0),
        (Scope(first=datetime.date(2018, 3, 23), last=datetime.date(2018, 3, 23)), [0], 1),
        (Scope(session="43"), [1], 0),
        (Scope(item=3), [0, 1], 0),
        (Scope(topic="peace"), [1], 0),
        (Scope(sponsor="oic"), [1], 0),
        (Scope(sponsor="CHN", session="37"), [], 0),
    ],
)
def test_a_scope_chooses_the_votes_it_names_and_counts_those_left_out(scope, chosen, left_out):
    selection = scope.choose(build_labels(VOTES))
    assert np.flatnonzero(selection.mask).tolist() == chosen
    assert selection.left_out == left_out


def test_a_record_without_votes_has_nothing_to_choose():
    assert Scope(topic="peace").choose(build_labels([])).mask.tolist() == []


days = st.dates(datetime.date(2006, 6, 19), datetime.date(2026, 3, 31))
sessions = st.sampled_from(["37", "43"])
items = st.integers(0, 3)
topics = st.sampled_from(["peace", "food", "water"])
votes = st.lists(
    st.fixed_dictionaries(
        {
            "date": days,
            "kind": st.sampled_from(["resolution", "decision", "amendment"]),
            "session": sessions,
            "item": items,
            "usable": st.booleans(),
            "topics": st.frozensets(topics),
            "sponsors": st.frozensets(st.sampled_from(["CHN", "MEX", "oic"])),
        }
    ),
    max_size=12,
)
scopes = st.builds(
    Scope,
    first=st.none() | days,
    last=st.none() | days,
    kind=st.sampled_from(["", "resolution", "amendment"]),
    session=st.just("") | sessions,
    item=st.none() | items,
    topic=st.just("") | topics,
    sponsor=st.sampled_from(["", "CHN", "oic"]),
    unreconciled=st.booleans(),
)


def is_named(scope: Scope, vote: dict) -> bool:
    return all(
        [
            scope.first is None or vote["date"] >= scope.first,
            scope.last is None or vote["date"] <= scope.last,
            vote["kind"] == scope.kind if scope.kind else vote["kind"] != "amendment",
            scope.session in ("", vote["session"]),
            scope.item in (None, vote["item"]),
            not scope.topic or scope.topic in vote["topics"],
            not scope.sponsor or scope.sponsor in vote["sponsors"],
        ]
    )


@given(votes, scopes)
def test_the_choice_is_that_of_a_slow_loop(made_up, scope):
    selection = scope.choose(build_labels(made_up))
    named = [place for place, vote in enumerate(made_up) if is_named(scope, vote)]
    counted = [place for place in named if made_up[place]["usable"] or scope.unreconciled]
    assert np.flatnonzero(selection.mask).tolist() == counted
    assert selection.left_out == len(named) - len(counted)


@given(votes, scopes)
def test_asking_for_flagged_votes_adds_just_those_left_out(made_up, scope):
    labels = build_labels(made_up)
    without = replace(scope, unreconciled=False).choose(labels)
    with_them = replace(scope, unreconciled=True).choose(labels)
    assert int(with_them.mask.sum()) == int(without.mask.sum()) + without.left_out
    assert not (without.mask & ~with_them.mask).any()
