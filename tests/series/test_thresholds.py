"""Each limit of the list of series: what it does just below it, at it and just above it."""

import pytest
from django.http import QueryDict

from tests.pages_factories import make_text
from votes.models import Series
from votes.series.query import SeriesListQuery, read_list_query
from votes.series.service import list_series


@pytest.mark.limit("query.LONGEST_WORDS")
@pytest.mark.parametrize(("length", "read"), [(199, 199), (200, 200), (201, 200)])
def test_200_letters_of_a_search_are_read(length: int, read: int) -> None:
    assert len(read_list_query(QueryDict("q=" + "x" * length)).words) == read


@pytest.mark.django_db
@pytest.mark.limit("service.MOST_WORDS")
@pytest.mark.parametrize(("place", "is_read"), [(11, True), (12, True), (13, False)])
def test_12_words_of_a_search_are_read(place: int, is_read: bool) -> None:
    make_text(series=Series.objects.create(slug="food", title="The right to food"))
    words = " ".join(["food"] * (place - 1) + ["water"])
    assert list_series(SeriesListQuery(words)).exists() != is_read
