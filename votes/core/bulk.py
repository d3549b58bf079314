"""Writes tens of thousands of rows of one model at once.

The ORM's own bulk methods build one long statement, which takes longer.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def quote_table(model: type[models.Model]) -> str:
    """The name of the model's table, quoted for SQL."""
    return connection.ops.quote_name(model._meta.db_table)


def get_fields(model: type[models.Model], names: Sequence[str]) -> list[Any]:
    """The fields of these names, in the same order."""
    return [model._meta.get_field(name) for name in names]


def quote_columns(model: type[models.Model], names: Sequence[str]) -> list[str]:
    """The columns of the fields of these names, quoted for SQL."""
    return [connection.ops.quote_name(field.column) for field in get_fields(model, names)]


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert `rows`, each the values of the fields `names`, numbers and text only. Other fields get no default."""
    table, columns = quote_table(model), ", ".join(quote_columns(model, names))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(names))
            statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608 - names of our models
            cursor.executemany(statement, list(rows))


def delete_rows(model: type[models.Model], keys: Iterable[Any]) -> None:
    """Delete the objects with these primary keys, which no other table refers to. Writes no history."""
    key = quote_columns(model, [model._meta.pk.name])[0]
    statement = f"DELETE FROM {quote_table(model)} WHERE {key} = %s"  # noqa: S608 - names of our models
    with connection.cursor() as cursor:
        cursor.executemany(statement, [(one,) for one in keys])


def update_rows(objects: Sequence[models.Model], names: Sequence[str]) -> None:
    """Write the fields `names` of objects of one model that are on file, with one short statement for each."""
    if not objects:
        return
    model = type(objects[0])
    fields = get_fields(model, names)
    settings = ", ".join(f"{column} = %s" for column in quote_columns(model, names))
    key = quote_columns(model, [model._meta.pk.name])[0]
    rows = [
        (*(f.get_db_prep_save(getattr(obj, f.attname), connection) for f in fields), obj.pk)
        for obj in objects
    ]
    statement = f"UPDATE {quote_table(model)} SET {settings} WHERE {key} = %s"  # noqa: S608 - names of our models
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
