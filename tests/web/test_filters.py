"""What the filters of many pages share."""

import pytest
from django.http import QueryDict

from votes.web.filters import read_unreconciled


@pytest.mark.parametrize(("query", "wanted"), [("", False), ("unreconciled=include", True)])
def test_unreconciled_votes_are_asked_for_in_one_word(query: str, wanted: bool) -> None:
    assert read_unreconciled(QueryDict(query)) == (wanted, [])


def test_another_word_for_unreconciled_is_left_out_and_named() -> None:
    wanted, notes = read_unreconciled(QueryDict("unreconciled=yes"))
    assert not wanted
    assert notes == ["“yes” is not a valid value for unreconciled and was ignored."]
