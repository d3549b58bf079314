"""Explanations of vote, entered on the page of their text or on a page of their own."""

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.utils.translation import gettext_lazy as _

from votes.entry.autocomplete import Autocompletes
from votes.entry.bases import StackedInline
from votes.entry.forms import URL_OVERRIDES, ExplanationForm, ExplanationFormSet
from votes.entry.history import HistoryAdmin
from votes.models import Explanation

Fields = list[str | list[str] | tuple[str, ...] | tuple[()]]
SPEECH: Fields = [
    ("state", "on_behalf_of"),
    ("kind", "announced"),
    "date",
    "summary",
    "excerpt",
    "source_title",
    "source_url",
]
DETAILS: Fields = [("speaker", "language"), ("source_publisher", "cited_draft")]


class ExplanationInline(Autocompletes, StackedInline):
    model = Explanation
    form = ExplanationForm
    formset = ExplanationFormSet
    extra = 0
    formfield_overrides = {
        **URL_OVERRIDES,
        models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4})},
    }
    autocomplete_fields = ["state"]
    fieldsets = [
        (None, {"fields": SPEECH}),
        (_("Details of speaker and source"), {"fields": DETAILS, "classes": ["collapse"]}),
    ]
    show_change_link = True


@admin.register(Explanation)
class ExplanationAdmin(HistoryAdmin):
    form = ExplanationForm
    formfield_overrides = URL_OVERRIDES
    fieldsets = [(None, {"fields": ["resolution", *SPEECH, *DETAILS]})]
    autocomplete_fields = ["resolution", "state"]
    list_display = ["speaker_name", "kind", "announced", "text_symbol", "date", "source_publisher"]
    list_filter = ["kind", "announced", "language"]
    list_select_related = ["resolution", "state"]
    search_fields = ["state__name", "on_behalf_of", "resolution__symbol", "resolution__title", "summary"]
    date_hierarchy = "date"
    list_per_page = 50

    @admin.display(description=_("by"), ordering="state__name")
    def speaker_name(self, explanation: Explanation) -> str:
        return explanation.speaker_name

    @admin.display(description=_("text"), ordering="resolution__symbol_key")
    def text_symbol(self, explanation: Explanation) -> str:
        return explanation.resolution.symbol
