"""A series as if it came back on a day: its page, and its data."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from votes.forecast.as_of import BadDayError, build_bad_day_json, render_bad_day
from votes.forecast.what_if.page import build_address, build_what_if, serialize_what_if
from votes.forecast.what_if.service import get_what_if
from votes.series.merged import redirect_merged
from votes.series.service import get_series_or_none
from votes.series.today.page import build_today_page
from votes.series.today.query import read_today_query
from votes.series.today.serialize import MEMBER_COLUMNS, flatten_today, serialize_today
from votes.series.today.service import get_series_today
from votes.web.downloads import build_csv, build_json


@require_safe
def today(request: HttpRequest, slug: str) -> HttpResponseBase:
    series = get_series_or_none(slug)
    if series is None:
        return redirect_merged("series-today", slug)
    try:
        result = get_series_today(series, read_today_query(request.GET))
    except BadDayError as problem:
        return render_bad_day(request, problem)
    what_if = get_what_if(result, result.query.what_if)
    if what_if and request.GET.get("who"):
        return redirect(f"{request.path}{build_address(request.GET, what_if)}#what-if")
    context = {
        "result": result,
        "series": series,
        "page": build_today_page(result),
        "what_if": build_what_if(what_if) if what_if else None,
        "notes": what_if.query.notes if what_if else (),
    }
    return render(request, "votes/series/today/today.html", context)


@require_safe
def today_data(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    series = get_series_or_none(slug)
    if series is None:
        return redirect_merged("series-today-data", slug, form=form)
    try:
        result = get_series_today(series, read_today_query(request.GET))
    except BadDayError as problem:
        return build_bad_day_json(problem)
    if form == "csv":
        scope = {"on": result.query.on.isoformat()}
        return build_csv(f"series-{slug}-today", scope, MEMBER_COLUMNS, flatten_today(result))
    what_if = get_what_if(result, result.query.what_if) if result.query.what_if else None
    extra = {"what_if": serialize_what_if(what_if)} if what_if else {}
    return build_json({**serialize_today(result), **extra})
