"""What tables of lists share: sorting and paging from the address."""

import django_tables2 as tables
from django.core.paginator import EmptyPage, PageNotAnInteger
from django.http import HttpRequest
from django.utils.translation import gettext

PER_PAGE = 50


def configure_table(request: HttpRequest, table: tables.Table, per_page: int = PER_PAGE) -> list[str]:
    """Sort and page `table` as the address says; returns a sentence for each value that cannot be followed."""
    notes = []
    sort = request.GET.getlist("sort")
    sortable = {column.name for column in table.columns if column.orderable}
    wanted = [name for name in sort if name.removeprefix("-") in sortable]
    for name in sort:
        if name not in wanted:
            notes.append(gettext("The list cannot be sorted by “%(name)s”.") % {"name": name[:60]})
    if wanted:
        table.order_by = wanted
    page = request.GET.get("page", 1)
    try:
        table.paginate(page=page, per_page=per_page)
    except (EmptyPage, PageNotAnInteger):
        shown = str(page)[:20]
        notes.append(
            gettext("There is no page “%(page)s”. The first page is shown instead.") % {"page": shown}
        )
        table.paginate(page=1, per_page=per_page)
    return notes
