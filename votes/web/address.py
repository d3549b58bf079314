"""Values in the address: valid values are used; invalid ones are ignored, with a note."""

from collections.abc import Collection, Iterable, Mapping

from django.http import QueryDict
from django.utils.translation import gettext as _

# The longest part of an invalid value that the note repeats.
LONGEST_SHOWN = 60
# So many unknown names are noted; an address may have hundreds.
MOST_NAMES_NOTED = 5
# What any address may have besides the filters of its page.
SHARED_NAMES = {"page", "sort", "format"}
# Names that mailings and other sites add to a link to count visits.
TRACKING_NAMES = ("utm_", "fbclid", "gclid")


def describe_unknown_value(value: object, name: str) -> str:
    """The note on a value of `?name=value` that was ignored."""
    return _("“%(value)s” is not a valid value for %(name)s and was ignored.") % {
        "value": str(value)[:LONGEST_SHOWN],
        "name": name,
    }


def describe_swapped_days() -> str:
    """The note on a range of days that was given the other way round."""
    return _("The first day was after the last day, so the two were swapped.")


def describe_unknown_names(data: Iterable[str], known: Collection[str]) -> list[str]:
    """A note on each name in the query string `data` that is no filter of the page: `?frm=2018` instead of `?from=`."""
    unknown = [name for name in data if name not in SHARED_NAMES and name not in known]
    return [
        _("“%(name)s” is not a filter of this page and was ignored.") % {"name": name[:LONGEST_SHOWN]}
        for name in unknown
        if not name.startswith(TRACKING_NAMES)
    ][:MOST_NAMES_NOTED]


def read_choice(data: Mapping[str, str], name: str, known: Collection[str]) -> tuple[str, list[str]]:
    """The value of `?name=value` if it is one of `known`, else "", and a note on a value that is not."""
    value = data.get(name, "")
    if not value or value in known:
        return value, []
    return "", [describe_unknown_value(value, name)]


def change_query(data: QueryDict, changes: Mapping[str, object]) -> str:
    """The query string of `data` with some values changed (None or "" removes one); "?" with nothing left."""
    query = data.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value not in (None, ""):
            query[key] = str(value)
    return f"?{query.urlencode()}"
