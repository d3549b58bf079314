"""The list of all corrections in the admin, read-only."""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from votes.checking.wording import describe_rule
from votes.corrections.wording import describe_field, describe_value
from votes.entry.bases import ModelAdmin
from votes.entry.forms import URL_OVERRIDES
from votes.models import Correction, State


class InForceFilter(admin.SimpleListFilter):
    title = gettext_lazy("in force")
    parameter_name = "in_force"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", _("In force")), ("no", _("Withdrawn"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Correction]) -> QuerySet[Correction]:
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(withdrawn_at__isnull=self.value() == "yes")


class RuleFilter(admin.SimpleListFilter):
    """The rules of the check that proposed a correction, by their names."""

    title = gettext_lazy("rule of the check")
    parameter_name = "rule"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        rules = Correction.objects.exclude(rule="").order_by("rule").values_list("rule", flat=True)
        return [(rule, describe_rule(rule)) for rule in rules.distinct()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Correction]) -> QuerySet[Correction]:
        return queryset.filter(rule=self.value()) if self.value() else queryset


@admin.register(Correction)
class CorrectionAdmin(ModelAdmin):
    """All corrections, read-only. They are made and withdrawn on the page of their text and are never deleted.

    For the same reason a corrected text cannot be deleted, only unpublished.
    """

    change_form_template = "admin/votes/correction/change_form.html"
    formfield_overrides = URL_OVERRIDES
    list_display = ["text_symbol", "what", "from_value", "to_value", "made_at", "maker", "in_force"]
    list_filter = [InForceFilter, "field", RuleFilter]
    list_select_related = ["resolution", "state", "made_by"]
    list_per_page = 50
    search_fields = ["resolution__symbol", "resolution__title", "state__name", "reason", "before", "after"]
    date_hierarchy = "made_at"

    @admin.display(description=gettext_lazy("text"), ordering="resolution__symbol_key")
    def text_symbol(self, correction: Correction) -> str:
        return correction.resolution.symbol

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correction]:
        """With the names of the States that corrections of who voted speak of."""
        names = {
            f"{value}_name": Subquery(State.objects.filter(iso3=OuterRef(value)).values("name"))
            for value in ("before", "after")
        }
        corrections: QuerySet[Correction] = super().get_queryset(request)
        return corrections.annotate(**names)

    @admin.display(description=gettext_lazy("what"), ordering="field")
    def what(self, correction: Correction) -> str:
        return describe_field(correction.field, correction.state.name if correction.state else "")

    @admin.display(description=gettext_lazy("from"), ordering="before")
    def from_value(self, correction: Any) -> str:
        return describe_value(
            correction.field, correction.before, {correction.before: correction.before_name}
        )

    @admin.display(description=gettext_lazy("to"), ordering="after")
    def to_value(self, correction: Any) -> str:
        return describe_value(correction.field, correction.after, {correction.after: correction.after_name})

    @admin.display(description=gettext_lazy("made by"), ordering="made_by")
    def maker(self, correction: Correction) -> str:
        return str(correction.made_by) if correction.made_by else _("an import")

    @admin.display(description=gettext_lazy("in force"), boolean=True, ordering="withdrawn_at")
    def in_force(self, correction: Correction) -> bool:
        return correction.withdrawn_at is None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Correction | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Correction | None = None) -> bool:
        return False
