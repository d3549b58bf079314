"""The words of a text: the page and its data."""

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from votes.core.lookup import find_resolution, get_resolution_or_none
from votes.documents.page import build_text_page
from votes.documents.query import read_text_query
from votes.documents.serialize import serialize_text
from votes.documents.service import get_text_record
from votes.web.downloads import build_json
from votes.web.unknown_symbol import render_unknown_symbol


@require_safe
def text(request: HttpRequest, address: str) -> HttpResponseBase:
    resolution = get_resolution_or_none(address)
    if resolution is None:
        found = find_resolution(address)
        if found:
            return redirect(reverse("resolution-text", args=[found.address]))
        return render_unknown_symbol(request, address)
    query = read_text_query(request.GET)
    record = get_text_record(resolution, query)
    context = {"record": record, "resolution": resolution, "query": query, "page": build_text_page(record)}
    return render(request, "votes/documents/text.html", context)


@require_safe
def text_data(request: HttpRequest, address: str) -> HttpResponseBase:
    resolution = get_resolution_or_none(address)
    if resolution is None:
        return JsonResponse({"error": "No text with this symbol is on file."}, status=404)
    query = read_text_query(request.GET)
    return build_json(serialize_text(get_text_record(resolution, query), query))
