"""What the address of a State's page asks for."""

from dataclasses import dataclass

from django.http import QueryDict

from votes.core.choices import Position
from votes.web.address import read_choice
from votes.web.filters import read_unreconciled


@dataclass(frozen=True)
class StateQuery:
    """Which votes the page lists and counts.

    `position`: only votes with this position are listed, "" for all. `unreconciled`: whether votes whose roll-call is
    not reconciled are counted, too. `notes` has a sentence for each value that was not understood and left out.
    """

    position: str = ""
    unreconciled: bool = False
    notes: tuple[str, ...] = ()


def read_state_query(data: QueryDict) -> StateQuery:
    """From `?position=against&unreconciled=include`."""
    unreconciled, notes = read_unreconciled(data, ["position"])
    position, position_notes = read_choice(data, "position", Position.values)
    return StateQuery(position, unreconciled, (*notes, *position_notes))
