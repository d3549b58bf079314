"""What the address of a State's page asks for."""

import pytest
from django.http import QueryDict

from votes.analysis.scope import Scope
from votes.scope.vote_table import ScopeChoices
from votes.states.query import read_state_query

CHOICES = ScopeChoices(sessions=(("37", "37th session"),), topics=(), sponsors=(), items=(4,))


def test_the_address_is_read() -> None:
    usual = read_state_query(QueryDict(""), CHOICES)
    assert (usual.scope, usual.position, usual.notes) == (Scope(), "", ())
    asked = read_state_query(
        QueryDict("position=against&unreconciled=include&body=commission&kind=all&item=4&page=2"), CHOICES
    )
    assert asked.position == "against"
    assert asked.scope == Scope(body="commission", kind="all", item=4, unreconciled=True)


def test_invalid_values_are_ignored_and_named() -> None:
    assert read_state_query(QueryDict("position=x&unreconciled=y"), CHOICES).notes == (
        "“y” is not a valid value for unreconciled and was ignored.",
        "“x” is not a valid value for position and was ignored.",
    )


def test_words_and_a_year_choose_among_the_votes():
    asked = read_state_query(QueryDict("q=+right+to+food+&year=2018&position=against"), CHOICES)
    assert (asked.words, asked.year, asked.notes) == ("right to food", 2018, ())
    assert asked.parameters == {"q": "right to food", "year": "2018", "position": "against"}
    bad = read_state_query(QueryDict("year=soon"), CHOICES)
    assert (bad.year, bad.notes) == (None, ("“soon” is not a valid value for year and was ignored.",))


@pytest.mark.limit("query.LONGEST_WORDS")
@pytest.mark.parametrize(("length", "read"), [(199, 199), (200, 200), (201, 200)])
def test_200_characters_of_a_search_are_read(length, read):
    assert len(read_state_query(QueryDict("q=" + "x" * length), CHOICES).words) == read
