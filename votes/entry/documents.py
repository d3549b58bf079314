"""Documents of texts in the admin: their words are pasted or read from a file that is then thrown away."""

import hashlib
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.utils.translation import gettext_lazy as _

from votes.documents.extract import MOST_BYTES, ExtractError, extract_text
from votes.documents.paragraphs import LONGEST_TEXT
from votes.entry.bases import StackedInline, TabularInline
from votes.entry.forms import URL_OVERRIDES
from votes.entry.history import HistoryAdmin
from votes.models import Document, DocumentText, KeyTerm, KeyTermForm


class DocumentTextForm(forms.ModelForm):  # type: ignore[type-arg]
    """The words of one language: from the box, or from a file, which takes the place of the box."""

    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_("PDF with a text layer, Word (.docx) or plain text. Only its words are kept."),
    )

    class Meta:
        model = DocumentText
        fields = ("language", "body", "file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].required = False

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if file := data.get("file"):
            try:
                content = file.read(MOST_BYTES + 1)
                data["body"] = extract_text(content).text
                self.instance.checksum = hashlib.sha256(content).hexdigest()
            except ExtractError as error:
                self.add_error("file", str(error))
                return data
        elif "body" in self.changed_data:
            self.instance.checksum = ""  # these words come from no file
        if not (data.get("body") or "").strip():
            self.add_error("body", _("Paste the words or choose a file."))
        elif len(data["body"]) > LONGEST_TEXT:
            self.add_error("body", _("The text has more than %(n)s letters.") % {"n": f"{LONGEST_TEXT:,}"})
        return data


class DocumentTextInline(StackedInline):
    model = DocumentText
    form = DocumentTextForm
    extra = 0
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 14})}}


@admin.register(Document)
class DocumentAdmin(HistoryAdmin):
    fields = [
        "resolution",
        ("kind", "symbol"),
        "title",
        ("date", "body"),
        "states",
        "noted_by",
        "note",
        "source_title",
        "source_url",
    ]
    formfield_overrides = URL_OVERRIDES
    inlines = [DocumentTextInline]
    autocomplete_fields = ["resolution", "states", "noted_by"]
    list_display = ["name", "kind", "date", "text_symbol"]
    list_filter = ["kind"]
    list_select_related = ["resolution"]
    search_fields = ["symbol", "title", "resolution__symbol"]

    @admin.display(description=_("document"), ordering="symbol")
    def name(self, document: Document) -> str:
        return str(document)

    @admin.display(description=_("text"), ordering="resolution__symbol_key")
    def text_symbol(self, document: Document) -> str:
        return document.resolution.symbol


class KeyTermFormInline(TabularInline):
    model = KeyTermForm
    extra = 1


@admin.register(KeyTerm)
class KeyTermAdmin(HistoryAdmin):
    list_display = ["name", "matches_case"]
    search_fields = ["name", "forms__form"]
    inlines = [KeyTermFormInline]
