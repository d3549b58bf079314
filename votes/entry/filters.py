"""Filters of the admin's lists."""

from typing import Any

from django.contrib import admin
from django.db.models import F, Max, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from votes.models import Resolution, Session

OFFERED = 12


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
