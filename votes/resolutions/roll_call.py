"""A roll-call: each State's position beside its group's, and how regional groups and blocs voted. Without queries."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from votes.analysis.common_position import CommonPosition, find_common_position
from votes.analysis.majority_position import (
    FEWEST_POSITIONS,
    Alignment,
    MajorityPosition,
    find_alignment,
    find_majority_position,
    find_majority_positions,
)
from votes.analysis.tally import Counts, Seat, count_by_group, count_positions, count_taken
from votes.blocs.terms import BlocTerms
from votes.core.choices import POSITIONS_TAKEN, Position, RegionalGroup
from votes.core.terms import MembersOnDay, covers
from votes.models import Correction, Explanation, State, Vote


@dataclass(frozen=True)
class RollCallEntry:
    """One State in a roll-call, with its group of the day and how it stands to that group's majority position.

    `common`: the common position of that group; None where the group is not known or the roll-call not trusted.
    `correction` is there where the source has another position for this State, or another State in its place.
    `is_suspended`: it is listed as *not voting*, but could not vote, because its rights of membership were suspended.
    """

    state: State
    position: Position
    group: RegionalGroup | None
    alignment: Alignment
    common: CommonPosition | None = None
    explanations: list[Explanation] = field(default_factory=list)
    correction: Correction | None = None
    is_suspended: bool = False


@dataclass(frozen=True)
class RollCallGroup:
    """A regional group or a bloc in a roll-call; `dissenting` are its members against its majority, by name.

    `differing`: its members by position, where they took another one than all or most of it.
    """

    slug: str
    name: str
    counts: Counts
    majority: MajorityPosition
    dissenting: list[State]
    common: CommonPosition
    differing: dict[Position, list[State]]


def build_entries(
    votes: Iterable[Vote],
    members: MembersOnDay,
    explanations: Sequence[Explanation],
    corrections: Mapping[str, Correction],
    *,
    is_trusted: bool = True,
) -> list[RollCallEntry]:
    """The entries in the order of `votes`; `corrections` by code of the State.

    A roll-call that is not trusted shows no group's majority position.
    """
    votes = list(votes)
    groups = members.members
    seats = [Seat(vote.state.iso3, Position(vote.position), groups.get(vote.state.iso3)) for vote in votes]
    majorities = find_majority_positions(seats) if is_trusted else {}
    taken = count_by_group(seats) if is_trusted else {}
    commons = {group: find_common_position(counts) for group, counts in taken.items()}
    return [
        RollCallEntry(
            state=vote.state,
            position=seat.position,
            group=seat.group,
            alignment=find_alignment(seat.position, majorities.get(seat.group) if seat.group else None),
            common=commons.get(seat.group) if seat.group else None,
            explanations=[e for e in explanations if e.state_id == vote.state_id],
            correction=corrections.get(vote.state.iso3),
            is_suspended=seat.iso3 in members.suspended and seat.position == Position.NOT_VOTING,
        )
        for vote, seat in zip(votes, seats, strict=True)
    ]


def group_by_region(entries: Sequence[RollCallEntry]) -> dict[RegionalGroup, RollCallGroup]:
    """The regional groups that have members in the roll-call, in the Council's order."""
    counts = count_by_group(Seat(e.state.iso3, e.position, e.group) for e in entries if not e.is_suspended)
    return {
        group: build_group(group.slug, group.short_label, taken, [e for e in entries if e.group == group])
        for group, taken in counts.items()
    }


def build_group(slug: str, name: str, counts: Counts, present: Sequence[RollCallEntry]) -> RollCallGroup:
    """A group with the entries of its members, whose positions are counted in `counts`."""
    majority, common = find_majority_position(counts), find_common_position(counts)

    def list_apart(position: Position | None) -> list[RollCallEntry]:
        return [e for e in present if position and e.position in POSITIONS_TAKEN and e.position != position]

    differing: dict[Position, list[State]] = {}
    for entry in list_apart(common.position):
        differing.setdefault(entry.position, []).append(entry.state)
    dissenting = [entry.state for entry in list_apart(majority.position)]
    return RollCallGroup(slug, name, counts, majority, dissenting, common, differing)


def group_by_bloc(
    entries: Sequence[RollCallEntry], blocs: Iterable[BlocTerms], day: datetime.date
) -> list[RollCallGroup]:
    """The blocs with their members of `day`, in the order given.

    Regional groups are left out, and so are blocs of which too few took a position to have a majority.
    """
    found = []
    for terms in blocs:
        members = {iso3 for iso3, start, end in terms.intervals if covers(start, end, day)}
        present = [entry for entry in entries if entry.state.iso3 in members and not entry.is_suspended]
        counts = count_positions(entry.position for entry in present)
        if count_taken(counts) >= FEWEST_POSITIONS:
            found.append(build_group(terms.slug, terms.name, counts, present))
    return found
