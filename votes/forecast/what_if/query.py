"""Which positions an address sets: `?if=EU:against,BRA:abstaining`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from votes.core.choices import Position
from votes.web.address import describe_unknown_value

LONGEST = 600  # letters: every member set one by one
PARAMETER = "if"
PARAMETERS = (PARAMETER, "who", "position")  # the last two are of the form that adds one


@dataclass(frozen=True)
class Voters:
    """Who may be set: the members by code, with their names, and blocs and groups, name -> (label, members)."""

    members: Mapping[str, str]
    groups: Mapping[str, tuple[str, frozenset[str]]]


@dataclass(frozen=True)
class WhatIfQuery:
    """`parts`: who and which position, as asked for, without repeats. `known`: the position of each member so set."""

    parts: tuple[tuple[str, Position], ...] = ()
    known: Mapping[str, Position] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def without(self, who: str) -> str:
        """The value of the parameter if this part is taken away."""
        return format_parts([part for part in self.parts if part[0] != who])


def format_parts(parts: list[tuple[str, Position]]) -> str:
    return ",".join(f"{who}:{position.value}" for who, position in parts)


def read_what_if(value: str, voters: Voters) -> WhatIfQuery:
    """Of two parts about the same State or bloc the later one counts, and a State's own before that of its bloc."""
    parts: dict[str, Position] = {}
    notes = []
    for part in filter(None, value[:LONGEST].split(",")):
        who, _colon, what = (piece.strip() for piece in part.partition(":"))
        code = who.upper() if who.upper() in voters.members else find_group(who, voters)
        position = what.lower().replace("-", "_")
        if not code or position not in Position.values:
            notes.append(describe_unknown_value(part, PARAMETER))
            continue
        parts.pop(code, None)
        parts[code] = Position(position)
    known: dict[str, Position] = {}
    for code, chosen in parts.items():
        if code in voters.groups:
            known |= dict.fromkeys(voters.groups[code][1] & voters.members.keys(), chosen)
    known |= {code: chosen for code, chosen in parts.items() if code in voters.members}
    if len(value) > LONGEST:
        notes.append(_("The address sets more positions than are read; the last ones were ignored."))
    return WhatIfQuery(tuple(parts.items()), known, tuple(notes))


def read_added(asked: Mapping[str, str]) -> str:
    """The positions that an address sets, and the one that the form adds to them."""
    added = f"{asked['who']}:{asked.get('position', '')}" if asked.get("who") else ""
    return ",".join(filter(None, (asked.get(PARAMETER, ""), added)))


def find_group(who: str, voters: Voters) -> str:
    """The name of a bloc or group in an address: "eu" for EU; "" if it is none."""
    slug = who.lower()
    if slug in voters.groups:
        return slug
    return next((name for name, (label, _m) in voters.groups.items() if label.lower() == slug), "")
