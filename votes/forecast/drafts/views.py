"""Before a session: the drafts that are tabled, or were on a past day, with their forecasts and briefings."""

import zlib
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from votes.core.record_version import get_or_build
from votes.forecast.as_of import BadDayError, build_bad_day_json, render_bad_day
from votes.forecast.briefing.page import build_sheet
from votes.forecast.drafts.query import read_session_query
from votes.forecast.drafts.result import DraftList
from votes.forecast.drafts.serialize import DRAFT_COLUMNS, flatten_draft, serialize_draft
from votes.forecast.drafts.service import build_draft_briefings, get_draft_list, list_past_sessions
from votes.forecast.drafts.wording import describe_drafts
from votes.web.downloads import build_csv, build_json

PAST_SESSIONS_OFFERED = 6


@require_safe
def before(request: HttpRequest) -> HttpResponse:
    try:
        query = read_session_query(request.GET)
        drafts = get_draft_list(query)
    except BadDayError as problem:
        return render_bad_day(request, problem)
    return render_drafts("votes/forecast/drafts/drafts.html", reverse("before"), drafts, query.notes)


@require_safe
def session_briefings(request: HttpRequest, code: str) -> HttpResponse:
    """Every briefing of a session, one after another, to be printed."""
    try:
        query = read_session_query(request.GET, code)
        drafts = get_draft_list(query)
    except BadDayError as problem:
        return render_bad_day(request, problem)
    path = reverse("session-briefings", args=[drafts.session.code if drafts.session else code])
    return render_drafts("votes/forecast/drafts/briefings.html", path, drafts, query.notes)


def render_drafts(template: str, path: str, drafts: DraftList, notes: Sequence[str]) -> HttpResponse:
    """The page of a list. Forty briefings take a second, so it is rendered once for each version of the record.

    It is rendered without the request, of which it knows only the path: other readers get the same page. With notes on
    its address it is not kept.
    """

    def build() -> bytes:
        briefings = build_draft_briefings(drafts)
        context = {
            "request": {"path": path},  # for the links by which readers report an error
            "page_name": "before",
            "drafts": drafts,
            "sheets": [build_sheet(one, anchor=f"t{one.text.pk}-") for one in briefings],
            "finding": describe_drafts(drafts, briefings),
            "past_sessions": list_past_sessions(PAST_SESSIONS_OFFERED),
            "notes": notes,
        }
        # Two megabytes of sheets are an eighth of that when compressed, and the cache holds hundreds of pages.
        return zlib.compress(render_to_string(template, context).encode())

    page = build() if notes else get_or_build(f"{template}:{drafts.key}", build)
    return HttpResponse(zlib.decompress(page))


@require_safe
def before_data(request: HttpRequest, form: str) -> HttpResponse:
    try:
        query = read_session_query(request.GET)
        drafts = get_draft_list(query)
    except BadDayError as problem:
        return build_bad_day_json(problem)
    rows = get_or_build(
        f"before-data:{drafts.key}", lambda: [serialize_draft(one) for one in build_draft_briefings(drafts)]
    )
    session = drafts.session.code if drafts.session else None
    if form == "csv":
        scope = {"session": session or "all", "as-of": drafts.as_of.isoformat()}
        return build_csv("before", scope, DRAFT_COLUMNS, [flatten_draft(row) for row in rows])
    notes = list(query.notes)
    return build_json(
        {"session": session, "as_of": drafts.as_of, "notes": notes, "n": len(rows), "drafts": rows}
    )
