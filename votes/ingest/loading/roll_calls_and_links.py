"""The roll-calls, topics and sponsors of loaded texts, made equal to their rows in large batches."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from votes.core.bulk import insert_rows, update_rows
from votes.core.choices import Position
from votes.core.models.topic import build_topic_slug
from votes.core.rows import TextRow
from votes.ingest.loading.topics import load_topics
from votes.ingest.loading.upsert import BATCH_SIZE
from votes.ingest.report import LoadReport, Progress
from votes.models import Bloc, Resolution, State, Vote

# The progress is shown after this many votes.
VOTES_PER_PROGRESS = 5000

Loaded = list[tuple[Resolution, TextRow]]
Pairs = set[tuple[int, int]]


def split_into_batches(items: Iterable[Any], size: int = BATCH_SIZE) -> Iterator[list[Any]]:
    """`items` in lists of at most `size`, so that no query names more at once."""
    items = list(items)
    return (items[start : start + size] for start in range(0, len(items), size))


def delete_by_key(queryset: QuerySet[Any], ids: Iterable[int]) -> None:
    """Delete the objects with these primary keys, in batches."""
    for batch in split_into_batches(ids):
        queryset.filter(pk__in=batch).delete()


def read_votes(texts: Iterable[Resolution]) -> dict[int, dict[int, tuple[int, str]]]:
    """The votes on file: text -> State -> (the vote's key, its position)."""
    stored: dict[int, dict[int, tuple[int, str]]] = {}
    for batch in split_into_batches(text.pk for text in texts):
        rows = Vote.objects.filter(resolution__in=batch).order_by()
        for pk, text, state, position in rows.values_list("pk", "resolution_id", "state_id", "position"):
            stored.setdefault(text, {})[state] = pk, position
    return stored


def sync_votes(
    created: Loaded, existing: Loaded, states: Mapping[str, State], report: LoadReport, progress: Progress
) -> set[int]:
    """Make the votes of the texts equal to their rows; returns the texts whose votes changed."""
    tally = report.tally("votes")
    keys = {iso3: state.pk for iso3, state in states.items()}
    codes = {pk: iso3 for iso3, pk in keys.items()}
    stored = read_votes(text for text, _ in existing)
    new: list[tuple[int, int, str]] = []
    altered: list[Vote] = []
    gone: list[Vote] = []
    for text, row in created + existing:
        votes = stored.get(text.pk, {})
        for iso3, position in row.positions.items():
            state = keys[iso3]
            pk, before = votes.pop(state, (None, None))
            if pk is None:
                new.append((text.pk, state, position))
            elif before == position:
                tally.unchanged += 1
            else:
                altered.append(Vote(pk=pk, resolution_id=text.pk, state_id=state, position=position))
                report.show_change(
                    "votes",
                    f"{row.symbol} {iso3}",
                    "position",
                    describe_position(before),
                    describe_position(position),
                )
        for state, (pk, position) in votes.items():
            gone.append(Vote(pk=pk, resolution_id=text.pk, state_id=state, position=position))
            report.show_change(
                "votes", f"{row.symbol} {codes[state]}", "position", describe_position(position), None
            )
    delete_by_key(Vote.objects.all(), [vote.pk for vote in gone])
    done = 0
    for batch in split_into_batches(new, VOTES_PER_PROGRESS):
        progress("votes", done, len(new))
        insert_rows(Vote, ["resolution", "state", "position"], batch)
        done += len(batch)
    update_rows(altered, ["position"])
    progress("votes", done, len(new))
    tally.created, tally.changed = len(new), len(altered) + len(gone)
    return {text for text, _, _ in new} | {vote.resolution_id for vote in altered + gone}


def describe_position(position: str | None) -> str:
    """The position in words, for the report."""
    return str(Position(position).label) if position else ""


def sync_links(
    created: Loaded,
    existing: Loaded,
    states: Mapping[str, State],
    blocs: Mapping[str, Bloc],
    report: LoadReport,
) -> set[int]:
    """Make topics, sponsors and sponsoring groups equal to the rows; returns the texts whose links changed."""
    loaded = created + existing
    topics, touched = load_topics(name for _, row in loaded for name in row.topics)
    state_keys = {iso3: state.pk for iso3, state in states.items()}
    bloc_keys = {slug: bloc.pk for slug, bloc in blocs.items()}
    wanted: dict[str, tuple[str, dict[str, int], Pairs]] = {
        "topics": (
            "topic",
            {slug: pks[0] for slug, pks in topics.items() if pks},
            {(t.pk, pk) for t, r in loaded for n in r.topics for pk in topics[build_topic_slug(n)]},
        ),
        "sponsors": ("state", state_keys, {(t.pk, state_keys[n]) for t, r in loaded for n in r.sponsors}),
        "sponsor_blocs": (
            "bloc",
            bloc_keys,
            {(t.pk, bloc_keys[n]) for t, r in loaded for n in r.sponsor_blocs},
        ),
    }
    symbols = {text.pk: text.symbol for text, _ in existing}
    for field, (column, keys, pairs) in wanted.items():
        through = getattr(Resolution, field).through
        new, gone = sync_pairs(through, column, [text.pk for text, _ in loaded], pairs)
        report.count_links(field.replace("_", " "), len(new))
        touched |= {text for text, _ in new | gone}
        label = str(Resolution._meta.get_field(field).verbose_name)  # type: ignore[union-attr]
        names = {key: name for name, key in keys.items()}
        for text, other in sorted(pair for pair in new | gone if pair[0] in symbols):
            before, after = ("", names[other]) if (text, other) in new else (names[other], "")
            report.show_change("texts", symbols[text], label, before, after)
    return touched


def sync_pairs(through: Any, column: str, texts: list[int], wanted: Pairs) -> tuple[Pairs, Pairs]:
    """Make the rows of a many-to-many table for `texts` equal to `wanted`; returns those made and those removed."""
    stored: dict[tuple[int, int], int] = {}
    for batch in split_into_batches(texts):
        rows = through.objects.filter(resolution__in=batch).values_list("resolution_id", column, "pk")
        stored |= {(text, other): pk for text, other, pk in rows}
    new, gone = wanted - set(stored), set(stored) - wanted
    delete_by_key(through.objects.all(), [stored[pair] for pair in gone])
    insert_rows(through, ["resolution", column], sorted(new))
    return new, gone
