"""The map of the site, robots, pictures, frames and citations."""

import datetime
import io
from xml.etree import ElementTree

import pytest
from django.test import Client
from PIL import Image

from tests.page import read
from tests.pages_factories import make_voted
from votes.models import Resolution
from votes.sharing.sitemap import MOST_IN_A_FILE, SECURITY_TEXT_DAYS, SITEMAPS
from votes.web.share_links import build_bibtex

pytestmark = pytest.mark.django_db
VOTE = "/resolutions/A/HRC/RES/37/23"
SERIES = "/series/promoting-mutually-beneficial-cooperation-in-the-field-of-human-rights"
WITH_CHART = [VOTE, "/states/CHN", "/compare/CHN/USA", "/blocs/eu", SERIES]
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def list_locations(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response["Content-Type"] == "application/xml"
    return [str(found.text) for found in ElementTree.fromstring(response.content).iter(f"{NAMESPACE}loc")]  # noqa: S314


def test_robots_may_read_all_pages_but_not_every_filter(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /*?" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


class TestStarter:
    def test_the_map_of_the_site_has_every_page(self, starter: None, client: Client) -> None:
        sections = list_locations(client, "/sitemap.xml")
        assert len(sections) == len(SITEMAPS) == 6
        found = [where for section in sections for where in list_locations(client, section)]
        assert f"http://testserver{VOTE}/" in found
        assert "http://testserver/states/CHN/" in found
        assert len(found) == len(set(found)) > 477 + 154

    @pytest.mark.parametrize("address", WITH_CHART)
    def test_each_chart_is_a_picture_of_a_fixed_size(
        self, starter: None, client: Client, address: str
    ) -> None:
        response = client.get(f"{address}.png")
        assert response["Content-Type"] == "image/png"
        picture = Image.open(io.BytesIO(response.content))
        assert picture.size == (1200, 630)
        # Something is drawn in the middle, and the card is white.
        assert len(picture.convert("L").crop((300, 150, 900, 480)).getcolors(256) or []) > 5
        svg = client.get(f"{address}.svg")
        assert svg["Content-Type"].startswith("image/svg+xml")
        assert f"http://testserver{address}/"[:60] in svg.content.decode()
        assert ".svg" not in svg.content.decode()
        ElementTree.fromstring(svg.content)  # noqa: S314

    @pytest.mark.parametrize("address", WITH_CHART)
    def test_each_chart_can_stand_in_a_frame_of_another_site(
        self, starter: None, client: Client, address: str
    ) -> None:
        response = client.get(f"/embed{address}/")
        assert response.status_code == 200
        assert "frame-ancestors *" in response["Content-Security-Policy"]
        assert "X-Frame-Options" not in response.headers
        page = read(response)
        assert f"http://testserver{address}/" in page.get_links()
        assert "frame-ancestors 'none'" in client.get(f"{address}/")["Content-Security-Policy"]

    @pytest.mark.parametrize("address", WITH_CHART)
    def test_each_page_says_how_it_is_cited_and_shown_elsewhere(
        self, starter: None, client: Client, address: str
    ) -> None:
        page = client.get(f"{address}/").content.decode()
        assert f'<link rel="canonical" href="{address}/">' in page
        assert f'<meta property="og:image" content="http://testserver{address}.png">' in page
        assert "@misc{hrc-" in page
        assert f"&lt;iframe src=&quot;http://testserver/embed{address}/&quot;" in page

    def test_a_page_without_a_chart_has_no_picture(self, starter: None, client: Client) -> None:
        text = Resolution.objects.filter(adoption="without_vote").first()
        assert text
        for address in (f"{text.get_absolute_url()[:-1]}.png", f"/embed{text.get_absolute_url()}"):
            assert client.get(address).status_code == 404

    def test_a_picture_follows_a_redirect(self, starter: None, client: Client) -> None:
        assert client.get("/embed/resolutions/A/HRC/37/L.36/")["Location"] == f"/embed{VOTE}/"
        assert client.get("/resolutions/A/HRC/37/L.36.png").status_code == 302


def test_titles_with_characters_of_tex_are_escaped() -> None:
    entry = build_bibtex("Rights & 50 % of_all {men}", "http://example.org/resolutions/x/")
    assert "title = {{Rights \\& 50 \\% of\\_all \\{men\\}}}" in entry
    assert entry.startswith("@misc{hrc-resolutions-x,")


@pytest.mark.limit("sitemap.SECURITY_TEXT_DAYS")
def test_where_to_report_a_weakness(client: Client, settings: object) -> None:
    settings.CONTACT = "desk@example.org"  # type: ignore[attr-defined]
    text = client.get("/.well-known/security.txt").content.decode()
    lines = dict(line.split(": ", 1) for line in text.splitlines())
    assert lines["Contact"] == "mailto:desk@example.org"
    expires = datetime.datetime.fromisoformat(lines["Expires"])
    left = expires - datetime.datetime.now(datetime.UTC)
    assert datetime.timedelta(SECURITY_TEXT_DAYS - 1) <= left <= datetime.timedelta(SECURITY_TEXT_DAYS)
    settings.CONTACT = ""  # type: ignore[attr-defined]
    assert b"Contact: http://testserver/report/" in client.get("/.well-known/security.txt").content


@pytest.mark.limit("sitemap.MOST_IN_A_FILE")
@pytest.mark.parametrize(("most", "files"), [(4, 1), (3, 1), (2, 2)])
def test_a_long_section_is_divided(
    client: Client, monkeypatch: pytest.MonkeyPatch, most: int, files: int
) -> None:
    assert MOST_IN_A_FILE <= 50_000
    for number in range(3):
        make_voted(f"A/HRC/RES/37/{number + 1}")
    monkeypatch.setattr(SITEMAPS["resolutions"], "limit", most)
    sections = [where for where in list_locations(client, "/sitemap.xml") if "resolutions" in where]
    assert len(sections) == files
    assert sum(len(list_locations(client, section)) for section in sections) == 3


def test_the_icon(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"].endswith("img/icon.svg")
