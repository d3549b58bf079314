"""Names and codes of States that come with the code: `fixtures/state_names.csv`. Pure.

The names that the United Nations uses in its six languages, former names, abbreviations and other common names, and the
two-letter codes. They serve to read what people paste. What the pages call a State is in the record.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from votes.core.state_names import Candidate

FILE = Path(__file__).resolve().parents[2] / "fixtures" / "state_names.csv"
ALPHA_2 = "ISO 3166-1, alpha-2 code"
SHORT_NAME = "UN Terminology, short name"


@dataclass(frozen=True)
class KnownName:
    """A name of the State `iso3` in `language` (en, fr, es, ru, zh, ar; "" for a code); `source` says what it is."""

    iso3: str
    language: str
    name: str
    source: str


@cache
def list_known_names() -> tuple[KnownName, ...]:
    """Every row of the file, in its order."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(KnownName(**row) for row in csv.DictReader(file))


@cache
def get_names_by_state() -> Mapping[str, tuple[KnownName, ...]]:
    """Code of a State -> its rows."""
    names: dict[str, list[KnownName]] = defaultdict(list)
    for known in list_known_names():
        names[known.iso3].append(known)
    return {iso3: tuple(rows) for iso3, rows in names.items()}


@cache
def list_shared_names() -> frozenset[str]:
    """The names that the file lists for two States, such as "Korea": they mean neither, whichever is on file."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for known in list_known_names():
        bearers[known.name].add(known.iso3)
    return frozenset(name for name, codes in bearers.items() if len(codes) > 1)


def build_candidate(iso3: str, on_file: Iterable[str]) -> Candidate:
    """The State with its names on file, the present one first, and those that come with the code and mean no other."""
    rows = [row for row in get_names_by_state().get(iso3, ()) if row.name not in list_shared_names()]
    names = [row.name for row in rows if row.source != ALPHA_2]
    codes = [row.name for row in rows if row.source == ALPHA_2]
    return Candidate(iso3, tuple(dict.fromkeys([*on_file, *names])), "".join(codes))
