"""Two to four States compared: the page and its data."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from votes.analysis.differing import FEWEST_STATES, MOST_STATES
from votes.analysis.scope import Scope
from votes.choices import Body
from votes.filters.scope import ScopeForm, build_query, describe_scope, read_scope
from votes.presenters import compare as present
from votes.queries.matrix import VoteTable, get_vote_table
from votes.views.downloads import build_csv, build_json
from votes.views.pages import paginate


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


def read_comparison(
    request: HttpRequest, codes: str
) -> tuple[present.Comparison, Scope, ScopeForm, list[str]]:
    """What the address asks for, its scope and form, and a sentence for each value that was left out."""
    commission = request.GET.get("body") == Body.COMMISSION
    table = get_vote_table(Body.COMMISSION.value if commission else Body.COUNCIL.value)
    scope, form, notes = read_scope(request.GET, table.choices)
    return present.compare(table, get_states_or_404(codes, table), scope), scope, form, notes


@require_safe
def compare(request: HttpRequest, codes: str) -> HttpResponse:
    comparison, scope, form, notes = read_comparison(request, codes)
    page, page_notes = paginate(request, comparison.differing.votes)
    context = {
        "comparison": comparison,
        "codes": codes,
        "scope": scope,
        "form": form,
        "notes": notes + page_notes,
        "pairs": [
            {"words": present.name_pair(pair, comparison.table.names), "figures": pair}
            for pair in comparison.pairs
        ],
        "page": page,
        "rows": present.build_differing_rows(comparison, page.object_list),
    }
    return render(request, "votes/compare.html", context)


@require_safe
def compare_data(request: HttpRequest, codes: str, form: str) -> HttpResponse:
    comparison, scope, _form, notes = read_comparison(request, codes)
    if form == "csv":
        name = f"compare-{'-'.join(comparison.states)}"
        return build_csv(name, build_query(scope), present.flatten_differing(comparison))
    payload = present.serialize_comparison(comparison)
    return build_json({"filter": describe_scope(scope), "notes": notes, **payload})
