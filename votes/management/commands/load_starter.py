"""manage.py load_starter: the record that the project ships, into the database."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from votes.record.load import load_record
from votes.record.own_form import RecordFormatError, parse_record, read_folder


class Command(BaseCommand):
    help = "Loads the starter record from fixtures/; a second time changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "fixtures")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        files = read_folder(folder)
        if not files:
            raise CommandError(f"No record in {folder}.")
        checksum = hashlib.sha256(b"".join(files[name] for name in sorted(files))).hexdigest()
        try:
            record = parse_record(files)
        except RecordFormatError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        report = load_record(record, source=f"{folder.name}/ (own form)", checksum=checksum)
        for kind, tally in report.tallies.items():
            kept = f", {tally.kept} kept as people left them" if tally.kept else ""
            self.stdout.write(
                f"{kind}: {tally.seen or tally.created} seen, {tally.created} created, {tally.changed} changed, "
                f"{tally.unchanged} unchanged{kept}"
            )
        for row in report.rejected:
            self.stderr.write(f"rejected {row['kind']} {row['row']}: {row['reason']}")
