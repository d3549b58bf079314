"""Roll-calls on file: how each State voted on each of some texts."""

from collections.abc import Iterable

from votes.core.choices import Position
from votes.core.models import Resolution, Vote

RollCall = dict[str, Position]


def read_roll_calls(texts: Iterable[Resolution | int] | None) -> dict[int, RollCall]:
    """The position of each State, by code, on each of `texts`, by primary key; of all texts for None. One query.

    A text without a roll-call has no entry. The States of a roll-call are in the order in which they were entered.
    """
    votes = Vote.objects.order_by("pk")
    if texts is not None:
        votes = votes.filter(resolution__in=texts)
    found: dict[int, RollCall] = {}
    for text_id, iso3, position in votes.values_list("resolution_id", "state__iso3", "position"):
        found.setdefault(text_id, {})[iso3] = Position(position)
    return found


def read_roll_call(text: Resolution) -> RollCall:
    """The position of each State, by code, on one text; empty without a roll-call. One query; none for a new text."""
    return read_roll_calls([text]).get(text.pk, {}) if text.pk else {}
