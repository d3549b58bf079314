"""The glossary: one source of terms for its page and for the links to it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import Client

from tests.page import read
from votes.web.glossary import GROUPS, TERMS


def test_each_term_is_one_of_the_projects_terms() -> None:
    """GLOSSARY.md defines the terms; the page gives those that readers meet, under the same names."""
    rows = (settings.BASE_DIR / "GLOSSARY.md").read_text().splitlines()
    defined = {row.split("|")[1].strip() for row in rows if row.startswith("|")}
    assert [str(term.name) for term in TERMS.values() if str(term.name) not in defined] == []
    assert len(TERMS) == sum(len(terms) for _key, _heading, terms in GROUPS)


def test_every_link_to_a_term_names_one() -> None:
    templates = Path(settings.BASE_DIR / "templates").rglob("*.html")
    linked = {key for path in templates for key in re.findall(r'{% term "([^"]+)"', path.read_text())}
    assert linked
    assert linked <= TERMS.keys()


@pytest.mark.django_db
def test_the_page_has_an_anchor_for_each_term(client: Client) -> None:
    page = read(client.get("/glossary/"))
    for key, term in TERMS.items():
        assert f'id="{key}"' in client.get("/glossary/").content.decode()
        assert str(term.meaning) in page.text
    assert "Universal periodic review" in page.get_section("agenda").text


def test_a_term_links_to_its_place() -> None:
    html = Template("{% load record %}{% term 'kappa' 'kappa' %}").render(Context())
    assert 'href="/glossary/#kappa"' in html
    assert "Agreement beyond what two States would reach by chance" in html
