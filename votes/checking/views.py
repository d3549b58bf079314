"""Every finding of the check, with filters in the address."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_filters import FilterSet

from votes.checking.filters import FindingFilter
from votes.checking.page import FindingRow, build_rows, choose_rows, count_rules
from votes.checking.serialize import flatten_row, serialize_row
from votes.checking.service import list_with_findings
from votes.core.record_size import get_record_size
from votes.models import State
from votes.web.downloads import build_csv, build_json
from votes.web.filters import apply_filter, describe_filter
from votes.web.pagination import paginate


def get_rows(request: HttpRequest) -> tuple[FilterSet, list[str], list[FindingRow]]:
    """The filter, a word for each value left out, and what the filter leaves but for rule and weight."""
    filter_set, notes = apply_filter(FindingFilter, request.GET, list_with_findings())
    names = dict(State.objects.values_list("iso3", "name"))
    return filter_set, notes, build_rows(filter_set.qs, names)


@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    filter_set, notes, rows = get_rows(request)
    chosen = describe_filter(filter_set)
    weighed = choose_rows(rows, severity=chosen.get("severity", ""))
    page, page_notes = paginate(request, choose_rows(weighed, rule=chosen.get("rule", "")))
    context = {
        "size": get_record_size(),
        "filter": filter_set,
        "page": page,
        "rule": chosen.get("rule", ""),
        "counts": count_rules(weighed),
        "notes": notes + page_notes,
    }
    return render(request, "votes/checking/quality.html", context)


@require_safe
def quality_data(request: HttpRequest, form: str) -> HttpResponse:
    """The same findings for the same filter, one a row, without paging."""
    filter_set, notes, rows = get_rows(request)
    chosen = describe_filter(filter_set)
    found = choose_rows(rows, chosen.get("rule", ""), chosen.get("severity", ""))
    if form == "csv":
        return build_csv("quality", chosen, [flatten_row(row) for row in found])
    return build_json(
        {
            "filter": chosen,
            "notes": notes,
            "n": len(found),
            "rules": [asdict(count) for count in count_rules(found)],
            "findings": [serialize_row(row) for row in found],
        }
    )
