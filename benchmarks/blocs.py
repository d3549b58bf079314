"""How long the measures of who votes with whom take: on the Council's record, at the size of the General Assembly's
record, and with growing numbers of States and votes.

The Council's part reads the whole record, if it is in SHARED_DIR; the other matrices are random, from a seed.
"""

import os
import resource
import statistics
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from django.conf import settings
from django.core.cache import cache

from tests.analysis.council import keep_reconciled, list_rows, read_terms, read_texts
from votes.analysis.agreement import compute_agreement
from votes.analysis.clusters import find_clusters
from votes.analysis.cohesion import compute_cohesion_by_part, list_regional_groups
from votes.analysis.dissent import rank_dissent, rank_from_group
from votes.analysis.losing import rank_losing
from votes.analysis.matrix import TAKEN, VoteMatrix, build_matrix
from votes.analysis.parts import split_years
from votes.analysis.scope import Scope
from votes.analysis.spatial import build_spatial_map
from votes.blocs.overview.service import get_spatial_map
from votes.scope.vote_table import get_vote_table

ROUNDS = 9
ASSEMBLY_STATES, ASSEMBLY_VOTES = 193, 6000


def measure(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median seconds of `work`."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def make_random_matrix(states: int, votes: int, seed: int = 1) -> VoteMatrix:
    """A random record of this size, in which every State takes a position in nine of ten votes, along one dimension."""
    rng = np.random.default_rng(seed)
    along = np.outer(np.linspace(-1, 1, states), rng.normal(size=votes)) + rng.normal(size=(states, votes))
    positions = np.where(along > 0.3, 1, np.where(along < -0.3, 2, 3)).astype(np.int8)
    positions[rng.random((states, votes)) < 0.1] = 4
    days = np.datetime64("1946-01-01") + np.arange(votes) * 5
    return VoteMatrix(
        states=tuple(f"S{number:03}" for number in range(states)),
        texts=tuple(f"V{number:05}" for number in range(votes)),
        dates=days,
        positions=positions,
        groups=np.broadcast_to(np.arange(states, dtype=np.int8)[:, np.newaxis] % 5 + 1, positions.shape),
        totals=np.array([(positions == code).sum(axis=0) for code in TAKEN], dtype=np.int16),
    )


def compute_all_variants(matrix: VoteMatrix) -> None:
    agreement = compute_agreement(matrix)
    assert agreement.agreement.shape == agreement.agreement_half.shape == agreement.kappa.shape


def measure_council(shared: Path) -> None:
    terms = read_terms()
    every = read_texts(shared)
    texts = keep_reconciled(every, terms)
    rows = list(list_rows(texts))
    matrix = build_matrix(rows, terms)
    years = matrix.years
    print(f"Council, {len(matrix.states)} States x {len(matrix.texts)} votes, median of {ROUNDS}:")
    cold = measure(lambda: compute_all_variants(build_matrix(rows, terms)))
    print(f"  from plain rows to all three agreement matrices {1000 * cold:6.1f} ms")
    slices = {
        "the whole": matrix,
        "since 2020": matrix.select(votes=years >= 2020),
        "one year": matrix.select(votes=years == 2018),
    }
    for name, part in slices.items():
        seconds = measure(partial(compute_all_variants, part))
        print(f"  agreement, three variants, {name:10} {1000 * seconds:6.1f} ms")
    cut = measure(lambda: matrix.select(votes=years >= 2020))
    print(f"  a slice itself {1000 * cut:6.1f} ms")
    agreement, groups, parts = compute_agreement(matrix), list_regional_groups(matrix), split_years(matrix)
    others: dict[str, Callable[[], object]] = {
        "clusters and order of leaves": partial(find_clusters, agreement),
        "cohesion, 5 groups by year": partial(compute_cohesion_by_part, matrix, groups, parts),
        "ranking by dissent": partial(rank_dissent, matrix, groups),
        "ranking by own group": partial(rank_from_group, matrix, groups),
        "losing side": partial(rank_losing, matrix),
    }
    for name, work in others.items():
        print(f"  {name:28} {1000 * measure(work):6.1f} ms")
    with_unreconciled = build_matrix(list_rows(every), terms)
    for dimensions in (1, 2):
        for name, part in {"reconciled": matrix, "all": with_unreconciled}.items():
            seconds = measure(partial(build_spatial_map, part, dimensions), rounds=3)
            print(f"  spatial map, {dimensions} dim., {name:10} {len(part.texts):4} votes {seconds:6.2f} s")


def measure_assembly() -> None:
    matrix = make_random_matrix(ASSEMBLY_STATES, ASSEMBLY_VOTES)
    seconds = measure(partial(compute_all_variants, matrix))
    tracemalloc.start()
    compute_all_variants(matrix)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    held = matrix.positions.nbytes + matrix.groups.nbytes
    process = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(
        f"Assembly's size, {ASSEMBLY_STATES} x {ASSEMBLY_VOTES}: three variants {1000 * seconds:.1f} ms; "
        f"matrix {held / 1e6:.1f} MB, {peak / 1e6:.0f} MB more while counting; "
        f"the process has held {process:.0f} MB at most"
    )


def measure_growth() -> None:
    """Print the times for 96 x 1000, for twice as many States and for twice as many votes."""
    print("growth, milliseconds: agreement (States² x votes), clusters (States³), map (States x votes)")
    for states, votes in ((96, 1000), (192, 1000), (96, 2000)):
        matrix = make_random_matrix(states, votes)
        agreement = compute_agreement(matrix)
        print(
            f"  {states:4} x {votes}: {1000 * measure(partial(compute_all_variants, matrix)):6.1f}"
            f" {1000 * measure(partial(find_clusters, agreement), 3):6.1f}"
            f" {1000 * measure(partial(build_spatial_map, matrix), 3):6.0f}"
        )


def measure_site() -> None:
    """Print the times for the record in this database as a page asks for it, with an empty and with a warm cache."""
    scope = Scope()

    def compute_slice() -> None:
        table = get_vote_table()
        compute_all_variants(table.matrix.select(votes=table.choose(scope).mask))

    def start_cold(work: Callable[[], object]) -> float:
        cache.clear()
        return measure(work, rounds=1)

    table = get_vote_table()
    print(f"from the database, {len(table.matrix.states)} States x {len(table.matrix.texts)} votes:")
    cold = statistics.median(start_cold(compute_slice) for _ in range(ROUNDS))
    print(
        f"  the matrix of a slice: cold {1000 * cold:6.1f} ms, warm {1000 * measure(compute_slice):6.1f} ms"
    )
    for dimensions in (1, 2):
        make = partial(get_spatial_map, table, scope, dimensions)
        cold = statistics.median(start_cold(make) for _ in range(3))
        print(
            f"  spatial map, {dimensions} dim.: cold {1000 * cold:6.1f} ms, warm {1000 * measure(make):6.1f} ms"
        )


def main() -> None:
    """Print medians, and the memory at the Assembly's size."""
    measure_site()
    measure_assembly()
    measure_growth()
    shared = Path(os.environ.get("SHARED_DIR") or settings.BASE_DIR.parent / "shared")
    if (shared / "record" / "resolutions.csv").exists():
        measure_council(shared)
    else:
        print(f"the Council's whole record is not at {shared}: its part is left out")
