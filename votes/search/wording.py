"""What a search found, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.resolutions.wording import describe_listed
from votes.search.service import SearchResult
from votes.web.numbers import format_number


def describe_found(result: SearchResult) -> str:
    """The heading of the page: '58 texts on “death penalty”', 'Nothing on file for “zzzz”', 'Search'."""
    if not result.words:
        return _("Search")
    if result.is_empty:
        return _("Nothing on file for “%(words)s”") % {"words": result.words}
    n = result.counts.in_all if result.is_wide else result.counts.n
    if not n:
        return _("Search results for “%(words)s”") % {"words": result.words}
    return describe_listed(n, result.words)


def describe_amendments_found(n: int) -> str:
    return ngettext("%(n)s amendment or no-action motion", "%(n)s amendments and no-action motions", n) % {
        "n": format_number(n)
    }


def describe_commission_found(n: int) -> str:
    return ngettext(
        "%(n)s text of the Commission on Human Rights (1946–2006)",
        "%(n)s texts of the Commission on Human Rights (1946–2006)",
        n,
    ) % {"n": format_number(n)}
