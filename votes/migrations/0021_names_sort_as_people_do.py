from django.db import migrations, models

from votes.core.folding import build_name_key


def fill_name_keys(apps, schema_editor):
    """Set the key of every State on file and of its history."""
    for model in ("State", "HistoricalState"):
        for state in apps.get_model("votes", model).objects.all():
            state.name_key = build_name_key(state.name)
            state.save(update_fields=["name_key"])


class Migration(migrations.Migration):
    dependencies = [("votes", "0020_upload_state")]

    operations = [
        migrations.AddField(
            model_name="historicalstate",
            name="name_key",
            field=models.CharField(db_index=True, default="", editable=False, max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="state",
            name="name_key",
            field=models.CharField(db_index=True, default="", editable=False, max_length=200),
            preserve_default=False,
        ),
        migrations.RunPython(fill_name_keys, migrations.RunPython.noop, elidable=True),
        migrations.AlterModelOptions(
            name="state",
            options={"ordering": ["name_key", "name"], "verbose_name": "State", "verbose_name_plural": "States"},
        ),
        migrations.AlterModelOptions(
            name="vote",
            options={
                "ordering": ["resolution", "state__name_key"],
                "verbose_name": "vote",
                "verbose_name_plural": "votes",
            },
        ),
    ]
