"""Two memberships of one State in one bloc never overlap: as for terms in migration 0002."""

from django.db import migrations

POSTGRESQL = """
ALTER TABLE votes_blocmembership ADD CONSTRAINT blocmembership_do_not_overlap
EXCLUDE USING gist (bloc_id WITH =, state_id WITH =, daterange(start, "end", '[]') WITH &&);
"""

SQLITE_TRIGGER = """
CREATE TRIGGER blocmembership_do_not_overlap_{event}
BEFORE {event} ON votes_blocmembership
WHEN EXISTS (
    SELECT 1 FROM votes_blocmembership AS other
    WHERE other.bloc_id = NEW.bloc_id AND other.state_id = NEW.state_id AND other.id IS NOT NEW.id
      AND COALESCE(other.start, '0001-01-01') <= COALESCE(NEW."end", '9999-12-31')
      AND COALESCE(NEW.start, '0001-01-01') <= COALESCE(other."end", '9999-12-31')
)
BEGIN SELECT RAISE(ABORT, 'constraint failed: blocmembership_do_not_overlap'); END
"""


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
    else:
        for event in ("INSERT", "UPDATE"):
            schema_editor.execute(SQLITE_TRIGGER.format(event=event))


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE votes_blocmembership DROP CONSTRAINT blocmembership_do_not_overlap"
        )
    else:
        for event in ("INSERT", "UPDATE"):
            schema_editor.execute(f"DROP TRIGGER blocmembership_do_not_overlap_{event}")


class Migration(migrations.Migration):
    dependencies = [("votes", "0003_corrections_blocs_forecasts")]
    operations = [migrations.RunPython(add, remove)]
