"""The scope in the address: which votes a page counts."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from votes.analysis.scope import MINIMUM_VOTES, Scope
from votes.core.choices import EVERY, Body
from votes.scope.form import KIND_CHOICES, DayField, ScopeForm, swap_days
from votes.scope.vote_table import ScopeChoices
from votes.web.address import (
    describe_swapped_days,
    describe_unknown_names,
    describe_unknown_value,
    read_choice,
)

Day = TypeVar("Day", bound=datetime.date | None)


@dataclass(frozen=True)
class ScopeQuery:
    """The scope that an address asks for, and the form that shows it.

    `notes`: one sentence for each value that was left out or changed.
    """

    scope: Scope
    form: ScopeForm
    notes: tuple[str, ...]


def read_scope(data: QueryDict, choices: ScopeChoices, others: Collection[str] = ()) -> ScopeQuery:
    """The scope that `data` asks for; a value that is not among `choices`, or is no value at all, is left out.

    `others`: the names of what else the page reads from its address.
    """
    form = ScopeForm(data, choices)
    notes = describe_unknown_names(data, {*form.fields, *others})
    if not form.is_valid():
        understood = data.copy()
        for name in form.errors:
            for value in understood.pop(name, []):
                notes.append(describe_unknown_value(value, name))
        form = ScopeForm(understood, choices)
        form.is_valid()
    values = form.cleaned_data
    first, last = values["from"], values["to"]
    if first and last and first > last:
        notes.append(describe_swapped_days())
        first, last = swap_days(form.data)
    # The address names no time: the part of the record that is complete.
    default_first = choices.default_first if (values["body"] or Body.COUNCIL) == Body.COUNCIL else None
    if not (first or last or values["session"]):
        first = default_first
    scope = Scope(
        first=first,
        last=last,
        body=values["body"] or Body.COUNCIL.value,
        kind=values["kind"],
        session=values["session"],
        item=int(values["item"]) if values["item"] else None,
        topic=values["topic"],
        sponsor=values["sponsor"],
        unreconciled=values["unreconciled"] == "include",
        minimum=values["min"] or MINIMUM_VOTES,
        default_first=default_first,
    )
    return ScopeQuery(scope, form, tuple(notes))


def build_scope_parameters(scope: Scope) -> dict[str, str]:
    """The scope as parameters of an address, name -> value: only what differs from the default.

    `read_scope` reads them back.
    """
    is_default = scope.first == scope.default_first and not scope.last and not scope.session
    values = {
        "from": scope.first.isoformat() if scope.first and not is_default else "",
        "to": scope.last.isoformat() if scope.last else "",
        "body": scope.body if scope.body != Body.COUNCIL else "",
        "kind": scope.kind,
        "session": scope.session,
        "item": str(scope.item or ""),
        "topic": scope.topic,
        "sponsor": scope.sponsor,
        "unreconciled": "include" if scope.unreconciled else "",
        "min": str(scope.minimum) if scope.minimum != MINIMUM_VOTES else "",
    }
    return {name: value for name, value in values.items() if value}


def build_scope_query(scope: Scope) -> str:
    """The scope as the end of an address, "?from=2015-01-01"; "" for the default scope."""
    parameters = urlencode(build_scope_parameters(scope))
    return f"?{parameters}" if parameters else ""


def build_scope_key(scope: Scope) -> str:
    """A short name of the scope for a key of the cache; equal scopes have the same."""
    return sha256(repr(scope).encode()).hexdigest()


def read_texts_scope(data: QueryDict, others: Collection[str] = ()) -> tuple[Scope, list[str]]:
    """The scope of a list of texts, of `body` ("all" for both) and `kind` alone, and a note on what is unknown.

    `others`: the names of what else the page reads from its address.
    """
    unknown = describe_unknown_names(data, {"body", "kind", *others})
    body, notes = read_choice(data, "body", [*Body.values, EVERY])
    kind, kind_notes = read_choice(data, "kind", [value for value, _words in KIND_CHOICES])
    return Scope(body=body or Body.COUNCIL.value, kind=kind), [*unknown, *notes, *kind_notes]


def read_votes_scope(data: QueryDict, default_first: datetime.date | None) -> tuple[Scope, list[str]]:
    """The scope of a page of votes without a form: `from`, `body`, `kind` and `unreconciled` alone, and notes.

    `default_first`: the day from which the Council's votes are counted if the address names none.
    """
    unknown = describe_unknown_names(data, ["from", "body", "kind", "unreconciled"])
    body, notes = read_choice(data, "body", Body.values)
    kind, kind_notes = read_choice(data, "kind", [value for value, _words in KIND_CHOICES])
    unreconciled, more_notes = read_choice(data, "unreconciled", ["include"])
    body = body or Body.COUNCIL.value
    default_first = default_first if body == Body.COUNCIL else None
    first, day_notes = read_day(data, "from", default_first)
    scope = Scope(
        first=first, body=body, kind=kind, unreconciled=bool(unreconciled), default_first=default_first
    )
    return scope, [*unknown, *notes, *kind_notes, *more_notes, *day_notes]


def read_body(data: QueryDict) -> str:
    """The body that the address names: the Commission, or in all other cases the Council."""
    return (Body.COMMISSION if data.get("body") == Body.COMMISSION else Body.COUNCIL).value


def read_day(data: QueryDict, name: str, default: Day) -> tuple[datetime.date | Day, list[str]]:
    """The day that the parameter `name` gives (the first day for a year alone), or `default`.

    The list has a sentence if the value is not a day.
    """
    value = data.get(name, "").strip()
    try:
        return DayField().clean(value) or default, []
    except forms.ValidationError:
        return default, [describe_unknown_value(value, name)]
