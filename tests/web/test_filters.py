"""What the filters of many pages share."""

import pytest
from django.http import QueryDict
from django.test import Client

from tests.factories import make_member
from tests.pages_factories import make_voted
from votes.web.address import describe_unknown_names


@pytest.mark.parametrize(
    "name", ["page", "sort", "format", "utm_source", "utm_x", "fbclid", "gclid", "unreconciled"]
)
def test_names_that_any_address_may_have_are_not_noted(name: str) -> None:
    assert describe_unknown_names(QueryDict(f"{name}=1"), ["unreconciled"]) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/resolutions/",
        "/resolutions.json",
        "/explanations/",
        "/explanations.json",
        "/about/quality/",
        "/about/quality.json",
        "/blocs/",
        "/blocs.json",
        "/blocs/?view=cohesion",
        "/states/",
        "/states.json",
        "/series/",
        "/series.json",
        "/",
    ],
)
def test_a_misspelt_filter_is_named_on_the_page_and_in_its_data(client: Client, address: str) -> None:
    """`?frm=2018` would otherwise look like a filter that is in force."""
    written = client.get(f"{address}{'&' if '?' in address else '?'}frm=2018").content.decode()
    assert written.count("“frm” is not a filter of this page and was ignored.") == 1
    assert "is not a filter" not in client.get(address).content.decode()


@pytest.mark.django_db
def test_a_misspelt_filter_is_named_on_the_page_of_a_text(client: Client) -> None:
    text = make_voted(roll_call={make_member("CHN"): "in_favour"})
    page = client.get(f"{text.get_absolute_url()}?positon=against").content.decode()
    assert "“positon” is not a filter of this page and was ignored." in page
