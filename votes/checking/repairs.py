"""Finds the State meant when a roll-call lists another by mistake, if the membership of the day proves it. Pure."""

from collections.abc import Collection, Mapping
from difflib import SequenceMatcher

from votes.core.choices import POSITIONS_TAKEN

# With more non-members it is the roll-call of another day or year, not one with a wrong State.
MOST_WRONG_VOTERS = 3
# From 0 to 1. Two States can be confused from this similarity on, if no other State is within the margin.
LEAST_SIMILARITY, LEAST_MARGIN = 0.6, 0.2


def find_wrong_voters(
    positions: Mapping[str, str], members: Collection[str], names: Mapping[str, str]
) -> list[tuple[str, str]]:
    """(code listed by mistake, code of the member meant), in the order of the roll-call; empty if nothing is proved.

    `positions`: iso3 -> position; `members`: the members that day; `names`: iso3 -> name. The error is proved if as
    many non-members have a position as members are missing, and all others in the roll-call are members. If there
    are several, each must resemble the member meant (SVN and SVK, SWZ and Switzerland) and no other as much; the last
    one is left over. A non-member listed without a position could be the one missing; then nothing is proved.
    """
    non_members = [iso3 for iso3 in positions if iso3 not in members]
    missing = sorted(set(members) - set(positions))
    if not 0 < len(non_members) == len(missing) <= MOST_WRONG_VOTERS:
        return []
    if any(positions[iso3] not in POSITIONS_TAKEN for iso3 in non_members):
        return []
    pairs = pair_by_similarity(non_members, missing, names)
    return [(iso3, pairs[iso3]) for iso3 in non_members] if pairs else []


def pair_by_similarity(
    non_members: Collection[str], missing: Collection[str], names: Mapping[str, str]
) -> dict[str, str]:
    """Each non-member with the member meant; empty if one of them could be several."""
    pairs: dict[str, str] = {}
    wrong, right = list(non_members), list(missing)
    while len(wrong) > 1:
        clear = [(a, b) for a in wrong for b in right if is_clear(a, b, wrong, right, names)]
        if not clear:
            return {}
        a, b = clear[0]
        pairs[a] = b
        wrong.remove(a)
        right.remove(b)
    return pairs | dict(zip(wrong, right, strict=True))


def is_clear(
    a: str, b: str, wrong: Collection[str], right: Collection[str], names: Mapping[str, str]
) -> bool:
    """Whether `a` resembles `b`, and neither resembles another State nearly as much."""
    similarity = measure_similarity(a, b, names)
    others = [measure_similarity(a, other, names) for other in right if other != b]
    others += [measure_similarity(other, b, names) for other in wrong if other != a]
    return similarity >= LEAST_SIMILARITY and similarity - max(others) >= LEAST_MARGIN


def measure_similarity(wrong: str, right: str, names: Mapping[str, str]) -> float:
    """0 to 1: how much the code resembles the other's code or the beginning of its name, or the names each other."""
    wrong_name, right_name = (names.get(iso3, iso3).upper() for iso3 in (wrong, right))
    pairs = ((wrong, right), (wrong, right_name[: len(wrong)]), (wrong_name, right_name))
    return max(SequenceMatcher(None, a, b, autojunk=False).ratio() for a, b in pairs)
