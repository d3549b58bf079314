"""Each limit of the texts: what it does just below it, at it and just above it."""

import pytest
from django.http import QueryDict

from tests.factories import make_member
from tests.pages_factories import make_text, make_voted
from votes.core.choices import Position, TextKind
from votes.models import Resolution
from votes.resolutions.filters import ResolutionFilter
from votes.resolutions.service import find_elsewhere, get_resolution_record, list_texts
from votes.resolutions.wording import describe_remarkable
from votes.web.filters import apply_filter

pytestmark = pytest.mark.django_db


@pytest.mark.limit("filters.CLOSE_MARGIN")
@pytest.mark.parametrize(("margin", "is_close"), [(9, True), (10, True), (11, False)])
def test_a_vote_is_close_up_to_a_margin_of_10(margin: int, is_close: bool) -> None:
    for official in ((15 + margin, 15, 5, 0), (15, 15 + margin, 5, 0)):
        text = make_voted(official=official)
        found = ResolutionFilter(QueryDict("contested=close"), Resolution.objects.filter(pk=text.pk)).qs
        assert found.exists() == is_close


@pytest.mark.limit("wording.MOST_NAMED")
@pytest.mark.parametrize(("absent", "are_named"), [(2, True), (3, True), (4, False)])
def test_3_members_that_did_not_vote_are_named(absent: int, are_named: bool) -> None:
    codes = ["CHN", "CUB", "MEX", "PER"][:absent]
    roll_call = {make_member(code): Position.NOT_VOTING.value for code in codes}
    record = get_resolution_record(make_voted(roll_call=roll_call | {make_member("USA"): "in_favour"}))
    said = " ".join(describe_remarkable(record.entries))
    assert ("State of CHN" in said, f"{absent} members did not vote" in said) == (are_named, not are_named)


@pytest.mark.limit("service.MOST_NAMED_ELSEWHERE")
@pytest.mark.parametrize(("n", "named"), [(2, 2), (3, 3), (4, 3)])
def test_up_to_3_texts_of_other_kinds_are_named(n: int, named: int) -> None:
    for number in range(n):
        make_text(f"A/HRC/37/L.5{number}", kind=TextKind.AMENDMENT, title="On food")
    filter_set, _notes = apply_filter(ResolutionFilter, QueryDict("q=food"), list_texts())
    found = find_elsewhere(filter_set)
    assert found
    assert (found.n, len(found.texts)) == (n, named)
