"""The scope as data and exports print it."""

from typing import Any

from votes.analysis.scope import Scope

# What the data call every kind of text but amendments and no-action motions.
DEFAULT_KINDS = "all but amendments"


def serialize_scope(scope: Scope) -> dict[str, Any]:
    """The scope by the names of the address, with every default written out."""
    return {
        "from": scope.first.isoformat() if scope.first else None,
        "to": scope.last.isoformat() if scope.last else None,
        "body": scope.body,
        "kind": scope.kind or DEFAULT_KINDS,
        "session": scope.session or None,
        "item": scope.item,
        "topic": scope.topic or None,
        "sponsor": scope.sponsor or None,
        "unreconciled": "include" if scope.unreconciled else "left out",
        "min": scope.minimum,
    }
