"""The roll-calls of a series side by side: each State through all votes. Without queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from votes.core.choices import Position, RegionalGroup
from votes.core.terms import MembersOnDay
from votes.models import State
from votes.series.service import Appearance
from votes.web.wording import describe_absence, sort_by_name


@dataclass(frozen=True)
class HistoryCell:
    """One State in one vote. `position` is None where it is not in the roll-call; `absence` says why."""

    position: Position | None
    absence: str
    moved: bool


@dataclass(frozen=True)
class StateHistory:
    """One State, a cell for each vote; `moved`: whether it moved in any."""

    state: State
    cells: list[HistoryCell]
    moved: bool


@dataclass(frozen=True)
class GroupHistories:
    """The States of one regional group; `group` None: of days whose membership is not on file."""

    group: RegionalGroup | None
    states: list[StateHistory]


def build_histories(
    appearances: Sequence[Appearance], states: Mapping[str, State], only: MembersOnDay | None = None
) -> list[GroupHistories]:
    """Every State in the roll-calls of `appearances`, under the group in whose seat it sat last.

    With `only`, the members of a day, whether they are in a roll-call or not.
    """
    group_of: dict[str, RegionalGroup] = {}
    for appearance in appearances:
        group_of |= appearance.members.members
    listed = {iso3 for appearance in appearances for iso3 in appearance.positions}
    if only:
        group_of, listed = only.members, set(only.members)
    found: dict[RegionalGroup | None, list[StateHistory]] = {}
    for state in sort_by_name(states[iso3] for iso3 in listed):
        found.setdefault(group_of.get(state.iso3), []).append(build_history(state, appearances))
    return [GroupHistories(group, found[group]) for group in [*RegionalGroup, None] if group in found]


def build_history(state: State, voted: Sequence[Appearance]) -> StateHistory:
    """One State through all votes; a move is a position other than the last one it took before."""
    cells, last = [], None
    for appearance in voted:
        position = appearance.positions.get(state.iso3)
        taken = position if position != Position.NOT_VOTING else None
        moved = bool(taken and last and taken != last)
        if position == Position.NOT_VOTING and state.iso3 in appearance.members.suspended:
            position = None
        absence = "" if position else describe_absence(state.iso3, appearance.members)
        cells.append(HistoryCell(position, absence, moved))
        last = taken or last
    return StateHistory(state, cells, any(cell.moved for cell in cells))
