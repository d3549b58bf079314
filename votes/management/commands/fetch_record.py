"""manage.py fetch_record: the whole record from where it is published, with its licence, and imported."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from votes.core.coverage import get_coverage
from votes.ingest.imports import ImportRefusedError, import_files
from votes.ingest.published import Licence, PublishedRecord, read_published
from votes.ingest.readers.native_format import RecordFormatError
from votes.ingest.readers.sources import SourceError
from votes.management.output import add_removals_option, print_report, show_progress


class Command(BaseCommand):
    help = (
        "Fetches the catalogue's CSV pair (resolutions.csv and votes_long.csv), shows its size, checksums and licence, "
        "and imports it. It asks before it imports under a licence that is not open."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "place",
            nargs="?",
            default=settings.RECORD_ADDRESS,
            help="the https address of the folder with the two files, or a folder of this machine; "
            f"default: RECORD_ADDRESS or {settings.RECORD_ADDRESS}",
        )
        parser.add_argument(
            "--accept-licence", action="store_true", help="import without a question, whatever the licence is"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="report what would change, without importing"
        )

        add_removals_option(parser)

    def handle(self, *args: Any, place: str, accept_licence: bool, dry_run: bool, **options: Any) -> None:
        self.stdout.write(f"Fetching {place}")
        try:
            published = read_published(place)
            self.describe(published)
            if not published.licence.is_open and not accept_licence:
                self.ask(published.licence)
            with show_progress() as progress:
                report = import_files(
                    published.files,
                    source=place[:200],
                    dry_run=dry_run,
                    fetched_on=timezone.localdate(),
                    allow_removals=options["allow_removals"],
                    progress=progress,
                )
        except (SourceError, RecordFormatError) as error:
            raise CommandError(f"Nothing was imported. {error}") from error
        except ImportRefusedError as error:
            raise CommandError(str(error)) from error
        refused = print_report(report, self.stdout, self.stderr)
        total = get_coverage().count()
        if total.taken:
            self.stdout.write(
                f"Recorded votes of the Council on file: {total.on_file:,} of {total.taken:,} known."
            )
        if refused:
            raise CommandError(refused)

    def describe(self, published: PublishedRecord) -> None:
        for file, size in zip(published.files, published.sizes, strict=True):
            self.stdout.write(f"{file.name}: {size / 1_000_000:.1f} MB, SHA-256 {file.sha256}")
        licence = published.licence
        self.stdout.write(
            f"Licence: {licence.name} ({licence.address})" if licence.name else "Licence: none is stated."
        )

    def ask(self, licence: Licence) -> None:
        """Return if the user agrees. CommandError if the user does not, or if the command cannot ask."""
        problem = (
            f"The licence, {licence.name}, is not known to be open: it may forbid some uses of the record."
            if licence.name
            else "No licence is stated, so the use of the record may be restricted."
        )
        if not sys.stdin.isatty():
            raise CommandError(
                f"Nothing was imported. {problem} Add --accept-licence to import it all the same."
            )
        if input(f"{problem} Import it? [y/N] ").strip().lower() not in ("y", "yes"):
            raise CommandError("Nothing was imported.")
