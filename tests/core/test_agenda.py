"""The Council's agenda."""

import pytest

from tests.factories import make_session
from tests.pages_factories import make_text
from votes.core.agenda import AGENDA
from votes.web.agenda import name_item_of


def test_the_agenda_has_ten_items() -> None:
    assert sorted(AGENDA) == list(range(1, 11))


@pytest.mark.django_db
@pytest.mark.limit("agenda.FIRST_SESSION")
@pytest.mark.parametrize(("number", "is_named"), [(5, False), (6, True), (7, True)])
def test_the_agenda_holds_from_the_6th_session_on(number: int, is_named: bool) -> None:
    text = make_text(session=make_session(str(number)), agenda_item=6)
    assert ("universal periodic review" in name_item_of(text)) == is_named
