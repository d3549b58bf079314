"""manage.py harvest: the OHCHR library's records, fetched politely year by year and imported."""

import math
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Max
from django.utils import timezone

from votes.ingest.fetching import FetchError
from votes.ingest.harvest.challenge import pass_challenge, refuse_challenge
from votes.ingest.harvest.harvester import FIRST_YEAR, Harvest, Harvester, claim_folder
from votes.ingest.harvest.library import LIBRARY, PAUSE, Library, build_user_agent
from votes.ingest.harvest.manifest import ManifestError, read_manifest
from votes.ingest.imports import ImportRefusedError, import_files
from votes.ingest.readers.native_format import RecordFormatError
from votes.ingest.readers.sources import SourceError, open_sources
from votes.management.output import add_removals_option, print_report, show_progress
from votes.models import Resolution


class Command(BaseCommand):
    help = (
        "Fetches the records of the OHCHR library as MARCXML, year by year and with a pause between requests, stores "
        "the files with their checksums, and imports them. An interrupted harvest continues. See docs/harvest.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        start = parser.add_mutually_exclusive_group()
        start.add_argument(
            "--from-year", type=int, default=FIRST_YEAR, metavar="Y", help=f"default: {FIRST_YEAR}"
        )
        start.add_argument(
            "--since-last", action="store_true", help="start with the year of the last text on file"
        )
        parser.add_argument("--to-year", type=int, metavar="Y", help="default: this year")
        parser.add_argument(
            "--folder",
            type=Path,
            metavar="DIR",
            help="where the files are stored; default: harvest/ in VAR_DIR",
        )
        parser.add_argument(
            "--pause",
            type=float,
            default=PAUSE,
            metavar="S",
            help=f"seconds between requests; default: {PAUSE:g}",
        )
        parser.add_argument("--base-url", default=LIBRARY, metavar="U", help=f"default: {LIBRARY}")
        parser.add_argument(
            "--browser",
            choices=["auto", "never"],
            default="auto",
            help="whether a browser may be started for the library's challenge",
        )
        parser.add_argument(
            "--json", default="", metavar="FILE", help="write the import's report as JSON; - for stdout"
        )
        add_removals_option(parser)
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--no-import", action="store_true", help="only fetch the files")
        what.add_argument(
            "--dry-run",
            action="store_true",
            help="fetch the files and report what the import would change, without importing",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["folder"] or settings.VAR_DIR / "harvest"
        refused = ""
        try:
            with claim_folder(folder):
                harvest = self.fetch(folder, options)
                if harvest.records and not options["no_import"]:
                    refused = self.load(folder, harvest, options)
        except KeyboardInterrupt as error:
            raise CommandError(
                f"Stopped. The files fetched so far are in {folder}. Run the same command again to continue."
            ) from error
        except (FetchError, ManifestError, SourceError, RecordFormatError, ImportRefusedError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"The files cannot be stored in {folder}: {error}") from error
        if harvest.stopped or harvest.missing:
            reason = harvest.stopped or "Some years could not be fetched."
            raise CommandError(
                f"{refused}\n{reason}\nThe files fetched so far are in {folder}. Run the same command again to "
                "continue.".lstrip()
            )
        if refused:
            raise CommandError(refused)

    def fetch(self, folder: Path, options: dict[str, Any]) -> Harvest:
        first = self.find_last_year(folder) if options["since_last"] else options["from_year"]
        last = options["to_year"] or timezone.localdate().year
        if not FIRST_YEAR <= first <= last <= timezone.localdate().year:
            raise CommandError(
                f"The years {first} to {last} cannot be fetched. Choose years from {FIRST_YEAR} to this year."
            )
        if not 0 <= options["pause"] < math.inf:
            raise CommandError("--pause must be 0 seconds or more.")
        user_agent = build_user_agent(settings.HARVEST_CONTACT)
        if not settings.HARVEST_CONTACT:
            self.stderr.write("Set HARVEST_CONTACT to an address at which the library can contact you.")
        solve = (
            partial(pass_challenge, identity=user_agent) if options["browser"] == "auto" else refuse_challenge
        )
        library = Library(options["base_url"], user_agent, solve, self.stderr.write, pause=options["pause"])
        with show_progress() as progress:
            harvest = Harvester(library, folder, self.stderr.write).run(first, last, progress)
        # With --json -, only the report may be on stdout.
        for line in harvest.describe():
            (self.stderr if options["json"] == "-" else self.stdout).write(line)
        return harvest

    def load(self, folder: Path, harvest: Harvest, options: dict[str, Any]) -> str:
        """Import the pages; returns what was refused, in a sentence."""
        files = open_sources([str(folder / page.file) for page in harvest.pages if page.records])
        years = f"{harvest.pages[0].year}–{harvest.pages[-1].year}"
        with show_progress() as progress:
            report = import_files(
                files,
                source=f"OHCHR library, {years}",
                dry_run=options["dry_run"],
                fetched_on=harvest.fetched_on,
                allow_removals=options["allow_removals"],
                progress=progress,
            )
        return print_report(report, self.stdout, self.stderr, to=options["json"])

    def find_last_year(self, folder: Path) -> int:
        """The year of the last text on file or, if earlier, the last year of the last harvest in the folder.

        An unfinished harvest continues from its own first year. FIRST_YEAR if there is neither.
        """
        last_text = Resolution.objects.aggregate(last=Max("date"))["last"]
        manifest = read_manifest(folder)
        years = [last_text.year] if last_text else []
        if manifest:
            years.append(manifest.last_year if manifest.finished else manifest.first_year)
        return min(years, default=FIRST_YEAR)
