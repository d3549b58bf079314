"""The limit of a corrected total: what it does just below it, at it and just above it."""

import pytest
from django.core.exceptions import ValidationError

from tests.factories import make_resolution
from votes.corrections.apply import Change, build_text_row, clean_value


@pytest.mark.limit("apply.LARGEST_TOTAL")
@pytest.mark.django_db
@pytest.mark.parametrize(("total", "is_taken"), [(59, True), (60, True), (61, False)])
def test_a_total_is_60_at_most(total: int, is_taken: bool) -> None:
    text = make_resolution()
    change = Change("official_in_favour", after=str(total))
    if is_taken:
        assert clean_value(build_text_row(text), text, change) == str(total)
    else:
        with pytest.raises(ValidationError, match="higher than"):
            clean_value(build_text_row(text), text, change)
