"""Two versions of a text side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.texts import LATER, SHORT
from votes.documents.paragraphs import Kind, Paragraph, list_counted, parse_paragraphs
from votes.documents.versions import Change, compare_versions, compare_words, count_changes

EARLIER_PARAGRAPHS = list_counted(parse_paragraphs(SHORT))
LATER_PARAGRAPHS = list_counted(parse_paragraphs(LATER))
PARAGRAPHS = st.lists(
    st.text(alphabet="abcdefgh ", min_size=3, max_size=40).filter(str.strip), max_size=8
).map(
    lambda texts: [
        Paragraph(f"OP{n}", Kind.OPERATIVE, " ".join(text.split())) for n, text in enumerate(texts, 1)
    ]
)


def test_what_was_kept_changed_and_added() -> None:
    pairs = compare_versions(EARLIER_PARAGRAPHS, LATER_PARAGRAPHS)
    assert [(p.change.value, p.before and p.before.label, p.after and p.after.label) for p in pairs] == [
        ("kept", "PP1", "PP1"),
        ("kept", "PP2", "PP2"),
        ("new", None, "PP3"),
        ("changed", "OP1", "OP1"),
        ("new", None, "OP2"),
        ("kept", "OP2", "OP3"),
    ]
    assert count_changes(pairs, Kind.OPERATIVE) == {
        Change.KEPT: 1,
        Change.CHANGED: 1,
        Change.NEW: 1,
        Change.GONE: 0,
    }
    assert not any(pair.is_moved for pair in pairs)


def test_what_was_dropped_stands_where_it_was() -> None:
    pairs = compare_versions(LATER_PARAGRAPHS, EARLIER_PARAGRAPHS)
    assert [(p.change.value, (p.before or p.after).label) for p in pairs if not p.after] == [  # type: ignore[union-attr]
        ("gone", "PP3"),
        ("gone", "OP2"),
    ]
    assert [p.change.value for p in pairs][2] == "gone"


def test_a_paragraph_that_changed_its_place_is_moved() -> None:
    a, b, c = (
        Paragraph(f"OP{n}", Kind.OPERATIVE, text)
        for n, text in enumerate(("alpha beta", "gamma", "delta epsilon"), 1)
    )
    assert [(p.after.text, p.is_moved) for p in compare_versions([a, b, c], [b, c, a]) if p.after] == [
        ("gamma", False),
        ("delta epsilon", False),
        ("alpha beta", True),
    ]


def test_the_words_that_differ() -> None:
    pieces = compare_words("work together in dialogue;", "work in open dialogue;")
    assert [(p.kind, p.text.strip()) for p in pieces] == [
        ("same", "work"),
        ("del", "together"),
        ("same", "in"),
        ("ins", "open"),
        ("same", "dialogue;"),
    ]


@pytest.mark.limit("versions.PAIRED_FROM")
@pytest.mark.parametrize(("same", "change"), [(5, "new"), (6, "changed"), (7, "changed")])
def test_paragraphs_are_one_from_three_fifths_of_their_letters(same: int, change: str) -> None:
    before = Paragraph("OP1", Kind.OPERATIVE, "abcdefghij")
    after = Paragraph("OP1", Kind.OPERATIVE, "abcdefghij"[:same] + "0123456789"[same:])
    assert compare_versions([before], [after])[0].change.value == change


@given(PARAGRAPHS)
def test_a_text_beside_itself_is_kept(paragraphs: list[Paragraph]) -> None:
    assert all(pair.change is Change.KEPT for pair in compare_versions(paragraphs, paragraphs))


@given(PARAGRAPHS, PARAGRAPHS)
def test_every_paragraph_stands_there_once(before: list[Paragraph], after: list[Paragraph]) -> None:
    pairs = compare_versions(before, after)
    assert sorted(p.before.label for p in pairs if p.before) == sorted(p.label for p in before)
    assert [p.after.label for p in pairs if p.after] == [p.label for p in after]


@given(st.text(alphabet="ab \n", max_size=60), st.text(alphabet="ab \n", max_size=60))
def test_both_versions_can_be_read_from_the_pieces(before: str, after: str) -> None:
    pieces = compare_words(before, after)
    assert "".join(p.text for p in pieces if p.kind != "del").split() == after.split()
    assert "".join(p.text for p in pieces if p.kind != "ins").split() == before.split()
