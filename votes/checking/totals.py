"""Where the official totals differ from the roll-call, and whether two of them were exchanged. Pure."""

import itertools
from collections.abc import Mapping

from votes.checking.diagnostics import LITTLE, Finding, Totals, suggest
from votes.core.choices import Position


def find_differing_totals(official: Totals, counted: Mapping[Position, int]) -> list[Finding]:
    """One finding a position whose official total is not the counted one.

    A difference in *not voting* alone is a note: absence is no position, and sources often leave it out.
    """
    differing = [p for p in Position if official.get(p) is not None and official[p] != counted[p]]
    swap = find_swap(official, counted)
    return [
        {
            "rule": "totals",
            "severity": "note" if differing == [Position.NOT_VOTING] else "error",
            "position": position.value,
            "official": official[position],
            "counted": counted[position],
            **({"swapped": swap[1 - swap.index(position)].value} if position in swap else {}),
        }
        for position in differing
    ]


# Totals count as exchanged where that brings them so many times nearer to the roll-call.
TIMES_NEARER = 3
# The pair that the library exchanges most comes first.
PAIRS = sorted(
    itertools.combinations(Position, 2), key=lambda pair: pair != (Position.AGAINST, Position.ABSTAINING)
)


def find_swap(official: Totals, counted: Mapping[Position, int]) -> tuple[Position, ...]:
    """The two totals whose exchange brings them to the roll-call, or three times nearer; () if there is none.

    Nearness is the number of States that would have to change place. One State apart is no exchange.
    """
    known = {p: counted[p] if (n := official.get(p)) is None else n for p in Position}

    def measure(totals: Mapping[Position, int]) -> int:
        differences = [counted[p] - totals[p] for p in Position]
        return max(sum(d for d in differences if d > 0), -sum(d for d in differences if d < 0))

    pairs = [pair for pair in PAIRS if None not in (official.get(pair[0]), official.get(pair[1]))]
    if not pairs or measure(known) <= 1:
        return ()
    distances = {pair: measure({**known, pair[0]: known[pair[1]], pair[1]: known[pair[0]]}) for pair in pairs}
    nearest = min(pairs, key=lambda pair: distances[pair])
    # An exchange that the library seldom makes must explain all but a State or two.
    explained = nearest == PAIRS[0] or distances[nearest] <= LITTLE
    return nearest if explained and distances[nearest] * TIMES_NEARER <= measure(known) else ()


def suggest_swap(official: Totals, one: Position, other: Position) -> list[dict[str, str]]:
    """Two official totals exchanged."""
    return [
        suggest(f"official_{one.value}", official[one], official[other]),
        suggest(f"official_{other.value}", official[other], official[one]),
    ]


def add_suggestion(finding: Finding, official: Totals, counted: Mapping[Position, int]) -> Finding:
    """The finding with what would put it right, where that is evident: exchanged totals, said once of the two.

    Totals that only come nearer by the exchange are none the righter for it, and nothing is suggested.
    """
    if "swapped" not in finding:
        return finding
    one, other = (Position(str(finding[name])) for name in ("position", "swapped"))
    if (official[one], official[other]) != (counted[other], counted[one]):
        return finding
    first = list(Position).index(one) < list(Position).index(other)
    return {**finding, "suggestion": suggest_swap(official, one, other)} if first else finding
