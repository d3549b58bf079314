"""Forecasts saved before a vote, and the runs of the backtest."""

from django.db import models
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from votes.core.models.resolution import Resolution

# Sent in the transaction that decides tabled texts, before anything of it is written. `days` has the day of the
# decision by the text's primary key. Those who send it need not know about forecasts: `votes/apps.py` connects it to
# `save_forecasts` in votes/forecast/saved_forecasts/service.py.
about_to_decide = Signal()


class SavedForecast(models.Model):
    """The forecast of one text as of the day before its vote, stored when the vote is entered.

    `as_of`: the forecast used what was decided before this day.
    """

    resolution = models.OneToOneField(
        Resolution, on_delete=models.CASCADE, related_name="saved_forecast", verbose_name=_("text")
    )
    as_of = models.DateField(
        _("as of"), help_text=_("The forecast uses only decisions taken before this day")
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    method = models.CharField(_("method"), max_length=60, help_text=_("Name and version of the method"))
    forecast = models.JSONField(_("forecast"))

    class Meta:
        # The table and the constraint have the name that the model had first.
        db_table = "votes_keptforecast"
        ordering = ["-as_of", "resolution"]
        verbose_name = _("saved forecast")
        verbose_name_plural = _("saved forecasts")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(method=""),
                name="keptforecast_has_a_method",
                violation_error_message=_("Give the method used."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.resolution_id}, {self.as_of:%Y-%m-%d}"


class BacktestRun(models.Model):
    """One run of `manage.py backtest` over all decided texts: how often the forecast was right, beside baselines.

    `measured_on`: the record on which a run was made that comes with the code; "" for a run made here.
    """

    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    measured_on = models.CharField(_("measured on"), max_length=300, blank=True)
    record_version = models.PositiveBigIntegerField(_("version of the record"))
    method = models.CharField(_("method"), max_length=60)
    table = models.JSONField(_("table"))

    class Meta:
        ordering = ["-made_at"]
        get_latest_by = "made_at"
        verbose_name = _("backtest")
        verbose_name_plural = _("backtests")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(method=""),
                name="backtestrun_has_a_method",
                violation_error_message=_("Give the method used."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.method}, {self.made_at:%Y-%m-%d}"
