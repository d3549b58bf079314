"""A record that is loaded once in each process and copied into the database for each later use.

Loading the starter record takes half a second and copying it a tenth of that, and some hundred tests need it.
"""

from typing import Any

from django.apps import apps
from django.db import connection

from votes.core.rows import Record
from votes.ingest.loading.load import load_record

Tables = dict[str, Any]  # the rows of each table, in a form that only the kind of database knows


class RecordCopy:
    """`put` brings a record into a database that holds none; call it in a transaction that is rolled back."""

    def __init__(self, record: Record, source: str) -> None:
        self.record, self.source = record, source
        self.tables: Tables | None = None

    def put(self) -> None:
        if self.tables is None:
            load_record(self.record, source=self.source, checksum="0" * 64)
            self.tables = read_tables()
        else:
            write_tables(self.tables)


def list_columns() -> dict[str, list[str]]:
    """The quoted columns of each of our tables, the key first. History and many-to-many relations have tables too."""
    models = apps.get_app_config("votes").get_models(include_auto_created=True)
    quote = connection.ops.quote_name
    return {
        quote(model._meta.db_table): [
            quote(str(field.column))
            for field in sorted(model._meta.local_concrete_fields, key=lambda field: not field.primary_key)
        ]
        for model in models
    }


def read_tables() -> Tables:
    """The rows of all tables, ordered by key."""
    tables: Tables = {}
    with connection.cursor() as cursor:
        for table, columns in list_columns().items():
            if connection.vendor == "postgresql":
                query = f"SELECT {', '.join(columns)} FROM {table} ORDER BY 1"  # noqa: S608
                with cursor.copy(f"COPY ({query}) TO STDOUT") as copy:
                    tables[table] = b"".join(copy)
            else:
                # The plus sign keeps the driver from converting the stored value.
                stored = ", ".join(f"+{column}" for column in columns)
                cursor.execute(f"SELECT {stored} FROM {table} ORDER BY 1")  # noqa: S608
                tables[table] = cursor.fetchall()
    return tables


def write_tables(tables: Tables) -> None:
    """The tables hold these rows and no others. Foreign keys are checked at the end of the transaction."""
    columns_of = list_columns()
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
        for table, rows in tables.items():
            columns = ", ".join(columns_of[table])
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    copy.write(rows)
            elif rows:
                places = ", ".join(["%s"] * len(rows[0]))
                cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)  # noqa: S608
