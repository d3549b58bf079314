"""A harvest stores the library's records year by year in files with a manifest, so that no page is fetched twice."""

import datetime
import fcntl
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from votes.ingest.fetching import FetchError, RetryableError
from votes.ingest.harvest.library import (
    MAX_RECORDS_SHOWN,
    RECORDS_PER_PAGE,
    Library,
    LibraryError,
    LibraryPage,
    Say,
    read_numbers,
)
from votes.ingest.harvest.manifest import (
    PART_SUFFIX,
    FetchedPage,
    Manifest,
    get_checksum,
    read_manifest,
    write_atomically,
    write_manifest,
)
from votes.ingest.report import Progress

FIRST_YEAR = 1946  # of the Commission on Human Rights
# An unfinished harvest older than this starts again, since its first pages would be older than its last ones.
RESUMABLE_FOR = datetime.timedelta(days=7)
# How often a year is fetched again because its list changed between two pages.
MAX_RESTARTS = 2
# After this many failed years in a row the library is treated as unavailable.
MAX_FAILED_YEARS = 2

PagesWithNumbers = list[tuple[FetchedPage, tuple[str, ...]]]


@dataclass
class Harvest:
    """The result: the `pages` of every complete year, the incomplete years with their reasons, and why it stopped.

    `beyond_cap`: how many records of a year the library does not show (-1: it does not say how many).
    """

    pages: list[FetchedPage] = field(default_factory=list)
    missing: dict[int, str] = field(default_factory=dict)
    beyond_cap: dict[int, int] = field(default_factory=dict)
    stopped: str = ""

    @property
    def records(self) -> int:
        return sum(page.records for page in self.pages)

    @property
    def fetched_on(self) -> datetime.date | None:
        """The day of the oldest page, which is the date of the record; None if there are no pages."""
        return min((page.fetched_at.date() for page in self.pages), default=None)

    def describe(self) -> list[str]:
        lines = [f"Records fetched: {self.records:,}; years: {len({page.year for page in self.pages})}."]
        for year, n in self.beyond_cap.items():
            what = f"{n:,} more records are" if n >= 0 else "an unknown number of records is"
            lines.append(
                f"{year}: the library shows only the first {MAX_RECORDS_SHOWN:,} records of a search; {what} missing."
            )
        return lines + [f"{year} could not be fetched: {reason}" for year, reason in self.missing.items()]


@contextmanager
def claim_folder(folder: Path) -> Iterator[None]:
    """Reserve the folder for one harvest, creating it if needed. Raises LibraryError if another harvest uses it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LibraryError(
                f"Another harvest is writing into {folder}. Wait until it has finished, or use another folder."
            ) from error
        for path in folder.glob(f".*{PART_SUFFIX}"):  # of a harvest that was killed while it wrote
            path.unlink()
        yield


def get_now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


class Harvester:
    """One harvest into one folder, which must have been claimed. `now` returns the time with its zone."""

    def __init__(
        self, library: Library, folder: Path, say: Say, now: Callable[[], datetime.datetime] = get_now
    ) -> None:
        self.library, self.folder, self.say, self.now = library, folder, say, now

    def run(self, first_year: int, last_year: int, progress: Progress) -> Harvest:
        """Fetch the years from the first to the last, except pages that an unfinished harvest already fetched."""
        self.manifest = self.begin(first_year, last_year)
        harvest = Harvest()
        years = range(first_year, last_year + 1)
        failed_in_a_row = 0
        for done, year in enumerate(years):
            progress("years", done, len(years))
            try:
                pages = self.fetch_year(year)
            except RetryableError as error:
                harvest.missing[year] = str(error)
                failed_in_a_row += 1
                if failed_in_a_row == MAX_FAILED_YEARS:
                    in_a_row = f"{MAX_FAILED_YEARS} years in a row"
                    harvest.stopped = f"{in_a_row} could not be fetched. The library seems to be unavailable."
                    return harvest
                continue
            except FetchError as error:
                harvest.stopped = str(error)
                return harvest
            failed_in_a_row = 0
            harvest.pages += pages
            if beyond := count_beyond_cap(pages):
                harvest.beyond_cap[year] = beyond
        progress("years", len(years), len(years))
        if not harvest.missing:
            self.manifest.finished = self.now()
            write_manifest(self.folder, self.manifest)
        return harvest

    def begin(self, first_year: int, last_year: int) -> Manifest:
        """The manifest of an unfinished harvest, if it is recent enough to continue; otherwise a new one."""
        old, now = read_manifest(self.folder), self.now()
        goes_on = old is not None and old.finished is None and now - old.began < RESUMABLE_FOR
        if old and goes_on:
            self.say(f"Continuing the harvest of {old.began:%Y-%m-%d %H:%M} UTC in {self.folder}.")
        began = old.began if old and goes_on else now
        manifest = Manifest(began, first_year, last_year, pages=old.pages if old else [])
        write_manifest(self.folder, manifest)
        return manifest

    def fetch_year(self, year: int) -> list[FetchedPage]:
        """All pages of the year, from one state of the library's list.

        Raises RetryableError if they cannot be fetched, FetchError if the harvest cannot continue.
        """
        for _ in range(MAX_RESTARTS + 1):
            pages = self.fetch_pages(year)
            if not (change := find_change(pages)):
                wanted = [page for page, _ in pages]
                self.remove_pages(year, wanted)
                return wanted
            self.say(
                f"{year}: {change}, so the list changed while it was fetched. The year is fetched again."
            )
            self.remove_pages(year, [])
        raise RetryableError(f"{change}, and the list changed in each of {MAX_RESTARTS + 1} attempts")

    def fetch_pages(self, year: int) -> PagesWithNumbers:
        """Fetch page after page, until the list is complete or a page does not match the first one."""
        pages: PagesWithNumbers = []
        first = 1
        while True:
            page, numbers = self.find_fetched(year, first) or self.save_page(
                year, first, self.library.fetch_page(year, first)
            )
            pages.append((page, numbers))
            first += page.records
            shown = MAX_RECORDS_SHOWN if page.total is None else min(page.total, MAX_RECORDS_SHOWN)
            is_last = page.records < RECORDS_PER_PAGE if page.total is None else not page.records
            if is_last or first > shown or page.total != pages[0][0].total:
                return pages

    def find_fetched(self, year: int, first: int) -> tuple[FetchedPage, tuple[str, ...]] | None:
        """The page that this harvest stored before it was interrupted; None if it has to be fetched."""
        page = self.manifest.find(year, first)
        if (
            not page
            or page.fetched_at < self.manifest.began
            or page.address != self.library.build_address(year, first)
        ):
            return None
        try:
            content = (self.folder / page.file).read_bytes()
        except FileNotFoundError:
            return None
        return (page, read_numbers(page.file, content)) if get_checksum(content) == page.sha256 else None

    def save_page(self, year: int, first: int, answer: LibraryPage) -> tuple[FetchedPage, tuple[str, ...]]:
        """Store the page. The file is written first, so that the manifest never names a missing file."""
        page = FetchedPage(
            file=f"year_{year}_{first:04}.xml",
            year=year,
            first=first,
            address=answer.address,
            fetched_at=self.now(),
            sha256=get_checksum(answer.content),
            records=len(answer.numbers),
            total=answer.total,
        )
        write_atomically(self.folder / page.file, answer.content)
        self.manifest.add(page)
        write_manifest(self.folder, self.manifest)
        return page, answer.numbers

    def remove_pages(self, year: int, wanted: Sequence[FetchedPage]) -> None:
        """Remove the year's pages that are not in `wanted`: those of an older harvest or of a list that changed."""
        removed = self.manifest.remove_others(year, wanted)
        if removed:
            write_manifest(self.folder, self.manifest)
        for file in {page.file for page in removed} - {page.file for page in wanted}:
            (self.folder / file).unlink(missing_ok=True)


def find_change(pages: PagesWithNumbers) -> str:
    """How the pages differ from pages of one list, in words; '' if they do not."""
    totals = {page.total for page, _ in pages}
    if len(totals) > 1:
        return f"its pages state {' and '.join(str(total) for total in sorted(totals, key=str))} records"
    counts = Counter(number for _, numbers in pages for number in numbers if number)
    twice = [number for number, n in counts.items() if n > 1]
    return f"record {twice[0]} occurs twice" if twice else ""


def count_beyond_cap(pages: Sequence[FetchedPage]) -> int:
    """How many records of a year the library does not show.

    -1 if it shows MAX_RECORDS_SHOWN of them and does not say how many there are.
    """
    total, fetched = pages[0].total, sum(page.records for page in pages)
    if total is None:
        return -1 if fetched >= MAX_RECORDS_SHOWN else 0
    return total - fetched
