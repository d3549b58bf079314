"""How long the whole record takes to import, and what memory: the first time, and again, in databases of their own.

By itself: `python -m benchmarks.imports [FOLDER]`. The folder (by default ../shared/record) holds the CSV pair.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
RECORD = ROOT.parent / "shared" / "record"

sys.path.insert(0, str(ROOT / "scripts"))
from local_postgres import NoPostgresError, drop_database, get_server, replace_database  # noqa: E402 (the folder first)


def run(url: str, *arguments: str) -> tuple[float, float, float]:
    """Seconds, seconds of our processor time, and megabytes at the most, of one command of manage.py."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError(f"manage.py {' '.join(arguments)} failed")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


@contextmanager
def make_databases() -> Iterator[dict[str, str]]:
    """The addresses of empty databases, by name; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="hrc-bench-") as folder:
        urls = {"SQLite": f"sqlite:///{folder}/bench.sqlite3"}
        try:
            with get_server() as (server, _):
                name = f"hrc_bench_{os.getpid()}"
                try:
                    create_database(server, name)
                    yield urls | {"PostgreSQL": replace_database(server, name)}
                finally:
                    drop_database(server, name)
        except NoPostgresError as error:
            print(f"not on PostgreSQL: {error}")
            yield urls


def create_database(server: str, name: str) -> None:
    with psycopg.connect(replace_database(server, "postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')


def main(folder: Path = RECORD) -> None:
    """Print a line an import: with starting Python, which takes about a second of each."""
    files = [str(folder / name) for name in ("resolutions.csv", "votes_long.csv")]
    if not all(Path(file).exists() for file in files):
        print(f"the import of the whole record is not measured: it is not in {folder}")
        return
    with make_databases() as urls:
        for name, url in urls.items():
            run(url, "migrate")
            run(url, "load_starter")
            for what in ("the first time", "again"):
                seconds, processor, memory = run(url, "import_record", *files)
                print(f"whole record into {name}, {what}: {seconds:.1f} s ", end="")
                print(f"(our processor time {processor:.1f} s), at most {memory:.0f} MB")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
