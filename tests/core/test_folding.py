"""Words in the form in which a search compares them."""

import pytest

from tests.factories import make_state
from votes.core.folding import build_name_key, clean_text, fold_text, list_search_words
from votes.core.search_index import MOST_WORDS, SearchIndex
from votes.models import State


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("women's rights", "Women’s rights"),
        ("womens rights", "Women’s rights"),
        ("Turkiye", "Türkiye"),
        ("cote d'ivoire", "Côte d’Ivoire"),
        ("death-penalty", "death penalty"),
        ("follow\N{NON-BREAKING HYPHEN}up", "follow-up"),
        ("ｐｅａｃｅ", "peace"),
        ("pea\u200bce\ufeff", "peace"),
        ("so\u00adlidarity", "solidarity"),
        ("  right   to\u00a0food ", "right to food"),
    ],
)
def test_what_is_typed_in_another_way_is_the_same(typed: str, written: str) -> None:
    assert fold_text(typed) == fold_text(written)


def test_different_words_stay_different() -> None:
    assert fold_text("Niger") != fold_text("Nigeria")
    assert fold_text("2021") == "2021"
    assert clean_text("A/HRC/RES/37/23") == "A/HRC/RES/37/23"


@pytest.mark.parametrize(
    "quoted", ['"right to food"', "“right to food”", "«right to food»", ' "Right-to-food" ']
)
def test_quotation_marks_around_all_words_make_a_phrase(quoted: str) -> None:
    assert list_search_words(quoted, MOST_WORDS) == ["right to food"]


def test_other_quotation_marks_are_dropped() -> None:
    assert list_search_words('yemen "2021', MOST_WORDS) == ["yemen", "2021"]
    assert list_search_words('""', MOST_WORDS) == []


def test_a_phrase_is_found_in_its_order_alone() -> None:
    index = SearchIndex({1: fold_text("The right to food"), 2: fold_text("Food as a right to all")})
    assert index.find('"right to food"') == {1}
    assert index.find("right to food") == {1, 2}
    assert index.find("") == index.find("-") == set()


@pytest.mark.limit("search_index.MOST_WORDS")
@pytest.mark.parametrize(("place", "is_read"), [(11, True), (12, True), (13, False)])
def test_12_words_of_a_search_are_read(place: int, is_read: bool) -> None:
    words = " ".join(["food"] * (place - 1) + ["water"])
    assert bool(SearchIndex({1: "the right to food"}).find(words)) != is_read


def test_names_sort_as_people_do() -> None:
    names = ["Czechia", "Costa Rica", "Türkiye", "Croatia", "Côte d’Ivoire", "Tuvalu", "Tunisia"]
    in_order = ["Costa Rica", "Côte d’Ivoire", "Croatia", "Czechia", "Tunisia", "Türkiye", "Tuvalu"]
    assert sorted(names, key=build_name_key) == in_order


@pytest.mark.django_db
def test_the_database_sorts_states_in_the_same_order() -> None:
    for number, name in enumerate(["Czechia", "Costa Rica", "Croatia", "Côte d’Ivoire"]):
        make_state(f"QA{'ABCD'[number]}", name)
    names = list(State.objects.values_list("name", flat=True))
    assert names == ["Costa Rica", "Côte d’Ivoire", "Croatia", "Czechia"]
