"""The list of States, the page of one, and their data."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from votes.analysis.majority_position import DISSENT_LIMIT, FEWEST_POSITIONS
from votes.core.choices import COUNCIL_SINCE, Position
from votes.core.lookup import get_state_or_none
from votes.scope.form import FORM_ID
from votes.scope.page import build_population_line
from votes.scope.query import build_scope_parameters, build_scope_query, read_body, read_scope
from votes.scope.vote_table import get_vote_table
from votes.states.form import StateVoteForm
from votes.states.page import MOST_DISSENTS, build_chart, build_state_groups, build_state_page
from votes.states.query import read_state_query
from votes.states.serialize import (
    LISTED_COLUMNS,
    VOTE_COLUMNS,
    flatten_listed_state,
    list_export_parameters,
    serialize_state,
    serialize_states,
)
from votes.states.service import get_state_record, get_states, list_votes, load_texts
from votes.states.wording import describe_asked
from votes.web.address import change_query
from votes.web.downloads import build_csv, build_json
from votes.web.numbers import format_percent
from votes.web.pagination import paginate
from votes.web.wording import describe_unknown_members


@require_safe
def states(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    table = get_vote_table(read_body(request.GET))
    query = read_scope(request.GET, table.choices)
    found = get_states(today, table, query.scope)
    context = {
        "by_group": build_state_groups(found.states),
        "n": len(found.states),
        "population": build_population_line(found.population, request.GET, FORM_ID),
        "scope_parameters": build_scope_parameters(query.scope),
        "scope_query": build_scope_query(query.scope),
        "form": query.form,
        "notes": query.notes,
        "today": today,
        "unknown_members": describe_unknown_members(found.members),
        "positions": list(Position),
    }
    return render(request, "votes/states/states.html", context)


@require_safe
def states_data(request: HttpRequest, form: str) -> HttpResponse:
    table = get_vote_table(read_body(request.GET))
    query = read_scope(request.GET, table.choices)
    found = get_states(timezone.localdate(), table, query.scope)
    if form == "csv":
        rows = [flatten_listed_state(one) for one in found.states]
        return build_csv("states", build_scope_parameters(query.scope), LISTED_COLUMNS, rows)
    return build_json(serialize_states(found, query))


@require_safe
def state(request: HttpRequest, iso3: str) -> HttpResponseBase:
    if iso3 != iso3.upper():
        return redirect("state", iso3=iso3.upper())
    found = get_state_or_none(iso3)
    if found is None:
        raise Http404(_("No State “%(code)s” is on file.") % {"code": iso3[:20]})
    table = get_vote_table(read_body(request.GET))
    query = read_state_query(request.GET, table.choices)
    record = get_state_record(found, table, query.scope)
    asked = list_votes(record, query, table.version)
    votes, page_notes = paginate(request, asked, per_page=25)
    votes.object_list = load_texts(votes.object_list)
    page = build_state_page(record, load_texts(record.dissents[:MOST_DISSENTS]), timezone.localdate())
    context = {
        "record": record,
        "state": record.state,
        "page": page,
        "population": build_population_line(record.population, request.GET, FORM_ID),
        "all_years": change_query(request.GET, {"from": COUNCIL_SINCE, "page": None}),
        "votes": votes,
        "chart": build_chart(record, page) if record.votes else None,
        "scope": query.scope,
        "scope_parameters": build_scope_parameters(query.scope),
        "scope_query": build_scope_query(query.scope),
        "form": query.form,
        "vote_form": StateVoteForm(query, [row.year for row in page.years]),
        "list_parameters": query.parameters,
        "asked": describe_asked(asked, query),
        "clear_list": change_query(request.GET, {"q": None, "year": None, "position": None, "page": None}),
        "notes": [*query.notes, *page_notes],
        "positions": list(Position),
        "dissent_limit": format_percent(DISSENT_LIMIT),
        "fewest_positions": FEWEST_POSITIONS,
    }
    return TemplateResponse(request, "votes/states/state.html", context)


@require_safe
def state_data(request: HttpRequest, iso3: str, form: str) -> HttpResponse:
    found = get_state_or_none(iso3)
    if found is None:
        raise Http404
    table = get_vote_table(read_body(request.GET))
    query = read_state_query(request.GET, table.choices)
    record = get_state_record(found, table, query.scope)
    row = serialize_state(record, query, list_votes(record, query, table.version))
    if form == "json":
        return build_json(row)
    return build_csv(iso3, list_export_parameters(query), VOTE_COLUMNS, row["votes"])
