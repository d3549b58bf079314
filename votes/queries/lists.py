"""Search, and what the lists and the home and about pages show."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum, Value
from django.db.models.functions import Abs, Coalesce, ExtractYear

from votes.choices import Adoption, Body, CheckStatus, ExplanationKind, Outcome, Position
from votes.models import Explanation, ImportRun, Membership, Resolution, State, Vote
from votes.symbols import build_symbol_patterns, parse_totals


def search_resolutions(resolutions: QuerySet[Resolution], text: str) -> QuerySet[Resolution]:
    """The texts `text` may mean: a symbol, a draft's symbol, "37/23", "L.36", totals "28-1-17", or words of the title.

    Every word must stand in the title, the sponsors, the topics or the symbol; case does not matter.
    """
    text = text.strip()
    if totals := parse_totals(text):
        names = ("official_in_favour", "official_against", "official_abstaining")
        return resolutions.filter(**dict(zip(names, totals, strict=True)))
    patterns = build_symbol_patterns(text)
    if patterns:
        matching = Q()
        for pattern in patterns:
            matching |= Q(symbol__regex=pattern) | Q(draft_symbol__regex=pattern)
            matching |= Q(symbol_as_printed__regex=pattern)
        return resolutions.filter(matching)
    for word in text.split()[:12]:
        resolutions = resolutions.filter(
            Q(title__icontains=word)
            | Q(symbol__icontains=word)
            | Q(draft_symbol__icontains=word)
            | Q(sponsors_as_printed__icontains=word)
            | Q(
                pk__in=Resolution.topics.through.objects.filter(topic__name__icontains=word).values(
                    "resolution_id"
                )
            )
        )
    return resolutions


def find_single_text(text: str) -> Resolution | None:
    """The one public text that a symbol such as "37/23" or "37/L.36" means; None for words, or for several."""
    if "\x00" in text or not build_symbol_patterns(text):
        return None
    found = search_resolutions(Resolution.objects.public(), text).order_by("pk")[:2]
    return found[0] if len(found) == 1 else None


def find_state_by_name(text: str) -> State | None:
    """The State with this code, present or other name; None unless exactly one has it."""
    text = text.strip()
    if not text or "\x00" in text:
        return None
    found = State.objects.filter(
        Q(iso3=text.upper()) | Q(name__iexact=text) | Q(other_names__name__iexact=text)
    ).distinct()[:2]
    return found[0] if len(found) == 1 else None


def get_year_counts() -> tuple[list[dict[str, Any]], dict[str, int]]:
    """Public texts a year by how they were decided: [{"year", "adoption", "n"}], oldest first.

    And those that have no day on file: {adoption: n}.
    """
    rows = list(
        Resolution.objects.public()
        .annotate(year=ExtractYear("date"))
        .order_by("year", "adoption")
        .values("year", "adoption")
        .annotate(n=Count("pk"))
    )
    undated = {row["adoption"]: row["n"] for row in rows if row["year"] is None}
    return [dict(row) for row in rows if row["year"] is not None], undated


def get_latest_votes(limit: int) -> list[Resolution]:
    return list(Resolution.objects.public().recorded().select_related("session").newest_first()[:limit])


def count_unreconciled() -> int:
    """How many public roll-calls are not reconciled, and thereby left out of figures unless asked for."""
    return Resolution.objects.public().filter(check_status=CheckStatus.UNRECONCILED).count()


def get_closest_votes(limit: int, *, unreconciled: bool = False) -> list[Resolution]:
    """The reconciled recorded votes with the smallest margin, newest first among equals.

    Those whose roll-call does not add up are among them where `unreconciled` asks for them.
    """
    recorded = Resolution.objects.public().recorded()
    if unreconciled:
        chosen = recorded.filter(check_status__in=[CheckStatus.RECONCILED, CheckStatus.UNRECONCILED])
    else:
        chosen = recorded.reconciled()
    return list(
        chosen.select_related("session")
        .annotate(margin=Abs(F("official_in_favour") - F("official_against")))
        .order_by("margin", "-date")[:limit]
    )


def get_latest_explanations(limit: int) -> list[Explanation]:
    return list(
        Explanation.objects.public().exclude(kind=ExplanationKind.STUDY_SUBMISSION).for_list()[:limit]
    )


@dataclass(frozen=True)
class RecordSize:
    """How much is on file, counted from the database."""

    texts: int
    recorded_votes: int
    roll_calls: int
    reconciled: int
    unreconciled: int
    votes: int
    states: int
    terms: int
    explanations: int
    first: datetime.date | None
    last: datetime.date | None


def get_record_size() -> RecordSize:
    texts = Resolution.objects.public().aggregate(
        texts=Count("pk"),
        recorded_votes=Count("pk", filter=Q(adoption=Adoption.RECORDED_VOTE)),
        roll_calls=Count("pk", filter=Q(counted_in_favour__isnull=False)),
        reconciled=Count("pk", filter=Q(check_status=CheckStatus.RECONCILED)),
        unreconciled=Count("pk", filter=Q(check_status=CheckStatus.UNRECONCILED)),
        first=Min("date"),
        last=Max("date"),
    )
    return RecordSize(
        **texts,
        votes=Vote.objects.public().count(),
        states=State.objects.count(),
        terms=Membership.objects.count(),
        explanations=Explanation.objects.public().count(),
    )


@dataclass(frozen=True)
class BodySize:
    """How much of one body is on file. `positions` are the lines of its roll-calls, absences included."""

    body: Body
    texts: int
    recorded_votes: int
    roll_calls: int
    unreconciled: int
    positions: int
    explanations: int
    first: datetime.date | None
    last: datetime.date | None


def get_sizes_by_body() -> list[BodySize]:
    """One row a body with a public text, the one that sits first. Two queries, however much is on file."""
    counted = sum((F(f"counted_{position.value}") for position in Position), start=Value(0))
    texts = Resolution.objects.public().order_by().values("session__body")
    rows = texts.annotate(
        texts=Count("pk"),
        recorded_votes=Count("pk", filter=Q(adoption=Adoption.RECORDED_VOTE)),
        roll_calls=Count("pk", filter=Q(counted_in_favour__isnull=False)),
        unreconciled=Count("pk", filter=Q(check_status=CheckStatus.UNRECONCILED)),
        positions=Coalesce(Sum(counted), 0),
        first=Min("date"),
        last=Max("date"),
    )
    said = Explanation.objects.public().order_by().values_list("resolution__session__body")
    explanations = dict(said.annotate(n=Count("pk")))
    sizes: dict[str, dict[str, Any]] = {str(row.pop("session__body")): row for row in map(dict, rows)}
    return [
        BodySize(body=body, explanations=explanations.get(body.value, 0), **sizes[body.value])
        for body in Body
        if body.value in sizes
    ]


def list_with_findings() -> QuerySet[Resolution]:
    """Every public text of which the check found something, errors and notes alike, newest first."""
    return Resolution.objects.public().exclude(check_findings=[]).select_related("session").newest_first()


def count_outcomes(resolutions: QuerySet[Resolution]) -> dict[str, int]:
    """How the texts of a list were decided: {"n", "by_vote", "without_vote", "rejected", "undecided"}."""
    found = Resolution.objects.filter(pk__in=resolutions.order_by().values("pk"))
    return found.aggregate(
        n=Count("pk"),
        by_vote=Count("pk", filter=Q(adoption=Adoption.RECORDED_VOTE)),
        rejected=Count("pk", filter=Q(adoption=Adoption.RECORDED_VOTE, outcome=Outcome.REJECTED)),
        without_vote=Count("pk", filter=Q(adoption=Adoption.WITHOUT_VOTE)),
        undecided=Count("pk", filter=Q(adoption=Adoption.NONE)),
    )


def get_recorded_positions(explanations: Iterable[Explanation]) -> dict[int, Position]:
    """The recorded position of the State behind each explanation, by the explanation's primary key: one query."""
    explanations = list(explanations)
    votes = Vote.objects.filter(
        resolution_id__in=[e.resolution_id for e in explanations],
        state_id__in=[e.state_id for e in explanations],
    ).values_list("resolution_id", "state_id", "position")
    positions: dict[tuple[int, int | None], Position] = {
        (resolution_id, state_id): Position(position) for resolution_id, state_id, position in votes
    }
    return {
        e.pk: positions[e.resolution_id, e.state_id]
        for e in explanations
        if (e.resolution_id, e.state_id) in positions
    }


def get_imports(limit: int) -> list[ImportRun]:
    return list(ImportRun.objects.all()[:limit])
