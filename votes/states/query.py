"""What the address of a State's page asks for."""

from dataclasses import dataclass

from django.http import QueryDict

from votes.analysis.scope import Scope
from votes.core.choices import Position
from votes.scope.form import ScopeForm
from votes.scope.query import read_scope
from votes.scope.vote_table import ScopeChoices
from votes.web.address import read_choice


@dataclass(frozen=True)
class StateQuery:
    """Which votes the page counts, and which of them it lists.

    `position`: only votes with this position are listed, "" for all. `form` shows the scope. `notes` has a sentence
    for each value that was not understood and left out.
    """

    scope: Scope
    form: ScopeForm
    position: str
    notes: tuple[str, ...]


def read_state_query(data: QueryDict, choices: ScopeChoices) -> StateQuery:
    """From `?body=commission&kind=all&position=against`."""
    scope = read_scope(data, choices, ["position"])
    position, notes = read_choice(data, "position", Position.values)
    return StateQuery(scope.scope, scope.form, position, (*scope.notes, *notes))
