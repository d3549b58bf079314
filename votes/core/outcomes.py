"""Whether a text was adopted, by its totals, and whether the record contradicts itself about that. Pure."""

from collections.abc import Mapping

from votes.core.choices import DECIDED, Outcome, Position


def find_outcome(in_favour: int, against: int) -> Outcome:
    """Adopted by more members in favour than against, among those voting; a tie rejects the text."""
    return Outcome.ADOPTED if in_favour > against else Outcome.REJECTED


def is_contradictory(outcome: str, other_outcome: str, official: Mapping[Position, int | None]) -> bool:
    """Whether the outcome contradicts the official totals, or the source states a second outcome."""
    in_favour, against = official.get(Position.IN_FAVOUR), official.get(Position.AGAINST)
    if other_outcome:
        return True
    if in_favour is None or against is None or outcome not in DECIDED:
        return False
    return outcome != find_outcome(in_favour, against)
