"""Filters of the quality page."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from votes.choices import Body
from votes.models import Resolution, Session
from votes.presenters.quality import RULES, SEVERITIES
from votes.queries.choices import list_years


def list_choices_of_years() -> list[tuple[int, int]]:
    return [(year, year) for year in list_years(Resolution.objects.public().exclude(check_findings=[]))]


def list_sessions() -> list[tuple[str, str]]:
    """The sessions with a finding, the Council's first, the latest first."""
    found = Resolution.objects.public().exclude(check_findings=[]).order_by().values("session")
    sessions = Session.objects.filter(pk__in=found).order_by("-body", "kind", "-number")
    return [(session.code, str(session)) for session in sessions]


class FindingFilter(filters.FilterSet):
    """Whose findings are wanted. Rule and weight are of the findings, not of the texts, so they are only validated."""

    body = filters.ChoiceFilter(
        choices=Body.choices, field_name="session__body", label=_("Body"), empty_label=_("Any")
    )
    session = filters.ChoiceFilter(
        choices=list_sessions, method="of_session", label=_("Session"), empty_label=_("Any")
    )
    rule = filters.ChoiceFilter(
        choices=list(RULES.items()), method="leave", label=_("Rule"), empty_label=_("Any")
    )
    severity = filters.ChoiceFilter(
        choices=list(SEVERITIES.items()), method="leave", label=_("Weight"), empty_label=_("Any")
    )
    year = filters.ChoiceFilter(
        choices=list_choices_of_years,
        field_name="date",
        lookup_expr="year",
        label=_("Year"),
        empty_label=_("Any"),
    )

    class Meta:
        model = Resolution
        fields: list[str] = []

    def of_session(self, queryset: QuerySet[Resolution], name: str, value: str) -> QuerySet[Resolution]:
        return queryset.filter(**{f"session__{key}": v for key, v in Session.parse_code(value).items()})

    def leave(self, queryset: QuerySet[Resolution], name: str, value: Any) -> QuerySet[Resolution]:
        return queryset
