"""The page of everything that a search finds."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import make_resolution, make_session, make_state
from tests.page import read
from tests.pages_factories import make_explanation, make_text, make_topic
from votes.models import Series
from votes.search.service import find_exact, get_search_result, suggest_spelling

pytestmark = pytest.mark.django_db


def test_each_kind_of_result_is_listed_with_its_count(client: Client) -> None:
    state = make_state("XBR", "Brazilia")
    series = Series.objects.create(slug="brazilia", title="Situation in Brazilia")
    text = make_text("A/HRC/RES/37/1", title="Situation in Brazilia", series=series)
    make_explanation(text, state, summary="Brazilia voted against.")
    page = read(client.get("/search/", {"q": "brazilia"}))
    assert page.find("h1").text == "1 text on “brazilia”"
    assert page.find("title").text.startswith("1 text on “brazilia”")
    for key, words in {
        "states": "Brazilia",
        "texts": "A/HRC/RES/37/1",
        "series": "Situation in Brazilia",
        "statements": "Brazilia voted against.",
    }.items():
        assert words in page.get_section(key).text, key
    assert f'href="/states/{state.iso3}/"' in client.get("/search/?q=brazilia").content.decode()


def test_what_lists_leave_out_is_counted_and_linked(client: Client) -> None:
    make_text(title="The death penalty")
    make_text("A/HRC/37/L.1", title="The death penalty", kind="amendment")
    make_text("E/CN.4/RES/2005/59", title="The death penalty", session=make_session("CHR-61"))
    page = read(client.get("/search/", {"q": "death-penalty"}))
    assert page.find("h1").text == "1 text on “death-penalty”"
    section = page.get_section("texts").text
    assert "1 amendment or no-action motion" in section
    assert "1 text of the Commission on Human Rights" in section


def test_texts_outside_the_default_are_shown_where_there_are_no_others(client: Client) -> None:
    make_text("E/CN.4/RES/2005/59", title="The death penalty", session=make_session("CHR-61"))
    page = read(client.get("/search/", {"q": "death penalty"}))
    assert "E/CN.4/RES/2005/59" in page.get_section("texts").text


@pytest.mark.parametrize("words", ["women's", "women’s", "womens", "WOMEN'S rights", '"rights of women\'s"'])
def test_a_title_is_found_however_it_is_typed(words: str) -> None:
    text = make_text(title="Elimination of rights of women’s exclusion, rights")
    assert get_search_result(words).texts == [text]


def test_words_and_a_year() -> None:
    make_text(title="Yemen", date="2020-10-06")
    of_2021 = make_text(title="Yemen", date="2021-10-07")
    assert get_search_result("Yemen 2021").texts == [of_2021]


@pytest.mark.parametrize(
    "symbol",
    [
        "https://undocs.org/en/A/HRC/RES/37/23",
        "docs.un.org/A/HRC/37/L.36",
        "undocs.org/Home/Mobile?FinalSymbol=A%2FHRC%2FRES%2F37%2F23&Language=E",
        "a_hrc_res_37_23",
        "A HRC RES 37 23",
        "Ａ/ＨＲＣ/ＲＥＳ/37/23",
        "HRC resolution 37/23",
        "UN Human Rights Council resolution 37/23",
        "hrc res 37 23",
        "A\N{DIVISION SLASH}HRC\N{DIVISION SLASH}RES\N{DIVISION SLASH}37\N{DIVISION SLASH}23",
        "A/HRC/RES/37/23 of 23 March 2018",
        "resolution 37/23 of the Human Rights Council",
        "amendment 37/L.36",
        "A/HRC/37/L.36 (as orally revised)",
        "A/HRC/37/L.36/Rev. 1",
        "a/hrc/37/l36 rev 1",
        "“37/23”",
    ],
)
def test_a_symbol_in_any_form_leads_to_its_text(client: Client, symbol: str) -> None:
    text = make_resolution("A/HRC/RES/37/23", draft_symbol="A/HRC/37/L.36/Rev.1")
    assert find_exact(symbol) == text
    assert client.get("/search/", {"q": symbol})["Location"] == text.get_absolute_url()


def test_nothing_found_has_suggestions(client: Client) -> None:
    text = make_text("A/HRC/RES/37/23", title="The death penalty")
    text.topics.add(make_topic("Mercenaries"))
    assert suggest_spelling("deth penalti") == "death penalty"
    page = read(client.get("/search/", {"q": "mercenarys"}))
    assert page.find("h1").text == "Nothing on file for “mercenarys”"
    assert "Did you mean mercenaries" in page.text
    page = read(client.get("/search/", {"q": "death zzzz"}))
    assert "death: 1" in page.text
    assert "zzzz: 0" in page.text
    assert "A/HRC/RES/37/23" in read(client.get("/search/", {"q": "A/HRC/RES/37/233"})).text


@pytest.mark.parametrize(
    "words", ["", "/", "%", "_", "\\", "' OR 1=1 --", "-", "é", "x" * 1000, "“", "\u200b"]
)
def test_anything_typed_has_an_answer(client: Client, words: str) -> None:
    make_text()
    assert client.get("/search/", {"q": words}).status_code == 200


@pytest.mark.limit("service.MOST_LISTED")
@pytest.mark.parametrize(("n", "is_all"), [(9, True), (10, True), (11, False)])
def test_10_texts_are_listed(client: Client, n: int, is_all: bool) -> None:
    for _ in range(n):
        make_text(title="Solidarity")
    section = read(client.get("/search/", {"q": "solidarity"})).get_section("texts")
    assert len(section.find_all("li")) == min(n, 10)
    assert ("All " in section.text) != is_all


@pytest.mark.limit("service.SHORTEST_CORRECTED")
@pytest.mark.parametrize(("word", "meant"), [("wet", ""), ("foot", "food"), ("fodod", "food")])
def test_words_of_4_letters_are_corrected(word: str, meant: str) -> None:
    make_text(title="Food and wer")
    assert suggest_spelling(word) == meant


@pytest.mark.limit("service.LEAST_LIKENESS")
@pytest.mark.parametrize(
    ("word", "meant"), [("foxxd", ""), ("fooxx", ""), ("foot", "food"), ("foood", "food")]
)
def test_a_word_must_be_like_the_one_suggested(word: str, meant: str) -> None:
    """ "foot" and "food" share three letters of four: 0.75. "fooxx" and "food" share three of four and five: 0.67."""
    make_text(title="Food")
    assert suggest_spelling(word) == meant


@pytest.mark.limit("views.LONGEST_WORDS")
@pytest.mark.parametrize(("length", "shown"), [(199, 199), (200, 200), (201, 200)])
def test_200_characters_are_read(client: Client, length: int, shown: int) -> None:
    heading = read(client.get("/search/", {"q": "x" * length})).find("h1").text
    assert heading.count("x") == shown


def test_the_number_of_queries_does_not_grow(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in (3, 30):
        for _ in range(n):
            make_explanation(make_text(title="Solidarity"), on_behalf_of="Group")
        client.get("/search/?q=solidarity")
        with django_assert_max_num_queries(19):
            client.get("/search/?q=solidarity")
