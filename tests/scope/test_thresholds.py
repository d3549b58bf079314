"""The limits of the filter of votes: what each does just below it, at it and just above it."""

import pytest

from votes.analysis.scope import MINIMUM_VOTES
from votes.scope.form import ScopeForm
from votes.scope.vote_table import ScopeChoices

NO_CHOICES = ScopeChoices(sessions=(), topics=(), sponsors=(), items=())


@pytest.mark.limit("form.LARGEST_MINIMUM")
@pytest.mark.parametrize(
    ("minimum", "allowed"), [(0, False), (1, True), (2, True), (499, True), (500, True), (501, False)]
)
def test_a_reader_can_ask_for_a_minimum_of_1_to_500_votes(minimum: int, allowed: bool) -> None:
    form = ScopeForm({"min": str(minimum)}, NO_CHOICES)
    assert form.is_valid() == allowed
    assert MINIMUM_VOTES == 20


@pytest.mark.parametrize(
    ("year", "allowed"), [("999", False), ("1000", True), ("2018", True), ("2999", True), ("3000", False)]
)
def test_a_year_has_four_digits(year: str, allowed: bool) -> None:
    assert ScopeForm({"from": year}, NO_CHOICES).is_valid() == allowed
