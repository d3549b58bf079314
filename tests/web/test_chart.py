"""The file of a chart, under the address of its page."""

from xml.etree import ElementTree

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/resolutions/A/HRC/RES/37/23/",
    "/states/MEX/",
    "/compare/CHN/CUB/",
    "/series/promoting-mutually-beneficial-cooperation-in-the-field-of-human-rights/",
    "/blocs/?view=poles",
    "/blocs/african/",
]


@pytest.mark.parametrize("address", PAGES)
def test_each_page_with_a_chart_has_it_as_a_file(starter_to_read: None, client: Client, address: str) -> None:
    page = client.get(address)
    path, _, query = address.partition("?")
    response = client.get(f"{path}chart.svg?{query}")
    assert response.headers["Content-Type"] == "image/svg+xml"
    chart = page.context["chart"]
    picture = ElementTree.fromstring(response.content)  # noqa: S314 (our own file)
    written = [text.text for text in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert written[0] is not None
    assert chart.title.startswith(written[0])
    assert any(text and text.startswith("Source: HRC voting record, http://testserver/") for text in written)
    assert f'href="chart.svg{"?" if query else ""}{query}"' in page.content.decode()


def test_a_page_without_a_chart_has_no_file(starter_to_read: None, client: Client) -> None:
    assert client.get("/resolutions/A/HRC/RES/58/17/chart.svg").status_code == 404
    assert client.get("/blocs/chart.svg").status_code == 404


def test_a_page_that_is_elsewhere_says_so(starter_to_read: None, client: Client) -> None:
    response = client.get("/resolutions/A/HRC/37/L.36/chart.svg")
    assert response.status_code == 302
    assert response.headers["Location"] == "/resolutions/A/HRC/RES/37/23/"
