"""Filters of the lists: all state in the address, every value validated, a bad one ignored with a word."""

from collections.abc import Callable

import django_filters as filters
from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from votes.choices import Adoption, ExplanationKind, Outcome, Position, TextKind
from votes.filters.select import ChoiceFilter
from votes.models import Explanation, Resolution, Session, State
from votes.queries.choices import get_text_choices, list_years
from votes.queries.lists import search_resolutions

CLOSE_MARGIN = 10

CONTESTED = [
    ("vote", _("Put to a recorded vote")),
    ("opposed", _("At least one State against")),
    ("close", _("Margin of 10 or less")),
]


class ResolutionFilter(filters.FilterSet):
    q = filters.CharFilter(method="search", label=_("Symbol, draft or words"), max_length=200)
    year = ChoiceFilter(field_name="date", lookup_expr="year", label=_("Year"))
    session = ChoiceFilter(method="of_session", label=_("Session"))
    item = ChoiceFilter(field_name="agenda_item", label=_("Agenda item"))
    kind = ChoiceFilter(choices=TextKind.choices, label=_("Kind"))
    outcome = ChoiceFilter(choices=Outcome.choices, label=_("Outcome"))
    adoption = ChoiceFilter(choices=Adoption.choices, label=_("How decided"))
    contested = ChoiceFilter(choices=CONTESTED, method="is_contested", label=_("Contested"))
    sponsor = ChoiceFilter(field_name="sponsors__iso3", label=_("Sponsor"))
    topic = ChoiceFilter(field_name="topics__slug", label=_("Topic"))

    class Meta:
        model = Resolution
        fields: list[str] = []

    def __init__(self, data: QueryDict, queryset: QuerySet[Resolution]) -> None:
        """What is offered is what public texts have."""
        super().__init__(data, queryset)
        offered = get_text_choices()
        self.filters["year"].offer(offered.years)
        self.filters["session"].offer(offered.sessions)
        self.filters["item"].offer(offered.items)
        self.filters["sponsor"].offer(offered.sponsors)
        self.filters["topic"].offer(offered.topics)

    def search(self, queryset: QuerySet[Resolution], name: str, value: str) -> QuerySet[Resolution]:
        return search_resolutions(queryset, value)

    def of_session(self, queryset: QuerySet[Resolution], name: str, value: str) -> QuerySet[Resolution]:
        return queryset.filter(**{f"session__{key}": v for key, v in Session.parse_code(value).items()})

    def is_contested(self, queryset: QuerySet[Resolution], name: str, value: str) -> QuerySet[Resolution]:
        voted = queryset.filter(adoption=Adoption.RECORDED_VOTE)
        if value == "opposed":
            return voted.filter(official_against__gt=0)
        if value == "close":
            return voted.filter(
                official_in_favour__lte=F("official_against") + CLOSE_MARGIN,
                official_against__lte=F("official_in_favour") + CLOSE_MARGIN,
            )
        return voted


def list_explanation_years() -> list[tuple[int, int]]:
    return [(year, year) for year in list_years(Explanation.objects.public())]


def list_speakers() -> list[tuple[str, str]]:
    speakers = State.objects.filter(explanations__resolution__published=True).distinct().order_by("name")
    return list(speakers.values_list("iso3", "name"))


class ExplanationFilter(filters.FilterSet):
    q = filters.CharFilter(method="search", label=_("Words"), max_length=200)
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
        for word in value.split()[:12]:
            queryset = queryset.filter(
                Q(summary__icontains=word) | Q(excerpt__icontains=word) | Q(resolution__title__icontains=word)
            )
        return queryset

    def with_position(self, queryset: QuerySet[Explanation], name: str, value: str) -> QuerySet[Explanation]:
        return queryset.filter(resolution__votes__state=F("state"), resolution__votes__position=value)


class StateVoteFilter(filters.FilterSet):
    """The votes on a State's page; the rows are already in memory, so it only validates."""

    position = ChoiceFilter(choices=Position.choices, label=_("Position"))

    class Meta:
        model = Resolution
        fields: list[str] = []


def apply_filter(
    filter_class: Callable[..., filters.FilterSet], data: QueryDict, queryset: QuerySet
) -> tuple[filters.FilterSet, list[str]]:
    """The filter set with the values that can be understood, and a sentence for each that cannot."""
    filter_set = filter_class(data, queryset)
    if filter_set.is_valid():
        return filter_set, []
    understood = data.copy()
    notes = []
    for name in filter_set.form.errors:
        for value in understood.pop(name, []):
            shown = str(value).replace("\x00", "")[:60]
            notes.append(
                gettext("“%(value)s” is not a value of %(name)s and was left out.")
                % {"value": shown, "name": name}
            )
    return filter_class(understood, queryset), notes


def read_unreconciled(data: QueryDict) -> tuple[bool, list[str]]:
    """Whether votes whose roll-call is not reconciled are wanted too, and a sentence for a value not understood."""
    value = data.get("unreconciled", "")
    if value in ("", "include"):
        return value == "include", []
    shown = {"value": value.replace("\x00", "")[:60], "name": "unreconciled"}
    return False, [gettext("“%(value)s” is not a value of %(name)s and was left out.") % shown]


def describe_filter(filter_set: filters.FilterSet) -> dict[str, str]:
    """The values in force, {"year": "2018"}: the scope that exports print."""
    return {name: value for name, value in filter_set.data.items() if name in filter_set.filters and value}
