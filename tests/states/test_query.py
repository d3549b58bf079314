"""What the address of a State's page asks for."""

from django.http import QueryDict

from votes.states.query import StateQuery, read_state_query


def test_the_address_is_read() -> None:
    assert read_state_query(QueryDict("")) == StateQuery()
    asked = read_state_query(QueryDict("position=against&unreconciled=include&page=2"))
    assert asked == StateQuery("against", unreconciled=True)


def test_invalid_values_are_ignored_and_named() -> None:
    assert read_state_query(QueryDict("position=x&unreconciled=y")).notes == (
        "“y” is not a valid value for unreconciled and was ignored.",
        "“x” is not a valid value for position and was ignored.",
    )
