"""What each State did in each recorded vote."""

from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from votes.core.choices import Body, Position
from votes.core.models.constraints import build_choices_check
from votes.core.models.resolution import Resolution
from votes.core.models.state import Membership, State


class VoteQuerySet(models.QuerySet["Vote"]):
    def public(self) -> "VoteQuerySet":
        return self.filter(resolution__published=True)

    def with_suspension(self) -> "VoteQuerySet":
        """Each with `is_suspended`: whether it is the line of a member that could not vote."""
        condition = ExpressionWrapper(build_suspended_condition(), output_field=BooleanField())
        return self.annotate(is_suspended=condition)


def build_suspended_condition() -> Q:
    """The lines without a position of members of the Council whose rights of membership were suspended that day."""
    terms = Membership.objects.filter(
        Q(suspended_until=None) | Q(suspended_until__gte=OuterRef("resolution__date")),
        state=OuterRef("state"),
        suspended_from__lte=OuterRef("resolution__date"),
    )
    return Q(Exists(terms), position=Position.NOT_VOTING, resolution__session__body=Body.COUNCIL)


class Vote(models.Model):
    """One State's position on one text. After changing votes in bulk, call `votes.checking.checks.refresh_checks`."""

    resolution = models.ForeignKey(
        Resolution, on_delete=models.CASCADE, related_name="votes", verbose_name=_("text")
    )
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="votes", verbose_name=_("State"))
    position = models.CharField(_("position"), max_length=20, choices=Position.choices)

    history = HistoricalRecords()
    objects = VoteQuerySet.as_manager()

    class Meta:
        ordering = ["resolution", "state__name_key"]
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            models.UniqueConstraint(fields=["resolution", "state"], name="vote_once_per_state"),
            build_choices_check("position", Position, "vote_position_known"),
        ]

    def __str__(self) -> str:
        return f"{self.state_id}: {self.get_position_display()}"
