"""Every finding of the check, with filters in the address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from votes.models import State
from votes.presenters import quality as present
from votes.queries import lists
from votes.views.downloads import build_csv, build_json
from votes.views.pages import paginate


def get_rows() -> list[present.FindingRow]:
    names = dict(State.objects.values_list("iso3", "name"))
    return present.build_rows(lists.get_unreconciled(), names)


@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    rows = get_rows()
    found, chosen, notes = present.filter_rows(rows, request.GET)
    page, page_notes = paginate(request, found)
    context = {
        "size": lists.get_record_size(),
        "page": page,
        "chosen": chosen,
        "notes": notes + page_notes,
        "rules": list(present.RULES.items()),
        "severities": list(present.SEVERITIES.items()),
        "years": sorted({row.year for row in rows if row.year}, reverse=True),
    }
    return render(request, "votes/quality.html", context)


@require_safe
def quality_data(request: HttpRequest, form: str) -> HttpResponse:
    """The same findings for the same filter, one a row, without paging."""
    found, chosen, notes = present.filter_rows(get_rows(), request.GET)
    rows = [present.serialize_row(row) for row in found]
    if form == "csv":
        return build_csv("quality", chosen, rows)
    return build_json({"filter": chosen, "notes": notes, "n": len(rows), "findings": rows})
