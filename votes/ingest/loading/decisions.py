"""Finds the tabled drafts that an import will decide, before it writes anything."""

import datetime
from collections.abc import Collection, Iterable

from votes.core.choices import DECIDED, Outcome
from votes.core.models.forecast import about_to_decide
from votes.core.rows import TextRow
from votes.core.symbols import drop_revision
from votes.models import Resolution, SavedForecast


def announce_decisions(rows: Iterable[TextRow]) -> Collection[int]:
    """Send `about_to_decide` for the tabled drafts without a saved forecast that `rows` decide.

    Returns their primary keys; one query if no draft is tabled.
    """
    tabled = Resolution.objects.filter(outcome=Outcome.TABLED, saved_forecast=None)
    drafts = {drop_revision(symbol): pk for symbol, pk in tabled.values_list("symbol", "pk")}
    days: dict[int, datetime.date] = {}
    for row in rows if drafts else ():
        pk = drafts.get(drop_revision(row.draft_symbol or row.symbol))
        if pk and row.outcome in DECIDED and row.date:
            days[pk] = row.date
    if days:
        about_to_decide.send(Resolution, days=days)
    return days


def delete_forecasts_of_refused(announced: Collection[int]) -> None:
    """Delete the forecasts just saved for announced texts that are still tabled because their rows were rejected."""
    if announced:
        SavedForecast.objects.filter(resolution__in=announced, resolution__outcome=Outcome.TABLED).delete()
