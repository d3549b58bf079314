"""The roll-calls, topics and sponsors of loaded texts, made equal to their rows in large batches."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from votes.core.bulk import delete_rows, insert_rows, update_rows
from votes.core.choices import Position
from votes.core.models.topic import build_topic_slug
from votes.core.rows import TextRow
from votes.ingest.loading.history import ImportHistory
from votes.ingest.loading.topics import load_topics
from votes.ingest.loading.upsert import BATCH_SIZE
from votes.ingest.report import LoadReport, Progress, Removal
from votes.models import Bloc, Resolution, State, Vote

# The progress is shown after this many votes.
VOTES_PER_PROGRESS = 5000

Loaded = list[tuple[Resolution, TextRow]]
Pairs = set[tuple[int, int]]
# Text -> State -> (the vote's key, its position).
StoredVotes = dict[int, dict[int, tuple[int, str]]]


def split_into_batches(items: Iterable[Any], size: int = BATCH_SIZE) -> Iterator[list[Any]]:
    """`items` in lists of at most `size`, so that no query names more at once."""
    items = list(items)
    return (items[start : start + size] for start in range(0, len(items), size))


def read_votes(texts: Iterable[Resolution]) -> StoredVotes:
    """The votes on file: text -> State -> (the vote's key, its position)."""
    stored: StoredVotes = {}
    for batch in split_into_batches(text.pk for text in texts):
        rows = Vote.objects.filter(resolution__in=batch).order_by()
        for pk, text, state, position in rows.values_list("pk", "resolution_id", "state_id", "position"):
            stored.setdefault(text, {})[state] = pk, position
    return stored


def sync_votes(
    created: Loaded,
    existing: Loaded,
    stored: StoredVotes,
    states: Mapping[str, State],
    report: LoadReport,
    history: ImportHistory,
    progress: Progress,
) -> set[int]:
    """Make the votes of the texts equal to their rows; returns the texts whose votes changed.

    `stored`: the votes of the existing texts, as `read_votes` returns them.
    """
    tally = report.tally("votes")
    keys = {iso3: state.pk for iso3, state in states.items()}
    codes = {pk: iso3 for iso3, pk in keys.items()}
    new: list[tuple[int, int, str]] = []
    altered: list[Vote] = []
    gone: list[Vote] = []
    for text, row in created + existing:
        votes = dict(stored.get(text.pk, {}))
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
    history.store(gone, "-")
    history.note_before(Vote, [vote.pk for vote in altered])
    delete_rows(Vote, [vote.pk for vote in gone])
    done = 0
    for batch in split_into_batches(new, VOTES_PER_PROGRESS):
        progress("votes", done, len(new))
        insert_rows(Vote, ["resolution", "state", "position"], batch)
        done += len(batch)
    update_rows(altered, ["position"])
    history.store(altered)
    history.store(find_votes(new, {text.pk for text, _ in existing}), "+")
    progress("votes", done, len(new))
    tally.created, tally.changed = len(new), len(altered) + len(gone)
    return {text for text, _, _ in new} | {vote.resolution_id for vote in altered + gone}


def find_votes(new: Iterable[tuple[int, int, str]], texts: Collection[int]) -> list[Vote]:
    """The votes among `new`, which have been inserted, that were added to `texts`."""
    added = {(text, state) for text, state, _ in new if text in texts}
    found: list[Vote] = []
    for batch in split_into_batches({text for text, _ in added}):
        votes = Vote.objects.filter(resolution__in=batch).order_by("pk")
        found += [vote for vote in votes if (vote.resolution_id, vote.state_id) in added]
    return found


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
        label = str(Resolution._meta.get_field(field).verbose_name)  # type: ignore[union-attr]
        names = {key: name for name, key in keys.items()}

        def may_empty(
            text: int, others: list[int], label: str = label, names: dict[int, str] = names
        ) -> bool:
            on_file = ", ".join(sorted(names[other] for other in others))
            return report.may_remove(Removal("texts", symbols[text], label, on_file, "the file has none"))

        new, gone = sync_pairs(through, column, [text.pk for text, _ in loaded], pairs, may_empty)
        report.count_links(field.replace("_", " "), len(new))
        touched |= {text for text, _ in new | gone}
        for text, other in sorted(pair for pair in new | gone if pair[0] in symbols):
            before, after = ("", names[other]) if (text, other) in new else (names[other], "")
            report.show_change("texts", symbols[text], label, before, after)
    return touched


def sync_pairs(
    through: Any,
    column: str,
    texts: list[int],
    wanted: Pairs,
    may_empty: Callable[[int, list[int]], bool],
) -> tuple[Pairs, Pairs]:
    """Make the rows of a many-to-many table for `texts` equal to `wanted`; returns those made and those removed.

    A text that would have none keeps all that it has, unless `may_empty` (the text, what it has) allows it.
    """
    stored: dict[tuple[int, int], int] = {}
    for batch in split_into_batches(texts):
        rows = through.objects.filter(resolution__in=batch).values_list("resolution_id", column, "pk")
        stored |= {(text, other): pk for text, other, pk in rows}
    emptied: dict[int, list[int]] = {}
    for text, other in stored:
        emptied.setdefault(text, []).append(other)
    for text in {text for text, _ in wanted}:
        emptied.pop(text, None)
    kept = {text for text, others in sorted(emptied.items()) if not may_empty(text, others)}
    new, gone = wanted - set(stored), {pair for pair in set(stored) - wanted if pair[0] not in kept}
    delete_rows(through, [stored[pair] for pair in gone])
    insert_rows(through, ["resolution", column], sorted(new))
    return new, gone
