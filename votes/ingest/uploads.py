"""An uploaded record: its preview and its import, done by a process of its own (`manage.py run_upload`)."""

import json
from typing import Any

from django.utils.translation import gettext as _

from votes.core.models.upload import UploadState
from votes.ingest.imports import ImportRefusedError, import_files
from votes.ingest.readers.native_format import RecordFormatError
from votes.ingest.readers.sources import Limits, SourceError, SourceFile, build_source
from votes.ingest.report import LoadReport, Progress
from votes.models import ImportRun, RecordVersion, Upload


class PreviewOutdatedError(Exception):
    """The import would not do what the preview says, since the record has changed."""


def run_upload(upload: Upload, limits: Limits, progress: Progress) -> None:
    """Do what the state of the upload asks for, its preview or its import, and store the result in it."""
    try:
        files = [build_source(file.name, bytes(file.content), limits) for file in upload.files.all()]
        if upload.state == UploadState.IMPORTING:
            import_upload(upload, files, progress)
        else:
            preview_upload(upload, files, progress)
    except (SourceError, RecordFormatError, ImportRefusedError) as error:
        upload.state, upload.message = UploadState.REFUSED, str(error)
        upload.save(update_fields=["state", "message"])


def preview_upload(upload: Upload, files: list[SourceFile], progress: Progress, message: str = "") -> None:
    """Store what the import would change, and the version of the record that this is said of."""

    def note_version() -> None:
        upload.record_version = RecordVersion.get()

    report = import_files(
        files, dry_run=True, allow_removals=upload.allow_removals, progress=progress, begin=note_version
    )
    upload.report, upload.state, upload.message = report.as_dict(), UploadState.PREVIEWED, message
    upload.save(update_fields=["report", "record_version", "state", "message"])


def import_upload(upload: Upload, files: list[SourceFile], progress: Progress) -> None:
    """Import the files if that does what the preview says; else make a new preview."""

    def check_version() -> None:
        if RecordVersion.get() != upload.record_version:
            raise PreviewOutdatedError

    def finish(report: LoadReport) -> None:
        """In the transaction of the import, so that a process that is killed leaves both or neither."""
        if list_effects(report.as_dict()) != list_effects(upload.report):
            raise PreviewOutdatedError
        run = ImportRun.objects.order_by("-pk").first() if report.changed_anything else None
        upload.state, upload.import_run = UploadState.IMPORTED, run
        upload.save(update_fields=["state", "import_run"])
        upload.files.all().delete()

    try:
        import_files(
            files,
            made_by=upload.made_by,
            allow_removals=upload.allow_removals,
            progress=progress,
            begin=check_version,
            finish=finish,
        )
    except PreviewOutdatedError:
        message = _(
            "The record has changed since the preview, so nothing was imported. This is a new preview: look through it "
            "and confirm again."
        )
        preview_upload(upload, files, progress, message)


def list_effects(report: dict[str, Any]) -> dict[str, Any]:
    """A report as it is stored, without the mark of a trial run."""
    effects: dict[str, Any] = json.loads(json.dumps(report))
    return {name: value for name, value in effects.items() if name != "dry_run"}
