"""Paragraphs of a printed resolution."""

from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.texts import SHORT
from votes.documents.paragraphs import LONGEST_TEXT, Kind, get_roll_call, list_counted, parse_paragraphs

SHARED = Path(settings.BASE_DIR).parent / "shared" / "texts"


def list_labels(text: str) -> list[str]:
    return [paragraph.label or paragraph.kind.value for paragraph in parse_paragraphs(text)]


def test_preambular_and_operative_paragraphs_are_numbered_and_the_rest_is_told_apart() -> None:
    assert list_labels(SHORT) == ["PP1", "PP2", "OP1", "OP2", "other", "other", "roll_call"]
    assert parse_paragraphs(SHORT)[2].text == "Calls upon all States to work together in dialogue;"
    assert get_roll_call(parse_paragraphs(SHORT)).startswith("[Adopted by a recorded vote of 2 to 1")


def test_lines_that_a_page_breaks_are_joined_and_its_furniture_is_left_out() -> None:
    printed = """A/HRC/RES/37/23
The Human Rights Council,
Recalling its earlier resolutions on the subject of
cooperation,
2
GE.18-04931(E)
Reaffirming the Charter,
1. Calls upon all States to work
together;
(a) In dialogue;
2/3
(b) In cooperation;
2. Decides to remain seized of the matter."""
    assert list_labels(printed) == ["other", "PP1", "PP2", "OP1", "OP1(a)", "OP1(b)", "OP2"]
    assert (
        parse_paragraphs(printed)[1].text
        == "Recalling its earlier resolutions on the subject of cooperation,"
    )


def test_chinese_paragraphs_are_told_by_the_end_of_the_line() -> None:
    assert list_labels(
        "遵循《联合国宪章》，\n重申《世界人权宣言》，\n1. 呼吁各国开展对话；\n2. 决定继续处理此案。"
    ) == ["PP1", "PP2", "OP1", "OP2"]


def test_a_number_out_of_order_begins_no_paragraph_of_its_own() -> None:
    assert list_labels("1. Calls upon all States;\n7. Other words.") == ["OP1", "other"]


@given(st.text(alphabet="aA1.,;()[]\n é中", max_size=300))
def test_any_text_is_divided_without_losing_its_last_letters(text: str) -> None:
    found = parse_paragraphs(text)
    letters = [c for paragraph in found for c in paragraph.text if c.isalpha()]
    # A letter in brackets is the number of a paragraph, kept in its label.
    assert len(letters) <= sum(map(str.isalpha, text))
    assert all(paragraph.text.strip() for paragraph in found)


@pytest.mark.limit("paragraphs.LONGEST_TEXT")
@pytest.mark.parametrize(("over", "n"), [(-1, LONGEST_TEXT - 1), (0, LONGEST_TEXT), (1, LONGEST_TEXT)])
def test_no_more_of_a_text_is_read_than_its_limit(over: int, n: int) -> None:
    (paragraph,) = parse_paragraphs("x" * (LONGEST_TEXT + over))
    assert len(paragraph.text) == n


@pytest.mark.skipif(not SHARED.exists(), reason="the official texts are not beside the clone")
def test_the_two_official_texts() -> None:
    first = parse_paragraphs((SHARED / "A_HRC_RES_37_23.en.txt").read_text())
    second = parse_paragraphs((SHARED / "A_HRC_RES_43_21.en.txt").read_text())
    assert [p.label for p in list_counted(first)] == [
        *(f"PP{n}" for n in range(1, 16)),
        *(f"OP{n}" for n in range(1, 6)),
    ]
    assert [p.label for p in list_counted(second)] == [
        *(f"PP{n}" for n in range(1, 22)),
        *(f"OP{n}" for n in range(1, 11)),
    ]
    assert [p.kind for p in first].count(Kind.ROLL_CALL) == 1
