"""The measures again, slowly and in the plainest words, to compare the real ones with."""

import datetime
from fractions import Fraction

from votes.choices import Position, RegionalGroup


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


def find_line(positions):
    """(the line or None, n): exact fractions instead of 0.15 as a float."""
    taken = [p for p in positions if p in ("in_favour", "against", "abstaining")]
    if len(taken) < 3:
        return None, len(taken)
    for candidate in ("in_favour", "against", "abstaining"):
        apart = Fraction(len(taken) - count(taken, candidate), len(taken))
        if apart < Fraction(15, 100):
            return candidate, len(taken)
    return None, len(taken)


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
