"""manage.py load_starter: loads the starter record that comes with the code."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from votes.documents.starter import load_documents
from votes.ingest.imports import ImportRefusedError, import_files
from votes.ingest.readers.native_format import FILES, RecordFormatError
from votes.ingest.readers.sources import SourceError, open_sources
from votes.management.output import add_removals_option, print_report


class Command(BaseCommand):
    help = "Loads the starter record from fixtures/. Loading it again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "fixtures")
        add_removals_option(parser)

    def handle(self, *args: Any, folder: Path, allow_removals: bool, **options: Any) -> None:
        paths = [str(folder / name) for name in FILES if (folder / name).exists()]
        if not paths:
            raise CommandError(f"{folder} contains no record in the native format.")
        try:
            report = import_files(
                open_sources(paths), source=f"{folder.name}/ (native format)", allow_removals=allow_removals
            )
        except (SourceError, RecordFormatError) as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        except ImportRefusedError as error:
            raise CommandError(str(error)) from error
        documents, terms = load_documents(folder)
        self.stdout.write(f"documents: {documents} added, key terms: {terms} added")
        if refused := print_report(report, self.stdout, self.stderr):
            raise CommandError(refused)
