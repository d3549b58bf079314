"""Two to four States compared: the page on which they are chosen, the comparison, and its data."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from votes.compare.page import build_differing_rows, build_page, build_start_page
from votes.compare.query import read_chooser_query, read_compare_query
from votes.compare.serialize import (
    list_differing_columns,
    list_export_parameters,
    serialize_comparison,
    serialize_differing_rows,
)
from votes.compare.service import compare_states
from votes.scope.form import FORM_ID
from votes.scope.page import build_all_years, build_population_line
from votes.scope.query import build_scope_parameters, read_body
from votes.scope.vote_table import get_vote_table
from votes.web.address import change_query
from votes.web.downloads import build_csv, build_json
from votes.web.pagination import paginate


@require_safe
def choose(request: HttpRequest) -> HttpResponseBase:
    """Choose the States: `?states=CHN&states=CUB` leads to their comparison."""
    table = get_vote_table(read_body(request.GET))
    query = read_chooser_query(request.GET, table)
    if query.is_complete:
        parameters = build_scope_parameters(query.scope)
        return redirect(reverse("compare", args=["/".join(query.states)], query=parameters or None))
    return render(request, "votes/compare/start.html", build_start_page(query, table))


@require_safe
def compare(request: HttpRequest, codes: str) -> HttpResponse:
    """The comparison as a page, with the differing votes page by page."""
    table = get_vote_table(read_body(request.GET))
    query = read_compare_query(request.GET, codes, table)
    comparison = compare_states(table, query)
    page, page_notes = paginate(request, comparison.differing.votes)
    context = build_page(query, comparison) | {
        "codes": codes,
        "population": build_population_line(comparison.population, request.GET, FORM_ID),
        "notes": [*query.notes, *page_notes],
        "all_years": change_query(request.GET, build_all_years(query.scope)),
        "page": page,
        "rows": build_differing_rows(comparison, page.object_list),
    }
    return TemplateResponse(request, "votes/compare/compare.html", context)


@require_safe
def compare_data(request: HttpRequest, codes: str, form: str) -> HttpResponse:
    """The comparison in JSON; in CSV its differing votes, one row a vote."""
    table = get_vote_table(read_body(request.GET))
    query = read_compare_query(request.GET, codes, table)
    comparison = compare_states(table, query)
    if form == "csv":
        name = f"compare-{'-'.join(comparison.states)}"
        columns = list_differing_columns(comparison)
        return build_csv(name, list_export_parameters(query), columns, serialize_differing_rows(comparison))
    return build_json(serialize_comparison(query, comparison))
