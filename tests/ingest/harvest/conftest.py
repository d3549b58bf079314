"""A library on this machine, and a harvest of it with a simulated clock."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.harvest.fake_library import FakeLibrary, serve_library
from votes.ingest.harvest.challenge import refuse_challenge
from votes.ingest.harvest.harvester import Harvest, Harvester, claim_folder
from votes.ingest.harvest.library import Library
from votes.ingest.harvest.manifest import FetchedPage, Manifest, read_manifest

NOON = datetime.datetime(2026, 4, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture
def fake() -> Iterator[FakeLibrary]:
    with serve_library() as library:
        yield library


class Run:
    """Harvests of one fake library into one folder; `slept` and `said` tell what they did on the way."""

    def __init__(self, fake: FakeLibrary, folder: Path) -> None:
        self.fake, self.folder = fake, folder
        self.slept: list[float] = []
        self.said: list[str] = []
        self.now = NOON

    def make_library(self, **options: Any) -> Library:
        solve = options.pop("solve", refuse_challenge)
        options = {"pause": 3, "sleep": self.slept.append, **options}
        return Library(self.fake.address, "tester", solve, self.said.append, **options)

    def harvest(self, first_year: int, last_year: int, **options: Any) -> Harvest:
        with claim_folder(self.folder):
            harvester = Harvester(
                self.make_library(**options), self.folder, self.said.append, lambda: self.now
            )
            return harvester.run(first_year, last_year, lambda what, done, total: None)


@pytest.fixture
def run(fake: FakeLibrary, tmp_path: Path) -> Run:
    return Run(fake, tmp_path / "harvest")


@pytest.fixture
def list_files(run: Run) -> Callable[[], list[str]]:
    """The names of the XML files in the folder, those that are hidden too."""
    return lambda: sorted(
        path.name for path in run.folder.iterdir() if path.name not in (".lock", "manifest.json")
    )


def get_manifest(folder: Path) -> Manifest:
    """The manifest in a folder, which must be there."""
    manifest = read_manifest(folder)
    assert manifest
    return manifest


def read_pages(folder: Path) -> list[FetchedPage]:
    return get_manifest(folder).pages
