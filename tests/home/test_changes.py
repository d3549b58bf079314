"""The page of changes."""

import pytest
from django.conf import settings
from django.test import Client

from tests.page import read
from votes.home.changes import parse_changes

TEXT = """# Changelog
## [Unreleased]
### Added
- One thing
  in two lines.
- Another: `kind=all`.
## [0.9.0] - 2026-01-01
### Fixed
- A fault.
"""


def test_changes_are_read_by_release() -> None:
    found = [(one.release, one.heading, one.changes) for one in parse_changes(TEXT) if one.changes]
    assert found == [
        ("Unreleased", "Added", ["One thing in two lines.", "Another: kind=all."]),
        ("0.9.0 - 2026-01-01", "Fixed", ["A fault."]),
    ]


@pytest.mark.django_db
def test_the_foot_leads_to_the_changes_and_the_maker(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Added" in read(client.get("/about/changes/")).text
    monkeypatch.setattr(settings, "MAKER", "A small team")
    monkeypatch.setattr(settings, "CONTACT", "team@example.org")
    html = client.get("/about/changes/").content.decode()
    assert "Made by A small team." in html
    assert 'href="mailto:team@example.org"' in html
