"""States, their other names and their terms. A changed term may change the check of every vote in it."""

import datetime
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from votes.entry.bases import BaseInlineFormSet, ModelForm, TabularInline
from votes.entry.elections.form import enter_election
from votes.entry.history import HistoryAdmin
from votes.entry.saving import Span, refresh_spans
from votes.models import Membership, State, StateName


def get_spans(form: ModelForm) -> list[Span]:
    """The term before and after the change that a form makes."""
    spans = [(form.instance.start, form.instance.end)]
    start = form.initial.get("start")
    return [*spans, (start, form.initial.get("end"))] if start else spans


class MembershipFormSet(BaseInlineFormSet):
    """The terms of one State. No two in a form may overlap; the database checks only those already saved."""

    def clean(self) -> None:
        super().clean()
        accepted: list[Span] = []
        for form in self.forms:
            data = getattr(form, "cleaned_data", {})
            if not data.get("start") or data.get("DELETE"):
                continue
            start, end = data["start"], data.get("end") or datetime.date.max
            if any(
                start <= (other_end or datetime.date.max) and other <= end for other, other_end in accepted
            ):
                form.add_error(
                    None, _("This term overlaps with another one of the same State. Change one of the dates.")
                )
            accepted.append((start, data.get("end")))


class MembershipInline(TabularInline):
    model = Membership
    formset = MembershipFormSet
    extra = 0
    ordering = ["-start"]


class StateNameInline(TabularInline):
    model = StateName
    extra = 0


@admin.register(State)
class StateAdmin(HistoryAdmin):
    list_display = ["name", "iso3", "regional_group", "existed_from", "existed_until"]
    list_filter = ["regional_group"]
    search_fields = ["name", "iso3", "other_names__name"]
    inlines = [StateNameInline, MembershipInline]
    list_per_page = 200

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if formset.model is Membership:
            changed = [one for one in formset.forms if one.has_changed() and one.instance.start]
            refresh_spans([span for one in changed for span in get_spans(one)])


@admin.register(Membership)
class MembershipAdmin(HistoryAdmin):
    list_display = ["state", "start", "end", "regional_group", "note"]
    list_filter = ["regional_group"]
    list_select_related = ["state"]
    search_fields = ["state__name", "state__iso3"]
    autocomplete_fields = ["state"]
    date_hierarchy = "start"
    list_per_page = 100
    change_list_template = "admin/votes/membership/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.election_view)
        return [path("election/", view, name="votes_membership_election"), *super().get_urls()]

    def election_view(self, request: HttpRequest) -> HttpResponse:
        """Enter the members that one election gives the Council."""
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        return enter_election(request, self.admin_site.each_context(request))

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        refresh_spans(get_spans(form))

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        span = (obj.start, obj.end)
        super().delete_model(request, obj)
        refresh_spans([span])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Membership]) -> None:
        spans = list(queryset.values_list("start", "end"))
        super().delete_queryset(request, queryset)
        refresh_spans(spans)
