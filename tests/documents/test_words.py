"""Counts of key terms."""

import csv

import pytest
from django.conf import settings

from votes.documents.paragraphs import list_counted, parse_paragraphs
from votes.documents.words import Term, count_terms, count_words, find_median, fold


def count(text: str, *forms: str, language: str = "en", matches_case: bool = False) -> int | None:
    return count_terms([Term("term", {language: forms}, matches_case)], text, language).get("term")


@pytest.mark.parametrize(
    ("text", "form", "n"),
    [
        ("States and other States, a State", "States", 2),
        ("the estate of statehood", "State", 0),
        ("non-State actors", "State", 1),
        ("the people’s right, the people's right", "people's", 2),
        ("capacity‑building and capacity-building", "capacity-building", 2),
        ("mutually\n beneficial   cooperation", "mutually beneficial cooperation", 1),
        ("Dialogue. dialogue, DIALOGUES", "dialogue", 2),
    ],
)
def test_whole_words_are_counted(text: str, form: str, n: int) -> None:
    assert count(text, form) == n


def test_capitals_count_where_the_term_says_so() -> None:
    assert count("a state of the State", "State", matches_case=True) == 1
    assert count("a state of the State", "State") == 2


def test_two_forms_of_a_term_at_one_place_count_once() -> None:
    assert count("win-win cooperation and win-win", "win-win", "win-win cooperation") == 2


def test_a_language_without_blanks_is_searched_letter_by_letter() -> None:
    assert count("促进人权领域的互利合作", "互利合作", language="zh") == 1
    assert count("促进人权领域的互利合作", "合作", language="zh") == 1
    assert count_words("人权，2018", "zh") == 2


def test_a_term_without_a_form_in_the_language_has_no_count_rather_than_none() -> None:
    assert count_terms([Term("State", {"en": ("State",)})], "État", "fr") == {}


def test_the_length_in_words() -> None:
    assert count_words("The Council’s right-to-food work, 2018.", "en") == 5
    assert fold("a\u00ad\u200bb  c") == "ab c"


def test_the_median_of_nothing_is_not_known() -> None:
    assert find_median([]) is None
    assert find_median([1, 2, 4]) == 2
    assert find_median([1, 2]) == 1.5


@pytest.mark.parametrize(
    ("symbol", "counts"),
    [
        (
            "A/HRC/RES/37/23",
            {
                "States": 10,
                "dialogue": 6,
                "mutually beneficial cooperation": 8,
                "multilateralism": 1,
                "State": 0,
            },
        ),
        (
            "A/HRC/RES/43/21",
            {
                "States": 15,
                "dialogue": 9,
                "mutually beneficial cooperation": 8,
                "multilateralism": 4,
                "State": 3,
            },
        ),
    ],
)
def test_the_counts_that_were_made_by_hand(
    official_texts: dict[str, str], symbol: str, counts: dict[str, int]
) -> None:
    with (settings.BASE_DIR / "fixtures" / "key_terms.csv").open(newline="") as file:
        terms = [
            Term(r["name"], {"en": tuple(r["en"].split("|"))}, r["matches_case"] == "yes")
            for r in csv.DictReader(file)
        ]
    paragraphs = list_counted(parse_paragraphs(official_texts[symbol]))
    found = count_terms(terms, "\n".join(p.text for p in paragraphs), "en")
    assert {term: found[term] for term in counts} == counts
    assert (found["individual"], found["civil society"]) == (0, 0)
