"""manage.py import_record: imports a record from files, folders or https addresses, in any of the formats."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from votes.ingest.imports import ImportRefusedError, import_files
from votes.ingest.readers.native_format import RecordFormatError
from votes.ingest.readers.sources import SourceError, open_sources
from votes.management.output import add_removals_option, print_report, show_progress


class Command(BaseCommand):
    help = (
        "Imports a record from the catalogue's CSV pair (resolutions.csv and votes_long.csv), MARCXML or the native "
        "format, which it recognises. On any error nothing is imported. Repeating an import changes nothing. Values "
        "that users edited or corrected here are not changed, and what is on file and not in the files is kept."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder, or an https address")
        parser.add_argument("--sha256", help="the SHA-256 that the file must have; for one file only")
        parser.add_argument(
            "--dry-run", action="store_true", help="report what would change, without importing"
        )
        add_removals_option(parser)
        parser.add_argument(
            "--json", default="", metavar="FILE", help="write the report as JSON; - for stdout"
        )

    def handle(self, *args: Any, paths: list[str], **options: Any) -> None:
        try:
            files = open_sources(paths, sha256=options["sha256"])
            with show_progress() as progress:
                report = import_files(
                    files,
                    dry_run=options["dry_run"],
                    allow_removals=options["allow_removals"],
                    progress=progress,
                )
        except (SourceError, RecordFormatError) as error:
            raise CommandError(f"Nothing was imported. {error}") from error
        except ImportRefusedError as error:
            raise CommandError(str(error)) from error
        if refused := print_report(report, self.stdout, self.stderr, to=options["json"]):
            raise CommandError(refused)
