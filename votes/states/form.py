"""The form above the votes on a State's page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from votes.core.choices import Position
from votes.states.query import StateQuery
from votes.web.select import PlainSelect


class StateVoteForm(forms.Form):
    """Shows what a `StateQuery` holds; it validates nothing itself."""

    position = forms.ChoiceField(
        choices=[("", _("Any")), *Position.choices], widget=PlainSelect, required=False, label=_("Position")
    )


def build_form(query: StateQuery) -> StateVoteForm:
    return StateVoteForm({"position": query.position})
