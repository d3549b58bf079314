"""manage.py run_upload: the preview or the import of one upload, in a process that the upload page starts."""

import os
import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from votes.ingest.processes import MAX_MINUTES, build_limits, build_progress, stop
from votes.ingest.uploads import run_upload
from votes.models import Upload


class Command(BaseCommand):
    help = "Previews or imports an upload. The upload page of the admin starts it; it is of no use by hand."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("upload", type=int, help="the number of the upload")
        parser.add_argument("lock", type=int, help="the open file that shows that this process lives")

    def handle(self, *args: Any, upload: int, lock: int, **options: Any) -> None:
        signal.signal(signal.SIGALRM, stop)
        signal.alarm(MAX_MINUTES * 60)
        found = Upload.objects.filter(pk=upload).first()
        if found is None:
            raise CommandError(f"There is no upload {upload}.")
        with os.fdopen(lock, "r+b") as file:
            run_upload(found, build_limits(), build_progress(file))
