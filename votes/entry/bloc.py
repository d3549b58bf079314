"""Blocs, the names they go by and their memberships."""

import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Count, F, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from votes.entry.bases import BaseInlineFormSet, ModelForm, TabularInline
from votes.entry.forms import URL_OVERRIDES
from votes.entry.history import HistoryAdmin
from votes.models import Bloc, BlocMembership, BlocName
from votes.web.numbers import format_number


class BlocMembershipForm(ModelForm):
    """The State of a stored membership cannot be changed: the membership of another State is another row."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "state" in self.fields:
            field = self.fields["state"]
            field.disabled = True
            # Offer only its own State: a hundred rows with all States are a megabyte, and each row needs a query.
            field.choices = [(self.instance.state_id, self.instance.state)]  # type: ignore[attr-defined]


class BlocMembershipFormSet(BaseInlineFormSet):
    """The memberships of one bloc. No two in a form may overlap; the database checks only those already saved."""

    def clean(self) -> None:
        super().clean()
        accepted: list[tuple[Any, datetime.date, datetime.date]] = []
        for form in self.forms:
            data = getattr(form, "cleaned_data", {})
            if not data.get("state") or data.get("DELETE"):
                continue
            state = data["state"]
            start, end = data.get("start") or datetime.date.min, data.get("end") or datetime.date.max
            if any(other == state and start <= last and first <= end for other, first, last in accepted):
                form.add_error(
                    None,
                    _(
                        "This membership overlaps with another one of the same State. Change one of the dates."
                    ),
                )
            accepted.append((state, start, end))


class BlocNameInline(TabularInline):
    model = BlocName
    extra = 0


class BlocMembershipInline(TabularInline):
    model = BlocMembership
    form = BlocMembershipForm
    formset = BlocMembershipFormSet
    extra = 0
    ordering = ["state__name_key", F("start").asc(nulls_first=True)]

    def get_queryset(self, request: HttpRequest) -> QuerySet[BlocMembership]:
        return super().get_queryset(request).select_related("bloc", "state")


@admin.register(Bloc)
class BlocAdmin(HistoryAdmin):
    list_display = ["name", "short_name", "slug", "membership_count"]
    search_fields = ["name", "short_name", "other_names__name", "memberships__state__name"]
    prepopulated_fields = {"slug": ["name"]}
    formfield_overrides = URL_OVERRIDES
    inlines = [BlocNameInline, BlocMembershipInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Bloc]:
        blocs: QuerySet[Bloc] = super().get_queryset(request)
        return blocs.annotate(n=Count("memberships"))

    @admin.display(description=gettext_lazy("memberships"), ordering="n")
    def membership_count(self, bloc: Any) -> str:
        return format_number(bloc.n)


@admin.register(BlocMembership)
class BlocMembershipAdmin(HistoryAdmin):
    list_display = ["state", "bloc", "start", "end", "note"]
    list_filter = ["bloc"]
    list_select_related = ["bloc", "state"]
    search_fields = ["state__name", "state__iso3", "bloc__name", "bloc__short_name"]
    autocomplete_fields = ["bloc", "state"]
    date_hierarchy = "start"
    list_per_page = 100
