"""Any text before the body: resolution, decision, amendment, President's statement, tabled draft."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from votes.core.choices import (
    DECIDED,
    KINDS_ABOUT_ANOTHER_TEXT,
    POSITIONS_TAKEN,
    Adoption,
    CheckStatus,
    Outcome,
    Position,
    TextKind,
)
from votes.core.models.bloc import Bloc
from votes.core.models.constraints import build_choices_check
from votes.core.models.provenance import ImportRun
from votes.core.models.session import Series, Session
from votes.core.models.state import State
from votes.core.models.topic import Topic
from votes.core.outcomes import is_contradictory
from votes.core.symbols import build_sort_key

# In a query what `Resolution.contradicts_itself` says of a text.
CONTRADICTORY = (
    ~Q(other_outcome="")
    | Q(outcome=Outcome.ADOPTED, official_in_favour__lte=F("official_against"))
    | Q(outcome=Outcome.REJECTED, official_in_favour__gt=F("official_against"))
)

# In a query what `Resolution.has_sound_totals` says of a text put to a recorded vote.
SOUND_TOTALS = ~CONTRADICTORY
for position in POSITIONS_TAKEN:
    SOUND_TOTALS &= Q(**{f"counted_{position.value}": None}) | Q(
        **{f"official_{position.value}": F(f"counted_{position.value}")}
    )


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    def public(self) -> "ResolutionQuerySet":
        return self.filter(published=True)

    def recorded(self) -> "ResolutionQuerySet":
        """Texts put to a recorded vote whose totals are known."""
        return self.filter(adoption=Adoption.RECORDED_VOTE, official_in_favour__isnull=False)

    def reconciled(self) -> "ResolutionQuerySet":
        """Recorded votes whose roll-call passes every check: what the analysis counts by default."""
        return self.filter(check_status=CheckStatus.RECONCILED)

    def contradictory(self) -> "ResolutionQuerySet":
        """Texts whose record gives two outcomes, or one that its own totals deny."""
        return self.filter(CONTRADICTORY)

    def with_names(self) -> "ResolutionQuerySet":
        """With what a list says of them: session, text amended, who called the vote, sponsors; two more queries."""
        return self.select_related("session", "amends", "called_by").prefetch_related(
            "sponsors", "sponsor_blocs"
        )

    def newest_first(self) -> "ResolutionQuerySet":
        return self.order_by(F("date").desc(nulls_last=True), "-symbol_key", "-pk")


class Resolution(models.Model):
    """A text with its official and its counted totals; the roll-call is in `votes`.

    `address` is the symbol, except where the source has one symbol for several texts. The counted totals and
    the check are written by `votes.checking.checks.refresh_checks`, never by hand.
    """

    address = models.CharField(_("address"), max_length=80, unique=True, editable=False)
    symbol = models.CharField(_("symbol"), max_length=60, help_text=_("For example A/HRC/RES/37/23"))
    symbol_key = models.CharField(max_length=120, editable=False, db_index=True)
    symbol_as_printed = models.CharField(_("symbol as printed"), max_length=100, blank=True)
    kind = models.CharField(_("kind"), max_length=30, choices=TextKind.choices, default=TextKind.RESOLUTION)
    title = models.CharField(_("title"), max_length=1000)
    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="resolutions", verbose_name=_("session")
    )
    date = models.DateField(
        _("date"), null=True, blank=True, db_index=True, help_text=_("Date of the decision")
    )
    expected_on = models.DateField(
        _("expected on"),
        null=True,
        blank=True,
        help_text=_("For a tabled text: the day on which the vote is expected"),
    )
    agenda_item = models.PositiveSmallIntegerField(_("agenda item"), null=True, blank=True)
    agenda_item_title = models.CharField(_("title of the agenda item"), max_length=1000, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="resolutions", verbose_name=_("topics"))
    meeting = models.CharField(_("meeting"), max_length=200, blank=True)

    draft_symbol = models.CharField(_("draft"), max_length=60, blank=True, db_index=True)
    draft_as_printed = models.CharField(_("draft as printed"), max_length=300, blank=True)
    amends = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="amendments",
        verbose_name=_("amends"),
        help_text=_("For an amendment or a no-action motion: the text whose draft it is about"),
    )
    series = models.ForeignKey(
        Series,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="resolutions",
        verbose_name=_("series"),
    )
    series_by_hand = models.BooleanField(
        _("series chosen by hand"),
        default=False,
        editable=False,
        help_text=_("Imports do not change the series of this text"),
    )
    sponsors = models.ManyToManyField(
        State, blank=True, related_name="sponsored", verbose_name=_("main sponsors")
    )
    sponsor_blocs = models.ManyToManyField(
        Bloc, blank=True, related_name="sponsored", verbose_name=_("groups among the main sponsors")
    )
    sponsors_as_printed = models.CharField(_("main sponsors as printed"), max_length=1500, blank=True)
    called_by = models.ForeignKey(
        State,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="votes_called",
        verbose_name=_("vote called by"),
    )
    called_by_group = models.CharField(_("vote called by (group)"), max_length=200, blank=True)
    called_by_source = models.CharField(
        _("source of who called the vote"),
        max_length=300,
        blank=True,
        help_text=_("For example a meeting summary with its paragraph, or the address of the recording"),
    )

    adoption = models.CharField(_("how it was decided"), max_length=20, choices=Adoption.choices)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices)
    other_outcome = models.CharField(
        _("second outcome"),
        max_length=20,
        choices=Outcome.choices,
        blank=True,
        help_text=_("A second outcome that the source states, where it contradicts itself"),
    )
    official_in_favour = models.PositiveSmallIntegerField(_("in favour"), null=True, blank=True)
    official_against = models.PositiveSmallIntegerField(_("against"), null=True, blank=True)
    official_abstaining = models.PositiveSmallIntegerField(_("abstaining"), null=True, blank=True)
    official_not_voting = models.PositiveSmallIntegerField(_("not voting"), null=True, blank=True)

    counted_in_favour = models.PositiveSmallIntegerField(null=True, editable=False)
    counted_against = models.PositiveSmallIntegerField(null=True, editable=False)
    counted_abstaining = models.PositiveSmallIntegerField(null=True, editable=False)
    counted_not_voting = models.PositiveSmallIntegerField(null=True, editable=False)
    check_status = models.CharField(
        _("check"),
        max_length=20,
        choices=CheckStatus.choices,
        default=CheckStatus.NOT_CHECKED,
        editable=False,
    )
    check_findings = models.JSONField(default=list, editable=False)
    check_reason = models.TextField(
        _("why the roll-call does not match the official record"),
        blank=True,
        help_text=_(
            "Required to save a roll-call that does not match the official record; shown on the public page"
        ),
    )

    note = models.TextField(_("note"), blank=True, help_text=_("Shown on the public page"))
    source = models.CharField(_("source"), max_length=200, blank=True)
    source_record = models.CharField(_("record number in the source"), max_length=60, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    text_url = models.URLField(_("address of the text"), max_length=500, blank=True)
    fetched_on = models.DateField(_("fetched on"), null=True, blank=True)
    import_run = models.ForeignKey(ImportRun, on_delete=models.SET_NULL, null=True, editable=False)
    published = models.BooleanField(
        _("published"),
        default=False,
        help_text=_("A text that is not published is visible only in the admin"),
    )

    history = HistoricalRecords()
    objects = ResolutionQuerySet.as_manager()

    class Meta:
        ordering = [F("date").desc(nulls_last=True), "-symbol_key"]
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        permissions = [("publish_resolution", "Can publish a text")]
        constraints = [
            build_choices_check("kind", TextKind, "resolution_kind_known"),
            build_choices_check("adoption", Adoption, "resolution_adoption_known"),
            build_choices_check("outcome", Outcome, "resolution_outcome_known"),
            models.CheckConstraint(
                condition=Q(other_outcome="")
                | (Q(other_outcome__in=list(Outcome)) & ~Q(other_outcome=F("outcome"))),
                name="resolution_other_outcome_differs",
                violation_error_message=_(
                    "The second outcome is one that contradicts the first. Clear it if only one is right."
                ),
            ),
            build_choices_check("check_status", CheckStatus, "resolution_check_status_known"),
            models.CheckConstraint(
                condition=~Q(symbol=""),
                name="resolution_symbol_not_empty",
                violation_error_message=_("Give the symbol."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="resolution_title_not_empty",
                violation_error_message=_("Give the title."),
            ),
            models.UniqueConstraint(
                fields=["source", "source_record"],
                condition=~Q(source_record=""),
                name="resolution_once_per_source_record",
                violation_error_message=_("Another text has this record number in this source."),
            ),
            models.UniqueConstraint(
                fields=["series", "session"],
                # Drafts of one session may compete for a place in the series until one is decided.
                condition=Q(series__isnull=False, outcome__in=DECIDED),
                name="resolution_once_per_session_in_a_series",
                violation_error_message=_(
                    "Another text that this session decided is in this series. A series has at most one of a session."
                ),
            ),
            models.CheckConstraint(
                condition=(Q(outcome__in=DECIDED) & ~Q(adoption=Adoption.NONE))
                | (~Q(outcome__in=DECIDED) & Q(adoption=Adoption.NONE)),
                name="resolution_decided_or_not",
                violation_error_message=_(
                    "For a text that was adopted or rejected, say how it was decided; for one that was withdrawn, "
                    "tabled or not considered, choose “No decision taken”."
                ),
            ),
            models.CheckConstraint(
                # Of a text adopted without a vote the day may be unknown: no count of votes depends on it.
                condition=~Q(outcome__in=DECIDED) | Q(date__isnull=False) | Q(adoption=Adoption.WITHOUT_VOTE),
                name="resolution_vote_has_a_date",
                violation_error_message=_("Give the date of the decision."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.REJECTED) | ~Q(adoption=Adoption.WITHOUT_VOTE),
                name="resolution_rejected_by_vote",
                violation_error_message=_("A text can be rejected only by a vote."),
            ),
            models.CheckConstraint(
                condition=Q(adoption__in=[Adoption.RECORDED_VOTE, Adoption.NON_RECORDED_VOTE])
                | Q(
                    official_in_favour=None,
                    official_against=None,
                    official_abstaining=None,
                    official_not_voting=None,
                ),
                name="resolution_totals_need_a_vote",
                violation_error_message=_(
                    "Only a vote has totals. Remove the totals, or say that there was a vote."
                ),
            ),
            models.CheckConstraint(
                condition=Q(official_in_favour=None, official_against=None, official_abstaining=None)
                | Q(
                    official_in_favour__isnull=False,
                    official_against__isnull=False,
                    official_abstaining__isnull=False,
                ),
                name="resolution_totals_all_or_none",
                violation_error_message=_(
                    "Give all three totals (in favour, against, abstaining) or none. Enter 0 where there were none."
                ),
            ),
            models.CheckConstraint(
                condition=Q(called_by_source="") | Q(called_by__isnull=False) | ~Q(called_by_group=""),
                name="resolution_source_of_a_caller",
                violation_error_message=_("Say who called the vote, or clear the source."),
            ),
            models.CheckConstraint(
                condition=Q(amends=None) | Q(kind__in=KINDS_ABOUT_ANOTHER_TEXT),
                name="resolution_only_amendments_amend",
                violation_error_message=_(
                    "Only an amendment or a no-action motion is about another text. "
                    "Choose that kind or clear this field."
                ),
            ),
            models.CheckConstraint(
                condition=Q(amends=None) | ~Q(amends=F("id")),
                name="resolution_not_amending_itself",
                violation_error_message=_("A text cannot amend itself."),
            ),
        ]

    def __str__(self) -> str:
        if self.kind in KINDS_ABOUT_ANOTHER_TEXT:
            return f"{self.symbol} ({self.get_kind_display()}): {self.title}"
        return f"{self.symbol}: {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_derived()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("resolution", args=[self.address])

    def fill_derived(self) -> None:
        """Set what follows from the symbol; `bulk_create` skips `save()`, so loaders call this."""
        self.address = self.address or self.symbol
        self.symbol_key = build_sort_key(self.symbol)

    @property
    def official(self) -> dict[Position, int | None]:
        """The official totals by position; None where the Council announced none."""
        return {position: getattr(self, f"official_{position.value}") for position in Position}

    @property
    def counted(self) -> dict[Position, int | None]:
        """The totals of the roll-call by position; None where there is no roll-call."""
        return {position: getattr(self, f"counted_{position.value}") for position in Position}

    @property
    def has_totals(self) -> bool:
        return self.official_in_favour is not None

    @property
    def is_trusted(self) -> bool:
        """Whether the check found no error. If not, no sentence, chart or comparison is made from the roll-call."""
        return self.check_status != CheckStatus.UNRECONCILED and not self.contradicts_itself

    @property
    def contradicts_itself(self) -> bool:
        """Whether the record gives two outcomes, or one that its own totals deny. Then neither is stated as fact."""
        return is_contradictory(self.outcome, self.other_outcome, self.official)

    @property
    def has_sound_totals(self) -> bool:
        """Whether nothing on file denies the official totals. If not, no sentence or chart gives them as the result."""
        pairs = [(self.official[position], self.counted[position]) for position in POSITIONS_TAKEN]
        differ = any(None not in pair and pair[0] != pair[1] for pair in pairs)
        return self.has_totals and not differ and not self.contradicts_itself
