"""Where the official totals differ from the roll-call, and what explains it. Pure."""

import itertools
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from votes.checking.findings import Finding, Rule, SuggestedValue, build_error, build_note, suggest_value
from votes.core.choices import POSITIONS_TAKEN, Position

Totals = Mapping[Position, int | None]  # None if it was not announced
Counts = Mapping[Position, int]

# In States. A difference this small is one or two States in the wrong list, or an error in the sum.
SMALL_DIFFERENCE = 2
# Totals are treated as exchanged if that brings them this many times closer to the roll-call.
TIMES_NEARER = 3
# The pair that the library exchanges most comes first.
PAIRS = sorted(
    itertools.combinations(Position, 2), key=lambda pair: pair != (Position.AGAINST, Position.ABSTAINING)
)


def find_differing_totals(official: Totals, counted: Counts) -> list[Finding]:
    """One finding for each position whose official total differs from the counted one.

    A difference only in *not voting* is a note: it is not a position, and sources often omit it.
    """
    differing = [p for p in Position if official.get(p) is not None and official[p] != counted[p]]
    swap = find_swap(official, counted)
    build = build_note if differing == [Position.NOT_VOTING] else build_error
    return [
        build(
            Rule.TOTALS,
            position=position.value,
            official=official[position],
            counted=counted[position],
            **name_swapped(position, swap),
        )
        for position in differing
    ]


def name_swapped(position: Position, swap: tuple[Position, ...]) -> dict[str, Any]:
    return {"swapped": swap[1 - swap.index(position)].value} if position in swap else {}


def find_swap(official: Totals, counted: Counts) -> tuple[Position, ...]:
    """The two totals that match the roll-call when exchanged, or come three times closer; () if there are none.

    The distance is the number of States that would have to change position. A distance of one State is no exchange.
    """
    known = {p: counted[p] if (n := official.get(p)) is None else n for p in Position}

    def measure(totals: Counts) -> int:
        differences = [counted[p] - totals[p] for p in Position]
        return max(sum(d for d in differences if d > 0), -sum(d for d in differences if d < 0))

    pairs = [pair for pair in PAIRS if None not in (official.get(pair[0]), official.get(pair[1]))]
    if not pairs or measure(known) <= 1:
        return ()
    distances = {pair: measure({**known, pair[0]: known[pair[1]], pair[1]: known[pair[0]]}) for pair in pairs}
    nearest = min(pairs, key=lambda pair: distances[pair])
    # An exchange that the library seldom makes must explain all but a State or two.
    explained = nearest == PAIRS[0] or distances[nearest] <= SMALL_DIFFERENCE
    return nearest if explained and distances[nearest] * TIMES_NEARER <= measure(known) else ()


def suggest_swap(official: Totals, one: Position, other: Position) -> tuple[SuggestedValue, ...]:
    """Two official totals exchanged."""
    return (
        suggest_value(f"official_{one.value}", official[one], official[other]),
        suggest_value(f"official_{other.value}", official[other], official[one]),
    )


def add_suggestion(finding: Finding, official: Totals, counted: Counts) -> Finding:
    """The finding with a suggestion if it is evident: exchanged totals, in the first of the two findings.

    If the exchange brings the totals closer to the roll-call but they still differ, nothing is suggested.
    """
    if "swapped" not in finding.facts:
        return finding
    one, other = Position(finding.facts["position"]), Position(finding.facts["swapped"])
    if (official[one], official[other]) != (counted[other], counted[one]):
        return finding
    is_first = list(Position).index(one) < list(Position).index(other)
    return replace(finding, suggestion=suggest_swap(official, one, other)) if is_first else finding


def find_small_difference(official: Totals, counted: Counts) -> list[Finding]:
    """A note if no announced total differs from the roll-call's by more than `SMALL_DIFFERENCE`.

    Its fact `differences`: position -> how many more (or, below zero, fewer) the official totals have.
    """
    differences = {
        p: n - counted[p] for p in Position if (n := official.get(p)) is not None and n != counted[p]
    }
    if not any(p in POSITIONS_TAKEN for p in differences):
        return []
    if max(map(abs, differences.values())) > SMALL_DIFFERENCE:
        return []
    return [build_note(Rule.SMALL_DIFFERENCE, differences={p.value: d for p, d in differences.items()})]


def find_misprint(official: Totals, counted: Counts, seats: int) -> list[Finding]:
    """The one announced total that is a misprint: the others agree, and together they do not add up to the `seats`.

    Nothing is proved if a total was not announced, or if the roll-call itself does not add up to the seats.
    """
    differing = [p for p in Position if official.get(p) != counted[p]]
    if len(differing) != 1 or differing[0] not in POSITIONS_TAKEN or sum(counted.values()) != seats:
        return []
    (position,) = differing
    if (announced := official.get(position)) is None:
        return []
    right = counted[position]
    return [
        build_note(
            Rule.MISPRINT,
            [suggest_value(f"official_{position.value}", announced, right)],
            position=position.value,
            announced=seats + announced - right,
            seats=seats,
        )
    ]
