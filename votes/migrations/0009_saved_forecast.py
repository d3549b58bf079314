"""KeptForecast is called SavedForecast. Its table keeps its name, and no row of it is touched.

Django renames the content type with the model, but not the permissions on it: those are renamed here, so that
whoever had one still has it.
"""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

OLD, NEW = "keptforecast", "savedforecast"


def rename_permissions(apps: Any, schema_editor: Any, old: str, new: str) -> None:
    permissions = apps.get_model("auth", "Permission").objects.using(schema_editor.connection.alias)
    for action in ("add", "change", "delete", "view"):
        permissions.filter(content_type__app_label="votes", codename=f"{action}_{old}").update(
            codename=f"{action}_{new}"
        )


def rename_forwards(apps: Any, schema_editor: Any) -> None:
    rename_permissions(apps, schema_editor, OLD, NEW)


def rename_backwards(apps: Any, schema_editor: Any) -> None:
    rename_permissions(apps, schema_editor, NEW, OLD)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("votes", "0008_vote_has_a_date"),
    ]

    operations = [
        migrations.AlterModelTable("KeptForecast", "votes_keptforecast"),
        migrations.RenameModel("KeptForecast", "SavedForecast"),
        migrations.AlterField(
            model_name="savedforecast",
            name="resolution",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="saved_forecast",
                to="votes.resolution",
                verbose_name="text",
            ),
        ),
        migrations.RunPython(rename_forwards, rename_backwards),
    ]
