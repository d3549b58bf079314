"""The texts that pages list and count by default, as a condition for queries."""

from django.db.models import Q

from votes.core.choices import EVERY, KINDS_ABOUT_ANOTHER_TEXT, Body, TextKind


def build_text_condition(body: str = Body.COUNCIL.value, kind: str = "", path: str = "") -> Q:
    """The public texts of a body and of a kind, as a condition on texts or on rows that lead to them by `path`.

    `body`: one of `Body`, or `EVERY` for both. `kind`: "" for every kind but amendments and no-action motions,
    `EVERY` for those too, or one kind. `path` ends in "__": "resolution__".
    """
    condition = Q(**{f"{path}published": True})
    if body != EVERY:
        condition &= Q(**{f"{path}session__body": body})
    if not kind:
        # Said positively: over a relation to many rows, Django reads a "not" as "none of them".
        condition &= Q(**{f"{path}kind__in": [k for k in TextKind if k not in KINDS_ABOUT_ANOTHER_TEXT]})
    elif kind != EVERY:
        condition &= Q(**{f"{path}kind": kind})
    return condition
