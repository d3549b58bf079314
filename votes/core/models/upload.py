"""Files that an admin has uploaded and not yet imported or given up: what the preview read is what is imported."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT_FOR = datetime.timedelta(hours=1)


class UploadQuerySet(models.QuerySet["Upload"]):
    def expired(self) -> "UploadQuerySet":
        """Those whose preview is so old that it says little."""
        return self.filter(made_at__lt=timezone.now() - KEPT_FOR)


class Upload(models.Model):
    """One person's files between the preview and the import: a new upload takes the place of the former."""

    made_by = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    checksum = models.CharField(_("SHA-256"), max_length=64)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        constraints = [
            models.CheckConstraint(condition=~Q(checksum=""), name="upload_has_a_checksum"),
        ]

    def __str__(self) -> str:
        return f"{self.made_by_id}, {self.made_at:%Y-%m-%d %H:%M}"


class UploadedFile(models.Model):
    """One file of an upload, unchanged."""

    upload = models.ForeignKey(
        Upload, on_delete=models.CASCADE, related_name="files", verbose_name=_("upload")
    )
    name = models.CharField(_("name"), max_length=255)
    content = models.BinaryField(_("content"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("uploaded file")
        verbose_name_plural = _("uploaded files")
        constraints = [
            models.UniqueConstraint(fields=["upload", "name"], name="uploadedfile_once_per_name"),
            models.CheckConstraint(condition=~Q(name=""), name="uploadedfile_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
