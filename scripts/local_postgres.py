"""Find a running PostgreSQL, or start a temporary one. Needs psycopg, so run it with the Python of .venv."""

import getpass
import glob
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg


class NoPostgresError(Exception):
    """No PostgreSQL is available on this machine; the message says why."""


@contextmanager
def get_server() -> Iterator[tuple[str, str]]:
    """Yield the URL of a server on which databases can be created, and a description; stop a server started here."""
    if (url := os.environ.get("DATABASE_URL", "")).startswith(("postgres:", "postgresql:")):
        if problem := get_problem(url):
            raise NoPostgresError(f"DATABASE_URL names a PostgreSQL, but: {problem}")
        yield url, "named by DATABASE_URL"
        return
    users = [quote(getpass.getuser()), "postgres"]
    candidates = [(f"postgresql://{user}@127.0.0.1:5432/postgres", "at 127.0.0.1:5432") for user in users]
    for folder in ("/var/run/postgresql", "/tmp"):  # noqa: S108 - where PostgreSQL puts its socket
        candidates += [(f"postgresql://{user}@{quote(folder, safe='')}/postgres", folder) for user in users]
    for url, where in candidates:
        if not get_problem(url):
            yield url, where
            return
    with start_server() as url:
        yield url, "started for this run"


def get_problem(url: str) -> str:
    """Why databases cannot be created at this URL; empty if they can."""
    try:
        with psycopg.connect(replace_database(url, "postgres"), connect_timeout=2) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.Error as error:
        return " ".join(str(error).split())
    return "" if row and row[0] else "its user may not create databases"


def replace_database(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def drop_database(url: str, name: str) -> None:
    with psycopg.connect(replace_database(url, "postgres"), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def find_binaries() -> Path | None:
    """The folder with the newest initdb and pg_ctl of this machine; Debian keeps them off the PATH."""
    found = [Path(path) for path in glob.glob("/usr/lib/postgresql/*/bin/initdb")]
    if found:
        return max(found, key=lambda path: float(path.parts[-3])).parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def start_server() -> Iterator[str]:
    """Start a server on a free port, with its data in a temporary folder; stop it afterwards."""
    binaries = find_binaries()
    if not binaries:
        raise NoPostgresError("no server answers on this machine and none is installed")
    # initdb refuses to run as root, so use the account of the packaged server, or nobody's.
    as_user: dict[str, Any] = {}
    if os.geteuid() == 0:
        names = {entry.pw_name for entry in pwd.getpwall()}
        as_user = {"user": "postgres" if "postgres" in names else "nobody", "extra_groups": []}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="hrc-postgres-") as folder:
        if as_user:
            shutil.chown(folder, as_user["user"])

        def run(tool: str, *arguments: str) -> None:
            command = [str(binaries / tool), "-D", f"{folder}/data", *arguments]
            # The server inherits the outputs of pg_ctl, so they go to a file: a pipe would never be closed.
            with Path(folder, "log").open("a") as log:
                done = subprocess.run(command, cwd=folder, stdout=log, stderr=log, check=False, **as_user)
            if done.returncode:
                raise NoPostgresError(f"{tool} failed: {Path(folder, 'log').read_text()[-500:]}")

        run("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
        run("pg_ctl", "start", "--wait", "-o", options)
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "stop", "--wait", "--mode=immediate")
