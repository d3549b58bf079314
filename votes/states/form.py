"""The form above the votes on a State's page."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from votes.core.choices import Position
from votes.scope.form import ScopeForm, build_choice_field
from votes.states.query import StateQuery
from votes.web.select import PlainSelect

# The fields of the scope that the form has too. They limit all that the page counts.
OF_SCOPE = ("topic", "item", "kind")


class StateVoteForm(forms.Form):
    """Shows what a `StateQuery` holds; it validates nothing itself."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    position = forms.ChoiceField(
        choices=[("", _("Any")), *Position.choices], widget=PlainSelect, required=False, label=_("Position")
    )

    def __init__(self, query: StateQuery, years: Iterable[int]) -> None:
        super().__init__(
            {**{name: query.form.data.get(name, "") for name in OF_SCOPE}, **query.parameters},
            auto_id="votes_%s",
        )
        offered = sorted({*years, *([query.year] if query.year else [])}, reverse=True)
        self.fields["year"] = build_choice_field(_("Year"), [(str(year), str(year)) for year in offered])
        scope: ScopeForm = query.form
        self.fields |= {name: scope.fields[name] for name in OF_SCOPE}
