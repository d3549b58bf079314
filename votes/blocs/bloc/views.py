"""One bloc or regional group: the page and its data."""

import datetime
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from votes.analysis.cohesion import FEWEST_VOTES
from votes.analysis.majority_position import DISSENT_LIMIT, FEWEST_POSITIONS, find_fewest_for_dissent
from votes.analysis.scope import Scope
from votes.blocs.bloc import service as present
from votes.blocs.bloc.members import Member, get_bloc_or_none, list_members_on
from votes.blocs.terms import BlocTerms, get_bloc_table
from votes.core.choices import POSITIONS_TAKEN
from votes.models import Bloc
from votes.scope.form import ScopeForm
from votes.scope.query import build_scope_parameters, read_body, read_day, read_scope
from votes.scope.serialize import serialize_scope
from votes.scope.vote_table import get_vote_table
from votes.web.downloads import build_csv, build_json
from votes.web.numbers import format_percent
from votes.web.pagination import paginate
from votes.web.share_chart import build_share_chart

MOST_TOPICS, MOST_APART = 12, 15


@dataclass(frozen=True)
class Asked:
    """What the address asks for. `bloc` None: a regional group; `figures` None: nobody published the members."""

    slug: str
    name: str
    bloc: Bloc | None
    day: datetime.date
    members: list[Member]
    figures: present.BlocFigures | None
    chosen: present.ChosenVotes | None
    scope: Scope
    form: ScopeForm
    notes: list[str]

    @property
    def group(self) -> bool:
        return self.bloc is None


def read_asked(request: HttpRequest, slug: str) -> Asked:
    """Http404 for an address that no bloc and no regional group has."""
    table = get_vote_table(read_body(request.GET))
    terms: BlocTerms | None = get_bloc_table(table.version).by_slug.get(slug)
    bloc = None if terms and terms.group else get_bloc_or_none(slug)
    if bloc is None and terms is None:
        raise Http404(_("No bloc with the address “%(slug)s” is on file.") % {"slug": slug[:60]})
    scope_query = read_scope(request.GET, table.choices)
    scope, form, notes = scope_query.scope, scope_query.form, list(scope_query.notes)
    day, day_notes = read_day(request.GET, "on", timezone.localdate())
    figures = present.measure_bloc(table, terms, scope) if terms else None
    chosen = present.choose_votes(figures, request.GET) if figures else None
    return Asked(
        slug=slug,
        name=bloc.name if bloc else terms.name if terms else slug,
        bloc=bloc,
        day=day,
        members=list_members_on(bloc, terms, table, day),
        figures=figures,
        chosen=chosen,
        scope=scope,
        form=form,
        notes=notes + day_notes + (chosen.notes if chosen else []),
    )


@require_safe
def bloc(request: HttpRequest, slug: str) -> HttpResponse:
    asked = read_asked(request, slug)
    figures = asked.figures
    page, page_notes = paginate(request, asked.chosen.votes if asked.chosen else [])
    points = present.list_points(figures) if figures else []
    measured = any(point.share is not None for point in points)
    context = {
        "asked": asked,
        "figures": figures,
        "chosen": asked.chosen,
        "notes": asked.notes + page_notes,
        "query": build_scope_parameters(asked.scope),
        "form": asked.form,
        "chart": build_share_chart([("", points)], percent=False) if measured else None,
        "topics": figures.topics[:MOST_TOPICS] if figures else [],
        "more_topics": figures.topics[MOST_TOPICS:] if figures else [],
        "standing_apart": figures.members[:MOST_APART] if figures else [],
        "more_members": figures.members[MOST_APART:] if figures else [],
        "page": page,
        "positions": POSITIONS_TAKEN,
        "dissent_limit": format_percent(DISSENT_LIMIT),
        "fewest_positions": FEWEST_POSITIONS,
        "fewest_for_dissent": find_fewest_for_dissent(),
        "fewest_votes": FEWEST_VOTES,
    }
    return render(request, "votes/blocs/bloc/bloc.html", context)


@require_safe
def bloc_data(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """All about the group in JSON; in CSV its line in each vote, one row a vote."""
    asked = read_asked(request, slug)
    votes = asked.chosen.votes if asked.chosen else []
    if form == "csv":
        chosen = {"show": asked.chosen.show, "left": asked.chosen.left} if asked.chosen else {}
        named = {name: value for name, value in chosen.items() if value}
        rows = [present.flatten_vote_row(row) for row in votes]
        return build_csv(f"bloc-{slug}", build_scope_parameters(asked.scope) | named, rows)
    figures = present.serialize_figures(asked.figures, votes) if asked.figures else {}
    source = {"title": asked.bloc.source_title, "url": asked.bloc.source_url or None} if asked.bloc else None
    payload = {
        "slug": slug,
        "name": asked.name,
        "source": source,
        "filter": serialize_scope(asked.scope),
        "notes": asked.notes,
        "on": asked.day,
        "members": present.serialize_members(asked.members),
        **figures,
    }
    return build_json(payload)
