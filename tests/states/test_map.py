"""The map and the table of a State's agreement with all others."""

import pytest
from django.test import Client

from tests.page import read

pytestmark = pytest.mark.django_db


def test_every_state_with_a_figure_is_in_the_table_and_those_of_today_on_the_map(
    starter_to_read: None, client: Client
) -> None:
    response = client.get("/states/MEX/?min=5")
    agreement = response.context["page"].agreement
    assert len(agreement.everyone) == response.context["record"].partners.ranked > 30
    words = {" ".join(place.fill.words.split()) for place in agreement.world_map.places}
    assert words <= {" ".join(f"{row.name}: {row.words}".split()) for row in agreement.everyone}
    assert len(words) > 30
    page = read(response)
    shown = {
        " ".join(title.text.split()) for title in page.find("figure", class_="world-map").find_all("title")
    }
    assert words | {"Agreement with Mexico"} == shown
