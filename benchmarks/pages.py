"""How long every public page takes, in process and without a network, with the starter and with the whole record.

`python -m benchmarks.pages [FOLDER]` measures in new databases on SQLite and PostgreSQL; FOLDER (by default
../shared/record) holds the CSV pair. `python -m benchmarks.pages here` measures the database of DATABASE_URL.
"""

import gzip
import logging
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.imports import RECORD, ROOT, make_databases, run

ROUNDS = 15
# The most milliseconds a page may take, compared with the median of ROUNDS.
LIMIT = 150
COOPERATION = "promoting-mutually-beneficial-cooperation-in-the-field-of-human-rights"
ADDRESSES = [
    "/",
    "/?unreconciled=include",
    "/search/?q=China",
    "/search/?q=37/23",
    "/resolutions/",
    "/resolutions/?page=20",
    "/resolutions/?q=right+to+peace",
    "/resolutions/?q=a",
    "/resolutions/?q=37/23",
    "/resolutions/?q=28-1-17",
    "/resolutions/?year=2018&contested=vote&sort=-against",
    "/resolutions/?contested=close",
    "/resolutions/?session=37&item=4&kind=resolution&outcome=adopted&adoption=recorded_vote",
    "/resolutions/?sponsor=CUB",
    "/resolutions/?sort=title",
    "/resolutions/?sort=symbol",
    "/resolutions/?sort=-abstaining",
    "/resolutions.csv?year=2018",
    "/resolutions.json?year=2018",
    "/resolutions/A/HRC/RES/37/23/",
    "/resolutions/A/HRC/RES/37/23/text/",
    "/resolutions/A/HRC/RES/37/23.json",
    "/resolutions/A/HRC/RES/37/23.csv",
    "/resolutions/a/hrc/37/l.36/",
    "/resolutions/A/HRC/RES/37/233/",
    "/states/",
    "/states/?unreconciled=include",
    "/states.json",
    "/states.csv",
    "/states/CHN/",
    "/states/CHN/?position=against&page=2",
    "/states/CHN/?unreconciled=include",
    "/states/CHN.json",
    "/blocs/",
    "/blocs/?view=matrix",
    "/blocs/?view=positions&bloc=african&item=4",
    "/blocs/?states=all",
    "/blocs/?view=poles",
    "/blocs/?view=map",
    "/blocs/?view=cohesion",
    "/blocs/?view=apart",
    "/blocs.json",
    "/blocs.json?states=CHN,CUB,VEN&from=2015",
    "/states/CHN.csv",
    "/compare/CHN/CUB/",
    "/compare/CHN/CUB/?from=2016&kind=resolution&unreconciled=include",
    "/compare/CHN/CUB/IND/USA/",
    "/compare/CHN/CUB.json",
    "/compare/CHN/CUB.csv",
    "/sessions/",
    "/sessions/37/",
    "/sessions/37.json",
    "/sessions/37.csv",
    "/series/",
    "/series/?q=peace",
    "/series.json",
    "/series.csv",
    f"/series/{COOPERATION}/",
    f"/series/{COOPERATION}/today/",
    f"/series/{COOPERATION}.json",
    f"/series/{COOPERATION}.csv",
    "/blocs/eu/",
    "/blocs/eu.json",
    "/compare/",
    "/about/method/",
    "/before/",
    "/before.json?session=43&as_of=2020-06-01",
    "/before/evaluation/",
    "/before/evaluation.json",
    "/before/?session=43&as_of=2020-06-01",
    "/before/A/HRC/43/L.31/Rev.1/?as_of=2020-06-01",
    "/before/A/HRC/43/L.31/Rev.1.json?as_of=2020-06-01",
    "/before/sessions/43/?as_of=2020-06-01",
    "/explanations/",
    "/explanations/?q=China&position=against",
    "/explanations.json",
    "/explanations.csv",
    "/about/",
    "/about/quality/",
    "/about/quality/?severity=error&year=2016",
    "/about/quality.json",
    "/about/quality.csv",
    "/about/quality/rules.csv",
    "/health/",
]
# Whole lists as files: nobody waits for them in front of a page, so they have no limit.
WHOLE_LISTS = ["/resolutions.csv", "/resolutions.json"]


def measure_here(name: str) -> None:
    """Print a line for each address: status, queries, milliseconds, kilobytes gzipped.

    "cold": with an empty cache. "ours": the processor time of this process, without that of PostgreSQL; on a busy
    machine it says more than the clock.
    """
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    logging.disable(logging.WARNING)  # some addresses are not found, on purpose
    client = Client()
    width = max(map(len, ADDRESSES))
    print(f"\n{name}: median of {ROUNDS}, limit {LIMIT} ms")
    print(f"{'address':{width}} status queries  cold ms     ms   ours  kB gz")
    over = []
    for address in ADDRESSES + WHOLE_LISTS:
        client.get(address)
        cache.clear()
        start = time.perf_counter()
        client.get(address)
        cold = time.perf_counter() - start
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        asked = len(queries)
        times, ours = [], []
        for _ in range(ROUNDS):
            start, our_start = time.perf_counter(), time.process_time()
            client.get(address)
            times.append(time.perf_counter() - start)
            ours.append(time.process_time() - our_start)
        taken = 1000 * statistics.median(times)
        size = len(gzip.compress(response.content)) / 1000
        print(
            f"{address:{width}} {response.status_code:6} {asked:7} {1000 * cold:8.1f} {taken:6.1f} "
            f"{1000 * statistics.median(ours):6.1f} {size:6.1f}"
        )
        if taken > LIMIT and address not in WHOLE_LISTS:
            over.append(f"{address} {taken:.0f} ms")
    print(f"over {LIMIT} ms: {', '.join(over) or 'none'}")
    if missing := list_unmeasured():
        print(f"not measured: {', '.join(missing)}")


def list_unmeasured() -> list[str]:
    """The names of the public addresses that are not in the list above."""
    from django.urls import resolve

    from votes.urls import urlpatterns

    measured = {resolve(address.partition("?")[0]).url_name for address in ADDRESSES}
    return [str(pattern.name) for pattern in urlpatterns if pattern.name not in measured]


def measure_in(url: str, name: str) -> None:
    """Print the table for the database at `url`, in a process of its own, because settings belong to a process."""
    command = [sys.executable, "-m", "benchmarks.pages", "here", name]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "DATABASE_URL": url}, check=True)


def main(folder: Path = RECORD) -> None:
    """Print a table for each database with the starter, and with the whole record if it is available."""
    files = [str(folder / name) for name in ("resolutions.csv", "votes_long.csv")]
    with make_databases() as urls:
        for name, url in urls.items():
            run(url, "migrate")
            run(url, "load_starter")
            measure_in(url, f"{name}, starter")
            if all(Path(file).exists() for file in files):
                run(url, "import_record", *files)
                measure_in(url, f"{name}, whole record")
            else:
                print(f"not measured with the whole record: it is not in {folder}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["here"]:
        import django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hrc.settings")
        django.setup()
        measure_here(sys.argv[2] if sys.argv[2:] else "this database")
    else:
        main(*map(Path, sys.argv[1:]))
