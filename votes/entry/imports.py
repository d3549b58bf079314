"""The imports: when each was made and what it changed, and the pages for uploading a record."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from votes.entry.bases import ModelAdmin
from votes.entry.report_rows import list_report_rows
from votes.entry.upload import UploadPages
from votes.ingest.report import read_report
from votes.models import ImportRun

SHOWN = ("source", "loaded_at", "made_by", "fetched_on", "checksum", "printed_report")


@admin.register(ImportRun)
class ImportRunAdmin(UploadPages, ModelAdmin):
    """The imports, read-only."""

    change_list_template = "admin/votes/importrun/change_list.html"
    list_display = ["source", "loaded_at", "made_by", "short_checksum"]
    list_select_related = ["made_by"]
    date_hierarchy = "loaded_at"
    fields = SHOWN
    readonly_fields = SHOWN

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("upload/", view(self.upload), name="votes_importrun_upload"),
            path("upload/progress/", view(self.progress), name="votes_importrun_progress"),
            path("upload/confirm/", view(self.confirm), name="votes_importrun_confirm"),
            *super().get_urls(),
        ]

    @admin.display(description=_("SHA-256"))
    def short_checksum(self, run: ImportRun) -> str:
        return run.checksum[:12]

    @admin.display(description=_("report"))
    def printed_report(self, run: ImportRun) -> str:
        report = read_report(run.report)
        return "\n".join([*report.in_words(), *map(str, list_report_rows(report))])

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        may_upload = self.has_upload_permission(request)
        return super().changelist_view(request, {**(extra_context or {}), "may_upload": may_upload})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ImportRun | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ImportRun | None = None) -> bool:
        return False
