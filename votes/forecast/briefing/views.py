"""The briefing on one text: the forecast as of a day, beside what was known of the text before it."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from votes.core.lookup import find_near_resolutions
from votes.forecast.as_of import BadDayError, build_bad_day_json, render_bad_day
from votes.forecast.briefing.page import build_sheet
from votes.forecast.briefing.query import read_briefing_query
from votes.forecast.briefing.serialize import MEMBER_COLUMNS, flatten_briefing, serialize_briefing
from votes.forecast.briefing.service import find_text, get_briefing
from votes.forecast.what_if.page import build_address, build_what_if, serialize_what_if
from votes.forecast.what_if.service import get_what_if
from votes.web.downloads import build_csv, build_json
from votes.web.unknown_symbol import render_unknown_symbol


@require_safe
def briefing(request: HttpRequest, address: str) -> HttpResponseBase:
    text = find_text(address)
    if text is None:
        return render_unknown_symbol(request, address)
    try:
        query = read_briefing_query(request.GET)
        found = get_briefing(text, query)
    except BadDayError as problem:
        return render_bad_day(request, problem)
    what_if = get_what_if(found, query.what_if)
    if what_if and request.GET.get("who"):
        return redirect(f"{request.path}{build_address(request.GET, what_if)}#what-if")
    context = {
        "sheet": build_sheet(found),
        "notes": (*query.notes, *(what_if.query.notes if what_if else ())),
        "what_if": build_what_if(what_if) if what_if else None,
    }
    return render(request, "votes/forecast/briefing/briefing.html", context)


@require_safe
def briefing_data(request: HttpRequest, address: str, form: str) -> HttpResponse:
    text = find_text(address)
    if text is None:
        near = [near.symbol for near in find_near_resolutions(address)]
        return JsonResponse({"error": "No text with this symbol is on file.", "near": near}, status=404)
    try:
        query = read_briefing_query(request.GET)
        found = get_briefing(text, query)
    except BadDayError as problem:
        return build_bad_day_json(problem)
    if form == "csv":
        scope = {"as-of": found.as_of.isoformat()}
        return build_csv(found.symbol, scope, MEMBER_COLUMNS, flatten_briefing(found))
    what_if = get_what_if(found, query.what_if) if query.what_if else None
    extra = {"what_if": serialize_what_if(what_if)} if what_if else {}
    return build_json({**serialize_briefing(found, address), **extra, "notes": list(query.notes)})
