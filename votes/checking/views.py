"""Every finding of the check, with filters in the address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from votes.checking.page import build_rows, count_rules
from votes.checking.query import read_query
from votes.checking.serialize import (
    FINDING_COLUMNS,
    RULE_COLUMNS,
    flatten_findings,
    serialize_findings,
    serialize_rules,
)
from votes.checking.service import list_findings
from votes.core.record_size import get_record_size
from votes.web.downloads import build_csv, build_json
from votes.web.pagination import paginate


@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    """The findings as a table; the counts by rule lead to those of one rule, so they count those of all."""
    query = read_query(request.GET)
    findings = list_findings(query.texts)
    page, page_notes = paginate(request, build_rows(findings, query.rule, query.severity))
    context = {
        "size": get_record_size(),
        "filter": query.filter_set,
        "page": page,
        "rule": query.rule,
        "counts": count_rules(build_rows(findings, severity=query.severity)),
        "notes": query.notes + page_notes,
    }
    return render(request, "votes/checking/quality.html", context)


@require_safe
def quality_data(request: HttpRequest, form: str) -> HttpResponse:
    """The same findings as CSV or JSON."""
    query = read_query(request.GET)
    findings = list_findings(query.texts)
    if form == "csv":
        return build_csv("quality", query.chosen, FINDING_COLUMNS, flatten_findings(findings, query))
    return build_json(serialize_findings(findings, query))


@require_safe
def rules_data(request: HttpRequest, form: str) -> HttpResponse:
    """The table of rules as CSV or JSON, with the same filters."""
    query = read_query(request.GET)
    rows = serialize_rules(list_findings(query.texts), query)
    if form == "csv":
        return build_csv("quality-rules", query.chosen, RULE_COLUMNS, rows)
    return build_json({"filter": query.chosen, "notes": query.notes, "rules": rows})
