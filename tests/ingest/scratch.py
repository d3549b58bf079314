"""A separate database for tests that kill a writing process, of the same kind as the tests run on."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings

# The keys and the hour differ from one import of the same record to the next, and with them the number of the import
# by which a history says why a row changed: PostgreSQL counts on after an import that was rolled back.
VOLATILE = {"id", "loaded_at", "made_at", "history_id", "history_date", "history_change_reason"}
LINKS = {
    "roll-calls": """
        SELECT text.address, state.iso3, vote.position FROM votes_vote vote
        JOIN votes_resolution text ON text.id = vote.resolution_id
        JOIN votes_state state ON state.id = vote.state_id""",
    "amendments": """
        SELECT text.address, other.address FROM votes_resolution text
        JOIN votes_resolution other ON other.id = text.amends_id""",
    "series": """
        SELECT text.address, series.slug FROM votes_resolution text
        JOIN votes_series series ON series.id = text.series_id""",
    "topics": """
        SELECT text.address, topic.slug FROM votes_resolution_topics link
        JOIN votes_resolution text ON text.id = link.resolution_id
        JOIN votes_topic topic ON topic.id = link.topic_id""",
    "sponsors": """
        SELECT text.address, state.iso3 FROM votes_resolution_sponsors link
        JOIN votes_resolution text ON text.id = link.resolution_id
        JOIN votes_state state ON state.id = link.state_id""",
    "explanations": """
        SELECT text.address, said.summary FROM votes_explanation said
        JOIN votes_resolution text ON text.id = said.resolution_id""",
}

Content = dict[str, list[str]]


class Scratch(ABC):
    """One database; `save` what is in it, `restore` it later, `read` all of it."""

    url: str

    @abstractmethod
    def query(self, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """The names of the columns, and the rows."""

    @abstractmethod
    def list_tables(self) -> list[str]: ...

    @abstractmethod
    def save(self) -> None: ...

    @abstractmethod
    def restore(self) -> None: ...

    @abstractmethod
    def settle(self) -> None:
        """Wait until nobody works on it."""

    def read(self) -> Content:
        """Every row of every table of ours without its keys, and what the keys join, by name."""
        content: Content = {}
        # The record version grows by a random step, so that no two imports end at the same number.
        for table in set(self.list_tables()) - {"votes_recordversion"}:
            names, rows = self.query(f"SELECT * FROM {table}")  # noqa: S608 - from the database itself
            kept = [i for i, name in enumerate(names) if name not in VOLATILE and not name.endswith("_id")]
            content[table] = sorted(str([row[i] for i in kept]) for row in rows)
        return content | {name: sorted(map(str, self.query(sql)[1])) for name, sql in LINKS.items()}

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "DATABASE_URL": self.url, "DATABASE_POOL": "0", "PYTHONWARNINGS": ""}

    def start(self, *arguments: str, **environment: str) -> "subprocess.Popen[str]":
        """A process of `tests.ingest.stopped_import`, which has read its code and begins."""
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.ingest.stopped_import", *arguments],
            cwd=settings.BASE_DIR,
            env=self.environment | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "started\n"
        return process

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=settings.BASE_DIR, env=self.environment, check=True, capture_output=True)


class ScratchSqlite(Scratch):
    def __init__(self, folder: Path) -> None:
        self.path = folder / "scratch.sqlite3"
        self.url = f"sqlite:///{self.path}"

    def query(self, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        with closing(sqlite3.connect(self.path)) as connection:
            cursor = connection.execute(sql)
            return [column[0] for column in cursor.description], cursor.fetchall()

    def list_tables(self) -> list[str]:
        sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'votes_%' ORDER BY name"
        return [row[0] for row in self.query(sql)[1]]

    def save(self) -> None:
        # Reading it with nobody else there moves everything from the write-ahead log into the file.
        self.query("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(self.path, f"{self.path}.saved")

    def restore(self) -> None:
        for suffix in ("-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        shutil.copy(f"{self.path}.saved", self.path)

    def settle(self) -> None:
        """Nobody does, once the process has ended."""


class ScratchPostgres(Scratch):
    def __init__(self, server: str) -> None:
        self.name = f"hrc_scratch_{os.getpid()}"
        self.server = urlunsplit(urlsplit(server)._replace(path="/postgres"))
        self.url = urlunsplit(urlsplit(server)._replace(path=f"/{self.name}"))
        self.drop()
        self.execute(f'CREATE DATABASE "{self.name}"')

    def execute(self, statement: str, *values: Any) -> list[Any]:
        """On the server, beside the database."""
        with psycopg.connect(self.server, autocommit=True) as connection:
            cursor = connection.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def drop(self) -> None:
        for name in (self.name, f"{self.name}_saved"):
            self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def query(self, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        with psycopg.connect(self.url) as connection:
            cursor = connection.execute(sql)
            return [column.name for column in cursor.description or ()], cursor.fetchall()

    def list_tables(self) -> list[str]:
        sql = "SELECT tablename FROM pg_tables WHERE tablename LIKE 'votes_%' ORDER BY tablename"
        return [row[0] for row in self.query(sql)[1]]

    def copy(self, source: str, target: str) -> None:
        self.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
        self.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')

    def save(self) -> None:
        self.copy(self.name, f"{self.name}_saved")

    def restore(self) -> None:
        self.copy(f"{self.name}_saved", self.name)

    def settle(self) -> None:
        while self.execute("SELECT 1 FROM pg_stat_activity WHERE datname = %s", self.name):
            time.sleep(0.02)

    def cut_connections(self) -> None:
        self.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", self.name)


@contextmanager
def make_scratch(folder: Path) -> Iterator[Scratch]:
    """An empty, migrated database; gone afterwards."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        scratch: Scratch = ScratchSqlite(folder)
        scratch.manage("migrate", "--verbosity", "0")
        yield scratch
        return
    postgres = ScratchPostgres(os.environ["DATABASE_URL"])
    try:
        postgres.manage("migrate", "--verbosity", "0")
        yield postgres
    finally:
        postgres.drop()
