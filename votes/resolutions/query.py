"""What the address of a text's page asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

from votes.core.choices import Position, RegionalGroup
from votes.web.address import describe_unknown_names, read_choice


@dataclass(frozen=True)
class RollCallQuery:
    """Which rows of the roll-call are listed: those with this position and of this group, "" for any.

    `notes` has a sentence for each value that was not understood and left out.
    """

    position: str = ""
    group: str = ""
    notes: tuple[str, ...] = ()


def read_roll_call_query(data: Mapping[str, str]) -> RollCallQuery:
    """From `?position=against&group=african`."""
    position, notes = read_choice(data, "position", Position.values)
    group, group_notes = read_choice(data, "group", RegionalGroup.values)
    unknown = describe_unknown_names(data, ["position", "group"])
    return RollCallQuery(position, group, (*notes, *group_notes, *unknown))
