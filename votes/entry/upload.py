"""Uploading a record in the admin: a preview, which changes nothing, then the import of the files previewed.

A process of its own does both (`votes/ingest/processes.py`); the page shows how far it is.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from votes.core.models.upload import UploadState
from votes.entry.bases import IncomingFile, ModelAdmin
from votes.entry.report_rows import list_report_rows
from votes.ingest.imports import combine_checksums
from votes.ingest.processes import EXPANSION, Step, mark_if_interrupted, read_step, start_upload
from votes.ingest.readers.sources import Limits, SourceError, SourceFile, build_source
from votes.ingest.report import KIND_LABELS, format_counts, read_report
from votes.models import Upload, UploadedFile

ROWS_PER_PAGE = 100


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
            "The two tables of the catalogue together (CSV or .xlsx), MARCXML, or files in the native format. "
            "Files may be gzipped."
        ),
    )
    allow_removals = forms.BooleanField(
        label=gettext_lazy("Remove what is on file and not in the files"),
        required=False,
        help_text=gettext_lazy(
            "Roll-calls, totals and other values of the texts in these files. Without it they are kept and named."
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
def store_upload(sources: Sequence[tuple[SourceFile, bytes]], user: Any, *, allow_removals: bool) -> Upload:
    """Store the files until they are imported, replacing the earlier upload of the same user."""
    Upload.objects.expired().delete()
    Upload.objects.filter(made_by=user).delete()
    checksum = combine_checksums([file for file, _ in sources])
    upload = Upload.objects.create(made_by=user, checksum=checksum, allow_removals=allow_removals)
    UploadedFile.objects.bulk_create(
        UploadedFile(upload=upload, name=get_incoming_name(source, content), content=content)
        for source, content in sources
    )
    return upload


def get_incoming_name(source: SourceFile, content: bytes) -> str:
    """The name of the file as uploaded, with the .gz that an expanded source has lost."""
    return source.name if source.content == content else f"{source.name}.gz"


def find_upload(user: Any) -> Upload | None:
    """The upload of this user, if it has not expired."""
    Upload.objects.expired().delete()
    upload = Upload.objects.filter(made_by=user).first()
    if upload:
        mark_if_interrupted(upload)
    return upload


class UploadPages(ModelAdmin):
    """The pages of an upload, for the admin of the imports: the files, how far it is, the preview."""

    def has_upload_permission(self, request: HttpRequest) -> bool:
        """A permission apart from `has_add_permission`, since no import is added by filling in a form."""
        return request.user.has_perm("votes.add_importrun")

    def check_upload_permission(self, request: HttpRequest) -> None:
        if not self.has_upload_permission(request):
            raise PermissionDenied

    def upload(self, request: HttpRequest) -> HttpResponse:
        """Choose the files; their preview is then made."""
        self.check_upload_permission(request)
        earlier = find_upload(request.user)
        if earlier and earlier.is_running:
            if request.method == "POST":
                messages.error(request, _("Your last upload is still being worked on. Nothing was uploaded."))
            return redirect("admin:votes_importrun_progress")
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
        upload = store_upload(
            form.cleaned_data["chosen"],
            request.user,
            allow_removals=form.cleaned_data["allow_removals"],
        )
        start_upload(upload)
        return redirect("admin:votes_importrun_progress")

    def progress(self, request: HttpRequest) -> HttpResponse:
        """How far the upload is, its preview, or where its end leads."""
        self.check_upload_permission(request)
        upload = find_upload(request.user)
        if upload is None:
            return self.say_expired(request)
        step = read_step(upload) if upload.is_running else None
        if request.headers.get("Accept") == "application/json":
            words = describe_step(step)
            return JsonResponse({"running": upload.is_running, "step": words, **(vars(step) if step else {})})
        if upload.is_running:
            return self.show(
                request,
                "progress",
                upload.get_state_display().capitalize(),
                step=step,
                words=describe_step(step),
            )
        if upload.state == UploadState.PREVIEWED:
            return self.show_preview(request, upload)
        return self.finish(request, upload)

    def confirm(self, request: HttpRequest) -> HttpResponseRedirect:
        """Import the files that were previewed, byte for byte, if the import does what the preview says."""
        self.check_upload_permission(request)
        upload = find_upload(request.user) if request.method == "POST" else None
        given = (request.POST.get("checksum", ""), request.POST.get("version", ""))
        if upload is None or given != (upload.checksum, str(upload.record_version)):
            return self.say_expired(request)
        previewed = Upload.objects.filter(pk=upload.pk, state=UploadState.PREVIEWED)
        if previewed.update(state=UploadState.IMPORTING):  # once, however often the button is pressed
            upload.refresh_from_db()
            start_upload(upload)
        return redirect("admin:votes_importrun_progress")

    def say_expired(self, request: HttpRequest) -> HttpResponseRedirect:
        messages.error(request, _("This preview has expired. Nothing was imported. Upload the files again."))
        return redirect("admin:votes_importrun_upload")

    def finish(self, request: HttpRequest, upload: Upload) -> HttpResponseRedirect:
        """Say how the upload ended, and forget it."""
        upload.delete()
        if upload.state != UploadState.IMPORTED:
            refused = _("The files were refused. %(reason)s.") % {"reason": upload.message.rstrip(".")}
            interrupted = _("The import was interrupted. Nothing was imported. Upload the files again.")
            messages.error(request, refused if upload.message else interrupted)
            return redirect("admin:votes_importrun_upload")
        run = upload.import_run
        if run is None:
            messages.info(request, _("Nothing changed. Everything in these files is already on file."))
            return redirect("admin:votes_importrun_changelist")
        report = read_report(run.report)
        for n, words in (
            (
                len(report.rejected),
                ngettext(
                    "%d row was rejected. The report below says why.",
                    "%d rows were rejected. The report below says why.",
                    len(report.rejected),
                ),
            ),
            (
                len(report.refused),
                ngettext(
                    "%d value that the files lack was kept. The report below names it.",
                    "%d values that the files lack were kept. The report below names them.",
                    len(report.refused),
                ),
            ),
        ):
            if n:
                messages.warning(request, words % n)
        messages.success(request, _("The import is complete."))
        return redirect("admin:votes_importrun_change", run.pk)

    def show_form(self, request: HttpRequest, form: UploadForm) -> TemplateResponse:
        return self.show(request, "upload", _("Upload a record"), form=form, limit=format_limit())

    def show_preview(self, request: HttpRequest, upload: Upload) -> TemplateResponse:
        report = read_report(upload.report)
        rows = Paginator(list_report_rows(report), ROWS_PER_PAGE)
        return self.show(
            request,
            "preview",
            _("Preview of the import"),
            upload=upload,
            report=report,
            page=rows.get_page(request.GET.get("page")),
            confirm_url=reverse("admin:votes_importrun_confirm"),
        )

    def show(self, request: HttpRequest, name: str, title: str, **context: Any) -> TemplateResponse:
        everywhere = {**self.admin_site.each_context(request), "opts": self.model._meta, "title": title}
        return TemplateResponse(request, f"admin/votes/importrun/{name}.html", {**everywhere, **context})


def describe_step(step: Step | None) -> str:
    """'votes: 5,000 of 71,000', or that the process has just begun."""
    if step is None:
        return _("The files are being read.")
    labels: dict[str, Any] = {**KIND_LABELS, "files": _("files"), "checks": _("checks")}
    return _("%(what)s: %(done)s of %(total)s") % {
        "what": str(labels.get(step.what, step.what)),
        **format_counts({"done": step.done, "total": step.total}),
    }


def format_limit() -> str:
    return filesizeformat(settings.UPLOAD_LIMIT)
