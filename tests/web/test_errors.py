"""Addresses that do not exist, pages that fail, requests that are refused."""

from collections.abc import Callable

import pytest
from django.test import Client

from hrc import __version__
from tests.page import read

COOPERATION = "/resolutions/A/HRC/RES/37/23/"


class TestErrors:
    def test_an_unknown_address_has_our_page(self, db: None, client: Client) -> None:
        response = client.get("/nothing/here/")
        assert response.status_code == 404
        assert "There is no page at this address." in response.content.decode()
        assert 'href="/resolutions/"' in response.content.decode()

    def test_a_broken_page_has_our_page_and_no_details(
        self, db: None, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*args: object) -> None:
            raise RuntimeError("a secret detail")

        monkeypatch.setattr("votes.home.views.get_record_size", fail)
        client.raise_request_exception = False
        response = client.get("/about/")
        assert response.status_code == 500
        assert (
            "The page could not be displayed. No data has been lost. Please try again."
            in response.content.decode()
        )
        assert "secret" not in response.content.decode()

    def test_a_form_without_its_token_is_refused_with_a_message(self, db: None) -> None:
        client = Client(enforce_csrf_checks=True)
        response = client.post("/admin/login/", {"username": "a", "password": "b"})
        assert response.status_code == 403
        assert "The form has expired" in response.content.decode()

    @pytest.mark.parametrize(
        "address",
        [
            "/",
            "/search/",
            "/resolutions/",
            "/resolutions.json",
            COOPERATION,
            "/resolutions/A/HRC/RES/37/23.csv",
            "/states/",
            "/states.csv",
            "/states/CHN/",
            "/states/CHN.json",
            "/sessions/",
            "/sessions/37/",
            "/sessions/37.csv",
            "/explanations/",
            "/explanations.json",
            "/about/",
            "/about/quality.json",
            "/health/",
        ],
    )
    @pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
    def test_public_pages_are_for_reading(self, db: None, client: Client, address: str, method: str) -> None:
        send: Callable = getattr(client, method)
        assert send(address, b"x=1", content_type="application/x-www-form-urlencoded").status_code == 405

    def test_head_is_reading_too(self, db: None, client: Client) -> None:
        response = client.head("/about/")
        assert (response.status_code, response.content) == (200, b"")

    def test_health(self, db: None, client: Client) -> None:
        response = client.get("/health/")
        assert (response.status_code, response.content) == (200, b"ok 0.9.0")
        assert __version__ == "0.9.0"

    def test_the_foot_of_every_page_says_the_version(self, db: None, client: Client) -> None:
        assert "Version 0.9.0" in read(client.get("/about/")).text
