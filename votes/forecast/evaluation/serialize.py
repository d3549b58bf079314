"""An evaluation as plain data, for `.json` and `.csv`; the keys are promised in docs/data.md."""

from typing import Any

from votes.core.choices import Position
from votes.forecast.evaluation.service import StoredEvaluation

EVALUATION_COLUMNS = (
    *("method", "accuracy", "accuracy_repeats", "accuracy_new", "outcome", "error_in_favour", "log_loss"),
    *("texts", "pairs"),
)


def serialize_evaluation(stored: StoredEvaluation | None) -> dict[str, Any]:
    """The table as it was stored, and which run it is from; {"run": None} where none is stored."""
    if stored is None:
        return {"run": None}
    run = stored.run
    named = {
        "made_at": run.made_at,
        "record_version": run.record_version,
        "method": run.method,
        "measured_on": run.measured_on or None,
    }
    return {"run": named, **stored.table}


def flatten_evaluation(stored: StoredEvaluation | None) -> list[dict[str, Any]]:
    """One row a method: the forecast, the baselines, the forecast without one predictor."""
    if stored is None:
        return []
    table = stored.table
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
