"""The rows of the page on how often the forecasts were right."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _

from votes.core.choices import POSITIONS_TAKEN, Position
from votes.forecast.evaluation.charts import build_calibration_chart
from votes.forecast.evaluation.wording import name_ablation, name_baseline
from votes.models import BacktestRun
from votes.web.chart import Chart
from votes.web.numbers import format_percent

# What `evaluate` in forecast/model/evaluation.py gives, read back from a stored run.
Measures = Mapping[str, Any]


@dataclass(frozen=True)
class MethodRow:
    """One way to forecast, and how often it was right; a dash where a figure does not exist for it."""

    name: str
    is_ours: bool
    accuracy: str
    repeats: str
    new: str
    outcome: str
    error: str
    log_loss: str


@dataclass(frozen=True)
class IntervalRow:
    """The totals of one position: the mean error in votes, and the share within the 80 % interval.

    `on_repeats`, `on_new`: that share on texts with an earlier vote in their series, and on the others.
    """

    position: Position
    error: str
    coverage: str
    on_repeats: str
    on_new: str


@dataclass(frozen=True)
class ClassRow:
    """Chances of about the same size, and the share of them that came true."""

    chances: str
    mean: str
    share: str
    n: int


@dataclass(frozen=True)
class EvaluationPage:
    """A run as the page shows it; `first` and `last`: the days of its first and last vote, None where it has none.

    `points`: of the calibration curve, (mean chance given, share that came true, number of chances).
    """

    first: datetime.date | None
    last: datetime.date | None
    methods: list[MethodRow]
    ablations: list[MethodRow]
    intervals: list[IntervalRow]
    classes: list[ClassRow]
    points: list[tuple[float, float, int]]
    calibration_error: str


def format_share(share: float | None) -> str:
    """0.8834 -> "88.3 %"; a dash where there is none."""
    return "–" if share is None else f"{share * 100:.1f}\N{NO-BREAK SPACE}%"


def format_number(number: float | None, digits: int) -> str:
    return "–" if number is None else f"{number:.{digits}f}"


def read_day(day: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(day) if day else None


def build_method_row(name: str, table: Measures, is_ours: bool = False) -> MethodRow:
    accuracy = table.get("accuracy") or {}
    return MethodRow(
        name=name,
        is_ours=is_ours,
        accuracy=format_share(accuracy.get("all")),
        repeats=format_share(accuracy.get("repeats")),
        new=format_share(accuracy.get("new")),
        outcome=format_share(table.get("outcome")),
        error=format_number((table.get("error") or {}).get(Position.IN_FAVOUR.value), 2),
        log_loss=format_number(table.get("log_loss"), 3),
    )


def build_chart(page: EvaluationPage, method: str) -> Chart:
    """The calibration curve of a run by `method`, in words."""
    figure = build_calibration_chart(page.points, _("Forecast chance"), _("Share that came true"))
    about = _("%(method)s, n = %(n)s chances") % {
        "method": method,
        "n": intcomma(sum(n for _mean, _share, n in page.points)),
    }
    return Chart("calibration-curve", figure, _("How often the forecast chances came true"), about)


def build_evaluation_page(table: Measures) -> EvaluationPage:
    """The rows of a stored run; "ablations" in `table`, where they were run, has its own table for each predictor."""
    curve = table.get("calibration") or []
    ablations = table.get("ablations") or {}
    return EvaluationPage(
        first=read_day(table.get("first")),
        last=read_day(table.get("last")),
        methods=[
            build_method_row(_("The forecast"), table, is_ours=True),
            *(
                build_method_row(name_baseline(name), row)
                for name, row in (table.get("baselines") or {}).items()
            ),
        ],
        ablations=[build_method_row(name_ablation(name), row) for name, row in ablations.items()],
        intervals=[
            IntervalRow(
                position,
                format_number((table.get("error") or {}).get(position.value), 2),
                *(
                    format_share((table.get(name) or {}).get(position.value))
                    for name in ("coverage", "coverage_repeats", "coverage_new")
                ),
            )
            for position in POSITIONS_TAKEN
        ],
        classes=[
            ClassRow(
                f"{format_percent(one['low'])} – {format_percent(one['high'])}",
                format_share(one["mean"]),
                format_share(one["share"]),
                one["n"],
            )
            for one in curve
        ],
        points=[(one["mean"], one["share"], one["n"]) for one in curve],
        calibration_error=format_number(table.get("calibration_error"), 3),
    )


def build_other_rows(runs: Iterable[BacktestRun]) -> list[MethodRow]:
    """One row for each run on another record, named by that record."""
    return [build_method_row(run.measured_on, run.table) for run in runs]
