"""Many States at once: who votes with whom. The page, one finding a view, and its data."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from votes.choices import Body
from votes.filters.blocs import Choice, list_chosen, read_choice
from votes.filters.scope import ScopeForm, build_query, describe_scope, read_scope
from votes.presenters import blocs as present
from votes.queries.blocs import BlocTable, get_bloc_table
from votes.queries.matrix import get_vote_table
from votes.views.downloads import build_csv, build_json


@dataclass(frozen=True)
class Asked:
    """What an address asks for. `refusal`: why there is nothing to show, with its `status`."""

    chosen: present.Chosen
    choice: Choice
    blocs: BlocTable
    form: ScopeForm
    notes: list[str]
    refusal: str
    status: HTTPStatus


def read_asked(request: HttpRequest) -> Asked:
    commission = request.GET.get("body") == Body.COMMISSION
    table = get_vote_table(Body.COMMISSION.value if commission else Body.COUNCIL.value)
    blocs = get_bloc_table(table.version)
    scope, form, notes = read_scope(request.GET, table.choices)
    choice, choice_notes = read_choice(request.GET, table, blocs)
    selection = table.choose(scope)
    selected = table.matrix.select(votes=selection.mask)
    states = list_chosen(choice, table, selected, timezone.localdate())
    refusal, status = "", HTTPStatus.OK
    if choice.is_empty and choice.unknown:
        refusal, status = _("Nothing that the address names is on file."), HTTPStatus.NOT_FOUND
    elif not choice.is_default and len(states) < present.FEWEST_CHOSEN:
        refusal, status = (
            _("Choose at least two States, or a bloc with two in these votes."),
            HTTPStatus.BAD_REQUEST,
        )
    return Asked(
        chosen=present.Chosen(table, scope, selected, tuple(states), selection.left_out),
        choice=choice,
        blocs=blocs,
        form=form,
        notes=notes + choice_notes,
        refusal=refusal,
        status=status,
    )


def read_order(request: HttpRequest, default: str) -> tuple[str, list[str]]:
    """The name of the order asked for, or `default`, and a sentence for one nobody knows."""
    asked = request.GET.get("order", "")
    if not asked or asked in present.ORDERS:
        return asked or default, []
    words = {"value": asked.replace("\x00", "")[:60], "known": ", ".join(present.ORDERS)}
    return default, [_("“%(value)s” is no order of the matrix; there are: %(known)s.") % words]


@require_safe
def blocs_data(request: HttpRequest, form: str) -> HttpResponse:
    """The agreement of the States chosen: as tables in JSON, one row a pair in CSV; in the order asked."""
    asked = read_asked(request)
    order_name, order_notes = read_order(request, "")
    notes = asked.notes + order_notes
    if asked.refusal:
        return build_json({"error": asked.refusal, "notes": notes}, status=asked.status)
    chosen = asked.chosen
    order = present.ORDERS[order_name](chosen) if order_name else list(chosen.states)
    if form == "csv":
        named = {"bloc": "-".join(bloc.slug for bloc in asked.choice.blocs)}
        named["states"] = "-".join(asked.choice.states)
        scope = {key: value for key, value in named.items() if value} | build_query(chosen.scope)
        return build_csv("blocs", scope, list(present.flatten_matrix(chosen, order)))
    payload: dict[str, Any] = {
        "filter": describe_scope(chosen.scope),
        "blocs": [bloc.slug for bloc in asked.choice.blocs],
        "name": asked.choice.name or None,
        "notes": notes,
        **present.serialize_matrix(chosen, order),
    }
    return build_json(payload, indent=None)
