"""States, the names they have had, and their terms as members."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from votes.core.choices import RegionalGroup
from votes.core.folding import build_name_key
from votes.core.models.constraints import build_choices_check


class StateQuerySet(models.QuerySet["State"]):
    def members_on(self, day: datetime.date) -> "StateQuerySet":
        """The States that were members on `day`."""
        return self.filter(
            Q(memberships__end__gte=day) | Q(memberships__end=None), memberships__start__lte=day
        ).distinct()


class State(models.Model):
    """A State that is or was a member, spoke or sponsored a text. `regional_group` is today's; see Membership."""

    iso3 = models.CharField(_("code"), max_length=3, unique=True, help_text=_("ISO 3166 alpha-3 code"))
    name = models.CharField(_("name"), max_length=100, unique=True, help_text=_("UN short name"))
    name_key = models.CharField(max_length=200, editable=False, db_index=True)
    article = models.BooleanField(
        _("takes “the”"), default=False, help_text=_("Whether a sentence says “the” before the name")
    )
    regional_group = models.CharField(_("regional group"), max_length=30, choices=RegionalGroup.choices)
    existed_from = models.DateField(
        _("existed from"),
        null=True,
        blank=True,
        help_text=_("Leave empty if it existed before the record begins"),
    )
    existed_until = models.DateField(_("existed until"), null=True, blank=True)

    history = HistoricalRecords()
    objects = StateQuerySet.as_manager()

    class Meta:
        ordering = ["name_key", "name"]
        verbose_name = _("State")
        verbose_name_plural = _("States")
        constraints = [
            models.CheckConstraint(
                condition=Q(iso3__regex=r"^[A-Z]{3}$"),
                name="state_iso3_three_capitals",
                violation_error_message=_("The code must be three capital letters, for example MEX."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="state_name_not_empty",
                violation_error_message=_("Give the name."),
            ),
            models.CheckConstraint(
                condition=Q(existed_from=None)
                | Q(existed_until=None)
                | Q(existed_until__gte=F("existed_from")),
                name="state_ends_after_it_starts",
                violation_error_message=_("The last day of the State’s existence is before the first."),
            ),
            build_choices_check("regional_group", RegionalGroup, "state_regional_group_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Bulk writes skip this; loaders set the key themselves."""
        self.name_key = build_name_key(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("state", args=[self.iso3])


class StateName(models.Model):
    """Another name a State is or was known by: a former name (with its last year) or another spelling."""

    state = models.ForeignKey(
        State, on_delete=models.CASCADE, related_name="other_names", verbose_name=_("State")
    )
    name = models.CharField(_("name"), max_length=100, unique=True)
    until = models.PositiveSmallIntegerField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("Last year of a former name; leave empty for another spelling"),
    )

    class Meta:
        ordering = ["state", "-until", "name"]
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="statename_not_empty",
                violation_error_message=_("Give the name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: datetime.date) -> "MembershipQuerySet":
        """The terms that cover `day`, one for each member State."""
        return self.filter(Q(end__gte=day) | Q(end=None), start__lte=day)


class Membership(models.Model):
    """One unbroken term of a State in the Council, both days included, in a seat of one regional group.

    Terms of one State never overlap: an exclusion constraint on PostgreSQL, a trigger on SQLite
    (migration 0002), because only PostgreSQL can say it as a table constraint.
    """

    state = models.ForeignKey(
        State, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("State")
    )
    start = models.DateField(_("from"))
    end = models.DateField(
        _("to"), null=True, blank=True, help_text=_("Last day; leave empty while the term continues")
    )
    regional_group = models.CharField(
        _("regional group"),
        max_length=30,
        choices=RegionalGroup.choices,
        help_text=_("The regional group whose seat it held"),
    )
    suspended_from = models.DateField(
        _("rights suspended from"),
        null=True,
        blank=True,
        help_text=_("First day on which the General Assembly had suspended its rights of membership"),
    )
    suspended_until = models.DateField(
        _("rights suspended until"),
        null=True,
        blank=True,
        help_text=_("Last day of the suspension; leave empty while it continues"),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    history = HistoricalRecords()
    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["state", "start"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gte=F("start")),
                name="membership_ends_after_it_starts",
                violation_error_message=_("The term ends before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(suspended_from=None, suspended_until=None)
                | (
                    Q(suspended_from__isnull=False)
                    & Q(suspended_from__gte=F("start"))
                    & (Q(end=None) | Q(suspended_from__lte=F("end")))
                    & (Q(suspended_until=None) | Q(suspended_until__gte=F("suspended_from")))
                    & (Q(suspended_until=None) | Q(end=None) | Q(suspended_until__lte=F("end")))
                ),
                name="membership_suspended_within_its_term",
                violation_error_message=_(
                    "The suspension must lie within the term, and its first day must not be after its last."
                ),
            ),
            models.UniqueConstraint(
                fields=["state", "start"],
                name="membership_one_per_start",
                violation_error_message=_("This State already has a term that starts on this day."),
            ),
            build_choices_check("regional_group", RegionalGroup, "membership_regional_group_known"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.start:%Y}–{self.end.year if self.end else ''}"

    def clean(self) -> None:
        """Refuse a term that overlaps another of the same State; the database would refuse it without words."""
        super().clean()
        if self.state_id is None or self.start is None:
            return
        overlapping = Membership.objects.filter(Q(end=None) | Q(end__gte=self.start), state=self.state_id)
        if self.end is not None:
            overlapping = overlapping.filter(start__lte=self.end)
        if other := overlapping.exclude(pk=self.pk).first():
            raise ValidationError(
                _("This term overlaps the one from %(start)s to %(end)s. Change one of the two terms."),
                code="overlapping",
                params={
                    "start": date_format(other.start),
                    "end": date_format(other.end) if other.end else _("an unspecified date"),
                },
            )
