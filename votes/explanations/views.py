"""The list of explanations and its data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from votes.explanations.filters import ExplanationFilter
from votes.explanations.page import build_explanation
from votes.explanations.serialize import LISTED_COLUMNS, serialize_listed_explanation
from votes.explanations.service import get_recorded_positions, list_explanations
from votes.web.downloads import build_csv, build_json
from votes.web.filters import apply_filter, describe_filter
from votes.web.pagination import paginate


@require_safe
def explanations(request: HttpRequest) -> HttpResponse:
    filter_set, notes = apply_filter(ExplanationFilter, request.GET, list_explanations())
    page, page_notes = paginate(request, filter_set.qs, per_page=20)
    positions = get_recorded_positions(page.object_list)
    context = {
        "filter": filter_set,
        "page": page,
        "notes": notes + page_notes,
        "rows": [build_explanation(e, positions.get(e.pk)) for e in page],
    }
    return render(request, "votes/explanations/explanations.html", context)


@require_safe
def explanations_data(request: HttpRequest, form: str) -> HttpResponse:
    filter_set, notes = apply_filter(ExplanationFilter, request.GET, list_explanations())
    rows = [serialize_listed_explanation(explanation) for explanation in filter_set.qs]
    scope = describe_filter(filter_set)
    if form == "csv":
        return build_csv("explanations", scope, LISTED_COLUMNS, rows)
    return build_json({"filter": scope, "notes": notes, "n": len(rows), "explanations": rows})
