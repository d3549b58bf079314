"""Pages of a list that is not a table."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _


def paginate(request: HttpRequest, items: Any, per_page: int = 50) -> tuple[Any, list[str]]:
    """The page that the address asks for, and a note if there is no such page."""
    paginator = Paginator(items, per_page)
    requested = request.GET.get("page", "1")
    page = paginator.get_page(requested)
    if str(page.number) == requested:
        return page, []
    shown = requested[:20]
    note = _("There is no page “%(page)s”. Page %(number)s is shown instead.") % {
        "page": shown,
        "number": page.number,
    }
    return page, [note]
