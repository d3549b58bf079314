"""What the address of a State's page asks for."""

from dataclasses import dataclass

from django.http import QueryDict

from votes.analysis.scope import Scope
from votes.core.choices import Position
from votes.scope.form import ScopeForm
from votes.scope.query import read_scope
from votes.scope.vote_table import ScopeChoices
from votes.web.address import describe_unknown_value, read_choice

# So much of what is sought is read.
LONGEST_WORDS = 200


@dataclass(frozen=True)
class StateQuery:
    """Which votes the page counts, and which of them it lists.

    Only votes with `position`, of `year` and on texts with all of `words` are listed; "" and None are for all. `form`
    shows the scope. `notes` has a sentence for each value that was not understood and left out.
    """

    scope: Scope
    form: ScopeForm
    position: str
    notes: tuple[str, ...]
    words: str = ""
    year: int | None = None

    @property
    def parameters(self) -> dict[str, str]:
        """What of the address limits the list alone: name -> value, only what is set."""
        values = {"q": self.words, "year": str(self.year or ""), "position": self.position}
        return {name: value for name, value in values.items() if value}


def read_state_query(data: QueryDict, choices: ScopeChoices) -> StateQuery:
    """From `?body=commission&kind=all&position=against&q=right+to+food&year=2018`."""
    scope = read_scope(data, choices, ["position", "q", "year"])
    position, notes = read_choice(data, "position", Position.values)
    year = data.get("year", "").strip()
    if year and not (year.isascii() and year.isdigit() and len(year) == 4):
        notes, year = [*notes, describe_unknown_value(year, "year")], ""
    return StateQuery(
        scope.scope,
        scope.form,
        position,
        (*scope.notes, *notes),
        words=data.get("q", "").strip()[:LONGEST_WORDS],
        year=int(year) if year else None,
    )
