"""The list of pages that a harvest has fetched, stored with the files so that an interrupted harvest can continue."""

import datetime
import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

MANIFEST_NAME = "manifest.json"
PART_SUFFIX = ".part"  # ending of a file that is being written


class ManifestError(ValueError):
    """The manifest in a folder cannot be read; the message says what to do."""


@dataclass(frozen=True)
class FetchedPage:
    """One response of the library, as stored in the folder.

    `first`: the place of its first record among those of the year, from 1. `total`: the number of records in the year
    according to the library, or None if it is not stated.
    """

    file: str
    year: int
    first: int
    address: str
    fetched_at: datetime.datetime
    sha256: str
    records: int
    total: int | None


@dataclass
class Manifest:
    """The pages in a folder, and the current or last harvest: its years, its start and its end."""

    began: datetime.datetime
    first_year: int
    last_year: int
    finished: datetime.datetime | None = None
    pages: list[FetchedPage] = field(default_factory=list)

    def find(self, year: int, first: int) -> FetchedPage | None:
        return next((page for page in self.pages if (page.year, page.first) == (year, first)), None)

    def add(self, page: FetchedPage) -> None:
        """Add a page, replacing the one that begins at the same record."""
        others = [other for other in self.pages if (other.year, other.first) != (page.year, page.first)]
        self.pages = sorted([*others, page], key=lambda page: (page.year, page.first))

    def remove_others(self, year: int, pages: Sequence[FetchedPage]) -> list[FetchedPage]:
        """Remove the pages of `year` that are not in `pages` and return them."""
        removed = [page for page in self.pages if page.year == year and page not in pages]
        self.pages = [page for page in self.pages if page not in removed]
        return removed


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest in the folder, or None. Raises ManifestError if the file is not a manifest."""
    path = folder / MANIFEST_NAME
    try:
        content = json.loads(path.read_bytes())
        return Manifest(
            began=datetime.datetime.fromisoformat(content["began"]),
            first_year=int(content["first_year"]),
            last_year=int(content["last_year"]),
            finished=datetime.datetime.fromisoformat(content["finished"]) if content["finished"] else None,
            pages=[_read_page(page) for page in content["pages"]],
        )
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise ManifestError(
            f"{path} is not the manifest of a harvest. Move the file away or use another folder."
        ) from error


def _read_page(content: dict[str, Any]) -> FetchedPage:
    return FetchedPage(**content | {"fetched_at": datetime.datetime.fromisoformat(content["fetched_at"])})


def write_manifest(folder: Path, manifest: Manifest) -> None:
    content = asdict(manifest)
    text = json.dumps(content, default=datetime.datetime.isoformat, ensure_ascii=False, indent=1)
    write_atomically(folder / MANIFEST_NAME, f"{text}\n".encode())


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that, even after an interruption, either the old or the new one is there in full."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=PART_SUFFIX, delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).chmod(0o644)  # readable by others, unlike a temporary file
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def get_checksum(content: bytes) -> str:
    """Its SHA-256, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
