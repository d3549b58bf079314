"""The names of agenda items."""

import pytest

from tests.factories import make_session
from tests.pages_factories import make_text
from votes.core.agenda import AGENDA
from votes.web.agenda import SHORT_TITLES, name_item, name_item_of


def test_every_item_of_the_council_has_a_short_title() -> None:
    assert SHORT_TITLES.keys() == AGENDA.keys() == set(range(1, 11))
    assert name_item(6) == "Item 6: universal periodic review"
    assert name_item("4", "commission") == "Item 4 of the Commission’s agenda"
    assert name_item(11) == "Item 11"
    assert name_item(4, "all") == "Item 4"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("session", "item", "name"),
    [
        ("37", 6, "Item 6: universal periodic review"),
        ("6", 6, "Item 6: universal periodic review"),
        ("5", 2, "Item 2 of the agenda of that session"),
        ("CHR-60", 6, "Item 6 of the Commission’s agenda"),
        ("S-28", None, ""),
    ],
)
def test_an_item_has_its_name_in_the_agenda_of_its_session(session: str, item: int | None, name: str) -> None:
    assert name_item_of(make_text(session=make_session(session), agenda_item=item)) == name
