"""What the home page, the search and the pages about the site show."""

from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, F
from django.db.models.functions import Abs, ExtractYear

from votes.core.choices import CheckStatus
from votes.core.lookup import find_resolution
from votes.home.method import WorkedPair, build_worked_pair
from votes.models import ImportRun, Resolution, State
from votes.resolutions.search import find_single_text, find_state_by_name
from votes.scope.vote_table import get_vote_table


class YearCount(NamedTuple):
    """How many texts of one year were decided in one way, a value of `Adoption`."""

    year: int
    adoption: str
    n: int


@dataclass(frozen=True)
class YearCounts:
    """The public texts by year and how they were decided, oldest first.

    `undated`: {adoption: n} of those without a day.
    """

    rows: list[YearCount]
    undated: dict[str, int]


def get_year_counts() -> YearCounts:
    """Counted in one query."""
    counted = (
        Resolution.objects.public()
        .annotate(year=ExtractYear("date"))
        .order_by("year", "adoption")
        .values_list("year", "adoption")
        .annotate(n=Count("pk"))
    )
    rows = list(counted)
    return YearCounts(
        [YearCount(year, adoption, n) for year, adoption, n in rows if year is not None],
        {adoption: n for year, adoption, n in rows if year is None},
    )


def find_named(words: str) -> State | Resolution | None:
    """The State or the text that `words` name: a State's name or code, or a symbol that means one text."""
    if not words:
        return None
    if state := find_state_by_name(words):
        return state
    return ("/" in words and find_resolution(words)) or find_single_text(words)


def get_latest_votes(limit: int) -> list[Resolution]:
    """The newest recorded votes."""
    return list(Resolution.objects.public().recorded().with_names().newest_first()[:limit])


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
        chosen.with_names()
        .annotate(margin=Abs(F("official_in_favour") - F("official_against")))
        .order_by("margin", "-date")[:limit]
    )


def get_imports(limit: int) -> list[ImportRun]:
    """The latest imports."""
    return list(ImportRun.objects.all()[:limit])


def get_worked_pair() -> WorkedPair | None:
    """The worked example of the method page, from the record as it is now."""
    return build_worked_pair(get_vote_table())


def check_database() -> None:
    """Raises `django.db.Error` where the database does not answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
