"""Values in the address: what is understood is followed, what is not is left out with a note that says so."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

# Of a value that nobody knows so much is repeated.
LONGEST_SHOWN = 60


def describe_unknown_value(value: object, name: str) -> str:
    """The note on a value of `?name=value` that was left out."""
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
