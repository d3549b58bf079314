"""Sessions."""

import re
from typing import Any

from django.contrib import admin
from django.db.models import Case, Count, F, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from votes.checking.checks import refresh_checks
from votes.core.choices import Body, SessionKind
from votes.entry.bases import ModelAdmin, TabularInline
from votes.entry.history import HistoryAdmin
from votes.models import RecordedVoteCount, Session
from votes.web.numbers import format_number


class CountedAdmin(ModelAdmin):
    """An admin whose list shows the number of texts."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        counted: QuerySet[Any] = super().get_queryset(request).annotate(text_count=Count("resolutions"))
        return counted

    @admin.display(description=_("texts"), ordering="text_count")
    def texts(self, obj: Any) -> str:
        return format_number(obj.text_count)


class RecordedVoteCountInline(TabularInline):
    model = RecordedVoteCount
    extra = 0


@admin.register(Session)
class SessionAdmin(CountedAdmin, HistoryAdmin):
    inlines = [RecordedVoteCountInline]
    list_display = ["__str__", "code", "body", "kind", "start", "end", "subject", "texts"]
    list_filter = ["body", "kind"]
    search_fields = ["number"]
    search_help_text = _("A number such as 37, or S-28 for a special session")
    ordering = [
        Case(When(body=Body.COUNCIL, then=Value(0)), default=Value(1)),
        Case(When(kind=SessionKind.REGULAR, then=Value(0)), default=Value(1)),
        F("number").desc(),
    ]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Session], search_term: str
    ) -> tuple[QuerySet[Session], bool]:
        """Find sessions by number: "37", "37th", "S-28" or "28th special"."""
        term = search_term.strip().casefold()
        if not term:
            return queryset, False
        if re.match(r"s-|.*\bspec", term):
            queryset = queryset.filter(kind=SessionKind.SPECIAL)
        elif re.match(r"os-|.*\borg", term):
            queryset = queryset.filter(kind=SessionKind.ORGANIZATIONAL)
        elif "reg" in term:
            queryset = queryset.filter(kind=SessionKind.REGULAR)
        if "com" in term or "chr" in term:
            queryset = queryset.filter(body=Body.COMMISSION)
        if digits := re.search(r"[0-9]{1,4}", term):
            return queryset.filter(number=int(digits[0])), False
        return (queryset if re.search(r"[a-z]", term) else queryset.none()), False

    def save_model(self, request: HttpRequest, obj: Session, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "body" in form.changed_data:
            refresh_checks(list(obj.resolutions.values_list("pk", flat=True)))
