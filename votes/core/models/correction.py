"""What people, or a proof from the membership, corrected in an imported text."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from votes.core.choices import CorrectedField
from votes.core.models.constraints import build_choices_check
from votes.core.models.resolution import Resolution
from votes.core.models.state import State

OF_A_STATE = (CorrectedField.POSITION, CorrectedField.VOTER)


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def in_force(self) -> "CorrectionQuerySet":
        return self.filter(withdrawn_at=None)


class Correction(models.Model):
    """One value of a text that is other here than in the source, with the reason; the next import keeps it.

    `before` is what the source says (where `agreed_at` is set: what it said before it agreed), `after` what
    stands here; both as text, dates as 2018-03-23, empty for "nothing". For the field *position*, `state` is the
    State whose position it is, and both values are of `Position` (empty: not listed). For the field *voter*, `state`
    is the State whom the source lists by mistake, `before` its code and `after` the code of the State that voted.
    """

    resolution = models.ForeignKey(
        Resolution, on_delete=models.CASCADE, related_name="corrections", verbose_name=_("text")
    )
    field = models.CharField(_("what"), max_length=40, choices=CorrectedField.choices)
    state = models.ForeignKey(
        State,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name=_("State"),
    )
    before = models.TextField(_("the source says"), blank=True)
    after = models.TextField(_("corrected to"), blank=True)
    reason = models.TextField(_("reason"), help_text=_("Shown on the public page"))
    source_title = models.CharField(_("title of the source of the correction"), max_length=400, blank=True)
    source_url = models.URLField(_("address of the source of the correction"), max_length=500, blank=True)
    rule = models.CharField(
        _("rule of the check"),
        max_length=40,
        blank=True,
        editable=False,
        help_text=_("Filled in if the check suggested the correction"),
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("made by"),
        help_text=_("Empty if an import made it because other data on file prove the error"),
    )
    agreed_at = models.DateTimeField(
        _("source has agreed since"),
        null=True,
        editable=False,
        help_text=_(
            "When an import first contained the corrected value; the source’s earlier value is still on file"
        ),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    withdrawn_reason = models.TextField(_("reason for the withdrawal"), blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            build_choices_check("field", CorrectedField, "correction_field_known"),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="correction_has_a_reason",
                violation_error_message=_("Give the reason."),
            ),
            models.CheckConstraint(
                condition=~Q(before=models.F("after")),
                name="correction_corrects",
                violation_error_message=_("The source already gives this value."),
            ),
            models.CheckConstraint(
                condition=Q(field__in=OF_A_STATE, state__isnull=False)
                | (~Q(field__in=OF_A_STATE) & Q(state__isnull=True)),
                name="correction_names_its_state",
                violation_error_message=_(
                    "Name the State if a position is corrected; otherwise leave the State empty."
                ),
            ),
            models.UniqueConstraint(
                fields=["resolution", "field"],
                condition=Q(withdrawn_at=None, state=None),
                name="correction_once_per_field",
                violation_error_message=_(
                    "This field already has a correction. Withdraw that correction first."
                ),
            ),
            models.UniqueConstraint(
                fields=["resolution", "state"],
                condition=Q(withdrawn_at=None, state__isnull=False),
                name="correction_once_per_state",
                violation_error_message=_(
                    "This State already has a correction here. Withdraw that correction first."
                ),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="correction_withdrawn_with_a_reason",
                violation_error_message=_("Give the reason for the withdrawal."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resolution_id}, {self.get_field_display()}: {self.before} → {self.after}"
