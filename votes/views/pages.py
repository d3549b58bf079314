"""The public pages: address -> filter -> query -> presenter -> template."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from votes import charts
from votes.analysis.group_line import DISSENT_LIMIT, FEWEST_POSITIONS, Alignment
from votes.choices import Adoption, Position
from votes.filters import (
    ExplanationFilter,
    ResolutionFilter,
    StateVoteFilter,
    apply_filter,
    read_unreconciled,
)
from votes.models import Explanation, Resolution
from votes.presenters import resolution as resolution_presenter
from votes.presenters import state as state_presenter
from votes.presenters.bloc_lines import get_bloc_rows
from votes.presenters.imports import build_lines
from votes.presenters.numbers import format_percent
from votes.presenters.partners import get_partners
from votes.queries import lists, texts
from votes.queries import sessions as session_queries
from votes.queries import states as state_queries
from votes.queries.before import count_tabled
from votes.tables import ResolutionTable, configure_table


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    unreconciled, notes = read_unreconciled(request.GET)
    years, undated = lists.get_year_counts()
    size = lists.get_record_size()
    context = {
        "latest": lists.get_latest_votes(7),
        "tabled": count_tabled(),
        "closest": lists.get_closest_votes(6, unreconciled=unreconciled),
        "n_closest": size.reconciled + (size.unreconciled if unreconciled else 0),
        "left_out": 0 if unreconciled else size.unreconciled,
        "unreconciled": unreconciled,
        "notes": notes,
        "explanations": lists.get_latest_explanations(6),
        "size": size,
        "years": years,
        "adoption_labels": Adoption.labels,
        "year_rows": resolution_presenter.build_year_rows(years, undated),
        "undated": sum(undated.values()),
        "chart": charts.build_decisions_chart(years) if years else None,
    }
    return render(request, "votes/home.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponseBase:
    """Straight to a text or a State where the words name one; else the list of texts that match."""
    words = request.GET.get("q", "").strip()
    if words and (state := lists.find_state_by_name(words)):
        return redirect(state)
    if "/" in words and (found := texts.find_resolution(words)):
        return redirect(found)
    if words and (only := lists.find_single_text(words)):
        return redirect(only)
    return redirect(f"{reverse('resolutions')}?{urlencode({'q': words})}")


@require_safe
def resolutions(request: HttpRequest) -> HttpResponse:
    filter_set, notes = apply_filter(ResolutionFilter, request.GET, Resolution.objects.public())
    found = filter_set.qs
    table = ResolutionTable(found.select_related("session"))
    notes += configure_table(request, table)
    context = {"filter": filter_set, "table": table, "notes": notes, "counts": lists.count_outcomes(found)}
    return render(request, "votes/resolutions.html", context)


def render_unknown_symbol(request: HttpRequest, symbol: str) -> HttpResponse:
    context = {"symbol": symbol[:100], "near": texts.find_near_resolutions(symbol)}
    return render(request, "votes/unknown_symbol.html", context, status=404)


@require_safe
def resolution(request: HttpRequest, address: str) -> HttpResponseBase:
    text = texts.get_resolution_or_none(address)
    if text is None:
        found = texts.find_resolution(address)
        return redirect(found) if found else render_unknown_symbol(request, address)
    record = texts.get_resolution_record(text)
    shown = resolution_presenter.filter_roll_call(record.entries, request.GET)
    context: dict[str, Any] = {
        "record": record,
        "resolution": text,
        "page": resolution_presenter.build_page(record, request.build_absolute_uri(text.get_absolute_url())),
        "blocs": get_bloc_rows(record),
        "roll_call": shown,
        "positions": list(Position),
        "groups": list(record.groups),
        "chart": charts.build_group_chart(record.groups) if record.groups else None,
        "dissent_limit": format_percent(DISSENT_LIMIT),
    }
    return render(request, "votes/resolution.html", context)


@require_safe
def states(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    unreconciled, notes = read_unreconciled(request.GET)
    found = state_queries.get_states(today, unreconciled=unreconciled)
    context = {
        "by_group": state_presenter.build_state_groups(found.states),
        "n": len(found.states),
        "left_out": found.left_out,
        "unreconciled": unreconciled,
        "notes": notes,
        "today": today,
        "positions": list(Position),
    }
    return render(request, "votes/states.html", context)


@require_safe
def state(request: HttpRequest, iso3: str) -> HttpResponseBase:
    if iso3 != iso3.upper():
        return redirect("state", iso3=iso3.upper())
    found = state_queries.get_state_or_none(iso3)
    if found is None:
        raise Http404(_("No State “%(code)s” is on file.") % {"code": iso3[:20]})
    unreconciled, scope_notes = read_unreconciled(request.GET)
    record = state_queries.get_state_record(found, unreconciled=unreconciled)
    filter_set, notes = apply_filter(StateVoteFilter, request.GET, Resolution.objects.none())
    wanted = filter_set.form.cleaned_data.get("position") if filter_set.is_valid() else ""
    votes = [vote for vote in record.votes if not wanted or vote.position == wanted]
    page, page_notes = paginate(request, votes, per_page=25)
    page.object_list = state_queries.load_texts(page.object_list)
    apart = [vote for vote in record.counted if vote.alignment is Alignment.APART]
    years = state_presenter.build_years(record, timezone.localdate())
    context = {
        "record": record,
        "state": record.state,
        "years": years,
        "chart": charts.build_years_chart(
            [y.year for y in years], record.years, [y.year for y in years if y.is_gap]
        )
        if record.counted
        else None,
        "n_apart": len(apart),
        "apart": state_queries.load_texts(apart[:20]),
        "with_line": sum(vote.alignment in (Alignment.WITH, Alignment.APART) for vote in record.counted),
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
    return render(request, "votes/state.html", context)


def paginate(request: HttpRequest, items: Any, per_page: int = 50) -> tuple[Any, list[str]]:
    """The page the address asks for, and a sentence where there is no such page."""
    paginator = Paginator(items, per_page)
    asked = request.GET.get("page", "1")
    page = paginator.get_page(asked)
    if str(page.number) == asked:
        return page, []
    shown = asked.replace("\x00", "")[:20]
    note = _("There is no page “%(page)s”; this is page %(number)s.") % {"page": shown, "number": page.number}
    return page, [note]


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    return render(request, "votes/sessions.html", {"sessions": session_queries.get_sessions()})


@require_safe
def session(request: HttpRequest, code: str) -> HttpResponse:
    found = session_queries.get_session_or_none(code)
    if found is None:
        raise Http404(_("No session “%(code)s” is on file.") % {"code": code[:20]})
    listed = session_queries.get_session_texts(found)
    context = {"session": found, "texts": listed, "finding": resolution_presenter.describe_session(listed)}
    return render(request, "votes/session.html", context)


@require_safe
def explanations(request: HttpRequest) -> HttpResponse:
    filter_set, notes = apply_filter(ExplanationFilter, request.GET, Explanation.objects.public().for_list())
    page, page_notes = paginate(request, filter_set.qs, per_page=20)
    positions = lists.get_recorded_positions(page.object_list)
    context = {
        "filter": filter_set,
        "page": page,
        "notes": notes + page_notes,
        "rows": [resolution_presenter.build_explanation(e, positions.get(e.pk)) for e in page],
    }
    return render(request, "votes/explanations.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    context = {
        "size": lists.get_record_size(),
        "bodies": lists.get_sizes_by_body(),
        "imports": build_lines(lists.get_imports(5)),
        "dissent_limit": format_percent(DISSENT_LIMIT),
        "fewest_positions": FEWEST_POSITIONS,
    }
    return render(request, "votes/about.html", context)
