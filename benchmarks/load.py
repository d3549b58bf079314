"""How long the starter record takes to read, and to load where it is on file already."""

import statistics
import time

from django.conf import settings

from votes.ingest.loading.load import load_record
from votes.ingest.readers.native_format import parse_record, read_folder

ROUNDS = 5


def main() -> None:
    """Print the median seconds for parsing the fixtures and for a load that changes nothing."""
    parsing, loading = [], []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        record = parse_record(read_folder(settings.BASE_DIR / "fixtures"))
        parsing.append(time.perf_counter() - start)
        start = time.perf_counter()
        load_record(record, "benchmark", "0" * 64)
        loading.append(time.perf_counter() - start)
    print(f"starter record, median of {ROUNDS}: parse {statistics.median(parsing):.3f} s, ", end="")
    print(f"load again {statistics.median(loading):.3f} s")
