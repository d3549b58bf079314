"""The documents behind a text (its drafts, the text as adopted, studies and submissions) and their words."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from votes.core.choices import DocumentKind, Language
from votes.core.models.constraints import build_choices_check
from votes.core.models.resolution import Resolution
from votes.core.models.state import State


class Document(models.Model):
    """One document, whatever its languages. `resolution`: the text that it is a version of, led to or answers."""

    resolution = models.ForeignKey(
        Resolution, on_delete=models.CASCADE, related_name="documents", verbose_name=_("text")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind.choices)
    symbol = models.CharField(_("symbol"), max_length=60, blank=True)
    title = models.CharField(_("title"), max_length=500)
    date = models.DateField(_("date"), null=True, blank=True)
    body = models.CharField(_("issuing body"), max_length=200, blank=True)
    states = models.ManyToManyField(
        State,
        blank=True,
        related_name="documents",
        verbose_name=_("States"),
        help_text=_("Who drafted or submitted it"),
    )
    noted_by = models.ManyToManyField(
        Resolution,
        blank=True,
        related_name="documents_noted",
        verbose_name=_("texts that take note of it"),
    )
    note = models.CharField(_("what happened to it"), max_length=300, blank=True)
    source_title = models.CharField(_("title of the source"), max_length=400, blank=True)
    source_url = models.URLField(_("address"), max_length=500, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["resolution", "date", "pk"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            build_choices_check("kind", DocumentKind, "document_kind"),
            models.UniqueConstraint(
                fields=["symbol"],
                condition=~Q(symbol=""),
                name="document_symbol_once",
                violation_error_message=_("A document with this symbol is on file."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""), name="document_title", violation_error_message=_("Enter a title.")
            ),
        ]

    def __str__(self) -> str:
        return self.symbol or self.title

    @property
    def official_url(self) -> str:
        """Where the UN serves the document: its own address if one is on file, else the one of its symbol."""
        if self.source_url or not self.symbol:
            return self.source_url
        return f"https://documents.un.org/api/symbol/access?s={self.symbol}&l=en&t=pdf"


class DocumentText(models.Model):
    """The words of a document in one language."""

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="texts", verbose_name=_("document")
    )
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    body = models.TextField(_("words"))
    checksum = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    read_at = models.DateTimeField(_("read at"), auto_now=True)

    history = HistoricalRecords(excluded_fields=["read_at"])

    class Meta:
        ordering = ["document", "language"]
        verbose_name = _("text of a document")
        verbose_name_plural = _("texts of documents")
        constraints = [
            build_choices_check("language", Language, "documenttext_language"),
            models.UniqueConstraint(
                fields=["document", "language"],
                name="documenttext_language_once",
                violation_error_message=_("The document has a text in this language."),
            ),
            models.CheckConstraint(
                condition=~Q(body=""), name="documenttext_body", violation_error_message=_("Enter the words.")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} ({self.language})"

    def get_absolute_url(self) -> str:
        address = reverse("resolution-text", args=[self.document.resolution.address])
        return f"{address}?lang={self.language}"


class KeyTerm(models.Model):
    """A term that is counted in the texts of documents."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    matches_case = models.BooleanField(
        _("capitals count"), default=False, help_text=_("Tells “State” from “state”")
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        verbose_name = _("key term")
        verbose_name_plural = _("key terms")
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="keyterm_name")]

    def __str__(self) -> str:
        return self.name


class KeyTermForm(models.Model):
    """A form in which a key term is counted in one language."""

    term = models.ForeignKey(
        KeyTerm, on_delete=models.CASCADE, related_name="forms", verbose_name=_("key term")
    )
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    form = models.CharField(_("form"), max_length=100)

    class Meta:
        ordering = ["term", "language", "form"]
        verbose_name = _("form of a key term")
        verbose_name_plural = _("forms of key terms")
        constraints = [
            build_choices_check("language", Language, "keytermform_language"),
            models.UniqueConstraint(fields=["term", "language", "form"], name="keytermform_once"),
            models.CheckConstraint(condition=~Q(form=""), name="keytermform_form"),
        ]

    def __str__(self) -> str:
        return f"{self.form} ({self.language})"
