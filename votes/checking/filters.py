"""Filters of the quality page."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from votes.checking.service import list_sessions_with_findings, list_years_with_findings
from votes.checking.wording import RULE_LABELS, SEVERITY_LABELS
from votes.core.choices import Body
from votes.models import Resolution, Session
from votes.web.select import ChoiceFilter


def build_year_choices() -> list[tuple[int, int]]:
    return [(year, year) for year in list_years_with_findings()]


def build_session_choices() -> list[tuple[str, str]]:
    return [(session.code, session.full_name) for session in list_sessions_with_findings()]


class FindingFilter(filters.FilterSet):  # type: ignore[misc, unused-ignore]  # no types
    """The texts whose findings are requested. Rule and severity belong to findings; here they are only validated."""

    body = ChoiceFilter(choices=Body.choices, field_name="session__body", label=_("Body"))
    session = ChoiceFilter(choices=build_session_choices, method="filter_session", label=_("Session"))
    rule = ChoiceFilter(choices=list(RULE_LABELS.items()), method="keep_all", label=_("Rule"))
    severity = ChoiceFilter(choices=list(SEVERITY_LABELS.items()), method="keep_all", label=_("Severity"))
    year = ChoiceFilter(choices=build_year_choices, field_name="date", lookup_expr="year", label=_("Year"))

    class Meta:
        model = Resolution
        fields: list[str] = []

    def filter_session(self, texts: QuerySet[Resolution], name: str, value: str) -> QuerySet[Resolution]:
        return texts.filter(**{f"session__{key}": v for key, v in Session.parse_code(value).items()})

    def keep_all(self, texts: QuerySet[Resolution], name: str, value: Any) -> QuerySet[Resolution]:
        return texts
