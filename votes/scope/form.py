"""The form with which a reader chooses the votes to count."""

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from votes.core.choices import EVERY, Body, TextKind
from votes.scope.vote_table import ScopeChoices
from votes.web.agenda import name_item
from votes.web.select import PlainSelect

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# The largest minimum of shared votes that a reader can ask for.
LARGEST_MINIMUM = 500
# The id of this form on a page that has it.
FORM_ID = "which-votes"
# Besides "", which stands for every kind but amendments and no-action motions.
KIND_CHOICES = [(EVERY, _("All kinds")), *TextKind.choices]


class DayField(forms.CharField):
    """A year or a day, "2018" or "2018-03-23". A year stands for its first day, or for its last where `last` is set."""

    def __init__(self, *, last: bool = False, **options: Any) -> None:
        super().__init__(**{"max_length": 10, "required": False} | options)
        self.last = last
        self.widget.attrs |= {"inputmode": "numeric", "placeholder": _("2018 or 2018-03-23")}

    def clean(self, value: Any) -> datetime.date | None:
        """The day, None for an empty field. ValidationError for anything else."""
        text = super().clean(value)
        if not text:
            return None
        if re.fullmatch(r"[12][0-9]{3}", text):
            text += "-12-31" if self.last else "-01-01"
        try:
            return datetime.date.fromisoformat(text)
        except ValueError as error:
            raise forms.ValidationError(
                _("Enter a year or a date, for example 2018 or 2018-03-23.")
            ) from error


def swap_days(data: Mapping[str, Any]) -> tuple[datetime.date | None, datetime.date | None]:
    """The days of `?from=2021&to=2020` the other way round: the first day of 2020 and the last of 2021."""
    return DayField().clean(data.get("to")), DayField(last=True).clean(data.get("from"))


class ScopeForm(forms.Form):
    """The fields of a scope. They are set in `__init__` because no class attribute can have the name `from`."""

    def __init__(self, data: Mapping[str, Any], choices: ScopeChoices) -> None:
        super().__init__(data)
        body = (Body.COMMISSION if data.get("body") == Body.COMMISSION else Body.COUNCIL).value
        items = [(str(item), name_item(item, body)) for item in choices.items]
        self.fields |= {
            "from": DayField(label=_("From")),
            "to": DayField(label=_("To"), last=True),
            "kind": build_choice_field(_("Kind"), KIND_CHOICES, _("All but amendments")),
            "session": build_choice_field(_("Session"), choices.sessions),
            "item": build_choice_field(_("Agenda item"), items),
            "topic": build_choice_field(_("Topic"), choices.topics),
            "sponsor": build_choice_field(_("Sponsor"), choices.sponsors),
            "body": forms.ChoiceField(
                label=_("Body"), choices=Body.choices, required=False, widget=PlainSelect
            ),
            "min": forms.IntegerField(
                label=_("Minimum number of shared votes"),
                required=False,
                min_value=1,
                max_value=LARGEST_MINIMUM,
            ),
            "unreconciled": build_choice_field(
                _("Votes with an unreconciled roll-call"), [("include", _("Included"))], _("Left out")
            ),
        }


def build_choice_field(
    label: "StrOrPromise", choices: Iterable[tuple[str, "StrOrPromise"]], empty: "StrOrPromise" = ""
) -> forms.ChoiceField:
    """An optional choice among `choices`, (value, words) each; `empty` are the words for no choice."""
    return forms.ChoiceField(
        label=label, choices=[("", empty or _("Any")), *choices], required=False, widget=PlainSelect
    )
