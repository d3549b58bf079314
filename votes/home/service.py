"""What the home page and the page on the data show."""

from typing import Any

from django.db.models import Count, F
from django.db.models.functions import Abs, ExtractYear

from votes.core.choices import CheckStatus
from votes.models import ImportRun, Resolution


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


def get_imports(limit: int) -> list[ImportRun]:
    return list(ImportRun.objects.all()[:limit])
