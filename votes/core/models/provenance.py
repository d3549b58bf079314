"""Where the record came from, and which state of it this is."""

import secrets

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from votes.core.change_token import change_token


class ImportRun(models.Model):
    """One loading of a source that changed something: which files, their checksum, and the report it gave."""

    source = models.CharField(_("source"), max_length=200)
    checksum = models.CharField(_("SHA-256"), max_length=64)
    fetched_on = models.DateField(_("fetched on"), null=True, blank=True)
    loaded_at = models.DateTimeField(_("loaded at"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("made by"),
        help_text=_("Empty if a command made it"),
    )
    report = models.JSONField(_("report"), default=dict)

    class Meta:
        ordering = ["-loaded_at"]
        get_latest_by = "loaded_at"
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return f"{self.source} ({self.loaded_at:%Y-%m-%d %H:%M})"


class RecordVersion(models.Model):
    """One row whose number grows with every change of the record: what is computed from it is cached under it.

    Each change adds a random step. A change that is rolled back takes its number with it, but what was cached under
    that number stays: the next change must not draw the same number again.
    """

    # The numbers stay under 2**53, the largest that every reader of JSON knows, for millions of changes.
    LARGEST_STEP = 2**30

    number = models.PositiveBigIntegerField(default=1)
    changed_at = models.DateTimeField(_("changed at"), null=True)

    class Meta:
        verbose_name = _("version of the record")
        verbose_name_plural = _("versions of the record")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="recordversion_one_row")]

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def get(cls) -> int:
        """The current number; 0 for a record that has not been changed yet."""
        return cls.objects.filter(pk=1).values_list("number", flat=True).first() or 0

    @classmethod
    def bump(cls) -> None:
        """Say that the record changed, in the transaction of the change. Bulk writes send no signal: call it there."""
        step = 1 + secrets.randbelow(cls.LARGEST_STEP)
        now = timezone.now()
        transaction.on_commit(change_token, robust=True)
        if cls.objects.filter(pk=1).update(number=F("number") + step, changed_at=now):
            return
        _row, is_new = cls.objects.get_or_create(pk=1, defaults={"number": step, "changed_at": now})
        if not is_new:
            cls.objects.filter(pk=1).update(number=F("number") + step, changed_at=now)
