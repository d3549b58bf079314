"""A published record: the catalogue's pair of CSV files at an address or in a folder, with the licence beside it."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from votes.ingest.fetching import LOCAL_HOSTS, Fetcher
from votes.ingest.readers.sources import (
    Limits,
    SourceError,
    SourceFile,
    build_source,
    fetch,
    open_sources,
)

PAIR = ("resolutions.csv", "votes_long.csv")
# A licence is looked for beside the files and, as in most repositories, up to two folders above them.
LICENCE_NAMES = ("LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE")
LICENCE_FOLDERS = ("", "../", "../../")
# How the text of an open licence begins: one under which everybody may use the data for any purpose.
OPEN_LICENCES = re.compile(
    r"MIT License|Apache License|BSD [0-9]-Clause|Creative Commons (Zero|Attribution)(?! *-? *(Non|No))|CC0|"
    r"Open Data Commons|Open Database License|The Unlicense|Public Domain",
    re.IGNORECASE,
)
NOT_OPEN = re.compile(r"Non-?Commercial|No-?Derivatives", re.IGNORECASE)


@dataclass(frozen=True)
class Licence:
    """A licence by the first line of its text, and where that is. `name` is "" if none was found."""

    name: str = ""
    address: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the name is that of a licence known to be open. One that is not stated is not open."""
        return bool(OPEN_LICENCES.search(self.name)) and not NOT_OPEN.search(self.name)


@dataclass(frozen=True)
class PublishedRecord:
    """The pair of files, their sizes in bytes in the same order, and the licence."""

    files: tuple[SourceFile, ...]
    sizes: tuple[int, ...]
    licence: Licence


LIMITS = Limits()


def read_published(place: str, limits: Limits = LIMITS, fetcher: Fetcher | None = None) -> PublishedRecord:
    """The record at an https address of a folder, or in a folder of this machine.

    An http address is accepted for this machine alone. Raises SourceError if a file is missing or cannot be read.
    """
    if "://" not in place:
        return read_folder(Path(place), limits)
    host = urlsplit(place).hostname or ""
    if not place.lower().startswith("https://") and not (place.startswith("http://") and host in LOCAL_HOSTS):
        raise SourceError(f"{place} is not an https address")
    base = place if place.endswith("/") else f"{place}/"
    prefix = "http://" if base.startswith("http://") else "https://"
    fetcher = fetcher or Fetcher(prefix, max_bytes=limits.bytes, seconds=limits.seconds)
    contents = [fetch(urljoin(base, name), fetcher) for name in PAIR]
    return PublishedRecord(
        files=tuple(
            build_source(name, content, limits) for name, content in zip(PAIR, contents, strict=True)
        ),
        sizes=tuple(len(content) for content in contents),
        licence=find_licence(base, fetcher),
    )


def read_folder(folder: Path, limits: Limits) -> PublishedRecord:
    files = open_sources([str(folder / name) for name in PAIR], limits=limits)
    licence = Licence()
    for above in LICENCE_FOLDERS:
        for name in LICENCE_NAMES:
            path = folder / above / name
            if not licence.name and path.is_file():
                licence = build_licence(path.read_text("utf-8", "replace"), str(path.resolve()))
    return PublishedRecord(tuple(files), tuple((folder / name).stat().st_size for name in PAIR), licence)


def find_licence(base: str, fetcher: Fetcher) -> Licence:
    """The first licence found beside the files or above them; one without a name if there is none."""
    for address in dict.fromkeys(
        urljoin(base, above + name) for above in LICENCE_FOLDERS for name in LICENCE_NAMES
    ):
        try:
            content = fetch(address, fetcher)
        except SourceError:
            continue
        return build_licence(content.decode("utf-8", "replace"), address)
    return Licence()


def build_licence(text: str, address: str) -> Licence:
    """The licence whose text begins with its name, perhaps as a heading: "# PolyForm Noncommercial License 1.0.0"."""
    lines = (line.strip("# \t") for line in text.splitlines())
    return Licence(next((line[:120] for line in lines if line), ""), address)
