"""The list of States, the page of one, and their data."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from votes.analysis.majority_position import DISSENT_LIMIT, FEWEST_POSITIONS
from votes.core.choices import Position
from votes.core.lookup import get_state_or_none
from votes.states.charts import build_years_chart
from votes.states.form import build_form
from votes.states.page import MOST_DISSENTS, build_state_groups, build_state_page, list_votes
from votes.states.query import read_state_query
from votes.states.serialize import (
    LISTED_COLUMNS,
    VOTE_COLUMNS,
    flatten_listed_state,
    serialize_listed_state,
    serialize_state,
)
from votes.states.service import get_state_record, get_states, load_texts
from votes.web.downloads import build_csv, build_json
from votes.web.filters import read_unreconciled
from votes.web.numbers import format_percent
from votes.web.pagination import paginate
from votes.web.wording import describe_unknown_members


@require_safe
def states(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    unreconciled, notes = read_unreconciled(request.GET)
    found = get_states(today, unreconciled=unreconciled)
    context = {
        "by_group": build_state_groups(found.states),
        "n": len(found.states),
        "left_out": found.left_out,
        "unreconciled": unreconciled,
        "notes": notes,
        "today": today,
        "unknown_members": describe_unknown_members(found.members),
        "positions": list(Position),
    }
    return render(request, "votes/states/states.html", context)


@require_safe
def states_data(request: HttpRequest, form: str) -> HttpResponse:
    unreconciled, notes = read_unreconciled(request.GET)
    found = get_states(timezone.localdate(), unreconciled=unreconciled)
    if form == "csv":
        scope = {"unreconciled": "include"} if unreconciled else {}
        return build_csv("states", scope, LISTED_COLUMNS, [flatten_listed_state(one) for one in found.states])
    rows = [serialize_listed_state(listed) for listed in found.states]
    return build_json({"n": len(rows), "left_out": found.left_out, "notes": notes, "states": rows})


@require_safe
def state(request: HttpRequest, iso3: str) -> HttpResponseBase:
    if iso3 != iso3.upper():
        return redirect("state", iso3=iso3.upper())
    found = get_state_or_none(iso3)
    if found is None:
        raise Http404(_("No State “%(code)s” is on file.") % {"code": iso3[:20]})
    query = read_state_query(request.GET)
    record = get_state_record(found, unreconciled=query.unreconciled)
    votes, page_notes = paginate(request, list_votes(record, query), per_page=25)
    votes.object_list = load_texts(votes.object_list)
    page = build_state_page(record, load_texts(record.dissents[:MOST_DISSENTS]), timezone.localdate())
    context = {
        "record": record,
        "state": record.state,
        "page": page,
        "votes": votes,
        "chart": build_years_chart(
            [row.year for row in page.years], record.years, [row.year for row in page.years if row.is_gap]
        )
        if record.counted
        else None,
        "left_out": record.left_out,
        "unreconciled": query.unreconciled,
        "form": build_form(query),
        "notes": [*query.notes, *page_notes],
        "positions": list(Position),
        "dissent_limit": format_percent(DISSENT_LIMIT),
        "fewest_positions": FEWEST_POSITIONS,
    }
    return render(request, "votes/states/state.html", context)


@require_safe
def state_data(request: HttpRequest, iso3: str, form: str) -> HttpResponse:
    found = get_state_or_none(iso3)
    if found is None:
        raise Http404
    query = read_state_query(request.GET)
    record = get_state_record(found, unreconciled=query.unreconciled)
    row = serialize_state(record, list_votes(record, query))
    if form == "json":
        return build_json(row)
    scope = {"position": query.position} if query.position else {}
    return build_csv(iso3, scope, VOTE_COLUMNS, row["votes"])
