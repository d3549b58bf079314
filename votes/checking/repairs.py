"""Which State a roll-call means where it lists one by mistake: only what the membership of the day proves. Pure."""

from collections.abc import Collection, Mapping
from difflib import SequenceMatcher

from votes.core.choices import POSITIONS_TAKEN

# More strangers than this are no slips of the pen but the roll-call of another day or another year.
MOST_SLIPS = 3
# From this likeness on two States are taken for each other, if nobody else comes nearer than the margin.
LIKE, MARGIN = 0.6, 0.2


def find_voter_slips(
    positions: Mapping[str, str], members: Collection[str], names: Mapping[str, str]
) -> list[tuple[str, str]]:
    """(code listed by mistake, code of the member meant), in the order of the roll-call; empty where nothing is proven.

    `positions`: iso3 -> position; `members`: who sat that day; `names`: iso3 -> name. Proven is a slip where as
    many non-members have a position as members are missing, and everybody else in the roll-call is a member.
    Of several slips each must resemble the member meant (SVN and SVK, SWZ and Switzerland) and no other as much;
    the last one is left over. A non-member listed without a position could be the one missing: then nothing is proven.
    """
    strangers = [iso3 for iso3 in positions if iso3 not in members]
    missing = sorted(set(members) - set(positions))
    if not 0 < len(strangers) == len(missing) <= MOST_SLIPS:
        return []
    if any(positions[iso3] not in POSITIONS_TAKEN for iso3 in strangers):
        return []
    pairs = pair_by_likeness(strangers, missing, names)
    return [(iso3, pairs[iso3]) for iso3 in strangers] if pairs else []


def pair_by_likeness(
    strangers: Collection[str], missing: Collection[str], names: Mapping[str, str]
) -> dict[str, str]:
    """Every stranger with the member it was taken for; empty if one of them could be several."""
    pairs: dict[str, str] = {}
    wrong, right = list(strangers), list(missing)
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
    """Whether `a` resembles `b`, and neither of them anybody else nearly as much."""
    likeness = measure_likeness(a, b, names)
    others = [measure_likeness(a, other, names) for other in right if other != b]
    others += [measure_likeness(other, b, names) for other in wrong if other != a]
    return likeness >= LIKE and likeness - max(others) >= MARGIN


def measure_likeness(wrong: str, right: str, names: Mapping[str, str]) -> float:
    """0 to 1: how much the code resembles the other's code or the beginning of its name, or the names each other."""
    wrong_name, right_name = (names.get(iso3, iso3).upper() for iso3 in (wrong, right))
    pairs = ((wrong, right), (wrong, right_name[: len(wrong)]), (wrong_name, right_name))
    return max(SequenceMatcher(None, a, b, autojunk=False).ratio() for a, b in pairs)
