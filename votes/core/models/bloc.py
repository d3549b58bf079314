"""Political groups of States, the names they go by, and who belonged to them when."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from votes.core.models.state import State


class Bloc(models.Model):
    """A political group (European Union, OIC, ...). The Council's regional groups are not blocs: see Membership."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200, unique=True)
    short_name = models.CharField(_("short name"), max_length=40, help_text=_("For charts, for example EU"))
    article = models.BooleanField(
        _("takes “the”"), default=False, help_text=_("Whether a sentence says “the” before the name")
    )
    note = models.TextField(_("note"), blank=True, help_text=_("Shown on the public page"))
    source_title = models.CharField(_("title of the source"), max_length=400)
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        verbose_name = _("bloc")
        verbose_name_plural = _("blocs")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(short_name=""),
                name="bloc_names_not_empty",
                violation_error_message=_("Give the name and the short name."),
            ),
            models.CheckConstraint(
                condition=~Q(source_title=""),
                name="bloc_has_a_source",
                violation_error_message=_("Give the source of the membership list."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("bloc", args=[self.slug])


class BlocName(models.Model):
    """Another name of a bloc, as the list of sponsors or a speaker gives it."""

    bloc = models.ForeignKey(
        Bloc, on_delete=models.CASCADE, related_name="other_names", verbose_name=_("bloc")
    )
    name = models.CharField(_("name"), max_length=200, unique=True)

    class Meta:
        ordering = ["bloc", "name"]
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="blocname_not_empty",
                violation_error_message=_("Give the name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class BlocMembershipQuerySet(models.QuerySet["BlocMembership"]):
    def on(self, day: datetime.date) -> "BlocMembershipQuerySet":
        """The memberships that cover `day`; one without a first day covers all before its last."""
        return self.filter(Q(start=None) | Q(start__lte=day), Q(end=None) | Q(end__gte=day))


class BlocMembership(models.Model):
    """One unbroken membership of a State in a bloc, both days included.

    A State that a bloc has suspended is still its member; the note says when. Memberships of one State in one
    bloc never overlap: an exclusion constraint on PostgreSQL, a trigger on SQLite (migration 0004).
    """

    bloc = models.ForeignKey(
        Bloc, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("bloc")
    )
    state = models.ForeignKey(
        State, on_delete=models.PROTECT, related_name="bloc_memberships", verbose_name=_("State")
    )
    start = models.DateField(
        _("from"), null=True, blank=True, help_text=_("Leave empty if it began before the record begins")
    )
    end = models.DateField(
        _("to"), null=True, blank=True, help_text=_("Last day; leave empty while the membership continues")
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    history = HistoricalRecords()
    objects = BlocMembershipQuerySet.as_manager()

    class Meta:
        ordering = ["bloc", "state", F("start").asc(nulls_first=True)]
        verbose_name = _("membership in a bloc")
        verbose_name_plural = _("memberships in blocs")
        constraints = [
            models.CheckConstraint(
                condition=Q(start=None) | Q(end=None) | Q(end__gte=F("start")),
                name="blocmembership_ends_after_it_starts",
                violation_error_message=_("The membership ends before it starts."),
            ),
            models.UniqueConstraint(
                fields=["bloc", "state", "start"],
                name="blocmembership_one_per_start",
                violation_error_message=_("This State already has a membership that starts on this day."),
            ),
            models.UniqueConstraint(
                fields=["bloc", "state"],
                condition=Q(start=None),
                name="blocmembership_one_without_start",
                violation_error_message=_("This State already has a membership without a first day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} in {self.bloc}"

    def clean(self) -> None:
        """Refuse a membership that overlaps another one; the database would refuse it without words."""
        super().clean()
        if self.bloc_id is None or self.state_id is None:
            return
        others = BlocMembership.objects.filter(bloc=self.bloc_id, state=self.state_id).exclude(pk=self.pk)
        if self.start is not None:
            others = others.filter(Q(end=None) | Q(end__gte=self.start))
        if self.end is not None:
            others = others.filter(Q(start=None) | Q(start__lte=self.end))
        if other := others.first():
            raise ValidationError(
                _(
                    "This membership overlaps the one from %(start)s to %(end)s. Change one of the two periods."
                ),
                code="overlapping",
                params={
                    "start": date_format(other.start) if other.start else _("an unspecified date"),
                    "end": date_format(other.end) if other.end else _("an unspecified date"),
                },
            )
