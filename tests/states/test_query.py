"""What the address of a State's page asks for."""

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
