"""The list of texts as a sortable, paged table."""

from typing import Any

import django_tables2 as tables
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from votes.models import Resolution

# What breaks a tie, down to the primary key: pages and exports of one list must agree on its order.
NEWEST_FIRST = (F("date").desc(nulls_last=True), "symbol_key", "pk")

# HTML attributes of the cells of a column.
DATE_CELL = {"td": {"class": "nowrap"}}
SPONSORS_CELL = {"th": {"class": "wide-only"}, "td": {"class": "wide-only small"}}
NUMBER_CELL = {"th": {"class": "number wide-only"}, "td": {"class": "number wide-only"}}


class TotalColumn(tables.Column):
    """One of the four official totals; a dash where the Council announced none, undated last when sorted."""

    def __init__(self, position: str, verbose_name: Any) -> None:
        self.field = f"official_{position}"
        super().__init__(accessor=self.field, verbose_name=verbose_name, attrs=NUMBER_CELL)

    def order(self, queryset: QuerySet[Resolution], is_descending: bool) -> tuple[QuerySet[Resolution], bool]:
        field = F(self.field)
        by = field.desc(nulls_last=True) if is_descending else field.asc(nulls_last=True)
        return queryset.order_by(by, *NEWEST_FIRST), True


class ResolutionTable(tables.Table):
    date = tables.DateColumn(verbose_name=_("Date"), format="j M Y", attrs=DATE_CELL)
    symbol = tables.TemplateColumn(
        template_name="votes/web/cell_symbol.html", verbose_name=_("Symbol"), order_by=("symbol_key",)
    )
    title = tables.TemplateColumn(template_name="votes/web/cell_title.html", verbose_name=_("Title"))
    result = tables.TemplateColumn(
        template_name="votes/web/cell_result.html", verbose_name=_("Result"), orderable=False
    )
    in_favour = TotalColumn("in_favour", _("In favour"))
    against = TotalColumn("against", _("Against"))
    abstaining = TotalColumn("abstaining", _("Abst."))

    margin = tables.Column(accessor="margin", verbose_name=_("Margin"), attrs=NUMBER_CELL)
    sponsors = tables.TemplateColumn(
        template_name="votes/web/cell_sponsors.html",
        verbose_name=_("Main sponsors"),
        orderable=False,
        attrs=SPONSORS_CELL,
    )

    class Meta:
        model = Resolution
        fields: tuple[str, ...] = ()
        sequence = (
            "symbol",
            "title",
            "date",
            "result",
            "in_favour",
            "against",
            "abstaining",
            "margin",
            "sponsors",
        )
        attrs = {"class": "list"}
        empty_text = _(
            "No texts match. Try fewer keywords, remove a filter, or include other texts with the links above."
        )

    def order_margin(
        self, queryset: QuerySet[Resolution], is_descending: bool
    ) -> tuple[QuerySet[Resolution], bool]:
        by = F("margin").desc(nulls_last=True) if is_descending else F("margin").asc(nulls_last=True)
        return queryset.order_by(by, *NEWEST_FIRST), True

    def order_date(
        self, queryset: QuerySet[Resolution], is_descending: bool
    ) -> tuple[QuerySet[Resolution], bool]:
        by = F("date").desc(nulls_last=True) if is_descending else F("date").asc(nulls_last=True)
        return queryset.order_by(by, "-symbol_key" if is_descending else "symbol_key", "pk"), True

    def order_symbol(
        self, queryset: QuerySet[Resolution], is_descending: bool
    ) -> tuple[QuerySet[Resolution], bool]:
        return queryset.order_by("-symbol_key" if is_descending else "symbol_key", *NEWEST_FIRST), True

    def order_title(
        self, queryset: QuerySet[Resolution], is_descending: bool
    ) -> tuple[QuerySet[Resolution], bool]:
        return queryset.order_by("-title" if is_descending else "title", *NEWEST_FIRST), True
