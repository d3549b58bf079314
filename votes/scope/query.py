"""The scope of a figure out of the address: which votes are counted, and of which States."""

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from votes.analysis.scope import MINIMUM_VOTES, Scope
from votes.core.choices import Body, Position, TextKind
from votes.scope.vote_table import ScopeChoices
from votes.web.address import describe_unknown_value, read_choice
from votes.web.select import PlainSelect

MOST_SHARED = 500


class DayField(forms.CharField):
    """A year or a day, "2018" or "2018-03-23"; a year stands for its first day, or its last where `last`."""

    def __init__(self, *, last: bool = False, **options: Any) -> None:
        super().__init__(max_length=10, required=False, **options)
        self.last = last
        self.widget.attrs |= {"inputmode": "numeric", "placeholder": _("2018 or 2018-03-23")}

    def clean(self, value: Any) -> datetime.date | None:
        text = super().clean(value)
        if not text:
            return None
        if re.fullmatch(r"[12][0-9]{3}", text):
            text += "-12-31" if self.last else "-01-01"
        try:
            return datetime.date.fromisoformat(text)
        except ValueError as error:
            raise forms.ValidationError(_("Write a year or a day: 2018 or 2018-03-23.")) from error


class ScopeForm(forms.Form):
    """The fields of a scope. `from` is no name that Python lets a class attribute have, hence `__init__`."""

    def __init__(self, data: Mapping[str, Any], choices: ScopeChoices) -> None:
        super().__init__(data)
        items = [(str(item), str(item)) for item in choices.items]
        self.fields |= {
            "from": DayField(label=_("From")),
            "to": DayField(label=_("To"), last=True),
            "kind": self.build_choice(_("Kind"), TextKind.choices, _("All but amendments")),
            "session": self.build_choice(_("Session"), choices.sessions),
            "item": self.build_choice(_("Agenda item"), items),
            "topic": self.build_choice(_("Topic"), choices.topics),
            "sponsor": self.build_choice(_("Sponsor"), choices.sponsors),
            "body": self.build_choice(
                _("Body"), [(Body.COMMISSION.value, Body.COMMISSION.label)], Body.COUNCIL.label
            ),
            "min": forms.IntegerField(
                label=_("Fewest shared votes"), required=False, min_value=1, max_value=MOST_SHARED
            ),
            "unreconciled": self.build_choice(
                _("Votes whose roll-call does not add up"), [("include", _("Counted, too"))], _("Left out")
            ),
        }

    def build_choice(self, label: Any, choices: Iterable[Any], empty: Any = None) -> forms.ChoiceField:
        return forms.ChoiceField(
            label=label, choices=[("", empty or _("Any")), *choices], required=False, widget=PlainSelect
        )


def read_scope(data: QueryDict, choices: ScopeChoices) -> tuple[Scope, ScopeForm, list[str]]:
    """The scope that `data` asks for, its form, and a sentence for each value that was left out."""
    form = ScopeForm(data, choices)
    notes = []
    if not form.is_valid():
        understood = data.copy()
        for name in form.errors:
            for value in understood.pop(name, []):
                notes.append(describe_unknown_value(value, name))
        form = ScopeForm(understood, choices)
        form.is_valid()
    found = form.cleaned_data
    first, last = found["from"], found["to"]
    if first and last and first > last:
        notes.append(gettext("The first day was after the last; they were exchanged."))
        first, last = last, first
    scope = Scope(
        first=first,
        last=last,
        body=found["body"] or Body.COUNCIL.value,
        kind=found["kind"],
        session=found["session"],
        item=int(found["item"]) if found["item"] else None,
        topic=found["topic"],
        sponsor=found["sponsor"],
        unreconciled=found["unreconciled"] == "include",
        minimum=found["min"] or MINIMUM_VOTES,
    )
    return scope, form, notes


def describe_scope(scope: Scope) -> dict[str, Any]:
    """The scope as the data and exports print it, with every default written out."""
    return {
        "from": scope.first.isoformat() if scope.first else None,
        "to": scope.last.isoformat() if scope.last else None,
        "body": scope.body,
        "kind": scope.kind or "all but amendments",
        "session": scope.session or None,
        "item": scope.item,
        "topic": scope.topic or None,
        "sponsor": scope.sponsor or None,
        "unreconciled": "include" if scope.unreconciled else "left out",
        "min": scope.minimum,
    }


def build_query(scope: Scope) -> dict[str, str]:
    """The scope as it stands in an address: only what differs from the default."""
    plain = {
        "from": scope.first.isoformat() if scope.first else "",
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
    return {name: value for name, value in plain.items() if value}


def read_states(data: QueryDict, known: Iterable[str]) -> tuple[list[str], list[str]]:
    """The codes in `?states=CHN,CUB&states=VEN`, in their order and once each, and a sentence for each unknown one."""
    known = set(known)
    asked = [code.strip().upper() for value in data.getlist("states") for code in value.split(",")]
    asked = list(dict.fromkeys(code for code in asked if code))
    notes = [
        gettext("No State on file has the code “%(code)s”; it was left out.") % {"code": code[:20]}
        for code in asked
        if code not in known
    ]
    return [code for code in asked if code in known], notes


def read_body(data: QueryDict) -> str:
    """The body that the address names: the Council unless it asks for the Commission."""
    return (Body.COMMISSION if data.get("body") == Body.COMMISSION else Body.COUNCIL).value


def read_positions(data: QueryDict, states: Iterable[str]) -> tuple[dict[str, Position], list[str]]:
    """`?CHN=against&USA=in_favour` as State -> position, of `states` alone, and a sentence for each bad value."""
    asked, notes = dict[str, Position](), list[str]()
    for iso3 in states:
        value, unknown = read_choice(data, iso3, Position.values)
        if value:
            asked[iso3] = Position(value)
        notes += unknown
    return asked, notes


def read_day(data: QueryDict, name: str, default: datetime.date) -> tuple[datetime.date, list[str]]:
    """The day that `?on=2020-06-01` names (a year alone: its first day), and a sentence where it names none."""
    value = data.get(name, "").strip()
    try:
        return DayField().clean(value) or default, []
    except forms.ValidationError:
        return default, [describe_unknown_value(value, name)]
