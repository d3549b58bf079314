"""Files that an admin has uploaded, what their import would change, and how far it is."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from votes.core.models.provenance import ImportRun

KEPT_FOR = datetime.timedelta(hours=1)


class UploadState(models.TextChoices):
    """How far an upload is. A process works on it in the states of `RUNNING`."""

    READING = "reading", _("the preview is being made")
    PREVIEWED = "previewed", _("the preview is ready")
    IMPORTING = "importing", _("the files are being imported")
    IMPORTED = "imported", _("imported")
    REFUSED = "refused", _("refused")
    INTERRUPTED = "interrupted", _("interrupted")


RUNNING = (UploadState.READING, UploadState.IMPORTING)


class UploadQuerySet(models.QuerySet["Upload"]):
    def expired(self) -> "UploadQuerySet":
        """Those whose preview is so old that it says little, and on which no process works."""
        return self.filter(made_at__lt=timezone.now() - KEPT_FOR).exclude(state__in=RUNNING)


class Upload(models.Model):
    """One person's files between the preview and the import: a new upload takes the place of the former.

    `report` is the preview, made of the record in the version `record_version`; `message` says why it was refused.
    """

    made_by = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    checksum = models.CharField(_("SHA-256"), max_length=64)
    allow_removals = models.BooleanField(_("removals allowed"), default=False)
    state = models.CharField(
        _("state"), max_length=20, choices=UploadState.choices, default=UploadState.READING
    )
    report = models.JSONField(_("report"), default=dict)
    record_version = models.PositiveBigIntegerField(_("version of the record"), default=0)
    message = models.TextField(_("message"), blank=True)
    import_run = models.ForeignKey(
        ImportRun, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("import")
    )

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        constraints = [
            models.CheckConstraint(condition=~Q(checksum=""), name="upload_has_a_checksum"),
            models.CheckConstraint(condition=Q(state__in=UploadState.values), name="upload_state_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.made_by_id}, {self.made_at:%Y-%m-%d %H:%M}"

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING


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
