"""A saved forecast as plain data, for the JSON of its text; the keys are promised in docs/data.md."""

from typing import Any

from votes.models import SavedForecast


def serialize_saved_forecast(saved: SavedForecast | None) -> dict[str, Any] | None:
    """The numbers as they were saved, with their day and method; None where none were saved."""
    if saved is None:
        return None
    return {"as_of": saved.as_of, "made_at": saved.made_at, "method": saved.method, **saved.forecast}
