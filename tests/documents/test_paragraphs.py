"""Paragraphs of a printed resolution."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.texts import SHORT
from votes.documents.paragraphs import LONGEST_TEXT, Kind, get_roll_call, list_counted, parse_paragraphs


def list_labels(text: str, language: str = "en") -> list[str]:
    return [paragraph.label or paragraph.kind.value for paragraph in parse_paragraphs(text, language)]


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


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "zh",
            "人权理事会，\n遵循《联合国宪章》，\n重申《世界人权宣言》，\n1. 呼吁各国对话；\n2. 决定继续处理。",
        ),
        (
            "fr",
            "Le Conseil des droits de l’homme,\nGuidé par la Charte,\nRappelant sa résolution sur\nla question,\n"
            "1. Demande aux États de coopérer;\n2. Décide de rester saisi de la question.",
        ),
        (
            "ru",
            "Совет по правам человека,\nруководствуясь Уставом,\nПодтверждая Всеобщую декларацию,\n"
            "1. призывает государства;\n2. постановляет.",
        ),
    ],
)
def test_paragraphs_in_other_languages_are_told_by_the_end_of_the_line_before(
    language: str, text: str
) -> None:
    assert list_labels(text, language) == ["other", "PP1", "PP2", "OP1", "OP2"]


def test_a_number_out_of_order_begins_no_paragraph_of_its_own() -> None:
    assert list_labels("1. Calls upon all States;\n7. Other words.") == ["OP1", "other"]


@given(st.text(alphabet="aA1.,;()[]\n é中", max_size=300))
def test_no_letter_of_a_text_is_lost(text: str) -> None:
    found = parse_paragraphs(text)
    assert all(paragraph.text.strip() for paragraph in found)
    # A letter in brackets is the number of a paragraph, kept in its label.
    numbers = [letter for p in found for letter in p.label.partition("(")[2] if letter.isalpha()]
    letters = [letter for p in found for letter in p.text if letter.isalpha()]
    assert sorted(numbers + letters) == sorted(letter for letter in text if letter.isalpha())


@pytest.mark.limit("paragraphs.LONGEST_TEXT")
@pytest.mark.parametrize(("over", "n"), [(-1, LONGEST_TEXT - 1), (0, LONGEST_TEXT), (1, LONGEST_TEXT)])
def test_no_more_of_a_text_is_read_than_its_limit(over: int, n: int) -> None:
    (paragraph,) = parse_paragraphs("x" * (LONGEST_TEXT + over))
    assert len(paragraph.text) == n


def test_the_two_official_texts(official_texts: dict[str, str]) -> None:
    first = parse_paragraphs(official_texts["A/HRC/RES/37/23"])
    second = parse_paragraphs(official_texts["A/HRC/RES/43/21"])
    assert [p.label for p in list_counted(first)] == [
        *(f"PP{n}" for n in range(1, 16)),
        *(f"OP{n}" for n in range(1, 6)),
    ]
    assert [p.label for p in list_counted(second)] == [
        *(f"PP{n}" for n in range(1, 22)),
        *(f"OP{n}" for n in range(1, 11)),
    ]
    assert [p.kind for p in first].count(Kind.ROLL_CALL) == 1
