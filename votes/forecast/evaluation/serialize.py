"""The evaluation as CSV rows."""

from typing import Any

from votes.core.choices import Position
from votes.forecast.evaluation.page import Table


def flatten_evaluation(table: Table) -> list[dict[str, Any]]:
    """One row a method: the forecast, the baselines, the forecast without one predictor."""
    rows = [("forecast", table), *(table.get("baselines") or {}).items()]
    rows += [(f"without {name}", row) for name, row in (table.get("ablations") or {}).items()]
    return [
        {
            "method": name,
            "accuracy": (row.get("accuracy") or {}).get("all"),
            "accuracy_repeats": (row.get("accuracy") or {}).get("repeats"),
            "accuracy_new": (row.get("accuracy") or {}).get("new"),
            "outcome": row.get("outcome"),
            "error_in_favour": (row.get("error") or {}).get(Position.IN_FAVOUR.value),
            "log_loss": row.get("log_loss"),
            "texts": table.get("texts"),
            "pairs": table.get("pairs"),
        }
        for name, row in rows
    ]
