"""The latest stored run of the backtest."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from votes.models import BacktestRun, RecordVersion


@dataclass(frozen=True)
class StoredEvaluation:
    """A stored run. `is_current`: whether the record is still the one that it was made on."""

    run: BacktestRun
    is_current: bool

    @property
    def table(self) -> Mapping[str, Any]:
        """What `evaluate` in forecast/model/evaluation.py gave, as it was stored."""
        table: Mapping[str, Any] = self.run.table
        return table


def get_latest_evaluation() -> StoredEvaluation | None:
    """The run made last, or None where none is stored; two queries."""
    run = BacktestRun.objects.order_by("-made_at").first()
    return StoredEvaluation(run, run.record_version == RecordVersion.get()) if run else None
