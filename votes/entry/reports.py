"""Errors that readers reported."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from votes.entry.bases import ModelAdmin
from votes.models import ErrorReport


@admin.register(ErrorReport)
class ErrorReportAdmin(ModelAdmin):
    """The queue: open reports are answered; what a reader wrote is never changed."""

    list_display = ["page", "message_start", "made_at", "state"]
    list_filter = ["state", "made_at"]
    search_fields = ["page", "message", "answer"]
    fields = ["link", "message", "contact", "made_at", "state", "answer"]
    readonly_fields = ["link", "message", "contact", "made_at"]
    ordering = ["-made_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=_("message"))
    def message_start(self, obj: ErrorReport) -> str:
        return obj.message[:100]

    @admin.display(description=_("page"))
    def link(self, obj: ErrorReport) -> str:
        return format_html('<a href="{}">{}</a>', obj.page, obj.page)
