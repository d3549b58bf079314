"""The list of States, the page of one, and their data."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from votes.analysis.majority_position import DISSENT_LIMIT, Alignment
from votes.core.choices import Position
from votes.core.lookup import get_state_or_none
from votes.models import Resolution
from votes.states import page as state_presenter
from votes.states.charts import build_years_chart
from votes.states.filters import StateVoteFilter
from votes.states.partners import get_partners
from votes.states.serialize import serialize_listed_state, serialize_partners, serialize_state
from votes.states.service import get_state_record, get_states, load_texts
from votes.web.downloads import build_csv, build_json
from votes.web.filters import apply_filter, read_unreconciled
from votes.web.numbers import format_percent
from votes.web.pagination import paginate
from votes.web.serialize import flatten


@require_safe
def states(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    unreconciled, notes = read_unreconciled(request.GET)
    found = get_states(today, unreconciled=unreconciled)
    context = {
        "by_group": state_presenter.build_state_groups(found.states),
        "n": len(found.states),
        "left_out": found.left_out,
        "unreconciled": unreconciled,
        "notes": notes,
        "today": today,
        "positions": list(Position),
    }
    return render(request, "votes/states/states.html", context)


@require_safe
def state(request: HttpRequest, iso3: str) -> HttpResponseBase:
    if iso3 != iso3.upper():
        return redirect("state", iso3=iso3.upper())
    found = get_state_or_none(iso3)
    if found is None:
        raise Http404(_("No State “%(code)s” is on file.") % {"code": iso3[:20]})
    unreconciled, scope_notes = read_unreconciled(request.GET)
    record = get_state_record(found, unreconciled=unreconciled)
    filter_set, notes = apply_filter(StateVoteFilter, request.GET, Resolution.objects.none())
    wanted = filter_set.form.cleaned_data.get("position") if filter_set.is_valid() else ""
    votes = [vote for vote in record.votes if not wanted or vote.position == wanted]
    page, page_notes = paginate(request, votes, per_page=25)
    page.object_list = load_texts(page.object_list)
    apart = [vote for vote in record.counted if vote.alignment is Alignment.DISSENT]
    years = state_presenter.build_years(record, timezone.localdate())
    context = {
        "record": record,
        "state": record.state,
        "years": years,
        "chart": build_years_chart([y.year for y in years], record.years, [y.year for y in years if y.is_gap])
        if record.counted
        else None,
        "n_apart": len(apart),
        "apart": load_texts(apart[:20]),
        "with_line": sum(vote.alignment in (Alignment.WITH, Alignment.DISSENT) for vote in record.counted),
        "left_out": record.left_out,
        "unreconciled": unreconciled,
        "page": page,
        "shown": len(votes),
        "filter": filter_set,
        "notes": scope_notes + notes + page_notes,
        "finding": state_presenter.describe_state(record),
        "partners": get_partners(iso3, unreconciled=unreconciled),
        "positions": list(Position),
        "dissent_limit": format_percent(DISSENT_LIMIT),
    }
    return render(request, "votes/states/state.html", context)


@require_safe
def states_data(request: HttpRequest, form: str) -> HttpResponse:
    unreconciled, notes = read_unreconciled(request.GET)
    found = get_states(timezone.localdate(), unreconciled=unreconciled)
    rows = [serialize_listed_state(listed) for listed in found.states]
    if form == "json":
        return build_json({"n": len(rows), "left_out": found.left_out, "notes": notes, "states": rows})
    flat = [
        flatten({**row, "terms": "; ".join(f"{t['start']}/{t['end']}" for t in row["terms"])}) for row in rows
    ]
    return build_csv("states", {"unreconciled": "include"} if unreconciled else {}, flat)


@require_safe
def state_data(request: HttpRequest, iso3: str, form: str) -> HttpResponse:
    found = get_state_or_none(iso3)
    if found is None:
        raise Http404
    unreconciled, _ = read_unreconciled(request.GET)
    row = serialize_state(get_state_record(found, unreconciled=unreconciled))
    row |= serialize_partners(get_partners(found.iso3, unreconciled=unreconciled))
    return build_json(row) if form == "json" else build_csv(iso3, {}, row["votes"])
