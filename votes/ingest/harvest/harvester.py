"""A harvest: the library's records year by year, into files with a manifest, so that nothing is asked for twice."""

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
# An unfinished harvest older than this is begun anew: its first pages would be staler than its last say.
RESUMABLE_FOR = datetime.timedelta(days=7)
# How often a year is begun again because its list changed between two pages.
MAX_RESTARTS = 2
# After so many years in a row that did not come, the library is taken to be out of order.
MAX_FAILED_YEARS = 2

PagesWithNumbers = list[tuple[FetchedPage, tuple[str, ...]]]


@dataclass
class Harvest:
    """What came: the `pages` of every whole year; the years that are not whole, each with its reason; what stopped it.

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
        """The day of its oldest page: the record is no fresher than that. None where nothing came."""
        return min((page.fetched_at.date() for page in self.pages), default=None)

    def describe(self) -> list[str]:
        lines = [f"Records fetched: {self.records:,}; years: {len({page.year for page in self.pages})}."]
        for year, n in self.beyond_cap.items():
            what = f"{n:,} of its records are" if n >= 0 else "whatever it has beyond that is"
            lines.append(
                f"{year}: the library shows the first {MAX_RECORDS_SHOWN:,} records of a search; {what} missing."
            )
        return lines + [f"{year} did not come: {reason}" for year, reason in self.missing.items()]


@contextmanager
def claim_folder(folder: Path) -> Iterator[None]:
    """The folder, made where it is missing, for one harvest alone. LibraryError where another one is in it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LibraryError(f"Another harvest is writing into {folder}. Wait until it is done.") from error
        for path in folder.glob(f".*{PART_SUFFIX}"):  # of a harvest that was killed while it wrote
            path.unlink()
        yield


def get_now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


class Harvester:
    """One harvest into one folder, which it must have claimed. `now` gives the time, with its zone."""

    def __init__(
        self, library: Library, folder: Path, say: Say, now: Callable[[], datetime.datetime] = get_now
    ) -> None:
        self.library, self.folder, self.say, self.now = library, folder, say, now

    def run(self, first_year: int, last_year: int, progress: Progress) -> Harvest:
        """Fetch the years from the first to the last, save those pages that an unfinished harvest brought already."""
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
                    harvest.stopped = f"{in_a_row} did not come: the library seems to be out of order."
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
        """The manifest on file, to go on with where its harvest was not finished and is not old; or one that begins."""
        old, now = read_manifest(self.folder), self.now()
        goes_on = old is not None and old.finished is None and now - old.began < RESUMABLE_FOR
        if old and goes_on:
            self.say(f"Going on with the harvest of {old.began:%Y-%m-%d %H:%M} UTC in {self.folder}.")
        began = old.began if old and goes_on else now
        manifest = Manifest(began, first_year, last_year, pages=old.pages if old else [])
        write_manifest(self.folder, manifest)
        return manifest

    def fetch_year(self, year: int) -> list[FetchedPage]:
        """The pages of the year, whole and of one moment.

        RetryableError where they cannot be had, FetchError where the harvest cannot go on.
        """
        for _ in range(MAX_RESTARTS + 1):
            pages = self.fetch_pages(year)
            if not (change := find_change(pages)):
                wanted = [page for page, _ in pages]
                self.remove_pages(year, wanted)
                return wanted
            self.say(f"{year}: {change}, so the list changed while it was read. It is read again.")
            self.remove_pages(year, [])
        raise RetryableError(f"{change}, and it changed on each of {MAX_RESTARTS + 1} readings")

    def fetch_pages(self, year: int) -> PagesWithNumbers:
        """Page after page until all that the library shows is there, or a page that does not go with the first."""
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
        """The page as this harvest, before it was stopped, put it into the folder; None where it must be asked for."""
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
        """Put the page into the folder: the file first, so that the manifest names nothing that is not there."""
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
        """Take out the year's pages that are none of `wanted`: those of an older harvest, or of a list that changed."""
        removed = self.manifest.remove_others(year, wanted)
        if removed:
            write_manifest(self.folder, self.manifest)
        for file in {page.file for page in removed} - {page.file for page in wanted}:
            (self.folder / file).unlink(missing_ok=True)


def find_change(pages: PagesWithNumbers) -> str:
    """What shows that the pages are not of one list, in words; '' where nothing does."""
    totals = {page.total for page, _ in pages}
    if len(totals) > 1:
        return f"its pages state {' and '.join(str(total) for total in sorted(totals, key=str))} records"
    counts = Counter(number for _, numbers in pages for number in numbers if number)
    twice = [number for number, n in counts.items() if n > 1]
    return f"record {twice[0]} comes twice" if twice else ""


def count_beyond_cap(pages: Sequence[FetchedPage]) -> int:
    """How many of a year's records the library does not show.

    -1 where it shows MAX_RECORDS_SHOWN of them and does not say how many there are.
    """
    total, fetched = pages[0].total, sum(page.records for page in pages)
    if total is None:
        return -1 if fetched >= MAX_RECORDS_SHOWN else 0
    return total - fetched
