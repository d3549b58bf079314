"""Every address that the documentation names answers on a site with the starter record."""

import re

import pytest
from django.test import Client

from tests.test_tooling import DOCUMENTS
from votes.models import Series

pytestmark = pytest.mark.django_db

# In code style and with a slash first, but no address of the site.
NOT_ADDRESSES = {"/Rev.1", "/tmp"}  # noqa: S108 - a name in a document
PLACEHOLDERS = ("SLUG", "<symbol>")


def find_addresses(text: str) -> set[str]:
    """The addresses in code style, with the short forms written out.

    After `/states/CHN/`, `….json` and `.json` stand for `/states/CHN.json`. `?…` stands for the query of the page.
    """
    found = set()
    for line in text.splitlines():
        page = query = ""
        for code in re.findall(r"`([^`]+)`", line):
            if re.fullmatch(r"/\S+", code) and code not in NOT_ADDRESSES:
                address = code
                if "?…" not in code:
                    page, _, query = code.partition("?")
            elif page and (short := re.fullmatch(r"…?(\.(?:json|csv))(\?…)?", code)):
                address = re.sub(r"(/|\.json|\.csv)$", "", page) + short[1] + (short[2] or "")
            else:
                continue
            found.add(address.replace("?…", f"?{query}" if query else ""))
    return found


ADDRESSES = sorted(set().union(*(find_addresses(path.read_text(encoding="utf-8")) for path in DOCUMENTS)))


@pytest.mark.parametrize(
    ("line", "addresses"),
    [
        ("`/states/CHN/` | `/states/CHN.json`, and `.csv`", {"/states/CHN/", "/states/CHN.json", "/states/CHN.csv"}),
        ("`/blocs/?bloc=eu` | `/blocs.json?…`", {"/blocs/?bloc=eu", "/blocs.json?bloc=eu"}),
        ("`/before/X/?as_of=2020-06-01` | `….json`", {"/before/X/?as_of=2020-06-01", "/before/X.json"}),
        ("`votes/urls.py`, `.json`, `/Rev.1`", set()),
    ],
)  # fmt: skip
def test_short_forms_of_addresses_are_written_out(line: str, addresses: set[str]) -> None:
    assert find_addresses(line) == addresses


def test_the_documentation_names_pages_and_data() -> None:
    assert {"/before/", "/compare/CHN/CUB/", "/states/CHN.csv", "/about/quality/"} <= set(ADDRESSES)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_documented_address_answers(starter_to_read: None, client: Client, address: str) -> None:
    series = Series.objects.order_by("pk")[0]
    for placeholder, value in zip(PLACEHOLDERS, (series.slug, "A/HRC/43/L.31"), strict=True):
        address = address.replace(placeholder, value)
    assert client.get(address, follow=True).status_code == 200
