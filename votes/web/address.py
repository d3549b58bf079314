"""Values in the address: valid values are used; invalid ones are ignored, with a note."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

# The longest part of an invalid value that the note repeats.
LONGEST_SHOWN = 60


def describe_unknown_value(value: object, name: str) -> str:
    """The note on a value of `?name=value` that was ignored."""
    return _("“%(value)s” is not a valid value for %(name)s and was ignored.") % {
        "value": str(value)[:LONGEST_SHOWN],
        "name": name,
    }


def read_choice(data: Mapping[str, str], name: str, known: Collection[str]) -> tuple[str, list[str]]:
    """The value of `?name=value` if it is one of `known`, else "", and a note on a value that is not."""
    value = data.get(name, "")
    if not value or value in known:
        return value, []
    return "", [describe_unknown_value(value, name)]
