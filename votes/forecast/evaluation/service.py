"""The latest stored run of the backtest."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from votes.core.record_version import get_record_version
from votes.models import BacktestRun

# How many of the latest runs are looked at for those on other records.
MOST_RUNS = 20


@dataclass(frozen=True)
class StoredEvaluation:
    """A stored run. `is_current`: whether the record is still the one that it was made on.

    `others`: the latest run on each other record that comes with the code.
    """

    run: BacktestRun
    is_current: bool
    others: tuple[BacktestRun, ...] = ()

    @property
    def table(self) -> Mapping[str, Any]:
        """What `evaluate` in forecast/model/evaluation.py gave, as it was stored."""
        table: Mapping[str, Any] = self.run.table
        return table


def get_latest_evaluation() -> StoredEvaluation | None:
    """The run made last, or None where none is stored; two queries."""
    runs = list(BacktestRun.objects.order_by("-made_at", "-pk")[:MOST_RUNS])
    if not runs:
        return None
    run = runs[0]
    latest = {other.measured_on: other for other in reversed(runs) if other.measured_on}
    latest.pop(run.measured_on, None)
    return StoredEvaluation(run, run.record_version == get_record_version(), tuple(latest.values()))
