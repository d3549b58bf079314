"""Many States at once, who votes with whom: the page, one view at a time, and its data."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from votes.blocs.overview.page import build_page
from votes.blocs.overview.positions import PositionsTaken
from votes.blocs.overview.query import DEFAULT_VIEW, join_states, read_bloc_query
from votes.blocs.overview.serialize import (
    list_csv_columns,
    list_csv_rows,
    list_export_parameters,
    serialize_overview,
    serialize_refusal,
)
from votes.blocs.overview.service import get_overview
from votes.blocs.terms import get_bloc_table
from votes.scope.page import build_population_line
from votes.scope.query import read_body
from votes.scope.vote_table import get_vote_table
from votes.web.downloads import build_csv, build_json
from votes.web.pagination import paginate


@require_safe
def blocs(request: HttpRequest) -> HttpResponseBase:
    """The page. An address that names the States one by one leads to a shorter one."""
    if len(request.GET.getlist("states")) > 1:
        return redirect(f"{reverse('blocs')}?{join_states(request.GET)}")
    table = get_vote_table(read_body(request.GET))
    bloc_table = get_bloc_table(table.version)
    # Without parameters it opens with the blocs; addresses with parameters name their view, or ask for the matrix.
    query = read_bloc_query(request.GET, table, bloc_table, DEFAULT_VIEW if request.GET else "blocs")
    overview = get_overview(query, table, bloc_table, timezone.localdate())
    status = overview.refusal.value if overview.refusal else None
    asked = request.GET.copy()
    asked["view"] = query.view
    context = build_page(overview, bloc_table)
    context["population"] = build_population_line(overview.chosen.population, asked, "choose")
    if isinstance(overview.figures, PositionsTaken):
        context["page"], notes = paginate(request, overview.figures.split)
        context["notes"] += notes
    return TemplateResponse(request, "votes/blocs/overview/overview.html", context, status=status)


@require_safe
def blocs_data(request: HttpRequest, form: str) -> HttpResponse:
    """The figures of the same view: the matrix as tables in JSON, as one row for each pair in CSV."""
    table = get_vote_table(read_body(request.GET))
    bloc_table = get_bloc_table(table.version)
    query = read_bloc_query(request.GET, table, bloc_table)
    overview = get_overview(query, table, bloc_table, timezone.localdate())
    if overview.refusal:
        return build_json(serialize_refusal(overview), status=overview.refusal.value)
    if form == "csv":
        columns, rows = list_csv_columns(overview), list_csv_rows(overview)
        return build_csv("blocs", list_export_parameters(query), columns, rows)
    # The tables of a matrix are long: one line each is enough.
    return build_json(serialize_overview(overview), indent=None if query.view == "matrix" else 1)
