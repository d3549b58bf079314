"""Uploading a record in the admin: a preview, which writes nothing, then the import of the files previewed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from votes.entry.bases import IncomingFile, ModelAdmin
from votes.ingest.imports import ImportRefusedError, combine_checksums, import_files
from votes.ingest.readers.native_format import RecordFormatError
from votes.ingest.readers.sources import Limits, SourceError, SourceFile, build_source
from votes.ingest.report import LoadReport
from votes.models import ImportRun, Upload, UploadedFile

# How many times the upload limit all files together may have after they are expanded.
EXPANSION = 8
MOST_REJECTED_SHOWN = 200


class BoundedUploadHandler(FileUploadHandler):
    """Discards the files of a request larger than UPLOAD_LIMIT, so that none reaches memory or disk."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - Django's name
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        self.refuses = content_length > settings.UPLOAD_LIMIT

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if self.refuses:
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handlers."""


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[IncomingFile]:
        return [super(ManyFilesField, self).clean(file, initial) for file in data or [None]]


class UploadForm(forms.Form):
    """The files of one import. `cleaned_data["chosen"]`: each as an expanded `SourceFile` and as the uploaded bytes."""

    chosen = ManyFilesField(
        label=gettext_lazy("Files"),
        help_text=gettext_lazy(
            "The two CSV files of the catalogue together, MARCXML, or files in the native format. Files may be gzipped."
        ),
    )

    def clean_chosen(self) -> list[tuple[SourceFile, bytes]]:
        incoming = self.cleaned_data["chosen"]
        if len({file.name for file in incoming}) != len(incoming):
            raise forms.ValidationError(
                _("Two of these files have the same name. Choose each file only once.")
            )
        return read_sources([(file.name, file.read()) for file in incoming])


def read_sources(files: Sequence[tuple[str, bytes]]) -> list[tuple[SourceFile, bytes]]:
    """Each file as a source and as uploaded. ValidationError if one is too large, also when expanded, or damaged."""
    sources = []
    left = EXPANSION * settings.UPLOAD_LIMIT
    for name, content in files:
        try:
            source = build_source(name, content, Limits(settings.UPLOAD_LIMIT, expanded_bytes=left))
        except SourceError as error:
            raise forms.ValidationError(str(error)) from error
        left -= len(source.content)
        sources.append((source, content))
    return sources


@transaction.atomic
def store_upload(sources: Sequence[tuple[SourceFile, bytes]], user: User) -> Upload:
    """Store the files of a preview until they are confirmed, replacing the earlier upload of the same user."""
    Upload.objects.expired().delete()
    Upload.objects.filter(made_by=user).delete()
    upload = Upload.objects.create(made_by=user, checksum=combine_checksums([file for file, _ in sources]))
    UploadedFile.objects.bulk_create(
        UploadedFile(upload=upload, name=get_incoming_name(source, content), content=content)
        for source, content in sources
    )
    return upload


def get_incoming_name(source: SourceFile, content: bytes) -> str:
    """The name of the file as uploaded, with the .gz that an expanded source has lost."""
    return source.name if source.content == content else f"{source.name}.gz"


def take_upload(user: User, checksum: str) -> tuple[Upload, list[SourceFile]] | None:
    """The last preview of this user, if it has this checksum and has not expired; otherwise None."""
    Upload.objects.expired().delete()
    upload = Upload.objects.filter(made_by=user).first()
    if upload is None or upload.checksum != checksum:
        return None
    files = [(file.name, bytes(file.content)) for file in upload.files.all()]
    return upload, [source for source, _ in read_sources(files)]


class UploadPages(ModelAdmin):
    """The two pages of an upload, for the admin of the imports."""

    def has_upload_permission(self, request: HttpRequest) -> bool:
        """A permission apart from `has_add_permission`, since no import is added by filling in a form."""
        return request.user.has_perm("votes.add_importrun")

    def upload(self, request: HttpRequest) -> HttpResponse:
        """Choose the files, then show what their import would change."""
        if not self.has_upload_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return self.show_form(request, UploadForm())
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.UPLOAD_LIMIT:
            messages.error(
                request,
                _("Together, these files are larger than the limit of %s. Nothing was uploaded.")
                % format_limit(),
            )
            return self.show_form(request, UploadForm())
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show_form(request, form)
        sources = form.cleaned_data["chosen"]
        try:
            report = import_files([source for source, _ in sources], dry_run=True)
        except (RecordFormatError, ImportRefusedError) as error:
            form.add_error("chosen", str(error))
            return self.show_form(request, form)
        return self.show_preview(request, store_upload(sources, request.user), report)  # type: ignore[arg-type]

    def confirm(self, request: HttpRequest) -> HttpResponseRedirect:
        """Import the files that were previewed, byte for byte."""
        if not self.has_upload_permission(request):
            raise PermissionDenied
        user: Any = request.user
        stored = take_upload(user, request.POST.get("checksum", "")) if request.method == "POST" else None
        if stored is None:
            messages.error(
                request, _("This preview has expired. Nothing was imported. Upload the files again.")
            )
            return redirect("admin:votes_importrun_upload")
        upload, files = stored
        try:
            report = import_files(files, made_by=user)
        except (RecordFormatError, ImportRefusedError) as error:
            messages.error(request, str(error))
            return redirect("admin:votes_importrun_upload")
        upload.delete()
        return self.say_what_was_done(request, report)

    def say_what_was_done(self, request: HttpRequest, report: LoadReport) -> HttpResponseRedirect:
        if not report.changed_anything:
            messages.info(request, _("Nothing changed. Everything in these files is already on file."))
            return redirect("admin:votes_importrun_changelist")
        n = len(report.rejected)
        if n:
            messages.warning(
                request,
                ngettext(
                    "%d row was rejected. The report below says why.",
                    "%d rows were rejected. The report below says why.",
                    n,
                )
                % n,
            )
        messages.success(request, _("The import is complete."))
        return redirect("admin:votes_importrun_change", ImportRun.objects.latest().pk)

    def show_form(self, request: HttpRequest, form: UploadForm) -> TemplateResponse:
        return self.show(request, "upload", _("Upload a record"), form=form, limit=format_limit())

    def show_preview(self, request: HttpRequest, upload: Upload, report: LoadReport) -> TemplateResponse:
        return self.show(
            request,
            "preview",
            _("Preview of the import"),
            upload=upload,
            report=report,
            rejected=report.rejected[:MOST_REJECTED_SHOWN],
            confirm_url=reverse("admin:votes_importrun_confirm"),
        )

    def show(self, request: HttpRequest, name: str, title: str, **context: Any) -> TemplateResponse:
        everywhere = {**self.admin_site.each_context(request), "opts": self.model._meta, "title": title}
        return TemplateResponse(request, f"admin/votes/importrun/{name}.html", {**everywhere, **context})


def format_limit() -> str:
    return filesizeformat(settings.UPLOAD_LIMIT)
