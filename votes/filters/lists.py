"""Filters of the lists: all state in the address, every value validated, a bad one ignored with a word."""

from collections.abc import Callable
from typing import Any

import django_filters as filters
from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from votes.choices import Adoption, ExplanationKind, Outcome, Position, TextKind
from votes.models import Explanation, Resolution, Session, State, Topic
from votes.queries.lists import search_resolutions

CLOSE_MARGIN = 10

CONTESTED = [
    ("vote", _("Put to a recorded vote")),
    ("opposed", _("At least one State against")),
    ("close", _("Margin of 10 or less")),
]


def list_years() -> list[tuple[int, int]]:
    """The years with public texts, latest first."""
    return list_years_of(Resolution.objects.public())


def list_years_of(dated: QuerySet) -> list[tuple[int, int]]:
    """The years of the rows that have a date, latest first. Counted here: SQLite takes ten times as long for it."""
    dates = dated.filter(date__isnull=False).order_by().values_list("date", flat=True).distinct()
    return [(year, year) for year in sorted({date.year for date in dates}, reverse=True)]


def list_sessions() -> list[tuple[str, str]]:
    sessions = (
        Session.objects.filter(resolutions__published=True).distinct().order_by("body", "kind", "-number")
    )
    return [(session.code, str(session)) for session in sessions]


def list_items() -> list[tuple[int, int]]:
    items = (
        Resolution.objects.public().filter(agenda_item__isnull=False).values_list("agenda_item", flat=True)
    )
    return [(item, item) for item in items.distinct().order_by("agenda_item") if item is not None]


def list_sponsors(request: Any) -> QuerySet[State]:
    return State.objects.filter(sponsored__published=True).distinct().order_by("name")


def list_topics(request: Any) -> QuerySet[Topic]:
    return Topic.objects.filter(resolutions__published=True).distinct().order_by("name")


class ResolutionFilter(filters.FilterSet):
    q = filters.CharFilter(method="search", label=_("Symbol, draft or words"), max_length=200)
    year = filters.ChoiceFilter(
        choices=list_years,
        field_name="date",
        lookup_expr="year",
        label=_("Year"),
        empty_label=_("Any"),
    )
    session = filters.ChoiceFilter(
        choices=list_sessions, method="of_session", label=_("Session"), empty_label=_("Any")
    )
    item = filters.ChoiceFilter(
        choices=list_items, field_name="agenda_item", label=_("Agenda item"), empty_label=_("Any")
    )
    kind = filters.ChoiceFilter(choices=TextKind.choices, label=_("Kind"), empty_label=_("Any"))
    outcome = filters.ChoiceFilter(choices=Outcome.choices, label=_("Outcome"), empty_label=_("Any"))
    adoption = filters.ChoiceFilter(choices=Adoption.choices, label=_("How decided"), empty_label=_("Any"))
    contested = filters.ChoiceFilter(
        choices=CONTESTED, method="is_contested", label=_("Contested"), empty_label=_("Any")
    )
    sponsor = filters.ModelChoiceFilter(
        queryset=list_sponsors,
        field_name="sponsors",
        to_field_name="iso3",
        label=_("Sponsor"),
        empty_label=_("Any"),
    )
    topic = filters.ModelChoiceFilter(
        queryset=list_topics,
        field_name="topics",
        to_field_name="slug",
        label=_("Topic"),
        empty_label=_("Any"),
    )

    class Meta:
        model = Resolution
        fields: list[str] = []

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
    return list_years_of(Explanation.objects.public())


def list_speakers(request: Any) -> QuerySet[State]:
    return State.objects.filter(explanations__resolution__published=True).distinct().order_by("name")


class ExplanationFilter(filters.FilterSet):
    q = filters.CharFilter(method="search", label=_("Words"), max_length=200)
    state = filters.ModelChoiceFilter(
        queryset=list_speakers, to_field_name="iso3", label=_("State"), empty_label=_("Any")
    )
    kind = filters.ChoiceFilter(choices=ExplanationKind.choices, label=_("Kind"), empty_label=_("Any"))
    year = filters.ChoiceFilter(
        choices=list_explanation_years,
        field_name="date",
        lookup_expr="year",
        label=_("Year"),
        empty_label=_("Any"),
    )
    position = filters.ChoiceFilter(
        choices=Position.choices, method="with_position", label=_("Recorded position"), empty_label=_("Any")
    )

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

    position = filters.ChoiceFilter(choices=Position.choices, label=_("Position"), empty_label=_("Any"))

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
