"""Two terms of one State never overlap: an exclusion constraint on PostgreSQL, triggers on SQLite."""

from django.db import migrations

POSTGRESQL = """
ALTER TABLE votes_membership ADD CONSTRAINT membership_terms_do_not_overlap
EXCLUDE USING gist (state_id WITH =, daterange(start, "end", '[]') WITH &&);
"""

SQLITE_TRIGGER = """
CREATE TRIGGER membership_terms_do_not_overlap_{event}
BEFORE {event} ON votes_membership
WHEN EXISTS (
    SELECT 1 FROM votes_membership AS other
    WHERE other.state_id = NEW.state_id AND other.id IS NOT NEW.id
      AND other.start <= COALESCE(NEW."end", '9999-12-31')
      AND NEW.start <= COALESCE(other."end", '9999-12-31')
)
BEGIN SELECT RAISE(ABORT, 'constraint failed: membership_terms_do_not_overlap'); END
"""


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        schema_editor.execute(POSTGRESQL)
    else:
        for event in ("INSERT", "UPDATE"):
            schema_editor.execute(SQLITE_TRIGGER.format(event=event))


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE votes_membership DROP CONSTRAINT membership_terms_do_not_overlap")
    else:
        for event in ("INSERT", "UPDATE"):
            schema_editor.execute(f"DROP TRIGGER membership_terms_do_not_overlap_{event}")


class Migration(migrations.Migration):
    dependencies = [("votes", "0001_record")]
    operations = [migrations.RunPython(add, remove)]
