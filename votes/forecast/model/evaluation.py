"""How often a forecast is right: measures over texts that were forecast and have since been decided."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from votes.core.choices import POSITIONS_TAKEN, Position
from votes.forecast.model.baselines import BASELINES
from votes.forecast.model.result import Forecast

BINS = 10


@dataclass(frozen=True)
class Case:
    """A text that was forecast, and how it went: `truth` is the position of each member that took one."""

    symbol: str
    draft: str
    date: datetime.date
    forecast: Forecast
    truth: Mapping[str, Position]
    guesses: Mapping[str, Mapping[str, Position]]

    def count(self, position: Position) -> int:
        return sum(taken == position for taken in self.truth.values())

    @property
    def adopted(self) -> bool:
        return self.count(Position.IN_FAVOUR) > self.count(Position.AGAINST)

    def as_dict(self) -> dict[str, Any]:
        """The forecast beside the truth, for JSON."""
        numbers = self.forecast.as_dict()
        for member in numbers["members"]:
            member["truth"] = self.truth[member["state"]].value if member["state"] in self.truth else None
        for position in POSITIONS_TAKEN:
            numbers["totals"][position.value]["truth"] = self.count(position)
        return {
            "symbol": self.symbol,
            "draft": self.draft,
            "date": self.date.isoformat(),
            "as_of": self.forecast.as_of.isoformat(),
            "repeat": self.forecast.repeat,
            **numbers,
            "was_adopted": self.adopted,
        }


@dataclass(frozen=True, eq=False)
class Pairs:
    """All pairs of a text and a member that took a position: chances [pairs x 3], truth 0 to 2, repeat or not."""

    chances: npt.NDArray[np.float64]
    truth: npt.NDArray[np.int64]
    repeat: npt.NDArray[np.bool_]

    @property
    def right(self) -> npt.NDArray[np.bool_]:
        return np.asarray(self.chances.argmax(axis=1) == self.truth)


def list_pairs(cases: Sequence[Case]) -> Pairs:
    rows = [
        (list(member.chances.values()), POSITIONS_TAKEN.index(case.truth[member.iso3]), case.forecast.repeat)
        for case in cases
        for member in case.forecast.members
        if member.iso3 in case.truth
    ]
    chances, truth, repeat = zip(*rows, strict=True) if rows else ((), (), ())
    return Pairs(
        np.array(chances, dtype=np.float64).reshape(-1, 3),
        np.array(truth, dtype=np.int64),
        np.array(repeat, bool),
    )


def evaluate(cases: Sequence[Case]) -> dict[str, Any]:
    """The table: shares from 0 to 1, errors in votes, each with its n; None where there is nothing to count.

    `accuracy`: pairs of a text and a member whose likeliest position was taken; `log_loss`: the mean of minus the
    logarithm of the chance given to it. `outcome`: texts adopted or not, as forecast. `error`: the mean distance of
    the expected total from the counted one. `coverage`: totals within their 80 % interval,
    also on repeats and on new texts alone. `calibration`: for
    chances in ten equal classes, of all three positions, the mean chance beside the share that came true;
    `calibration_error` is the mean of their distances, each class counting by its n.
    """
    pairs = list_pairs(cases)
    curve = find_calibration(pairs)
    n = sum(bin_["n"] for bin_ in curve)
    likely = pairs.chances[np.arange(len(pairs.truth)), pairs.truth]
    return {
        "texts": len(cases),
        "repeats": sum(case.forecast.repeat for case in cases),
        "pairs": len(pairs.truth),
        "first": min((case.date for case in cases), default=None),
        "last": max((case.date for case in cases), default=None),
        "accuracy": {
            "all": find_mean(pairs.right),
            "repeats": find_mean(pairs.right[pairs.repeat]),
            "new": find_mean(pairs.right[~pairs.repeat]),
        },
        "log_loss": find_mean(-np.log(likely)),
        "outcome": find_mean([((case.forecast.adopted or 0) > 0.5) == case.adopted for case in cases]),
        "error": by_position(
            lambda p: find_mean([abs(case.forecast.totals[p].expected - case.count(p)) for case in cases])
        ),
        "coverage": measure_coverage(cases),
        "coverage_repeats": measure_coverage([case for case in cases if case.forecast.repeat]),
        "coverage_new": measure_coverage([case for case in cases if not case.forecast.repeat]),
        "calibration_error": sum(abs(b["mean"] - b["share"]) * b["n"] for b in curve) / n if n else None,
        "calibration": curve,
        "baselines": {name: evaluate_guesses(cases, name) for name in BASELINES},
    }


def measure_coverage(cases: Sequence[Case]) -> dict[str, float | None]:
    """The share of the texts whose total lies within its 80 % interval, for each position; None without texts."""
    return by_position(
        lambda p: find_mean(
            [case.forecast.totals[p].low <= case.count(p) <= case.forecast.totals[p].high for case in cases]
        )
    )


def by_position(measure: Callable[[Position], float | None]) -> dict[str, float | None]:
    return {position.value: measure(position) for position in POSITIONS_TAKEN}


def find_mean(values: npt.NDArray[Any] | Sequence[float]) -> float | None:
    """The mean, None of nothing."""
    return float(np.mean(values)) if len(values) else None


def find_calibration(pairs: Pairs) -> list[dict[str, Any]]:
    """The ten classes of chances that have any: {low, high, n, mean, share}."""
    chances = pairs.chances.ravel()
    came_true = np.eye(3)[pairs.truth].ravel() if len(pairs.truth) else np.zeros(0)
    place = np.minimum((chances * BINS).astype(np.int64), BINS - 1)
    return [
        {
            "low": number / BINS,
            "high": (number + 1) / BINS,
            "n": int(inside.sum()),
            "mean": float(chances[inside].mean()),
            "share": float(came_true[inside].mean()),
        }
        for number in range(BINS)
        if (inside := place == number).any()
    ]


def evaluate_guesses(cases: Sequence[Case], baseline: str) -> dict[str, Any]:
    """Accuracy, outcome and error of the total in favour of a baseline, measured as the forecast's."""
    right: dict[bool, list[bool]] = {True: [], False: []}
    outcome, error = [], []
    for case in cases:
        guesses = {
            state: position for state, position in case.guesses[baseline].items() if state in case.truth
        }
        right[case.forecast.repeat] += [position == case.truth[state] for state, position in guesses.items()]
        votes = list(guesses.values())
        in_favour, against = votes.count(Position.IN_FAVOUR), votes.count(Position.AGAINST)
        outcome.append((in_favour > against) == case.adopted)
        error.append(abs(in_favour - case.count(Position.IN_FAVOUR)))
    return {
        "accuracy": {
            "all": find_mean(right[True] + right[False]),
            "repeats": find_mean(right[True]),
            "new": find_mean(right[False]),
        },
        "outcome": find_mean(outcome),
        "error": {Position.IN_FAVOUR.value: find_mean(error)},
    }
