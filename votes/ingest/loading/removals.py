"""What an import may not take away from a text on file. Pure, but for the texts' own columns.

A file that lacks something is more often cut, foreign or wrongly exported than a source that withdrew it. So what is on
file stays where the row has nothing in its place, or a smaller roll-call that does not add up to the file's own totals;
the report names it, and `--allow-removals` removes it. Facts of a vote belong together: with the roll-call stay the
totals and the outcome.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from votes.core.choices import POSITIONS_TAKEN, Position
from votes.core.rows import TextRow
from votes.ingest.loading.upsert import get_label, is_empty
from votes.ingest.report import LoadReport, Removal
from votes.models import Resolution

OFFICIAL_COLUMNS = tuple(f"official_{position.value}" for position in Position)
VOTE_COLUMNS = ("adoption", "outcome", "other_outcome", *OFFICIAL_COLUMNS)
# In these an empty value is a statement: the symbol is as printed, the source does not contradict itself, and a vote
# is called by a State or by a group.
MAY_BE_EMPTIED = frozenset({"symbol_as_printed", "other_outcome", "called_by_id", "called_by_group"})


def find_loss_of_votes(row: TextRow, on_file: Mapping[str, str], unread: int) -> str:
    """Why the roll-call of `row` may not replace the one on file; '' if it may.

    `on_file`: iso3 -> position; `unread`: how many votes of the text could not be read.
    """
    if not on_file or row.positions == on_file:
        return ""
    if not row.positions:
        return f"none of its {unread} votes can be read" if unread else "the file has no positions"
    has_fewer_states = len(row.positions) < len(on_file)
    if adds_up(row, with_not_voting=has_fewer_states):
        return ""
    if unread:
        return f"{unread} of its votes cannot be read"
    if has_fewer_states:
        return f"the file has only {len(row.positions)} of {len(on_file)} States"
    taken, before = count_taken(row.positions.values()), count_taken(on_file.values())
    return f"the file has only {taken} of {before} positions" if taken < before else ""


def adds_up(row: TextRow, *, with_not_voting: bool) -> bool:
    """Whether the roll-call of a row gives the row's own totals, so that it is whole."""
    if row.official is None:
        return False
    counted = [list(row.positions.values()).count(position) for position in Position]
    n = len(counted) if with_not_voting else len(POSITIONS_TAKEN)
    return counted[:n] == list(row.official[:n])


def count_taken(positions: Iterable[str]) -> int:
    """How many of the votes are positions: in favour, against or abstaining."""
    return sum(position in POSITIONS_TAKEN for position in positions)


def describe_votes(votes: Mapping[str, str]) -> str:
    """'47 positions' or '47 States, 46 positions'; "" for none."""
    n, taken = len(votes), count_taken(votes.values())
    return f"{n} States, {taken} positions" if taken < n else f"{n} positions" if n else ""


def keep_votes(
    row: TextRow, stored: Resolution, on_file: Mapping[str, str], unread: int, report: LoadReport
) -> tuple[TextRow, frozenset[str]]:
    """The row without a loss of votes or totals that is refused, and the columns that then stay as they are."""
    removals = []
    if reason := find_loss_of_votes(row, on_file, unread):
        before, after = describe_votes(on_file), describe_votes(row.positions)
        removals.append(Removal("texts", row.symbol, "roll-call", before, reason, after))
    totals = [getattr(stored, name) for name in OFFICIAL_COLUMNS]
    if row.official is None and totals[0] is not None:
        before = "–".join(str(total) for total in totals[:3])
        removals.append(Removal("texts", row.symbol, "official totals", before, "the file has no totals"))
    allowed = [report.may_remove(removal) for removal in removals]  # each is listed
    if all(allowed):
        return row, frozenset()
    return replace(row, positions=dict(on_file)), frozenset(VOTE_COLUMNS)


def keep_columns(stored: Resolution, symbol: str, values: Mapping[str, Any], report: LoadReport) -> set[str]:
    """The columns of `values` that are empty in the row, filled on file, and stay as they are."""
    emptied = [
        name
        for name, value in values.items()
        if is_empty(value) and not is_empty(getattr(stored, name)) and name not in MAY_BE_EMPTIED
    ]
    return {
        name
        for name in emptied
        if not report.may_remove(
            Removal(
                "texts", symbol, get_label(stored, name), str(getattr(stored, name)), "the file has no value"
            )
        )
    }
