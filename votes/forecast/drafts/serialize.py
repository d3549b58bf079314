"""A list of drafts as plain data, for `.json` and `.csv`; the keys are promised in docs/data.md."""

from typing import Any

from votes.core.choices import POSITIONS_TAKEN
from votes.forecast.briefing.result import Briefing
from votes.forecast.briefing.serialize import serialize_briefing
from votes.web.serialize import NAME_COLUMNS

TEXT_COLUMNS = ("agenda_item", "symbol", "title", "kind", "body", "series", "as_of", "vote_on", "adopted")
DRAFT_COLUMNS = (
    *TEXT_COLUMNS,
    *(f"{p.value}_{end}" for p in POSITIONS_TAKEN for end in ("expected", "low", "high")),
    *NAME_COLUMNS,
    *("membership", "seats_not_yet_known"),
)


def serialize_draft(briefing: Briefing) -> dict[str, Any]:
    """One draft: its briefing without the members."""
    return serialize_briefing(briefing, with_members=False)


def flatten_draft(row: dict[str, Any]) -> dict[str, Any]:
    """A draft, as `serialize_draft` gives it, as a CSV row."""
    flat = {key: row[key] for key in TEXT_COLUMNS}
    for position, total in row["totals"].items():
        flat |= {f"{position}_{key}": total and total[key] for key in ("expected", "low", "high")}
    membership = row["membership"]
    return flat | {
        **{key: row[key] for key in NAME_COLUMNS},
        "membership": membership["status"],
        "seats_not_yet_known": membership["not_yet_known"],
    }
