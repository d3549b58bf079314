"""Two to four States compared: the way in, the page and its data."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from votes.analysis.differing import FEWEST_STATES, MOST_STATES
from votes.analysis.scope import Scope
from votes.compare import service as compare_service
from votes.compare.page import (
    build_differing_rows,
    list_item_rows,
    list_panels,
    list_topic_rows,
    list_window_rows,
    list_year_rows,
)
from votes.compare.serialize import flatten_differing, serialize_comparison
from votes.compare.service import WINDOW_YEARS, Comparison
from votes.compare.wording import name_pair
from votes.core.choices import POSITIONS_TAKEN, Position
from votes.scope.query import (
    ScopeForm,
    build_query,
    describe_scope,
    read_body,
    read_positions,
    read_scope,
    read_states,
)
from votes.scope.vote_table import VoteTable, get_vote_table
from votes.web.downloads import build_csv, build_json
from votes.web.pagination import paginate
from votes.web.share_chart import build_share_chart

MOST_TOPICS = 12


def get_states_or_404(codes: str, table: VoteTable) -> list[str]:
    """The States that "CHN/CUB" names: two to four different ones that took part in votes of this body."""
    states = codes.upper().split("/")
    for iso3 in states:
        if iso3 not in table.matrix.row_of:
            raise Http404(_("No State with the code “%(code)s” is in a recorded vote.") % {"code": iso3[:20]})
    if len(set(states)) < len(states):
        raise Http404(_("A State cannot be compared with itself: name each State once."))
    if not FEWEST_STATES <= len(states) <= MOST_STATES:
        limits = {"fewest": FEWEST_STATES, "most": MOST_STATES}
        raise Http404(_("Name %(fewest)s to %(most)s States to compare.") % limits)
    return states


def read_comparison(request: HttpRequest, codes: str) -> tuple[Comparison, Scope, ScopeForm, list[str]]:
    """What the address asks for, its scope and form, and a sentence for each value that was left out."""
    table = get_vote_table(read_body(request.GET))
    scope, form, notes = read_scope(request.GET, table.choices)
    states = get_states_or_404(codes, table)
    asked, asked_notes = read_positions(request.GET, states)
    return compare_service.compare(table, states, scope, asked), scope, form, notes + asked_notes


def build_chooser(table: VoteTable, chosen: list[str]) -> dict[str, Any]:
    """The States of the body by name, and a field for each State to choose."""
    listed = sorted(((iso3, table.names[iso3]) for iso3 in table.matrix.states), key=lambda pair: pair[1])
    fields = [*chosen, *[""] * MOST_STATES][:MOST_STATES]
    return {"states": listed, "fields": fields, "fewest": FEWEST_STATES, "most": MOST_STATES}


@require_safe
def choose(request: HttpRequest) -> HttpResponseBase:
    """The way in: a choice of States leads to their page; `?states=CHN&states=CUB` is that choice."""
    table = get_vote_table(read_body(request.GET))
    scope, _form, _notes = read_scope(request.GET, table.choices)
    states, notes = read_states(request.GET, table.matrix.states)
    if FEWEST_STATES <= len(states) <= MOST_STATES and not notes:
        return redirect(reverse("compare", args=["/".join(states)], query=build_query(scope) or None))
    if states and not notes:
        limits = {"fewest": FEWEST_STATES, "most": MOST_STATES, "n": len(states)}
        notes = [_("Choose %(fewest)s to %(most)s different States; %(n)s chosen.") % limits]
    context = {"chooser": build_chooser(table, states), "notes": notes}
    return render(request, "votes/compare/start.html", context)


@require_safe
def compare(request: HttpRequest, codes: str) -> HttpResponse:
    comparison, scope, form, notes = read_comparison(request, codes)
    page, page_notes = paginate(request, comparison.differing.votes)
    panels = list_panels(comparison)
    topics = list_topic_rows(comparison)
    query = build_query(scope)
    context = {
        "comparison": comparison,
        "codes": codes,
        "scope": scope,
        "query": query,
        "form": form,
        "notes": notes + page_notes,
        "pairs": [
            {"words": name_pair(pair, comparison.table.names), "figures": pair} for pair in comparison.pairs
        ],
        "chart": build_share_chart(panels) if panels else None,
        "window_years": WINDOW_YEARS,
        "windows": list_window_rows(comparison),
        "years": list_year_rows(comparison),
        "topics": topics[:MOST_TOPICS],
        "more_topics": topics[MOST_TOPICS:],
        "items": list_item_rows(comparison),
        "named": list(zip(comparison.states, comparison.names, strict=True)),
        "positions": POSITIONS_TAKEN if len(comparison.states) == FEWEST_STATES else list(Position),
        "page": page,
        "rows": build_differing_rows(comparison, page.object_list),
        "chooser": build_chooser(comparison.table, list(comparison.states)),
    }
    return render(request, "votes/compare/compare.html", context)


@require_safe
def compare_data(request: HttpRequest, codes: str, form: str) -> HttpResponse:
    comparison, scope, _form, notes = read_comparison(request, codes)
    if form == "csv":
        name = f"compare-{'-'.join(comparison.states)}"
        asked = {iso3: position.value for iso3, position in comparison.asked.items()}
        return build_csv(name, build_query(scope) | asked, flatten_differing(comparison))
    payload = serialize_comparison(comparison)
    return build_json({"filter": describe_scope(scope), "notes": notes, **payload})
