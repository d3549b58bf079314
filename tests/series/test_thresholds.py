"""Each limit of the list of series: what it does just below it, at it and just above it."""

import pytest
from django.http import QueryDict

from votes.series.query import read_list_query


@pytest.mark.limit("query.LONGEST_WORDS")
@pytest.mark.parametrize(("length", "read"), [(199, 199), (200, 200), (201, 200)])
def test_200_letters_of_a_search_are_read(length: int, read: int) -> None:
    assert len(read_list_query(QueryDict("q=" + "x" * length)).words) == read
