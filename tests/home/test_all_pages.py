"""What holds on every page of the starter record: its policy, its links, its ids."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import resolve

from tests.page import read

PAGES = [
    "/",
    "/resolutions/",
    "/resolutions/?q=rights&sort=-against&page=2",
    "/resolutions/A/HRC/RES/37/23/",
    "/resolutions/A/HRC/RES/37/23/text/",
    "/resolutions/A/HRC/48/L.11/",
    "/resolutions/A/HRC/RES/30/12/",
    "/states/",
    "/states/CHN/",
    "/sessions/",
    "/sessions/37/",
    "/sessions/S-9/",
    "/explanations/",
    "/about/",
]


class TestEveryPage:
    @pytest.mark.parametrize("address", PAGES)
    def test_no_page_needs_more_than_this_site_and_its_files(
        self, starter: None, client: Client, address: str
    ) -> None:
        response = client.get(address)
        page = read(response)
        for script in page.find_all("script"):
            kind = script.attributes.get("type")
            assert kind == "application/json" or script.attributes.get("src", "").startswith("/static/")
            assert kind == "application/json" or script.children == []
        assert page.find_all("style") == []
        for element in page.walk():
            assert "style" not in element.attributes
            assert not any(name.startswith("on") for name in element.attributes)
            for name in ("src", "srcset", "data", "poster"):
                assert element.attributes.get(name, "/").startswith("/")
            assert element.attributes.get("action", "/").startswith(("/", "#"))
        for link in page.find_all("link"):
            assert re.match(r"/(?!/)", link.attributes["href"])

    @pytest.mark.parametrize("address", [*PAGES, "/resolutions.json", "/nothing/", "/admin/login/"])
    def test_every_answer_carries_a_strict_policy(self, starter: None, client: Client, address: str) -> None:
        response = client.get(address)
        policy = dict(
            directive.strip().partition(" ")[::2]
            for directive in response["Content-Security-Policy"].split(";")
        )
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == "'self'"
        assert "unsafe" not in policy["script-src"] + policy["style-src"] + policy.get("style-src-elem", "")
        assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'"
        assert response["X-Content-Type-Options"] == "nosniff"

    def test_no_link_on_the_site_is_broken(self, starter: None, client: Client) -> None:
        """Every kind of link on the pages, up to eight of a kind."""
        links: dict[str, set[str]] = {}
        for address in PAGES:
            for link in read(client.get(address)).get_links():
                target = urljoin(address, link).partition("#")[0]
                if target.startswith("/"):
                    links.setdefault(resolve(urlsplit(target).path).url_name or "", set()).add(target)
        assert {
            "resolution",
            "resolution-data",
            "resolutions",
            "resolutions-data",
            "state",
            "state-data",
        } < set(links)
        for targets in links.values():
            for target in sorted(targets)[:: len(targets) // 8 + 1]:
                assert client.get(target).status_code == 200, target

    @pytest.mark.parametrize("address", PAGES)
    def test_every_id_is_used_once_and_every_label_has_its_field(
        self, starter: None, client: Client, address: str
    ) -> None:
        page = read(client.get(address))
        ids = [element.attributes["id"] for element in page.walk() if "id" in element.attributes]
        assert len(ids) == len(set(ids))
        for name in ("for", "aria-labelledby"):
            wanted = {e.attributes[name] for e in page.walk() if name in e.attributes}
            assert wanted <= set(ids)
        assert len(page.find_all("h1")) == 1
