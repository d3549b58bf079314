"""The measures again, slowly and in the plainest words, to compare the real ones with."""

import datetime
from fractions import Fraction

from votes.core.choices import Position, RegionalGroup


def count(positions, wanted) -> int:
    total = 0
    for position in positions:
        if position == wanted:
            total += 1
    return total


def count_all(positions) -> dict:
    return {
        Position.IN_FAVOUR: count(positions, "in_favour"),
        Position.AGAINST: count(positions, "against"),
        Position.ABSTAINING: count(positions, "abstaining"),
        Position.NOT_VOTING: count(positions, "not_voting"),
    }


def count_groups(seats) -> dict:
    groups = {}
    for group in RegionalGroup:
        positions = []
        for seat in seats:
            if seat.group is group:
                positions.append(seat.position)
        if positions:
            groups[group] = count_all(positions)
    return groups


def find_majority_position(positions):
    """(the line or None, n): exact fractions instead of 0.15 as a float."""
    taken = [p for p in positions if p in ("in_favour", "against", "abstaining")]
    if len(taken) < 3:
        return None, len(taken)
    for candidate in ("in_favour", "against", "abstaining"):
        apart = Fraction(len(taken) - count(taken, candidate), len(taken))
        if apart < Fraction(15, 100):
            return candidate, len(taken)
    return None, len(taken)


def find_unity(positions) -> str:
    """Every position is asked for by name, with exact fractions."""
    taken = [p for p in positions if p in ("in_favour", "against", "abstaining")]
    if len(taken) < 3:
        return "too_few"
    shares = [Fraction(count(taken, p), len(taken)) for p in ("in_favour", "against", "abstaining")]
    if 1 in shares:
        return "united"
    return "mostly" if any(share >= Fraction(2, 3) for share in shares) else "divided"


def compare(before, after) -> tuple:
    """(n of both, moves, new, left), all as sets."""
    voted = ("in_favour", "against", "abstaining")
    both, moves, new, left = set(), set(), set(), set()
    for iso3 in {*before, *after}:
        if iso3 not in before:
            new.add(iso3)
        elif iso3 not in after:
            left.add(iso3)
        elif before[iso3] in voted and after[iso3] in voted:
            both.add(iso3)
            if before[iso3] != after[iso3]:
                moves.add((iso3, before[iso3], after[iso3]))
    return len(both), moves, new, left


def list_days(terms, until) -> set:
    """Every single day of every term, an open one to `until`."""
    days = set()
    for start, end in terms:
        day = start
        while day <= (end or until):
            days.add(day)
            day += datetime.timedelta(days=1)
    return days


VOTED = ("in_favour", "against", "abstaining")


def list_shared(roll_calls, first, second) -> list:
    """The pairs of positions in the votes in which both States took one."""
    return [
        (roll_call[first], roll_call[second])
        for roll_call in roll_calls
        if roll_call.get(first) in VOTED and roll_call.get(second) in VOTED
    ]


def compare_pair(roll_calls, first, second) -> dict:
    """n, same, agreement, agreement_half and kappa as exact fractions; None where they are not defined."""
    shared = list_shared(roll_calls, first, second)
    n = len(shared)
    same = sum(1 for one, other in shared if one == other)
    score = Fraction(0)
    for one, other in shared:
        if one == other:
            score += 1
        elif "abstaining" in (one, other):
            score += Fraction(1, 2)
    if n == 0:
        return {"n": 0, "same": 0, "agreement": None, "agreement_half": None, "kappa": None}
    expected = sum(
        Fraction(count([one for one, _ in shared], p), n)
        * Fraction(count([other for _, other in shared], p), n)
        for p in VOTED
    )
    agreement = Fraction(same, n)
    kappa = None if expected == 1 else (agreement - expected) / (1 - expected)
    return {"n": n, "same": same, "agreement": agreement, "agreement_half": score / n, "kappa": kappa}


def list_differing(roll_calls, states) -> list:
    """The numbers of the votes in which the States that took a position did not all take the same."""
    differing = []
    for number, roll_call in enumerate(roll_calls):
        taken = [roll_call[iso3] for iso3 in states if roll_call.get(iso3) in VOTED]
        if len(set(taken)) > 1:
            differing.append(number)
    return differing


def compute_index(taken) -> Fraction | None:
    """The Agreement Index of one vote."""
    if len(taken) < 3:
        return None
    largest = max(count(taken, p) for p in VOTED)
    return (Fraction(largest) - Fraction(len(taken) - largest, 2)) / len(taken)


def list_taken(roll_call, members) -> list:
    return [position for iso3, position in roll_call.items() if iso3 in members and position in VOTED]


def compute_cohesion(roll_calls, members) -> tuple:
    """(mean or None, n) of the Agreement Index over the votes that have one."""
    indices = [compute_index(list_taken(roll_call, members)) for roll_call in roll_calls]
    measured = [index for index in indices if index is not None]
    return (sum(measured) / len(measured) if measured else None), len(measured)


def count_dissents(roll_calls, members) -> dict:
    """State -> (times apart, votes with a line and a position) for members with such a vote."""
    counted: dict = {}
    for roll_call in roll_calls:
        line, _ = find_majority_position(list_taken(roll_call, members))
        for iso3, position in roll_call.items():
            if line is not None and iso3 in members and position in VOTED:
                apart, n = counted.get(iso3, (0, 0))
                counted[iso3] = apart + (position != line), n + 1
    return counted


def compare_with_group(roll_calls, state, members) -> tuple:
    """(mean or None, n) of the share of the others in the group with the State's position."""
    shares = []
    for roll_call in roll_calls:
        others = [p for iso3, p in roll_call.items() if iso3 in members and iso3 != state and p in VOTED]
        if roll_call.get(state) in VOTED and others:
            shares.append(Fraction(count(others, roll_call[state]), len(others)))
    return (sum(shares) / len(shares) if shares else None), len(shares)


def count_losing(roll_calls) -> dict:
    """State -> (lost, in favour or against, abstained) for all that took a position."""
    counted: dict = {}
    for roll_call in roll_calls:
        passed = count(roll_call.values(), "in_favour") > count(roll_call.values(), "against")
        for iso3, position in roll_call.items():
            if position in VOTED:
                lost, n, abstained = counted.get(iso3, (0, 0, 0))
                if position == "abstaining":
                    counted[iso3] = lost, n, abstained + 1
                else:
                    counted[iso3] = lost + ((position == "in_favour") != passed), n + 1, abstained
    return counted


def join_branches(same, n, minimum) -> list:
    """The joins in order, each (leaves of one, leaves of the other, height): every pair of branches looked at anew."""
    branches = [frozenset([row]) for row in range(len(n))]
    joins, height = [], Fraction(0)
    while len(branches) > 1:
        compared = []
        for one in branches:
            for other in branches:
                if min(one) < min(other):
                    shared = sum(int(n[a][b]) for a in one for b in other)
                    alike = sum(int(same[a][b]) for a in one for b in other)
                    near = Fraction(alike, shared) if shared >= max(minimum, 1) else Fraction(-1)
                    compared.append((near, one, other))
        near, one, other = max(compared, key=lambda entry: entry[0])
        height = max(height, 1 - max(near, Fraction(0)))
        joins.append((one, other, height))
        branches = sorted([b for b in branches if b not in (one, other)] + [one | other], key=min)
    return joins


def list_orders(branch) -> list:
    """Every order of leaves that a tree allows."""
    if branch.parts is None:
        return [branch.leaves]
    left, right = (list_orders(part) for part in branch.parts)
    return [a + b for a in left for b in right] + [b + a for a in left for b in right]
