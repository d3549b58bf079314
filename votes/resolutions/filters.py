"""The filters of the list of texts."""

import datetime

import django_filters as filters
from django import forms
from django.db.models import F, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from votes.analysis.scope import Scope
from votes.core.choices import EVERY, Adoption, Body, Outcome
from votes.core.models.resolution import SOUND_TOTALS
from votes.core.population import build_text_condition
from votes.models import Resolution, Session
from votes.resolutions.filter_choices import get_text_choices
from votes.resolutions.search import search_resolutions
from votes.scope.form import KIND_CHOICES, DayField, swap_days
from votes.web.agenda import name_item
from votes.web.select import ChoiceFilter

# The largest margin of a close vote, in votes.
CLOSE_MARGIN = 10

CONTESTED = [
    ("vote", _("Put to a recorded vote")),
    ("opposed", _("At least one State against")),
    ("close", _("Margin of 10 votes or fewer")),
]
# The values of `contested` that are read from the official totals.
BY_TOTALS = ("opposed", "close")

BODIES = [*Body.choices, (EVERY, _("Both bodies"))]


class DayFilter(filters.Filter):
    """A year or a day."""

    field_class = DayField


class ResolutionFilter(filters.FilterSet):
    """What is offered is what public texts have.

    Unless the address asks for others, the texts are the Council's, without amendments and no-action motions. A
    session in the address decides the body, since each is of one body. Votes are chosen by their official totals, and
    those whose totals the roll-call or the outcome denies are left out unless the address asks for them.
    """

    q = filters.CharFilter(method="search", label=_("Symbol, draft or keywords"), max_length=200)
    year = ChoiceFilter(field_name="date", lookup_expr="year", label=_("Year"))
    session = ChoiceFilter(method="of_session", label=_("Session"))
    item = ChoiceFilter(field_name="agenda_item", label=_("Agenda item"))
    kind = ChoiceFilter(
        choices=KIND_CHOICES, method="leave", label=_("Kind"), empty_label=_("All but amendments")
    )
    body = ChoiceFilter(choices=BODIES, method="leave", label=_("Body"), empty_label=None)
    outcome = ChoiceFilter(choices=Outcome.choices, label=_("Outcome"))
    adoption = ChoiceFilter(choices=Adoption.choices, label=_("How it was decided"))
    contested = ChoiceFilter(choices=CONTESTED, method="is_contested", label=_("Contested"))
    sponsor = ChoiceFilter(field_name="sponsors__iso3", label=_("Main sponsor"))
    called_by = ChoiceFilter(field_name="called_by__iso3", label=_("Vote called by"))
    topic = ChoiceFilter(field_name="topics__slug", label=_("Topic"))
    unreconciled = ChoiceFilter(
        choices=[("include", _("Included"))], method="leave", widget=forms.HiddenInput, empty_label=None
    )

    class Meta:
        model = Resolution
        fields: list[str] = []

    def __init__(self, data: QueryDict, queryset: QuerySet[Resolution]) -> None:
        super().__init__(data, queryset)
        self.add_days()
        offered = get_text_choices()
        self.filters["year"].offer(offered.years)
        self.filters["session"].offer(offered.sessions)
        body = data.get("body") or Body.COUNCIL
        self.filters["item"].offer([(item, name_item(item, body)) for item, _n in offered.items])
        self.filters["sponsor"].offer(offered.sponsors)
        self.filters["called_by"].offer(offered.callers)
        self.filters["topic"].offer(offered.topics)

    def add_days(self) -> None:
        """Add the first and last day after the year: no class attribute can have the name `from`."""
        days = {
            "from": DayFilter(label=_("From"), method="leave"),
            "to": DayFilter(label=_("To"), method="leave", last=True),
        }
        others = self.filters.copy()
        self.filters.clear()
        for name, one in others.items():
            self.filters[name] = one
            if name == "year":
                self.filters |= days
        for name, one in days.items():
            one.parent, one.model, one.field_name = self, Resolution, name

    @property
    def days_swapped(self) -> bool:
        """Whether the first day of the address is after the last, so that the two were swapped."""
        first, last = self.form.cleaned_data.get("from"), self.form.cleaned_data.get("to")
        return bool(first and last and first > last)

    @property
    def chosen_days(self) -> tuple[datetime.date | None, datetime.date | None]:
        """The first and the last day in force, None for no limit."""
        if self.days_swapped:
            return swap_days(self.form.data)
        return self.form.cleaned_data.get("from"), self.form.cleaned_data.get("to")

    @property
    def sessions_scope(self) -> Scope:
        """The body, kinds, session and days of the texts: what says in which sessions they may be."""
        first, last = self.chosen_days
        if year := self.form.cleaned_data.get("year"):
            first, last = datetime.date(int(year), 1, 1), datetime.date(int(year), 12, 31)
        session = str(self.form.cleaned_data.get("session") or "")
        return Scope(first, last, self.chosen_body, self.chosen_kind, session)

    @property
    def chosen_words(self) -> str:
        """What is searched for, "" for nothing."""
        return str(self.form.cleaned_data.get("q", ""))

    @property
    def chosen_kind(self) -> str:
        """The kind in force, "" for all but amendments and no-action motions."""
        return str(self.form.cleaned_data.get("kind", ""))

    @property
    def chosen_body(self) -> str:
        """The body in force, `EVERY` for both."""
        values = self.form.cleaned_data
        if session := values.get("session"):
            return str(Session.parse_code(session)["body"])
        return str(values.get("body") or Body.COUNCIL)

    @property
    def asks_for_caller(self) -> bool:
        """Whether the texts are chosen by who called the vote on them."""
        return bool(self.form.cleaned_data.get("called_by"))

    @property
    def asks_for_totals(self) -> bool:
        """Whether the texts are chosen by their official totals."""
        return self.form.cleaned_data.get("contested") in BY_TOTALS

    @property
    def includes_unreconciled(self) -> bool:
        """Whether votes with contradictory totals are among those chosen by their totals."""
        return bool(self.form.cleaned_data.get("unreconciled"))

    def filter_queryset(self, queryset: QuerySet[Resolution]) -> QuerySet[Resolution]:
        """The texts that the address asks for."""
        found = self.choose_days(super().filter_queryset(queryset))
        return found.filter(build_text_condition(self.chosen_body, self.chosen_kind))

    def list_every_kind(self) -> QuerySet[Resolution]:
        """The same with amendments and no-action motions, unless the address names a kind."""
        found = self.choose_days(super().filter_queryset(self.queryset.all()))
        return found.filter(build_text_condition(self.chosen_body, self.chosen_kind or EVERY))

    def list_everywhere(self) -> QuerySet[Resolution]:
        """The same of every kind and both bodies, whatever the address says of these."""
        found = self.choose_days(super().filter_queryset(self.queryset.all()))
        return found.filter(build_text_condition(EVERY, EVERY))

    def count_contradictory(self) -> int:
        """How many votes are left out as their totals are contradictory: one query, none if totals do not matter."""
        if not self.asks_for_totals or self.includes_unreconciled:
            return 0
        data = self.data.copy()
        data["unreconciled"] = "include"
        wider: QuerySet[Resolution] = ResolutionFilter(data, self.queryset).qs
        return wider.exclude(SOUND_TOTALS).count()

    def choose_days(self, queryset: QuerySet[Resolution]) -> QuerySet[Resolution]:
        """The texts between the days of the address, both included; a text without a day is not among them."""
        first, last = self.chosen_days
        queryset = queryset.filter(date__gte=first) if first else queryset
        return queryset.filter(date__lte=last) if last else queryset

    def leave(self, queryset: QuerySet[Resolution], name: str, value: str) -> QuerySet[Resolution]:
        """Body and kind are filtered last: their defaults hold where the address does not name them."""
        return queryset

    def search(self, queryset: QuerySet[Resolution], name: str, value: str) -> QuerySet[Resolution]:
        return search_resolutions(queryset, value)

    def of_session(self, queryset: QuerySet[Resolution], name: str, value: str) -> QuerySet[Resolution]:
        return queryset.filter(**{f"session__{key}": v for key, v in Session.parse_code(value).items()})

    def is_contested(self, queryset: QuerySet[Resolution], name: str, value: str) -> QuerySet[Resolution]:
        voted = queryset.filter(adoption=Adoption.RECORDED_VOTE)
        if value in BY_TOTALS and not self.includes_unreconciled:
            voted = voted.filter(SOUND_TOTALS)
        if value == "opposed":
            return voted.filter(official_against__gt=0)
        if value == "close":
            return voted.filter(
                official_in_favour__lte=F("official_against") + CLOSE_MARGIN,
                official_against__lte=F("official_in_favour") + CLOSE_MARGIN,
            )
        return voted
