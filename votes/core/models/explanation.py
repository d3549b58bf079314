"""What States said about a text and their vote on it."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from votes.core.choices import AnnouncedPosition, ExplanationKind
from votes.core.models.constraints import build_choices_check
from votes.core.models.resolution import Resolution
from votes.core.models.state import State

LONGEST_EXCERPT = 300


class ExplanationQuerySet(models.QuerySet["Explanation"]):
    def public(self) -> "ExplanationQuerySet":
        return self.filter(resolution__published=True)

    def for_list(self) -> "ExplanationQuerySet":
        """With what a list of explanations shows, newest first, undated last."""
        listed = self.select_related("resolution__session", "resolution__amends", "state").prefetch_related(
            "resolution__sponsors", "resolution__sponsor_blocs"
        )
        return listed.order_by(models.F("date").desc(nulls_last=True), "resolution__symbol_key", "pk")


class Explanation(models.Model):
    """One statement on one text, by a State or a group, in our own words with at most a short quotation."""

    resolution = models.ForeignKey(
        Resolution, on_delete=models.CASCADE, related_name="explanations", verbose_name=_("text")
    )
    state = models.ForeignKey(
        State,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="explanations",
        verbose_name=_("State"),
        help_text=_("The State that spoke; leave empty if only the group is known"),
    )
    on_behalf_of = models.CharField(_("on behalf of"), max_length=200, blank=True)
    kind = models.CharField(
        _("kind"), max_length=30, choices=ExplanationKind.choices, default=ExplanationKind.UNSPECIFIED
    )
    announced = models.CharField(
        _("announced position"), max_length=20, choices=AnnouncedPosition.choices, blank=True, default=""
    )
    date = models.DateField(_("date"), null=True, blank=True)
    speaker = models.CharField(_("speaker"), max_length=200, blank=True)
    language = models.CharField(_("language of the source"), max_length=10, default="en")
    summary = models.TextField(_("summary"), help_text=_("In our own words"))
    excerpt = models.CharField(
        _("short quotation"),
        max_length=LONGEST_EXCERPT,
        blank=True,
        help_text=_("Word for word, without quotation marks"),
    )
    cited_draft = models.CharField(
        _("draft cited"), max_length=60, blank=True, help_text=_("The draft’s symbol as the source gives it")
    )
    source_title = models.CharField(_("title of the source"), max_length=400)
    source_publisher = models.CharField(_("publisher of the source"), max_length=200, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)

    history = HistoricalRecords()
    objects = ExplanationQuerySet.as_manager()

    class Meta:
        ordering = ["resolution", "date", "pk"]
        verbose_name = _("explanation")
        verbose_name_plural = _("explanations")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__isnull=False) | ~Q(on_behalf_of=""),
                name="explanation_has_a_speaker",
                violation_error_message=_("Name the State that spoke, or the group it spoke for."),
            ),
            models.CheckConstraint(
                condition=~Q(summary=""),
                name="explanation_summary_not_empty",
                violation_error_message=_("Give a summary in our own words."),
            ),
            models.CheckConstraint(
                condition=~Q(source_title=""),
                name="explanation_has_a_source",
                violation_error_message=_("Give the title of the source."),
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("excerpt"), LONGEST_EXCERPT),
                name="explanation_excerpt_short",
                violation_error_message=_("A quotation may not be longer than 300 characters."),
            ),
            models.UniqueConstraint(
                fields=["resolution", "state", "kind", "source_url"],
                condition=Q(state__isnull=False),
                name="explanation_once_per_state",
                violation_error_message=_(
                    "An explanation of this kind by this State from this source is already on file."
                ),
            ),
            models.UniqueConstraint(
                fields=["resolution", "on_behalf_of", "kind", "source_url"],
                condition=Q(state__isnull=True),
                name="explanation_once_per_group",
                violation_error_message=_(
                    "An explanation of this kind by this group from this source is already on file."
                ),
            ),
            build_choices_check("kind", ExplanationKind, "explanation_kind_known"),
            build_choices_check("announced", AnnouncedPosition, "explanation_announced_known"),
        ]

    def __str__(self) -> str:
        return f"{self.speaker_name}: {self.get_kind_display()}"

    @property
    def speaker_name(self) -> str:
        """The State, or the group where only the group is known."""
        return self.state.name if self.state else self.on_behalf_of
