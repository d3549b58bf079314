"""How much is on file, counted from the database."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from votes.core.choices import Adoption, Body, CheckStatus, Position
from votes.core.models import Explanation, Membership, Resolution, State, Vote

# A vote without a roll-call can have errors too, but it is in no figure anyway.
UNRECONCILED = Q(check_status=CheckStatus.UNRECONCILED, counted_in_favour__isnull=False)
# A recorded vote with totals. Where the source gives none, it is not certain that there was a vote.
RECORDED = Q(adoption=Adoption.RECORDED_VOTE, official_in_favour__isnull=False)


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
        recorded_votes=Count("pk", filter=RECORDED),
        roll_calls=Count("pk", filter=Q(counted_in_favour__isnull=False)),
        reconciled=Count("pk", filter=Q(check_status=CheckStatus.RECONCILED)),
        unreconciled=Count("pk", filter=UNRECONCILED),
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
        recorded_votes=Count("pk", filter=RECORDED),
        roll_calls=Count("pk", filter=Q(counted_in_favour__isnull=False)),
        unreconciled=Count("pk", filter=UNRECONCILED),
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


def list_years(dated: QuerySet[Any]) -> list[int]:
    """The years of the rows that have a date, latest first. Counted here: SQLite takes ten times as long for it."""
    dates = dated.filter(date__isnull=False).order_by().values_list("date", flat=True).distinct()
    return sorted({date.year for date in dates}, reverse=True)
