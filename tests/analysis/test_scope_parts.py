"""Items and topics as parts of the votes chosen."""

import numpy as np

from votes.analysis.scope import VoteLabels, split_items, split_topics


def make_labels() -> VoteLabels:
    topics: tuple[frozenset[str], ...] = (
        frozenset({"b"}),
        frozenset({"a", "b"}),
        frozenset(),
        frozenset({"c"}),
    )
    return VoteLabels(
        addresses=tuple("1234"),
        symbols=tuple("1234"),
        titles=tuple("1234"),
        dates=np.array(["2018-01-01"] * 4, dtype="datetime64[D]"),
        kinds=np.array(["resolution"] * 4),
        sessions=np.array(["37"] * 4),
        items=np.array([3, 0, 10, 3], dtype=np.int16),
        usable=np.ones(4, dtype=bool),
        topics=topics,
        sponsors=(frozenset(),) * 4,
        series=("",) * 4,
    )


def test_items_are_parts_of_the_chosen_votes_alone():
    parts = split_items(make_labels(), np.array([True, True, True, False]))
    assert {item: mask.tolist() for item, mask in parts.items()} == {
        3: [True, False, False], 10: [False, False, True], 0: [False, True, False],
    }  # fmt: skip
    assert list(parts) == [3, 10, 0], "without an item comes last"


def test_topics_overlap_and_the_largest_comes_first():
    parts = split_topics(make_labels(), np.array([True, True, True, False]))
    assert {topic: mask.tolist() for topic, mask in parts.items()} == {
        "b": [True, True, False], "a": [False, True, False],
    }  # fmt: skip
    assert list(parts) == ["b", "a"]


def test_nothing_chosen_has_no_parts():
    nothing = np.zeros(4, dtype=bool)
    assert split_items(make_labels(), nothing) == {}
    assert split_topics(make_labels(), nothing) == {}
