"""What the page on the forecast's accuracy shows."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from votes.core.choices import POSITIONS_TAKEN, Position
from votes.web.numbers import format_percent

Table = Mapping[str, Any]


ENDS = ("first", "last")


BASELINES = {
    "modal": gettext_lazy("Each State’s most frequent position"),
    "last": gettext_lazy("The last roll-call of the series, else the most frequent position"),
    "similar": gettext_lazy("Votes on similar texts, weighed by similarity"),
}


PREDICTORS = {
    "series": gettext_lazy("Without a State’s votes on the series"),
    "like": gettext_lazy("Without its votes on similar texts"),
    "item": gettext_lazy("Without its votes under the same item"),
    "amendments": gettext_lazy("Without its votes on amendments"),
    "kin": gettext_lazy("Without the votes of States that vote like it"),
    "field": gettext_lazy("Without all States on the nearest texts"),
}


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
    """The totals of one position: the mean error in votes, and the share within the 80 % interval."""

    position: Position
    error: str
    coverage: str


@dataclass(frozen=True)
class ClassRow:
    """Chances of about the same size, and the share of them that came true."""

    chances: str
    mean: str
    share: str
    n: int


@dataclass(frozen=True)
class Evaluation:
    """A run as the page shows it; `first` and `last`: the days of its first and last vote, None where it had none."""

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


def build_method_row(name: str, table: Table, is_ours: bool = False) -> MethodRow:
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


def build_evaluation(table: Table) -> Evaluation:
    """`table`: what `evaluate` gives; "ablations", where they were run, has the same without each predictor."""
    curve = table.get("calibration") or []
    ablations = table.get("ablations") or {}
    first, last = (datetime.date.fromisoformat(day) if (day := table.get(end)) else None for end in ENDS)
    return Evaluation(
        first=first,
        last=last,
        methods=[
            build_method_row(_("The forecast"), table, is_ours=True),
            *(
                build_method_row(str(BASELINES.get(name, name)), row)
                for name, row in (table.get("baselines") or {}).items()
            ),
        ],
        ablations=[build_method_row(str(PREDICTORS.get(name, name)), row) for name, row in ablations.items()],
        intervals=[
            IntervalRow(
                position,
                format_number((table.get("error") or {}).get(position.value), 2),
                format_share((table.get("coverage") or {}).get(position.value)),
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
