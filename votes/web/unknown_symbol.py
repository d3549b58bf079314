"""The page for a symbol that no text on file has."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from votes.core.lookup import find_near_resolutions


def render_unknown_symbol(request: HttpRequest, symbol: str) -> HttpResponse:
    context = {"symbol": symbol[:100], "near": find_near_resolutions(symbol)}
    return render(request, "votes/web/unknown_symbol.html", context, status=404)
