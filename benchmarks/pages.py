"""Median time, queries and gzipped size of every public page, in process, without the network."""

import gzip
import statistics
import time

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

ROUNDS = 15
ADDRESSES = [
    "/",
    "/resolutions/",
    "/resolutions/?q=right+to+peace",
    "/resolutions/?q=37/23",
    "/resolutions/?year=2018&contested=vote&sort=-against",
    "/resolutions.csv",
    "/resolutions/A/HRC/RES/37/23/",
    "/resolutions/A/HRC/RES/37/23.json",
    "/states/",
    "/states/CHN/",
    "/states/CHN.json",
    "/series/",
    "/series/promoting-mutually-beneficial-cooperation-in-the-field-of-human-rights/",
    "/sessions/",
    "/sessions/37/",
    "/before/",
    "/before/?session=43&as_of=2020-06-01",
    "/before/A/HRC/43/L.31/Rev.1/?as_of=2020-06-01",
    "/before/A/HRC/43/L.31/Rev.1.json?as_of=2020-06-01",
    "/before/sessions/43/?as_of=2020-06-01",
    "/explanations/",
    "/about/",
]


def main() -> None:
    """Print one line an address: status, queries, median milliseconds, kilobytes gzipped."""
    client = Client()
    print(f"\n{connection.vendor}, median of {ROUNDS}\n{'address':58} status queries     ms  kB gz")
    for address in ADDRESSES:
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        asked = len(queries)
        times = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            client.get(address)
            times.append(time.perf_counter() - start)
        size = len(gzip.compress(response.content)) / 1000
        print(
            f"{address:58} {response.status_code:6} {asked:7} "
            f"{1000 * statistics.median(times):6.1f} {size:6.1f}"
        )
