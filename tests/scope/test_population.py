"""What a page counts, as numbers and in words."""

import pytest
from django.http import QueryDict

from votes.analysis.scope import Scope
from votes.scope.page import build_population_line
from votes.scope.population import Population
from votes.scope.vote_table import ScopeChoices
from votes.scope.wording import list_population_words

CHOICES = ScopeChoices((("37", "37th session"),), (("peace", "Peace"),), (("CUB", "Cuba"),), (4,))


@pytest.mark.parametrize(
    ("population", "words"),
    [
        (Population(Scope(), 553, 2006, 2026), "Council · 2006–2026 · without amendments · 553 votes"),
        (Population(Scope(kind="all"), 1038, 2018, 2018), "Council · 2018 · with amendments · 1,038 votes"),
        (
            Population(Scope(body="commission"), 1, 2004, 2004),
            "Commission · 2004 · without amendments · 1 vote",
        ),
        (Population(Scope(kind="amendment"), 0, None, None), "Council · amendments only · no votes"),
        (
            Population(Scope(body="all"), 2, 2004, 2018, of_texts=True),
            "Council and Commission · 2004–2018 · without amendments · 2 texts",
        ),
        (
            Population(Scope(unreconciled=True), 30, 2006, 2026, n_unreconciled=2),
            "Council · 2006–2026 · without amendments · 30 votes · 2 of them not reconciled",
        ),
        (
            Population(
                Scope(session="37", item=4, topic="peace", sponsor="CUB"), 3, 2018, 2018, choices=CHOICES
            ),
            "Council · 2018 · without amendments · Item 4: human rights situations that require the Council’s "
            "attention · 37th session · Peace · Cuba · 3 votes",
        ),
        (
            Population(Scope(), 3, 2022, 2026, complete="complete since 2022"),
            "Council · 2022–2026 · without amendments · 3 votes · complete since 2022",
        ),
    ],
)
def test_what_is_counted_in_words(population: Population, words: str) -> None:
    assert " · ".join(list_population_words(population)) == words


def list_links(population: Population, query: str) -> dict[str, str]:
    line = build_population_line(population, QueryDict(query))
    return {switch.words: switch.query for switch in line.switches}


def test_without_amendments_on_file_no_link_offers_them() -> None:
    assert list_links(Population(Scope(), 3, 2018, 2018), "") == {
        "Commission on Human Rights": "?body=commission"
    }
    one = Population(Scope(), 3, 2018, 2018, n_other_kinds=1)
    assert list_links(one, "page=3")["with 1 amendment or no-action motion"] == "?kind=all"


def test_the_links_keep_the_rest_of_the_address() -> None:
    links = list_links(
        Population(Scope(body="commission", kind="all"), 3, 2004, 2004), "body=commission&kind=all&x=1"
    )
    assert links == {
        "without amendments": "?body=commission&x=1",
        "amendments only": "?body=commission&x=1&kind=amendment",
        "Human Rights Council": "?kind=all&x=1",
    }


def test_left_out_are_those_not_reconciled_unless_asked_for() -> None:
    assert Population(Scope(), 3, 2018, 2018, n_unreconciled=2).left_out == 2
    assert Population(Scope(unreconciled=True), 5, 2018, 2018, n_unreconciled=2).left_out == 0
