"""A reader's message."""

import pytest
from django.core.exceptions import ValidationError

from votes.models import ErrorReport


@pytest.mark.django_db
@pytest.mark.limit("report.SHORTEST_MESSAGE", "report.LONGEST_MESSAGE")
@pytest.mark.parametrize(
    ("length", "is_good"), [(9, False), (10, True), (11, True), (1999, True), (2000, True), (2001, False)]
)
def test_a_message_has_10_to_2000_characters(length: int, is_good: bool) -> None:
    report = ErrorReport(page="/", message="x" * length)
    if is_good:
        report.full_clean()
    else:
        with pytest.raises(ValidationError, match="10 to 2,000"):
            report.full_clean()
