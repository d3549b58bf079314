"""Which tabled drafts an import is about to decide, found before it writes anything."""

import datetime
from collections.abc import Collection, Iterable

from votes.core.choices import DECIDED, Outcome
from votes.core.models.forecast import about_to_decide
from votes.core.rows import TextRow
from votes.core.symbols import drop_revision
from votes.models import KeptForecast, Resolution


def announce_decisions(rows: Iterable[TextRow]) -> Collection[int]:
    """Say of each tabled draft on file without a kept forecast that one of `rows` decides it, and when.

    Returns their primary keys; one query where nothing is tabled.
    """
    tabled = Resolution.objects.filter(outcome=Outcome.TABLED, kept_forecast=None).values_list("symbol", "pk")
    drafts = {drop_revision(symbol): pk for symbol, pk in tabled}
    days: dict[int, datetime.date] = {}
    for row in rows if drafts else ():
        pk = drafts.get(drop_revision(row.draft_symbol or row.symbol))
        if pk and row.outcome in DECIDED and row.date:
            days[pk] = row.date
    if days:
        about_to_decide.send(Resolution, days=days)
    return days


def forget_refused(announced: Collection[int]) -> None:
    """Drop the forecasts just kept of texts that were announced and are tabled still: their rows were refused."""
    if announced:
        KeptForecast.objects.filter(resolution__in=announced, resolution__outcome=Outcome.TABLED).delete()
