"""What the home page and the pages about the site show."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, F, Max, Min, Q
from django.db.models.functions import Abs, ExtractYear

from votes.analysis.scope import Scope
from votes.core.choices import EVERY, CheckStatus
from votes.core.coverage import Coverage
from votes.core.models.resolution import ResolutionQuerySet
from votes.core.population import build_text_condition
from votes.core.record_version import get_or_build
from votes.home.method import WorkedPair, build_worked_pair
from votes.models import ImportRun, Resolution, State
from votes.scope.population import Population, describe_completeness, describe_selection
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


def get_year_counts(scope: Scope) -> YearCounts:
    """The texts of the scope's body and kinds, counted in one query."""
    counted = (
        Resolution.objects.filter(build_text_condition(scope.body, scope.kind))
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


def list_counted_votes(scope: Scope) -> ResolutionQuerySet:
    """The recorded votes with totals that figures count in `scope`: its first day, body and kinds.

    Reconciled ones alone unless the scope asks for others.
    """
    recorded = Resolution.objects.filter(build_text_condition(scope.body, scope.kind)).recorded()
    return recorded.filter(build_day_condition(scope), check_status__in=list_checks(scope))


def build_day_condition(scope: Scope) -> Q:
    """From the first day of the scope on."""
    return Q(date__gte=scope.first) if scope.first else Q()


def list_checks(scope: Scope) -> list[CheckStatus]:
    """The results of the check with which a vote is counted."""
    return [CheckStatus.RECONCILED, *([CheckStatus.UNRECONCILED] if scope.unreconciled else [])]


def get_latest_votes(limit: int, scope: Scope) -> list[Resolution]:
    """The newest votes of `scope`."""
    return list(list_counted_votes(scope).with_names().newest_first()[:limit])


def get_closest_votes(limit: int, scope: Scope) -> list[Resolution]:
    """The votes of `scope` with the smallest margin, newest first among equals."""
    return list(
        list_counted_votes(scope)
        .with_names()
        .annotate(margin=Abs(F("official_in_favour") - F("official_against")))
        .order_by("margin", "-date")[:limit]
    )


def measure_texts(scope: Scope, years: YearCounts, coverage: Coverage) -> Population:
    """The texts that `years` counts."""
    dated = [row.year for row in years.rows]
    return Population(
        scope,
        n=sum(row.n for row in years.rows) + sum(years.undated.values()),
        first=min(dated, default=None),
        last=max(dated, default=None),
        of_texts=True,
        complete=describe_selection(coverage, replace(scope, first=None)),
    )


def measure_votes(scope: Scope, coverage: Coverage) -> Population:
    """The votes that `list_counted_votes` gives, counted in one query."""
    unreconciled = Q(check_status=CheckStatus.UNRECONCILED)
    checked = Q(check_status__in=list_checks(scope))
    of_kind = build_text_condition(scope.body, scope.kind)
    found = (
        Resolution.objects.recorded()
        .filter(build_day_condition(scope))
        .aggregate(
            n=Count("pk", filter=of_kind & checked),
            first=Min("date__year", filter=of_kind & checked),
            last=Max("date__year", filter=of_kind & checked),
            n_unreconciled=Count("pk", filter=of_kind & unreconciled),
            in_all=Count("pk", filter=build_text_condition(scope.body, scope.kind or EVERY) & checked),
        )
    )
    return Population(
        scope,
        n_other_kinds=found.pop("in_all") - found["n"],
        complete=describe_completeness(coverage, scope),
        **found,
    )


def list_state_names() -> list[str]:
    """The names of all States, from the cache: one query, two where they are not in it."""
    return get_or_build(
        "state-names", lambda: list(State.objects.order_by("name_key", "name").values_list("name", flat=True))
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
