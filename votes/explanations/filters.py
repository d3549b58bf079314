"""The filters of the list of explanations."""

import django_filters as filters
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from votes.core.choices import ExplanationKind, Position
from votes.core.search_index import get_statement_index
from votes.explanations.service import list_explanation_years, list_speakers
from votes.models import Explanation
from votes.web.select import ChoiceFilter


class ExplanationFilter(filters.FilterSet):
    """What is offered is what public explanations have."""

    q = filters.CharFilter(method="search", label=_("Keywords"), max_length=200)
    state = ChoiceFilter(choices=list_speakers, field_name="state__iso3", label=_("State"))
    kind = ChoiceFilter(choices=ExplanationKind.choices, label=_("Kind"))
    year = ChoiceFilter(
        choices=list_explanation_years, field_name="date", lookup_expr="year", label=_("Year")
    )
    position = ChoiceFilter(choices=Position.choices, method="with_position", label=_("Recorded position"))

    class Meta:
        model = Explanation
        fields: list[str] = []

    def search(self, queryset: QuerySet[Explanation], name: str, value: str) -> QuerySet[Explanation]:
        return queryset.filter(get_statement_index().build_condition(value))

    def with_position(self, queryset: QuerySet[Explanation], name: str, value: str) -> QuerySet[Explanation]:
        return queryset.filter(resolution__votes__state=F("state"), resolution__votes__position=value)
