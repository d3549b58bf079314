"""Why: for each member the votes that each predictor rests on, as plain counts that a reader can look up."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from votes.core.choices import POSITIONS_TAKEN, Position
from votes.forecast.model.past import find_group
from votes.forecast.model.predictors import PREDICTORS, Evidence, Predictors
from votes.forecast.model.result import Reason

NEAREST = 10  # similar texts whose votes are counted for the reader
PEERS = 5

Columns = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Consulted:
    """The known texts that each predictor rests on, by column: all of the series and item, of others the nearest."""

    series: Columns
    like: Columns
    item: Columns
    amendments: Columns
    field: Columns


def find_consulted(predictors: Predictors, row: int) -> Consulted:
    series = np.flatnonzero(predictors.weights["series"][row])
    like = predictors.weights["like"][row].copy()
    like[series] = 0
    return Consulted(
        series=series,
        like=find_heaviest(like),
        item=np.flatnonzero(predictors.weights["item"][row]),
        amendments=find_heaviest(predictors.weights["amendments"][row]),
        field=find_heaviest(predictors.weights["field"][row]),
    )


def find_heaviest(weights: npt.NDArray[np.floating]) -> Columns:
    """The columns of the NEAREST greatest weights above 0, in order of their day."""
    heaviest = np.argsort(-weights, kind="stable")[:NEAREST]
    return np.sort(heaviest[weights[heaviest] > 0])


def count_positions(positions: npt.NDArray[np.int8]) -> dict[Position, int]:
    """How often each of the three positions stands in a piece of the table, those that never do left out."""
    counts = np.bincount(positions.ravel(), minlength=4)
    return {position: int(counts[n + 1]) for n, position in enumerate(POSITIONS_TAKEN) if counts[n + 1]}


def list_reasons(
    evidence: Evidence,
    predictors: Predictors,
    row: int,
    seats: Sequence[tuple[str, str]],
    explained: npt.NDArray[np.float64],
    chances: npt.NDArray[np.float64],
) -> list[tuple[Reason, ...]]:
    """The reasons for each seat's likeliest position, strongest first; a predictor without a vote is left out.

    `explained` is what each feature adds, [seats x features x 3]. The field's two features and the level make one.
    """
    past = evidence.past
    consulted = find_consulted(predictors, row)
    found = []
    for seat, (state, group) in enumerate(seats):
        likeliest = int(chances[seat].argmax())
        added = explained[seat, :, likeliest] - explained[seat].mean(axis=1)
        weights = [*added[: len(PREDICTORS) - 1], added[len(PREDICTORS) - 1 :].sum()]
        place = past.row_of.get(state)
        nothing = np.zeros(0, dtype=np.int8)
        peers: Columns = np.zeros(0, dtype=np.intp)
        if place is not None:
            peers = np.argsort(-evidence.similar_states[place], kind="stable")[:PEERS]
        of_group = np.flatnonzero(past.group_codes == find_group(group))
        reasons = []
        for predictor, weight in zip(PREDICTORS, weights, strict=True):
            if predictor == "kin":
                cells = past.positions[np.ix_(peers, consulted.like)]
            elif predictor == "field":
                cells = past.positions[np.ix_(of_group, consulted.field)]
            else:
                cells = past.positions[place, getattr(consulted, predictor)] if place is not None else nothing
            if counts := count_positions(cells):
                votes = list_votes(evidence, place, consulted.series) if predictor == "series" else ()
                names = tuple(past.states[peer] for peer in peers) if predictor == "kin" else ()
                reasons.append(Reason(predictor, float(weight), counts, votes, names))
        found.append(tuple(sorted(reasons, key=lambda reason: -reason.weight)))
    return found


def list_votes(
    evidence: Evidence, place: int | None, columns: Columns
) -> tuple[tuple[datetime.date, Position], ...]:
    """The positions that a State took on these texts, each with its day."""
    past = evidence.past
    if place is None:
        return ()
    return tuple(
        (datetime.date(1970, 1, 1) + datetime.timedelta(days=int(past.days[c])), POSITIONS_TAKEN[code - 1])
        for c in columns
        if 0 < (code := int(past.positions[place, c])) <= len(POSITIONS_TAKEN)
    )
