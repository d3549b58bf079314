"""The home page, search, the pages about the site, and the health check."""

from urllib.parse import urlencode

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hrc import __version__
from votes.analysis.majority_position import DISSENT_LIMIT, FEWEST_POSITIONS
from votes.analysis.methods import build_example
from votes.core.choices import POSITIONS_TAKEN, Adoption
from votes.core.lookup import find_resolution
from votes.core.record_size import get_record_size, get_sizes_by_body
from votes.explanations.service import get_latest_explanations
from votes.forecast.drafts.service import count_tabled
from votes.home import method as present
from votes.home.charts import build_decisions_chart
from votes.home.imports import build_lines
from votes.home.page import build_year_rows
from votes.home.service import get_closest_votes, get_imports, get_latest_votes, get_year_counts
from votes.resolutions.search import find_single_text, find_state_by_name
from votes.scope.vote_table import get_vote_table
from votes.web.filters import read_unreconciled
from votes.web.numbers import format_percent


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    unreconciled, notes = read_unreconciled(request.GET)
    years, undated = get_year_counts()
    size = get_record_size()
    context = {
        "latest": get_latest_votes(7),
        "tabled": count_tabled(),
        "closest": get_closest_votes(6, unreconciled=unreconciled),
        "n_closest": size.reconciled + (size.unreconciled if unreconciled else 0),
        "left_out": 0 if unreconciled else size.unreconciled,
        "unreconciled": unreconciled,
        "notes": notes,
        "explanations": get_latest_explanations(6),
        "size": size,
        "years": years,
        "adoption_labels": Adoption.labels,
        "year_rows": build_year_rows(years, undated),
        "undated": sum(undated.values()),
        "chart": build_decisions_chart(years) if years else None,
    }
    return render(request, "votes/home/home.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponseBase:
    """Straight to a text or a State where the words name one; else the list of texts that match."""
    words = request.GET.get("q", "").strip()
    if words and (state := find_state_by_name(words)):
        return redirect(state)
    if "/" in words and (found := find_resolution(words)):
        return redirect(found)
    if words and (only := find_single_text(words)):
        return redirect(only)
    return redirect(f"{reverse('resolutions')}?{urlencode({'q': words})}")


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    context = {
        "size": get_record_size(),
        "bodies": get_sizes_by_body(),
        "imports": build_lines(get_imports(5)),
        "dissent_limit": format_percent(DISSENT_LIMIT),
        "fewest_positions": FEWEST_POSITIONS,
    }
    return render(request, "votes/home/about.html", context)


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    context = {
        "methods": present.list_methods(),
        "working": present.work_out_record(get_vote_table()),
        "example": build_example(),
        "positions": POSITIONS_TAKEN,
    }
    return render(request, "votes/home/method.html", context)


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 and "ok 0.9.0", the version of the code, where the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse(f"ok {__version__}", content_type="text/plain")
