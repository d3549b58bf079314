"""Filters of the admin's lists."""

from typing import Any

from django.contrib import admin
from django.db.models import F, Max, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from votes.core.called_votes import CALLER_ON_FILE
from votes.core.choices import Adoption
from votes.models import Resolution, Session

OFFERED = 12


class CallerFilter(admin.SimpleListFilter):
    """Recorded votes of which it is on file who called them, and those of which it is missing."""

    title = gettext_lazy("who called the vote")
    parameter_name = "caller"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("on_file", gettext_lazy("On file")), ("missing", gettext_lazy("Missing"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Resolution]) -> QuerySet[Resolution]:
        voted = queryset.filter(adoption=Adoption.RECORDED_VOTE)
        if self.value() == "on_file":
            return voted.filter(CALLER_ON_FILE)
        return voted.exclude(CALLER_ON_FILE) if self.value() == "missing" else queryset


class LatestSessionFilter(admin.SimpleListFilter):
    """The sessions with the latest texts. Texts of older sessions are found by searching for their symbols."""

    title = gettext_lazy("latest sessions")
    parameter_name = "session"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        latest = Max("resolutions__date")
        dated = Session.objects.filter(resolutions__isnull=False).annotate(latest=latest)
        # A session that has only tabled drafts has no dated text yet; it is the next session, so it comes first.
        sessions = dated.order_by(F("latest").desc(nulls_first=True), "-number")[:OFFERED]
        return [(session.code, str(session)) for session in sessions]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Resolution]) -> QuerySet[Resolution]:
        if code := self.value():
            try:
                named = Session.parse_code(code)
            except ValueError:
                return queryset.none()
            return queryset.filter(**{f"session__{name}": value for name, value in named.items()})
        return queryset
