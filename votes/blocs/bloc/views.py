"""One bloc or regional group: the page and its data."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from votes.blocs.bloc.page import build_page
from votes.blocs.bloc.query import BlocPageQuery, read_bloc_page_query
from votes.blocs.bloc.serialize import VOTE_COLUMNS, list_export_parameters, serialize_bloc, serialize_csv_row
from votes.blocs.bloc.service import BlocRecord, get_bloc_record
from votes.blocs.bloc.wording import list_notes
from votes.blocs.terms import get_bloc_table
from votes.scope.form import FORM_ID
from votes.scope.page import build_population_line
from votes.scope.query import read_body
from votes.scope.vote_table import get_vote_table
from votes.web.downloads import build_csv, build_json
from votes.web.pagination import paginate


@require_safe
def bloc(request: HttpRequest, slug: str) -> HttpResponse:
    """The page, with the votes page by page."""
    query, record = get_answer_or_404(request, slug)
    page, page_notes = paginate(request, record.listed)
    notes = [*list_notes(query, record), *page_notes]
    context = build_page(query, record) | {"notes": notes, "page": page}
    if record.figures:
        context["population"] = build_population_line(record.figures.population, request.GET, FORM_ID)
    return TemplateResponse(request, "votes/blocs/bloc/bloc.html", context)


@require_safe
def bloc_data(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """All about the bloc in JSON; in CSV its majority position in each vote, one row for each."""
    query, record = get_answer_or_404(request, slug)
    if form == "csv":
        rows = [serialize_csv_row(row) for row in record.listed]
        return build_csv(f"bloc-{slug}", list_export_parameters(query, record), VOTE_COLUMNS, rows)
    return build_json(serialize_bloc(query, record))


def get_answer_or_404(request: HttpRequest, slug: str) -> tuple[BlocPageQuery, BlocRecord]:
    """What the address asks for, and the answer. Http404 where no bloc and no regional group has the address."""
    table = get_vote_table(read_body(request.GET))
    query = read_bloc_page_query(request.GET, slug, table.choices, timezone.localdate())
    record = get_bloc_record(query, table, get_bloc_table(table.version))
    if record is None:
        raise Http404(_("No bloc with the address “%(slug)s” is on file.") % {"slug": slug[:60]})
    return query, record
