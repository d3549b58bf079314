"""Terms say when rights of membership were suspended. SQLite loses the triggers of migration 0002 on the way."""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

TERMS = import_module("votes.migrations.0002_terms_do_not_overlap")


def drop_triggers(apps, schema_editor):
    """On SQLite a new constraint makes the table anew, for which the triggers must be gone."""
    if schema_editor.connection.vendor == "sqlite":
        TERMS.remove(apps, schema_editor)


def add_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        TERMS.add(apps, schema_editor)


def build_fields(model):
    """The first and the last day of a suspension, for the terms and for their history."""
    return [
        migrations.AddField(
            model,
            "suspended_from",
            models.DateField(
                blank=True,
                help_text="First day on which the General Assembly had suspended its rights of membership",
                null=True,
                verbose_name="rights suspended from",
            ),
        ),
        migrations.AddField(
            model,
            "suspended_until",
            models.DateField(
                blank=True,
                help_text="Last day of the suspension; leave empty while it continues",
                null=True,
                verbose_name="rights suspended until",
            ),
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("votes", "0013_one_text_of_a_session_in_a_series"),
    ]
    operations = [
        migrations.RunPython(drop_triggers, add_triggers),
        *build_fields("membership"),
        *build_fields("historicalmembership"),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=Q(suspended_from=None, suspended_until=None)
                | (
                    Q(suspended_from__isnull=False)
                    & Q(suspended_from__gte=F("start"))
                    & (Q(end=None) | Q(suspended_from__lte=F("end")))
                    & (Q(suspended_until=None) | Q(suspended_until__gte=F("suspended_from")))
                    & (Q(suspended_until=None) | Q(end=None) | Q(suspended_until__lte=F("end")))
                ),
                name="membership_suspended_within_its_term",
                violation_error_message=(
                    "The suspension must lie within the term, and its first day must not be after its last."
                ),
            ),
        ),
        migrations.RunPython(add_triggers, drop_triggers),
        migrations.AlterField(
            model_name="correction",
            name="made_by",
            field=models.ForeignKey(
                editable=False,
                help_text="Empty if an import made it because other data on file prove the error",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="made by",
            ),
        ),
    ]
