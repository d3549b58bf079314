"""Reads the files of a record from paths, folders and https addresses, gzipped or not, all limited in size."""

import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from votes.ingest.fetching import Fetcher, FetchError, RetryableError
from votes.ingest.readers.table_file import ZIP_START, TableFileError, refuse_large_archive

MEGABYTE = 1024 * 1024
CHUNK_BYTES = 64 * 1024
# The endings of files that are read from a folder; others (a README, a picture) are ignored.
RECORD_SUFFIXES = (".csv", ".xlsx", ".jsonl", ".xml", ".gz")
# They lie beside the starter record and are no part of a record: votes/core/known_names.py and
# votes/ingest/loading/topics.py read them.
NO_RECORD = {"documents.csv", "key_terms.csv", "state_names.csv", "topic_aliases.csv"}
USER_AGENT = "hrc-voting-record (imports a published record on a reader's request)"


class SourceError(ValueError):
    """A source cannot be read or is refused; the message names it and gives the reason."""


@dataclass(frozen=True)
class SourceFile:
    """One file of a record, expanded if it was gzipped; `sha256` is that of the file before it was expanded."""

    name: str
    content: bytes
    sha256: str


@dataclass(frozen=True)
class Limits:
    """The maximum size of a file, before and after it is expanded, and the maximum seconds for an address."""

    bytes: int = 64 * MEGABYTE
    expanded_bytes: int = 256 * MEGABYTE
    seconds: float = 120


def _read_bounded(name: str, chunks: Iterator[bytes], limit: int) -> bytes:
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > limit:
            raise SourceError(f"{name} is larger than {limit} bytes")
    return bytes(content)


def fetch(address: str, fetcher: Fetcher) -> bytes:
    """The content of an https address. Raises SourceError if it is missing, too large, too slow or not https."""
    try:
        response = fetcher.fetch(address, {"User-Agent": USER_AGENT})
    except FetchError as error:
        raise SourceError(str(error)) from error
    except RetryableError as error:
        raise SourceError(f"{error}. Download the file with a browser and import it from there") from error
    if response.status != 200:
        raise SourceError(f"{address} answers {response.status} {response.reason}".strip())
    return response.body


def expand(name: str, content: bytes, limits: Limits) -> bytes:
    """`content`, expanded if it is gzipped. Raises SourceError if it is too large, or a zip archive but no workbook."""
    if content.startswith(ZIP_START):
        try:
            refuse_large_archive(name, content)
        except TableFileError as error:
            raise SourceError(str(error)) from error
        return content
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
            return _read_bounded(
                f"{name}, expanded,", iter(lambda: file.read(CHUNK_BYTES), b""), limits.expanded_bytes
            )
    except (OSError, EOFError, zlib.error) as error:
        raise SourceError(f"{name} is not a valid gzip file: {error}") from error


def build_source(name: str, content: bytes, limits: Limits) -> SourceFile:
    """The file `name` with these bytes from an upload or a download. Raises SourceError as `expand` does."""
    if len(content) > limits.bytes:
        raise SourceError(f"{name} is larger than {limits.bytes} bytes")
    expanded = expand(name, content, limits)
    plain = name[:-3] if expanded is not content and name.lower().endswith(".gz") else name
    return SourceFile(plain, expanded, hashlib.sha256(content).hexdigest())


def _read_file(path: Path, limits: Limits) -> SourceFile:
    try:
        with path.open("rb") as file:
            content = file.read(limits.bytes + 1)
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror}") from error
    return build_source(path.name, content, limits)


def _list_files(path: Path) -> list[Path]:
    """The files of a record directly in a folder, by name; for a file, the file."""
    if not path.is_dir():
        return [path]
    if not (
        found := sorted(
            p
            for p in path.iterdir()
            if p.suffix.lower() in RECORD_SUFFIXES and p.name not in NO_RECORD and p.is_file()
        )
    ):
        raise SourceError(f"{path} contains no file of a record ({', '.join(RECORD_SUFFIXES)})")
    return found


def open_sources(
    paths: Sequence[str],
    *,
    sha256: str | None = None,
    limits: Limits = Limits(),
    fetcher: Fetcher | None = None,
) -> list[SourceFile]:
    """The files that `paths` name, in their order: files, folders (without subfolders) and https addresses.

    With `sha256` there must be one file with this checksum. Raises SourceError for a source that cannot be read.
    """
    files: list[SourceFile] = []
    fetcher = fetcher or Fetcher(max_bytes=limits.bytes, seconds=limits.seconds)
    for path in paths:
        if "://" in path:
            if not path.lower().startswith("https://"):
                raise SourceError(f"{path} is not an https address")
            name = path.partition("?")[0].rstrip("/").rpartition("/")[2] or path
            files.append(build_source(name, fetch(path, fetcher), limits))
        else:
            files += [_read_file(file, limits) for file in _list_files(Path(path))]
    if sha256 is not None:
        if len(files) != 1:
            raise SourceError(f"a checksum applies to one file, but {len(files)} were given")
        if files[0].sha256 != sha256.strip().lower():
            raise SourceError(f"{files[0].name} has the SHA-256 {files[0].sha256}, not {sha256}")
    return files
