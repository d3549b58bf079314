"""The same addresses as data: `.json` and `.csv`."""

from typing import Any

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from votes.filters import (
    ExplanationFilter,
    ResolutionFilter,
    apply_filter,
    describe_filter,
    read_unreconciled,
)
from votes.models import Explanation, Resolution
from votes.presenters import data as present
from votes.presenters.bloc_lines import get_bloc_rows, serialize_bloc_rows
from votes.presenters.partners import get_partners, serialize_partners
from votes.queries import sessions as session_queries
from votes.queries import states as state_queries
from votes.queries import texts
from votes.tables import ResolutionTable, configure_table
from votes.views.downloads import build_csv, build_json


@require_safe
def resolutions(request: HttpRequest, form: str) -> HttpResponse:
    """Exactly what the list shows for the same filter, in the same order, without paging."""
    filter_set, notes = apply_filter(ResolutionFilter, request.GET, Resolution.objects.public())
    table = ResolutionTable(filter_set.qs.select_related("session"))
    notes += configure_table(request, table)
    found = list(table.data.data)
    scope = describe_filter(filter_set)
    if form == "csv":
        return build_csv("resolutions", scope, [present.flatten_listed(text) for text in found])
    rows = [present.serialize_listed(text) for text in found]
    return build_json({"filter": scope, "notes": notes, "n": len(rows), "resolutions": rows})


@require_safe
def resolution(request: HttpRequest, address: str, form: str) -> HttpResponseBase:
    text = texts.get_resolution_or_none(address)
    if text is None:
        if found := texts.find_resolution(address):
            return redirect(reverse("resolution-data", args=[found.address, form]))
        near = [near.symbol for near in texts.find_near_resolutions(address)]
        return JsonResponse({"error": "No text with this symbol is on file.", "near": near}, status=404)
    record = texts.get_resolution_record(text)
    if form == "csv":
        return build_csv(text.symbol, {}, present.flatten_votes(record))
    return build_json(
        present.serialize_resolution(record) | {"blocs": serialize_bloc_rows(get_bloc_rows(record))}
    )


@require_safe
def states(request: HttpRequest, form: str) -> HttpResponse:
    unreconciled, notes = read_unreconciled(request.GET)
    found = state_queries.get_states(timezone.localdate(), unreconciled=unreconciled)
    rows = [present.serialize_listed_state(listed) for listed in found.states]
    if form == "json":
        return build_json({"n": len(rows), "left_out": found.left_out, "notes": notes, "states": rows})
    flat = [
        present.flatten({**row, "terms": "; ".join(f"{t['start']}/{t['end']}" for t in row["terms"])})
        for row in rows
    ]
    return build_csv("states", {"unreconciled": "include"} if unreconciled else {}, flat)


@require_safe
def state(request: HttpRequest, iso3: str, form: str) -> HttpResponse:
    found = state_queries.get_state_or_none(iso3)
    if found is None:
        raise Http404
    unreconciled, _ = read_unreconciled(request.GET)
    row = present.serialize_state(state_queries.get_state_record(found, unreconciled=unreconciled))
    row |= serialize_partners(get_partners(found.iso3, unreconciled=unreconciled))
    return build_json(row) if form == "json" else build_csv(iso3, {}, row["votes"])


@require_safe
def session(request: HttpRequest, code: str, form: str) -> HttpResponse:
    found = session_queries.get_session_or_none(code)
    if found is None:
        raise Http404
    listed = session_queries.get_session_texts(found)
    if form == "json":
        return build_json(present.serialize_session(found, listed))
    return build_csv(f"session-{code}", {}, [present.flatten_listed(text) for text in listed])


@require_safe
def explanations(request: HttpRequest, form: str) -> HttpResponse:
    filter_set, notes = apply_filter(ExplanationFilter, request.GET, Explanation.objects.public().for_list())
    rows: list[dict[str, Any]] = [
        {"symbol": e.resolution.symbol, **present.serialize_explanation(e)} for e in filter_set.qs
    ]
    scope = describe_filter(filter_set)
    if form == "csv":
        return build_csv("explanations", scope, rows)
    return build_json({"filter": scope, "notes": notes, "n": len(rows), "explanations": rows})


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 'ok' where the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
