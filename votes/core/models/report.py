"""What readers say is wrong, and what was done about it."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from votes.core.choices import ReportState
from votes.core.models.constraints import build_choices_check

SHORTEST_MESSAGE, LONGEST_MESSAGE = 10, 2000


class ErrorReport(models.Model):
    """A message from a reader about a page.

    `sender` is a keyed hash of the address that it came from and of the day. It limits how many come from one place,
    and says nothing about who it was.
    """

    page = models.CharField(_("page"), max_length=300)
    message = models.TextField(_("message"))
    contact = models.EmailField(_("e-mail address of the reader"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True, db_index=True)
    sender = models.CharField(max_length=64, editable=False, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=ReportState.choices, default=ReportState.OPEN, db_index=True
    )
    answer = models.TextField(_("answer"), blank=True, help_text=_("What was checked, and what was changed"))

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("error report")
        verbose_name_plural = _("error reports")
        constraints = [
            models.CheckConstraint(condition=Q(page__startswith="/"), name="errorreport_page_of_this_site"),
            models.CheckConstraint(
                condition=GreaterThanOrEqual(Length("message"), SHORTEST_MESSAGE)
                & LessThanOrEqual(Length("message"), LONGEST_MESSAGE),
                name="errorreport_message_bounded",
                violation_error_message=_("The message must have 10 to 2,000 characters."),
            ),
            build_choices_check("state", ReportState, "errorreport_state_known"),
            models.CheckConstraint(
                condition=~Q(state=ReportState.ANSWERED) | ~Q(answer=""),
                name="errorreport_answered_with_words",
                violation_error_message=_("Say what was checked and what was changed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.message[:60]}"
