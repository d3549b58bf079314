"""One import, from files to the report: one at a time, in one transaction, and with new checks."""

import datetime
import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from django.conf import settings
from django.contrib.auth.models import User
from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.utils.translation import gettext as _

from votes.ingest.loading.existing_records import read_existing_records
from votes.ingest.loading.load import ignore_progress, load_record
from votes.ingest.read import read_files
from votes.ingest.readers.sources import SourceFile
from votes.ingest.report import ImportedFile, LoadReport, Progress
from votes.models import ImportRun

# The number of our advisory lock in PostgreSQL; no other program may use it on this database.
ADVISORY_LOCK_ID = 7_746_001


class ImportRefusedError(Exception):
    """Nothing was imported; the message gives the reason."""


@contextmanager
def hold_import_lock() -> Iterator[None]:
    """A transaction during which no other import runs.

    It waits for another import for at most DATABASE_WAIT_SECONDS, then raises ImportRefusedError. SQLite has one
    writer at a time; on PostgreSQL an advisory lock is held until the transaction or the connection ends.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(transaction.atomic())
            if connection.vendor == "postgresql":
                acquire_lock()
        except OperationalError as error:
            raise ImportRefusedError(
                _("Another import is running. Nothing was imported. Try again when it has finished.")
            ) from error
        yield


def acquire_lock() -> None:
    with connection.cursor() as cursor:
        limit = f"{settings.DATABASE_WAIT_SECONDS}s"
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [limit])
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY_LOCK_ID])
        cursor.execute("SET LOCAL lock_timeout = DEFAULT")


def do_nothing(*_args: object) -> None:
    """For an import without anything before or after it."""


def import_files(
    files: Sequence[SourceFile],
    *,
    source: str = "",
    dry_run: bool = False,
    made_by: User | None = None,
    fetched_on: datetime.date | None = None,
    allow_removals: bool = False,
    progress: Progress = ignore_progress,
    begin: Callable[[], None] = do_nothing,
    finish: Callable[[LoadReport], None] = do_nothing,
) -> LoadReport:
    """Read `files` and load their rows: all of them or, on any error, none.

    `source` names the import; by default it is the names of the files. What is on file and missing from the files is
    kept, unless `allow_removals`. A dry run does the whole import and rolls it
    back, so that its report is exact. `begin` and `finish` are called in the transaction; what they raise ends it.
    Raises RecordFormatError if a file cannot be read, and ImportRefusedError if
    another import is running or the database fails.
    """
    try:
        with hold_import_lock():
            begin()
            progress("files", 0, len(files))
            record = read_files(files, read_existing_records())
            progress("files", len(files), len(files))
            report = load_record(
                record,
                source or build_source_name(files),
                combine_checksums(files),
                files=[ImportedFile(file.name, file.sha256) for file in files],
                made_by=made_by,
                fetched_on=fetched_on,
                allow_removals=allow_removals,
                progress=progress,
            )
            report.dry_run = dry_run
            finish(report)
            transaction.set_rollback(dry_run)
    except (DatabaseError, InterfaceError) as error:
        reason = " ".join(str(error).split())
        raise ImportRefusedError(
            _("Nothing was imported, because the database reported an error: %(reason)s") % {"reason": reason}
        ) from error
    return report


def build_source_name(files: Sequence[SourceFile]) -> str:
    """The names of the files, shortened to the maximum length of the import's source."""
    names = ", ".join(file.name for file in files)
    longest = ImportRun._meta.get_field("source").max_length or 0
    return names if len(names) <= longest else f"{names[: longest - 1]}…"


def combine_checksums(files: Sequence[SourceFile]) -> str:
    """The SHA-256 of one file; for several, the SHA-256 of their checksums in order, one per line."""
    if len(files) == 1:
        return files[0].sha256
    return hashlib.sha256("".join(f"{file.sha256}\n" for file in files).encode()).hexdigest()
