"""Series: the same text coming back over the years."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from votes.core.choices import Position
from votes.scope.page import build_population_line
from votes.scope.query import build_scope_parameters
from votes.series.merged import redirect_merged
from votes.series.page import build_chart, build_series_page
from votes.series.query import SeriesQuery, read_list_query, read_series_query
from votes.series.serialize import (
    LISTED_COLUMNS,
    flatten_series,
    list_series_columns,
    serialize_list,
    serialize_listed_series,
    serialize_series,
)
from votes.series.service import (
    SeriesRecord,
    get_series_or_none,
    get_series_record,
    list_series,
    measure_series,
)
from votes.web.downloads import build_csv, build_json
from votes.web.pagination import paginate


@require_safe
def series_list(request: HttpRequest) -> HttpResponse:
    query = read_list_query(request.GET)
    page, notes = paginate(request, list_series(query))
    context = {
        "page": page,
        "population": build_population_line(measure_series(query), request.GET),
        "scope_parameters": build_scope_parameters(query.scope),
        "notes": [*query.notes, *notes],
        "words": query.words,
    }
    return render(request, "votes/series/list.html", context)


@require_safe
def series_list_data(request: HttpRequest, form: str) -> HttpResponse:
    query = read_list_query(request.GET)
    rows = [serialize_listed_series(series) for series in list_series(query)]
    if form == "csv":
        return build_csv("series", build_scope_parameters(query.scope), LISTED_COLUMNS, rows)
    return build_json(serialize_list(query, rows))


def find_record(slug: str, query: SeriesQuery) -> SeriesRecord | None:
    found = get_series_or_none(slug)
    return get_series_record(found, unreconciled=query.unreconciled) if found else None


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponseBase:
    query = read_series_query(request.GET)
    record = find_record(slug, query)
    if record is None:
        return redirect_merged("series", slug)
    page = build_series_page(record, query)
    context = {
        "record": record,
        "series": record.series,
        "page": page,
        "left_out": record.left_out,
        "unreconciled": query.unreconciled,
        "only_today": query.only_today,
        "positions": list(Position),
        "chart": build_chart(record, page) if page.first else None,
    }
    return TemplateResponse(request, "votes/series/series.html", context)


@require_safe
def series_data(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    query = read_series_query(request.GET)
    record = find_record(slug, query)
    if record is None:
        return redirect_merged("series-data", slug, form=form)
    if form == "csv":
        scope = {"members": "today"} if query.only_today else {}
        rows = flatten_series(record, only_today=query.only_today)
        return build_csv(f"series-{slug}", scope, list_series_columns(record), rows)
    return build_json(serialize_series(record, query.notes))
