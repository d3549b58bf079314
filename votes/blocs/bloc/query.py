"""What an address of /blocs/<slug>/ asks for: the day of its members, the votes to count, and those to list."""

import datetime
from dataclasses import dataclass

from django.http import QueryDict

from votes.analysis.scope import Scope
from votes.scope.form import ScopeForm
from votes.scope.query import read_day, read_scope
from votes.scope.vote_table import ScopeChoices
from votes.web.address import read_choice

# The values of `?show=`: votes in which its members took different positions, in which the group was divided, with
# dissent, and without a majority position.
SHOWN = ("split", "divided", "apart", "no_line")


@dataclass(frozen=True)
class BlocPageQuery:
    """What the address asks for.

    `day`: the day whose members are listed. `show` is one of `SHOWN`, or "" for all votes. `dissenter`: the State
    whose dissents are listed, "" for all; the service finds out whether it is in the bloc. `notes`: one sentence
    for each value that was left out; `list_notes` has those on `show`.
    """

    slug: str
    day: datetime.date
    scope: Scope
    form: ScopeForm
    show: str
    dissenter: str
    notes: tuple[str, ...]
    list_notes: tuple[str, ...]


def read_bloc_page_query(
    data: QueryDict, slug: str, choices: ScopeChoices, today: datetime.date
) -> BlocPageQuery:
    """What `/blocs/<slug>/?<data>` asks for; the members are today's where it names no day."""
    scope = read_scope(data, choices, ["on", "show", "left"])
    day, day_notes = read_day(data, "on", today)
    show, show_notes = read_choice(data, "show", SHOWN)
    return BlocPageQuery(
        slug=slug,
        day=day,
        scope=scope.scope,
        form=scope.form,
        show=show,
        dissenter=data.get("left", ""),
        notes=(*scope.notes, *day_notes),
        list_notes=tuple(show_notes),
    )
