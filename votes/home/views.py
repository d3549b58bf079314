"""The home page, the pages about the site, and the health check."""

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from hrc import __version__
from votes.analysis.majority_position import DISSENT_LIMIT, FEWEST_POSITIONS
from votes.analysis.methods import build_example
from votes.core.agenda import AGENDA
from votes.core.choices import POSITIONS_TAKEN, Adoption
from votes.core.coverage import get_coverage
from votes.core.record_size import get_record_size, get_sizes_by_body
from votes.explanations.service import count_explanations, get_latest_explanations
from votes.forecast.drafts.service import count_tabled
from votes.home.changes import read_changes
from votes.home.method import list_methods
from votes.home.page import (
    build_chart,
    build_coverage_rows,
    build_decision_rows,
    build_import_rows,
    find_decade,
)
from votes.home.service import (
    check_database,
    get_closest_votes,
    get_imports,
    get_latest_votes,
    get_worked_pair,
    get_year_counts,
    list_state_names,
    measure_texts,
    measure_votes,
)
from votes.scope.page import build_population_line
from votes.scope.query import build_scope_parameters, read_votes_scope
from votes.web.coverage import describe_reach
from votes.web.glossary import GROUPS
from votes.web.numbers import format_percent


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    coverage = get_coverage()
    scope, notes = read_votes_scope(request.GET, coverage.default_first_day)
    population = measure_votes(scope, coverage)
    years = get_year_counts(scope)
    context = {
        "latest": get_latest_votes(7, scope),
        "tabled": count_tabled(),
        "decade": find_decade(timezone.localdate()),
        "state_names": list_state_names(),
        "reach": describe_reach(coverage),
        "closest": get_closest_votes(6, scope),
        "population": build_population_line(population, request.GET),
        "n_votes": population.n,
        "texts": build_population_line(measure_texts(scope, years, coverage), request.GET),
        "scope_parameters": build_scope_parameters(replace(scope, first=None, unreconciled=False)),
        "notes": notes,
        "explanations": get_latest_explanations(6),
        "n_explanations": count_explanations(),
        "adoption_labels": Adoption.labels,
        "year_rows": build_decision_rows(years),
        "undated": sum(years.undated.values()),
        "chart": build_chart(years) if years.rows else None,
    }
    return TemplateResponse(request, "votes/home/home.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    context = {
        "size": get_record_size(),
        "bodies": get_sizes_by_body(),
        "coverage": get_coverage(),
        "coverage_rows": build_coverage_rows(get_coverage()),
        "imports": build_import_rows(get_imports(5)),
        "dissent_limit": format_percent(DISSENT_LIMIT),
        "fewest_positions": FEWEST_POSITIONS,
    }
    return render(request, "votes/home/about.html", context)


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    context = {
        "methods": list_methods(),
        "working": get_worked_pair(),
        "example": build_example(),
        "positions": POSITIONS_TAKEN,
    }
    return render(request, "votes/home/method.html", context)


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    context = {"groups": GROUPS, "agenda": [gettext(title) for title in AGENDA.values()]}
    return render(request, "votes/home/glossary.html", context)


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    sections = read_changes(settings.BASE_DIR / "CHANGELOG.md")
    return render(request, "votes/home/changes.html", {"sections": sections})


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 and "ok 0.9.0", the version of the code, where the database answers."""
    check_database()
    return HttpResponse(f"ok {__version__}", content_type="text/plain")
