"""Subject headings of texts, and the ways of writing them that are joined under one."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

LONGEST_SLUG = 120


def build_topic_slug(name: str) -> str:
    """The key by which two spellings of a topic are equal, and its address; "" for a name without letters."""
    return slugify(name)[:LONGEST_SLUG]


class Topic(models.Model):
    """A subject under which the catalogue files a text."""

    slug = models.SlugField(_("address"), max_length=LONGEST_SLUG, unique=True)
    name = models.CharField(_("name"), max_length=200, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.name


class TopicAlias(models.Model):
    """Another way of writing a topic in the catalogue: its texts are listed under `topic`.

    A heading that stands for two topics has two aliases. One without a topic is no subject, and is left out. Imports
    apply the aliases in force; one that is no longer in force stays on file, so that no import makes it again.
    """

    name = models.CharField(_("as written in the catalogue"), max_length=200)
    slug = models.SlugField(_("address"), max_length=LONGEST_SLUG, editable=False)
    topic = models.ForeignKey(
        Topic,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="aliases",
        verbose_name=_("topic"),
        help_text=_("Leave empty if the heading is not a subject: its texts then lose it"),
    )
    note = models.CharField(_("reason"), max_length=300)
    in_force = models.BooleanField(
        _("in force"), default=True, help_text=_("If you clear this, the next import restores the heading")
    )

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("topic alias")
        verbose_name_plural = _("topic aliases")
        constraints = [
            models.CheckConstraint(
                condition=~Q(slug=""),
                name="topicalias_name_has_letters",
                violation_error_message=_("Give the heading as the catalogue writes it."),
            ),
            models.CheckConstraint(
                condition=~Q(note=""),
                name="topicalias_note_not_empty",
                violation_error_message=_("Give the reason."),
            ),
            models.UniqueConstraint(
                fields=["slug", "topic"],
                name="topicalias_once_per_topic",
                violation_error_message=_("This heading already leads to this topic."),
            ),
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(topic=None),
                name="topicalias_left_out_once",
                violation_error_message=_("This heading is already left out."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} → {self.topic}" if self.topic else self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = build_topic_slug(self.name)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """An alias leads to a topic in one step, and never to itself."""
        self.slug = build_topic_slug(self.name)
        # Django leaves out constraints on fields that the form does not have.
        self.validate_constraints()
        if self.topic and self.topic.slug == self.slug:
            raise ValidationError({"name": _("This is the name of the topic itself.")})
        if self.topic and TopicAlias.objects.filter(slug=self.topic.slug, in_force=True).exists():
            raise ValidationError(
                {"topic": _("This topic is itself an alias. Choose the topic to which it leads.")}
            )
        if TopicAlias.objects.filter(topic__slug=self.slug, in_force=True).exclude(pk=self.pk).exists():
            raise ValidationError({"name": _("Other headings lead to this topic. Change those first.")})
