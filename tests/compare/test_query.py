"""The States that an address of a comparison names."""

import pytest
from django.http import QueryDict

from votes.compare.query import read_states


@pytest.mark.parametrize(
    ("query", "found", "unknown"),
    [
        ("states=CHN,CUB&states=ven", ["CHN", "CUB", "VEN"], 0),
        ("states=CHN,,CHN,XXX", ["CHN"], 1),
        ("states=", [], 0),
        ("", [], 0),
        ("states=XXX,CUB", ["CUB"], 1),
    ],
)
def test_states_in_the_address(query, found, unknown):
    states, notes = read_states(QueryDict(query), ["CHN", "CUB", "VEN"])
    assert states == found
    assert len(notes) == unknown
