"""What the forecast says if the positions of some members are known. Pure.

The members of a text err together, through what is not known of the text (see `totals`). A position that is known says
something about the text, and so about all others: by Bayes' rule each shift of the text counts as much as the known
positions were likely under it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from votes.core.choices import POSITIONS_TAKEN, Position
from votes.forecast.model.result import Draws, Total
from votes.forecast.model.totals import find_adoption, find_interval, find_poisson_binomial

PLACES = {position: place for place, position in enumerate(POSITIONS_TAKEN)}


@dataclass(frozen=True, eq=False)
class Outlook:
    """`chances`: [members x 3], of those that take part. `adopted`: the chance that more are in favour than against."""

    chances: npt.NDArray[np.float64]
    totals: Mapping[Position, Total]
    adopted: float


@dataclass(frozen=True)
class Telling:
    """A member and how many bits of uncertainty about all others its position would take away, on average."""

    iso3: str
    bits: float


@dataclass(frozen=True)
class Move:
    """A member that would have to vote otherwise than it is likeliest to."""

    iso3: str
    before: Position
    after: Position


def condition(draws: Draws, known: Mapping[str, Position]) -> Draws:
    """The draws if `known` members (by code; others are left out) take these positions.

    A member known not to vote says nothing about the text.
    """
    chances, absent, weights = draws.chances.copy(), draws.absent.copy(), np.log(draws.weights)
    for seat, iso3 in enumerate(draws.states):
        if (position := known.get(iso3)) is None:
            continue
        absent[seat] = float(position == Position.NOT_VOTING)
        if position in PLACES:
            weights += np.log(draws.chances[:, seat, PLACES[position]])
            chances[:, seat] = np.eye(3)[PLACES[position]]
    weights = np.exp(weights - weights.max())
    return replace(draws, chances=chances, absent=absent, weights=weights / weights.sum())


def summarise(draws: Draws) -> Outlook:
    present = draws.chances * (1 - draws.absent)[:, np.newaxis]
    totals = {}
    for position, place in PLACES.items():
        total = draws.weights @ find_poisson_binomial(present[:, :, place])
        low, high = find_interval(total)
        totals[position] = Total(float(total @ np.arange(len(total))), low, high)
    adopted = find_adoption(present[:, :, 0], present[:, :, 1], draws.weights)
    return Outlook(find_chances(draws), totals, adopted)


def find_chances(draws: Draws) -> npt.NDArray[np.float64]:
    """[members x 3]: the mean over all shifts."""
    return np.asarray(np.einsum("n,nmp->mp", draws.weights, draws.chances))


def measure_uncertainty(draws: Draws, without: int) -> float:
    """The entropy of the members' positions in bits, summed over all members but the one at place `without`."""
    chances = np.delete(find_chances(draws), without, axis=0)
    return float(-(chances * np.log2(np.maximum(chances, 1e-300))).sum())


def find_most_telling(draws: Draws, known: Mapping[str, Position], most: int) -> list[Telling]:
    """The members whose position would say most about the others, if they were asked."""
    chances = find_chances(draws)
    found = []
    for seat, iso3 in enumerate(draws.states):
        if iso3 in known:
            continue
        after = sum(
            chances[seat, place] * measure_uncertainty(condition(draws, {iso3: position}), seat)
            for position, place in PLACES.items()
        )
        found.append(Telling(iso3, measure_uncertainty(draws, seat) - after))
    return sorted(found, key=lambda one: (-one.bits, one.iso3))[:most]


def find_smallest_change(draws: Draws, known: Mapping[str, Position]) -> list[Move]:
    """The fewest members that would have to leave their likeliest position for the other outcome; [] if that cannot be.

    Of several sets of that size the likeliest, member by member. Known positions stay.
    """
    chances = find_chances(draws)
    likeliest = [POSITIONS_TAKEN[int(place)] for place in chances.argmax(axis=1)]
    voting = [seat for seat, iso3 in enumerate(draws.states) if known.get(iso3) != Position.NOT_VOTING]
    lead = sum(worth(likeliest[seat]) for seat in voting)
    wanted = Position.AGAINST if lead > 0 else Position.IN_FAVOUR
    missing = lead if lead > 0 else 1 - lead
    options = sorted(
        (-abs(worth(wanted) - worth(likeliest[seat])), -chances[seat, PLACES[wanted]], seat)
        for seat in voting
        if likeliest[seat] != wanted and draws.states[seat] not in known
    )
    moves = []
    for step, _chance, seat in options:
        if missing <= 0:
            break
        missing += step
        moves.append(Move(draws.states[seat], likeliest[seat], wanted))
    return moves if missing <= 0 else []


def worth(position: Position) -> int:
    """What a position adds to the lead of those in favour."""
    return {Position.IN_FAVOUR: 1, Position.AGAINST: -1}.get(position, 0)


def find_shift(before: Draws, after: Draws, known: Mapping[str, Position]) -> dict[Position, float]:
    """How the mean chance of each position moved among the members that are not known; 0 where all are."""
    free = [seat for seat, iso3 in enumerate(before.states) if iso3 not in known]
    moved = (find_chances(after) - find_chances(before))[free].mean(axis=0) if free else np.zeros(3)
    return {position: float(moved[place]) for position, place in PLACES.items()}
