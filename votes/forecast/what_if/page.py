"""The section "What if" of a briefing, and the same as data."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.core.choices import POSITIONS_TAKEN, Position
from votes.forecast.model.what_if import PLACES
from votes.forecast.what_if.query import PARAMETER, PARAMETERS, format_parts
from votes.forecast.what_if.service import WhatIf
from votes.web.address import change_query
from votes.web.numbers import format_chance
from votes.web.wording import join_names

SMALLEST_MOVE = 0.01  # a chance that moved less is not listed
SMALLEST_SHIFT = 0.005
MOST_MOVED = 12


@dataclass(frozen=True)
class SetRow:
    """A position that is set; `without`: the value of the parameter if it is taken away."""

    name: str
    position: Position
    without: str


@dataclass(frozen=True)
class TotalRow:
    position: Position
    before: int
    after: int
    low: int
    high: int


@dataclass(frozen=True)
class MovedRow:
    """A member whose likeliest position or its chance moved most."""

    name: str
    position: Position
    before: str
    after: str


@dataclass(frozen=True)
class TellingRow:
    name: str
    bits: float
    settings: list[tuple[Position, str]]


@dataclass(frozen=True)
class WhatIfPage:
    rows: list[SetRow]
    totals: list[TotalRow]
    moved: list[MovedRow]
    n_moved: int
    telling: list[TellingRow]
    finding: str
    because: str
    smallest_change: str
    value: str
    choices: list[tuple[str, str]]
    positions: list[Position]


def build_address(asked: QueryDict, found: WhatIf) -> str:
    """The query string with all positions in one parameter, for a form that has added one."""
    parts = format_parts(list(found.query.parts))
    return change_query(asked, {**dict.fromkeys(PARAMETERS, ""), PARAMETER: parts})


def build_what_if(found: WhatIf) -> WhatIfPage:
    names = {**{slug: label for slug, (label, _m) in found.voters.groups.items()}, **found.voters.members}
    moved = list_moved(found)
    parts = list(found.query.parts)
    return WhatIfPage(
        rows=[SetRow(names[who], position, found.query.without(who)) for who, position in parts],
        totals=[
            TotalRow(
                position,
                round(found.before.totals[position].expected),
                round(found.after.totals[position].expected),
                found.after.totals[position].low,
                found.after.totals[position].high,
            )
            for position in POSITIONS_TAKEN
        ],
        moved=moved[:MOST_MOVED],
        n_moved=len(moved),
        telling=[
            TellingRow(
                names[one.iso3],
                one.bits,
                [(position, format_parts([*parts, (one.iso3, position)])) for position in POSITIONS_TAKEN],
            )
            for one in found.telling
        ],
        finding=describe_totals(found) if parts else "",
        because=describe_shift(found) if parts else "",
        smallest_change=describe_smallest_change(found, names),
        value=format_parts(parts),
        choices=sorted(names.items(), key=lambda pair: (pair[0] in found.voters.members, pair[1])),
        positions=list(Position),
    )


def list_moved(found: WhatIf) -> list[MovedRow]:
    """The members that are not set whose chance of their new likeliest position moved, the furthest first."""
    rows = []
    for seat, iso3 in enumerate(found.states):
        if iso3 in found.query.known:
            continue
        after = found.after.chances[seat]
        place = int(after.argmax())
        before = float(found.before.chances[seat, place])
        move = float(after[place]) - before
        if abs(move) >= SMALLEST_MOVE:
            name = found.voters.members[iso3]
            row = MovedRow(
                name, POSITIONS_TAKEN[place], format_chance(before), format_chance(float(after[place]))
            )
            rows.append((-abs(move), name, row))
    return [row for _move, _name, row in sorted(rows, key=lambda one: one[:2])]


def describe_totals(found: WhatIf) -> str:
    """The totals with the positions that are set and without, and the chance of adoption."""
    after, before = (
        _("%(in_favour)s in favour, %(against)s against, %(abstaining)s abstaining")
        % {position.value: round(total.expected) for position, total in outlook.totals.items()}
        for outlook in (found.after, found.before)
    )
    chance, earlier = format_chance(found.after.adopted), format_chance(found.before.adopted)
    if chance == earlier:
        adopted = _("The chance of adoption stays at %(chance)s.") % {"chance": chance}
    else:
        adopted = _("The chance of adoption is %(chance)s instead of %(earlier)s.") % {
            "chance": chance,
            "earlier": earlier,
        }
    return _("%(after)s, instead of %(before)s. %(adopted)s") % {
        "after": after,
        "before": before,
        "adopted": adopted,
    }


def describe_shift(found: WhatIf) -> str:
    """Why the others move, and how far on average."""
    others = len(found.states) - len(found.query.known)
    up = max(POSITIONS_TAKEN, key=lambda position: found.shift[position])
    down = min(POSITIONS_TAKEN, key=lambda position: found.shift[position])
    if not others or found.shift[up] < SMALLEST_SHIFT:
        return _(
            "These positions are about what the forecast expected, so they say little about the other members."
        )
    return _(
        "What is not known of a text moves all members together, so these positions say something about the others: on "
        "average over the other %(n)s, the chance of “%(up)s” rises by %(gain)s points and that of “%(down)s” falls by "
        "%(loss)s."
    ) % {
        "n": others,
        "up": up.label.lower(),
        "gain": f"{100 * found.shift[up]:.0f}",
        "down": down.label.lower(),
        "loss": f"{-100 * found.shift[down]:.0f}",
    }


def describe_smallest_change(found: WhatIf, names: dict[str, str]) -> str:
    if not found.moves:
        return _("Whatever the members that are not set do, the outcome stays the same.")
    wanted = found.moves[0].after
    n = len(found.moves)
    words = ngettext(
        "If every member takes its likeliest position, it takes %(n)s member to change the outcome: %(names)s, voting "
        "“%(position)s”.",
        "If every member takes its likeliest position, it takes %(n)s members to change the outcome: the likeliest are "
        "%(names)s, voting “%(position)s”.",
        n,
    )
    return words % {
        "n": n,
        "names": join_names([names[move.iso3] for move in found.moves]),
        "position": wanted.label,
    }


def serialize_what_if(found: WhatIf) -> dict[str, Any]:
    """`members`: the chances before and after, by code. `telling`: in bits."""

    def serialize(outlook: Any) -> dict[str, Any]:
        return {
            "adopted": round(outlook.adopted, 4),
            "totals": {
                position.value: {"expected": round(total.expected, 2), "low": total.low, "high": total.high}
                for position, total in outlook.totals.items()
            },
        }

    return {
        "set": {iso3: position.value for iso3, position in sorted(found.query.known.items())},
        "n_members": len(found.states),
        "before": serialize(found.before),
        "after": serialize(found.after),
        "members": [
            {
                "state": iso3,
                **{
                    position.value: [
                        round(float(found.before.chances[seat, place]), 4),
                        round(float(found.after.chances[seat, place]), 4),
                    ]
                    for position, place in PLACES.items()
                },
            }
            for seat, iso3 in enumerate(found.states)
        ],
        "most_telling": [{"state": one.iso3, "bits": round(one.bits, 3)} for one in found.telling],
        "smallest_change": [
            {"state": move.iso3, "from": move.before.value, "to": move.after.value} for move in found.moves
        ],
        "notes": list(found.query.notes),
    }
