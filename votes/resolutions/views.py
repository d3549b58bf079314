"""The list of texts, the page of one, and their data."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from votes.analysis.majority_position import DISSENT_LIMIT, FEWEST_POSITIONS
from votes.core.called_votes import get_called_votes
from votes.core.choices import Position
from votes.core.lookup import find_near_resolutions, find_resolution, get_resolution_or_none
from votes.resolutions.filters import ResolutionFilter
from votes.resolutions.page import build_chart, build_resolution_page, list_entries
from votes.resolutions.query import read_roll_call_query
from votes.resolutions.serialize import (
    LISTED_COLUMNS,
    VOTE_COLUMNS,
    flatten_listed,
    flatten_votes,
    serialize_listed,
    serialize_resolution,
)
from votes.resolutions.service import (
    count_outcomes,
    find_elsewhere,
    fold_amendments,
    get_resolution_record,
    list_texts,
)
from votes.resolutions.table import ResolutionTable
from votes.resolutions.wording import describe_listed, describe_sum
from votes.scope.page import build_population_line
from votes.scope.serialize import DEFAULT_KINDS
from votes.web.address import change_query, describe_swapped_days
from votes.web.downloads import build_csv, build_json
from votes.web.filters import apply_filter, describe_filter
from votes.web.numbers import format_percent
from votes.web.tables import configure_table
from votes.web.unknown_symbol import render_unknown_symbol


def build_list(request: HttpRequest, *, folded: bool) -> tuple[ResolutionFilter, ResolutionTable, list[str]]:
    """The texts that the address asks for as a sorted table, and a sentence for each value not understood.

    `folded`: an amendment stands under its text where both are in the list.
    """
    filter_set, notes = apply_filter(ResolutionFilter, request.GET, list_texts())
    table = ResolutionTable(fold_amendments(filter_set.qs) if folded else filter_set.qs)
    if filter_set.days_swapped:
        notes.append(describe_swapped_days())
    return filter_set, table, notes + configure_table(request, table)


@require_safe
def resolutions(request: HttpRequest) -> HttpResponse:
    filter_set, table, notes = build_list(request, folded=True)
    counts = count_outcomes(filter_set)
    elsewhere = None if counts.n else find_elsewhere(filter_set)
    context = {
        "filter": filter_set,
        "table": table,
        "notes": notes,
        "counts": counts,
        "heading": describe_listed(counts.n, filter_set.chosen_words),
        "sum": describe_sum(counts),
        "elsewhere": elsewhere,
        "show_elsewhere": change_query(request.GET, {**elsewhere.changes, "page": None}) if elsewhere else "",
        "called_votes": get_called_votes(filter_set.chosen_body) if filter_set.asks_for_caller else None,
        "population": build_population_line(counts.population, request.GET),
    }
    return render(request, "votes/resolutions/resolutions.html", context)


@require_safe
def resolutions_data(request: HttpRequest, form: str) -> HttpResponse:
    """The texts of the list for the same filter, in its order: every amendment in a row of its own, without paging."""
    filter_set, table, notes = build_list(request, folded=False)
    found = list(table.data.data)
    scope = describe_filter(filter_set)
    if form == "csv":
        return build_csv("resolutions", scope, LISTED_COLUMNS, [flatten_listed(text) for text in found])
    rows = [serialize_listed(text) for text in found]
    counted = {"body": filter_set.chosen_body, "kind": filter_set.chosen_kind or DEFAULT_KINDS}
    elsewhere = None if rows else find_elsewhere(filter_set)
    return build_json(
        {
            "filter": scope,
            "counted": counted,
            "notes": notes,
            "n": len(rows),
            "left_out": filter_set.count_contradictory(),
            "found_elsewhere": elsewhere.n if elsewhere else 0,
            "resolutions": rows,
        }
    )


@require_safe
def resolution(request: HttpRequest, address: str) -> HttpResponseBase:
    text = get_resolution_or_none(address)
    if text is None:
        found = find_resolution(address)
        return redirect(found) if found else render_unknown_symbol(request, address)
    record = get_resolution_record(text)
    query = read_roll_call_query(request.GET)
    context = {
        "record": record,
        "resolution": text,
        "page": build_resolution_page(record, query, request.build_absolute_uri(text.get_absolute_url())),
        "roll_call_query": query,
        "positions": list(Position),
        "groups": list(record.groups),
        "chart": build_chart(record) if record.groups else None,
        "dissent_limit": format_percent(DISSENT_LIMIT),
        "fewest_positions": FEWEST_POSITIONS,
    }
    return TemplateResponse(request, "votes/resolutions/resolution.html", context)


@require_safe
def resolution_data(request: HttpRequest, address: str, form: str) -> HttpResponseBase:
    text = get_resolution_or_none(address)
    if text is None:
        if found := find_resolution(address):
            return redirect(reverse("resolution-data", args=[found.address, form]))
        near = [near.symbol for near in find_near_resolutions(address)]
        return JsonResponse({"error": "No text with this symbol is on file.", "near": near}, status=404)
    record = get_resolution_record(text)
    query = read_roll_call_query(request.GET)
    entries = list_entries(record.entries, query)
    if form == "csv":
        scope = {"position": query.position, "group": query.group}
        asked = {name: value for name, value in scope.items() if value}
        return build_csv(text.symbol, asked, VOTE_COLUMNS, flatten_votes(text, entries))
    return build_json({**serialize_resolution(record, entries), "notes": list(query.notes)})
