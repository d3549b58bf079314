"""Filters of the quality page."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from votes.checking.page import RULES, SEVERITIES
from votes.checking.service import list_with_findings
from votes.core.choices import Body
from votes.core.record_size import list_years
from votes.models import Resolution, Session
from votes.web.select import ChoiceFilter


def list_years_with_findings() -> list[tuple[int, int]]:
    return [(year, year) for year in list_years(list_with_findings())]


def list_sessions_with_findings() -> list[tuple[str, str]]:
    """The Council's first, the latest first."""
    found = list_with_findings().order_by().values("session")
    sessions = Session.objects.filter(pk__in=found).order_by("-body", "kind", "-number")
    return [(session.code, str(session)) for session in sessions]


class FindingFilter(filters.FilterSet):
    """Whose findings are wanted. Rule and weight are of the findings, not of the texts, so they are only validated."""

    body = ChoiceFilter(choices=Body.choices, field_name="session__body", label=_("Body"))
    session = ChoiceFilter(choices=list_sessions_with_findings, method="of_session", label=_("Session"))
    rule = ChoiceFilter(choices=list(RULES.items()), method="leave", label=_("Rule"))
    severity = ChoiceFilter(choices=list(SEVERITIES.items()), method="leave", label=_("Weight"))
    year = ChoiceFilter(
        choices=list_years_with_findings, field_name="date", lookup_expr="year", label=_("Year")
    )

    class Meta:
        model = Resolution
        fields: list[str] = []

    def of_session(self, queryset: QuerySet[Resolution], name: str, value: str) -> QuerySet[Resolution]:
        return queryset.filter(**{f"session__{key}": v for key, v in Session.parse_code(value).items()})

    def leave(self, queryset: QuerySet[Resolution], name: str, value: Any) -> QuerySet[Resolution]:
        return queryset
