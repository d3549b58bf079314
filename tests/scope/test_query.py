"""The scope out of the address: every value holds or is left out with a word, and it goes back into an address."""

import datetime

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from votes.analysis.scope import Scope
from votes.scope.query import build_scope_parameters, read_scope
from votes.scope.serialize import serialize_scope
from votes.scope.vote_table import ScopeChoices

CHOICES = ScopeChoices(
    sessions=(("37", "37th session"), ("S-28", "28th special session")),
    topics=(("peace", "Peace"),),
    sponsors=(("CHN", "China"), ("oic", "Organization of Islamic Cooperation")),
    items=(3, 4),
)


def read(query: str) -> tuple[Scope, list[str]]:
    found = read_scope(QueryDict(query), CHOICES)
    return found.scope, list(found.notes)


@pytest.mark.parametrize(
    ("query", "scope"),
    [
        ("", Scope()),
        ("from=2018", Scope(first=datetime.date(2018, 1, 1))),
        ("to=2018", Scope(last=datetime.date(2018, 12, 31))),
        ("from=2018-03-23&to=2018-03-23", Scope(datetime.date(2018, 3, 23), datetime.date(2018, 3, 23))),
        ("kind=amendment&session=S-28&item=4", Scope(kind="amendment", session="S-28", item=4)),
        ("topic=peace&sponsor=oic", Scope(topic="peace", sponsor="oic")),
        (
            "body=commission&unreconciled=include&min=5",
            Scope(body="commission", unreconciled=True, minimum=5),
        ),
        ("from=&kind=&min=", Scope()),
    ],
)
def test_good_values_hold(query, scope):
    assert read(query) == (scope, [])


@pytest.mark.parametrize(
    "query",
    [
        "from=18",
        "from=2018-02-30",
        "to=soon",
        "kind=poem",
        "session=99",
        "item=11",
        "item=x",
        "topic=war",
        "sponsor=XXX",
        "body=assembly",
        "min=0",
        "min=many",
        "unreconciled=yes",
    ],
)
def test_a_bad_value_is_left_out_with_a_note(query):
    scope, notes = read(f"{query}&to=2020" if not query.startswith("to") else query)
    assert scope == Scope(last=None if query.startswith("to") else datetime.date(2020, 12, 31))
    assert len(notes) == 1
    assert query.partition("=")[0] in notes[0]


def test_days_in_the_wrong_order_are_swapped_with_a_note():
    scope, notes = read("from=2020&to=2018")
    assert (scope.first, scope.last) == (datetime.date(2018, 1, 1), datetime.date(2020, 12, 31))
    assert len(notes) == 1


def test_a_form_shows_what_was_understood():
    form = read_scope(QueryDict("kind=poem&session=37"), CHOICES).form
    assert form["session"].value() == "37"
    assert not form["kind"].value()


def test_every_default_is_written_out_where_data_prints_the_scope():
    assert serialize_scope(Scope()) == {
        "from": None,
        "to": None,
        "body": "council",
        "kind": "all but amendments",
        "session": None,
        "item": None,
        "topic": None,
        "sponsor": None,
        "unreconciled": "left out",
        "min": 20,
    }


days = st.none() | st.dates(datetime.date(1946, 1, 1), datetime.date(2026, 12, 31))


@given(
    st.builds(
        Scope,
        first=days,
        last=days,
        body=st.sampled_from(["council", "commission"]),
        kind=st.sampled_from(["", "resolution", "amendment"]),
        session=st.sampled_from(["", "37", "S-28"]),
        item=st.sampled_from([None, 3, 4]),
        topic=st.sampled_from(["", "peace"]),
        sponsor=st.sampled_from(["", "CHN", "oic"]),
        unreconciled=st.booleans(),
        minimum=st.integers(1, 500),
    ).filter(lambda scope: not (scope.first and scope.last and scope.first > scope.last))
)
def test_a_scope_written_into_an_address_reads_back(scope):
    data = QueryDict(mutable=True)
    data.update(build_scope_parameters(scope))
    assert read_scope(data, CHOICES).scope == scope
