"""Many States at once: who votes with whom. The page, one finding a view, and its data."""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from votes.analysis.majority_position import DISSENT_LIMIT, find_fewest_for_dissent
from votes.analysis.scope import Scope
from votes.blocs.overview import matrix_grid as matrix
from votes.blocs.overview import wording as bloc_views
from votes.blocs.overview.query import Choice, find_code, list_chosen, read_choice, split_values
from votes.blocs.overview.serialize import (
    Row,
    describe_fit,
    flatten_matrix,
    list_apart_rows,
    list_cohesion_rows,
    list_map_rows,
    list_pole_rows,
    serialize_matrix,
)
from votes.blocs.overview.service import FEWEST_CHOSEN, ORDERS, Chosen, get_spatial_map
from votes.blocs.terms import BlocTable, get_bloc_table
from votes.scope.form import ScopeForm
from votes.scope.query import build_scope_parameters, read_body, read_scope
from votes.scope.serialize import serialize_scope
from votes.scope.vote_table import get_vote_table
from votes.web.downloads import build_csv, build_json

VIEWS = {
    "matrix": gettext_lazy("Matrix"),
    "poles": gettext_lazy("Two poles"),
    "map": gettext_lazy("Map"),
    "cohesion": gettext_lazy("Cohesion"),
    "apart": gettext_lazy("Apart from the group"),
}
# These are of groups, not of States one by one.
GROUP_VIEWS = {"cohesion", "apart"}
DIMENSIONS = {"1": 1, "2": 2}


@dataclass(frozen=True)
class Asked:
    """What an address asks for. `refusal`: why there is nothing to show, with its `status`."""

    chosen: Chosen
    choice: Choice
    blocs: BlocTable
    form: ScopeForm
    notes: list[str]
    refusal: str
    status: HTTPStatus


def read_asked(request: HttpRequest) -> Asked:
    table = get_vote_table(read_body(request.GET))
    blocs = get_bloc_table(table.version)
    scope_query = read_scope(request.GET, table.choices)
    scope, form, notes = scope_query.scope, scope_query.form, list(scope_query.notes)
    choice, choice_notes = read_choice(request.GET, table, blocs)
    selection = table.choose(scope)
    selected = table.matrix.select(votes=selection.mask)
    states = list_chosen(choice, table, selected, timezone.localdate())
    refusal, status = "", HTTPStatus.OK
    if choice.is_empty and choice.unknown:
        refusal, status = _("Nothing that the address names is on file."), HTTPStatus.NOT_FOUND
    elif not choice.is_default and len(states) < FEWEST_CHOSEN:
        refusal, status = (
            _("Choose at least two States, or a bloc with two in these votes."),
            HTTPStatus.BAD_REQUEST,
        )
    return Asked(
        chosen=Chosen(table, scope, selected, tuple(states), selection.left_out),
        choice=choice,
        blocs=blocs,
        form=form,
        notes=notes + choice_notes,
        refusal=refusal,
        status=status,
    )


def read_one(request: HttpRequest, name: str, known: Iterable[str], default: str) -> tuple[str, list[str]]:
    """The value of `name` in the address, or `default`, and a sentence for a value nobody knows."""
    asked = request.GET.get(name, "")
    if not asked or asked in known:
        return asked or default, []
    words = {"value": asked[:60], "name": name, "known": ", ".join(known)}
    return default, [_("“%(value)s” is not a value of %(name)s; there are: %(known)s.") % words]


def show_matrix(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    chosen = asked.chosen
    order, notes = read_one(request, "order", ORDERS, "likeness")
    closest, furthest, n = matrix.list_extremes(chosen)
    return {
        "finding": matrix.describe_matrix(chosen),
        "notes": notes,
        "order": order,
        "grid": matrix.build_grid(chosen, order, build_scope_query(chosen.scope)),
        "rows": matrix.build_table(chosen, ORDERS[order](chosen)),
        "most_in_table": matrix.MOST_IN_TABLE,
        "steps": matrix.list_steps(),
        "group_names": [bloc.short_name for bloc in asked.blocs.groups],
        "closest": closest,
        "furthest": furthest,
        "pairs": n,
    }


def show_poles(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    chosen, table = asked.chosen, asked.chosen.table
    codes = {value: find_code(value, table, asked.blocs) for value in split_values(request.GET, "poles")}
    pair = bloc_views.pick_poles(chosen, [code for code in codes.values() if code])
    notes = []
    if codes and (pair is None or set(pair) != set(codes.values())):
        notes.append(_("Two different States of this record make the poles; the usual ones are shown."))
    if pair is None:
        return {"finding": _("There are no two States here to be poles"), "notes": notes}
    poles = bloc_views.build_poles(chosen, *pair)
    return {
        "finding": bloc_views.describe_poles(poles, chosen.in_sentence),
        "notes": notes,
        "poles": poles,
        "chart": bloc_views.draw_poles(poles, chosen.in_sentence) if poles.points else None,
        "voters": sorted(table.matrix.states, key=chosen.get_name),
    }


def show_map(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    chosen, names = asked.chosen, asked.chosen.table.names
    dimensions, notes = read_one(request, "dimensions", DIMENSIONS, "2")
    spatial = get_spatial_map(chosen.table, chosen.scope, DIMENSIONS[dimensions])
    rows = bloc_views.list_map_rows(spatial, chosen.states, names)
    return {
        "finding": bloc_views.describe_map(spatial, chosen.in_sentence),
        "notes": notes,
        "spatial": spatial,
        "dimensions": dimensions,
        "rows": rows,
        "chart": bloc_views.draw_map(spatial, chosen.states, names) if rows else None,
    }


def list_groups(asked: Asked, with_own: bool) -> list[bloc_views.Group]:
    choice = asked.choice
    own = choice.states if with_own else ()
    return bloc_views.list_groups(asked.chosen, choice.blocs, own, choice.name, asked.blocs.groups)


def show_cohesion(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    view = bloc_views.measure_cohesion(asked.chosen, list_groups(asked, with_own=True))
    return {
        "finding": bloc_views.describe_cohesion(view),
        "cohesion": view,
        "chart": bloc_views.draw_cohesion(view) if view.years else None,
    }


def show_apart(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    only = asked.choice.states if not asked.choice.blocs else ()
    rows = bloc_views.rank_all_dissent(asked.chosen, list_groups(asked, with_own=False), only)
    names = asked.chosen.table.names
    return {
        "finding": bloc_views.describe_apart(rows, asked.chosen.in_sentence),
        "first_rows": rows[: bloc_views.DRAWN_APART],
        "more_rows": rows[bloc_views.DRAWN_APART :],
        "drawn": bloc_views.DRAWN_APART,
        "chart": bloc_views.draw_apart(rows, names) if rows and rows[0][1].share is not None else None,
        "dissent_limit": DISSENT_LIMIT,
        "fewest_for_dissent": find_fewest_for_dissent(),
    }


SHOWN_BY = {
    "matrix": show_matrix,
    "poles": show_poles,
    "map": show_map,
    "cohesion": show_cohesion,
    "apart": show_apart,
}


def describe_who(asked: Asked, view: str) -> str:
    """Who is shown. Cohesion and dissent are of groups, so without a choice they show the regional ones."""
    chosen, choice = asked.chosen, asked.choice
    if view in GROUP_VIEWS:
        default = _("The five regional groups")
    elif len(chosen.states) == len(chosen.selected.states):
        default = _("All States in the record")
    else:
        default = _("Today’s members of the Council")
    return bloc_views.name_choice(chosen, choice.blocs, choice.states, choice.name, default)


def build_scope_query(scope: Scope) -> str:
    """The scope as the end of an address, "?from=2015-01-01"; "" where it is the usual one."""
    query = urlencode(build_scope_parameters(scope))
    return f"?{query}" if query else ""


def shorten_query(query: QueryDict) -> str:
    """The query with the States, which a form names one by one, in one value: states=CHN,CUB."""
    short = query.copy()
    short["states"] = ",".join(split_values(query, "states"))
    return short.urlencode(safe=",")


@require_safe
def blocs(request: HttpRequest) -> HttpResponseBase:
    """One finding a view; each view computes what it shows and nothing else."""
    if len(request.GET.getlist("states")) > 1:
        return redirect(f"{reverse('blocs')}?{shorten_query(request.GET)}")
    asked = read_asked(request)
    view, notes = read_one(request, "view", VIEWS, "matrix")
    chosen = asked.chosen
    found: dict[str, Any] = {"finding": asked.refusal} if asked.refusal else SHOWN_BY[view](request, asked)
    context = {
        **found,
        "notes": asked.notes + notes + found.get("notes", []),
        "asked": asked,
        "chosen": chosen,
        "scope": chosen.scope,
        "scope_query": build_scope_query(chosen.scope),
        "form": asked.form,
        "who": describe_who(asked, view),
        "view": view,
        "views": VIEWS.items(),
        "names": chosen.table.names,
        "all_blocs": asked.blocs.blocs,
        "state_groups": matrix.list_choices(chosen),
    }
    return render(request, "votes/blocs/overview/overview.html", context, status=asked.status)


def serialize_view(request: HttpRequest, asked: Asked, view: str) -> tuple[list[Row], dict[str, Any]]:
    """The rows of a view other than the matrix, and what its JSON says besides."""
    found, names = SHOWN_BY[view](request, asked), asked.chosen.table.names
    besides: dict[str, Any] = {"view": view, "finding": found["finding"], "notes": found.get("notes", [])}
    if view == "poles":
        return list_pole_rows(found.get("poles"), names), besides
    if view == "map":
        spatial = found["spatial"]
        return list_map_rows(spatial, names), besides | describe_fit(spatial)
    if view == "cohesion":
        return list_cohesion_rows(found["cohesion"]), besides
    return list_apart_rows([*found["first_rows"], *found["more_rows"]], names), besides


@require_safe
def blocs_data(request: HttpRequest, form: str) -> HttpResponse:
    """What the page shows in the same view: the matrix as tables in JSON, one row a pair in CSV, in the order asked."""
    asked = read_asked(request)
    view, view_notes = read_one(request, "view", VIEWS, "matrix")
    order_name, order_notes = read_one(request, "order", ORDERS, "")
    notes = asked.notes + view_notes + order_notes
    if asked.refusal:
        return build_json({"error": asked.refusal, "notes": notes}, status=asked.status)
    chosen = asked.chosen
    payload: dict[str, Any] = {
        "filter": serialize_scope(chosen.scope),
        "blocs": [bloc.slug for bloc in asked.choice.blocs],
        "name": asked.choice.name or None,
        "notes": notes,
    }
    if view == "matrix":
        order = ORDERS[order_name](chosen) if order_name else list(chosen.states)
        if form == "json":
            return build_json(payload | serialize_matrix(chosen, order), indent=None)
        rows = list(flatten_matrix(chosen, order))
    else:
        rows, besides = serialize_view(request, asked, view)
        besides["notes"] = notes + besides["notes"]
        counted = {"votes": chosen.n, "left_out": chosen.left_out}
        if form == "json":
            return build_json(payload | counted | besides | {"rows": rows})
    return build_csv("blocs", describe_export(asked, view), rows)


def describe_export(asked: Asked, view: str) -> dict[str, str]:
    """The choice and the filter as they stand in the name of a file."""
    named = {
        "view": view if view != "matrix" else "",
        "bloc": "-".join(bloc.slug for bloc in asked.choice.blocs),
        "states": "-".join(asked.choice.states),
    }
    return {key: value for key, value in named.items() if value} | build_scope_parameters(asked.chosen.scope)
