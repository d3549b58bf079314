"""The topics of an import: spelling variants and debris of the catalogue joined under one heading.

`fixtures/topic_aliases.csv` has the variants that come with the code. A row is put on file once the catalogue gives the
heading; after that the admin decides. Where both columns differ in capitals only, the topic gets the better spelling.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from votes.core.models.topic import build_topic_slug
from votes.core.topics import join_topics, read_topic_aliases
from votes.ingest.loading.upsert import BATCH_SIZE
from votes.models import Topic, TopicAlias

FILE = settings.BASE_DIR / "fixtures" / "topic_aliases.csv"


@dataclass(frozen=True)
class AliasRow:
    """One row of the file; `topic` is "" for a heading that is left out."""

    name: str
    topic: str
    note: str

    @property
    def slug(self) -> str:
        return build_topic_slug(self.name)

    @property
    def is_spelling(self) -> bool:
        """Whether the row corrects capitals or apostrophes alone: both columns have the same address."""
        return self.slug == build_topic_slug(self.topic)


@cache
def read_alias_rows(path: Path = FILE) -> tuple[AliasRow, ...]:
    """The rows of the file, read once in a process. ValueError names the line of a row without a name or reason."""
    rows = []
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            if not (row["name"] and row["note"]):
                raise ValueError(f"line {number} has no name or no reason")
            rows.append(AliasRow(row["name"], row["topic"], row["note"]))
    return tuple(rows)


def load_topics(names: Iterable[str]) -> tuple[dict[str, tuple[int, ...]], set[int]]:
    """Put on file what topics and aliases `names` need.

    Returns the topics that each heading means, by its address, and the texts that were moved from a heading on file.
    """
    on_file = dict(Topic.objects.values_list("slug", "name"))
    wanted = {build_topic_slug(name): name for name in reversed(list(names))}
    rows = [row for row in read_alias_rows() if row.slug in on_file or row.slug in wanted]
    correct_spelling([row for row in rows if row.is_spelling], on_file)
    known = set(TopicAlias.objects.values_list("slug", flat=True))
    new = [row for row in rows if not row.is_spelling and row.slug not in known]
    spelled = {row.slug: row.topic for row in rows if row.is_spelling}
    make_topics({build_topic_slug(row.topic): row.topic for row in new if row.topic}, spelled)
    keys = dict(Topic.objects.values_list("slug", "pk"))
    TopicAlias.objects.bulk_create(
        [
            TopicAlias(
                name=row.name, slug=row.slug, note=row.note, topic_id=keys.get(build_topic_slug(row.topic))
            )
            for row in new
        ]
    )
    aliases = read_topic_aliases()
    make_topics({slug: name for slug, name in wanted.items() if slug not in aliases}, spelled)
    moved = join_topics()
    keys = dict(Topic.objects.values_list("slug", "pk"))
    return aliases | {slug: (pk,) for slug, pk in keys.items()}, moved


def correct_spelling(rows: Iterable[AliasRow], on_file: Mapping[str, str]) -> None:
    """Give a topic on file the better spelling, unless somebody has renamed it."""
    for row in rows:
        if on_file.get(row.slug) == row.name:
            Topic.objects.filter(slug=row.slug).update(name=row.topic)


def make_topics(names: Mapping[str, str], spelled: Mapping[str, str]) -> None:
    """Make the topics that are not on file: address -> name, in the spelling of `spelled` where it has one."""
    on_file = set(Topic.objects.values_list("slug", flat=True))
    Topic.objects.bulk_create(
        [
            Topic(slug=slug, name=spelled.get(slug, name))
            for slug, name in names.items()
            if slug not in on_file
        ],
        batch_size=BATCH_SIZE,
    )
