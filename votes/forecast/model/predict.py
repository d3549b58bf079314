"""The forecast: the pool learns from earlier texts how far to trust each predictor, then combines those of a text."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from votes.core.choices import POSITIONS_TAKEN, Body
from votes.forecast.model.past import Past, Text, count_days, find_group
from votes.forecast.model.pool import Pool, Table, fit_pool, start_weights
from votes.forecast.model.predictors import OWN_VOTES, Evidence, Predictors, build_features
from votes.forecast.model.reasons import list_reasons
from votes.forecast.model.result import Draws, Forecast, MemberForecast, PivotalMember, Reason, Total
from votes.forecast.model.totals import (
    RandomEffect,
    apply_random_effect,
    find_adoption,
    find_interval,
    find_poisson_binomial,
    fit_random_effect,
)

# Days between the last vote that is known and a text that is learned from: as they lie before a session.
HORIZON_DAYS = 20
TAUGHT_DAYS = 12 * 365  # from older texts predictors are built, but nothing is learned
TEACHING_HALF_LIFE = 8 * 365.0
COMMISSION_COUNTS = 0.5  # a vote of the Commission teaches half as much
FEWEST_TEXTS = 20  # with fewer to learn from, all predictors count alike
RANDOM_EFFECT_TEXTS = 120  # the latest texts, from which the shift is learned
OPEN_THRESHOLD = 0.8  # a position whose chance is lower is open
MOST_PIVOTAL_MEMBERS = 6
ABSENCE_PRIOR = (0.5, 20.0)  # added to the times absent and the times listed
DEFAULT_EFFECT = RandomEffect()


@dataclass(frozen=True, eq=False)
class Model:
    """How far to trust each predictor, and how far the errors of members go together; learned from a past.

    `without`: predictors that are left out, to see what each is worth.
    """

    pool: Pool
    on_repeats: RandomEffect = DEFAULT_EFFECT
    on_new: RandomEffect = DEFAULT_EFFECT
    without: frozenset[str] = frozenset()


def learn(past: Past, today: int, without: frozenset[str] = frozenset()) -> Model:
    """What the texts of `past` teach, each seen from HORIZON_DAYS days before it; without the predictors `without`."""
    wanted = ~past.amendments & (past.days >= today - TAUGHT_DAYS)
    columns = np.flatnonzero(wanted)
    if len(columns) < FEWEST_TEXTS:
        return Model(Pool(start_weights()), without=without)
    evidence = Evidence(past, today)
    texts = [past.texts[column] for column in columns]
    predictors = evidence.build_predictors(texts, past.days[columns], HORIZON_DAYS)
    of_text, states = np.nonzero(past.taken[:, columns].any(axis=2).T)
    truth = past.taken[states, columns[of_text]].argmax(axis=1)
    council = np.array([text.body == Body.COUNCIL for text in texts])[of_text]
    age = today - past.days[columns][of_text]
    counts = 0.5 ** (age / TEACHING_HALF_LIFE) * np.where(council, 1, COMMISSION_COUNTS)
    values = {name: votes[of_text, states] for name, votes in predictors.values.items()}
    features = build_features(
        predictors.base_rate[of_text, states], values, predictors.level[of_text], without
    )
    repeat, groups = predictors.repeat[of_text], past.group_codes[states]
    pool = fit_pool(features, repeat, groups, truth, counts)
    scores = pool.score(features, repeat, groups)
    late = of_text >= len(texts) - RANDOM_EFFECT_TEXTS
    found: dict[str, RandomEffect] = {}
    for is_repeat in (True, False):
        rows = late & (repeat == is_repeat)
        if len(np.unique(of_text[rows])) >= FEWEST_TEXTS:
            name = "on_repeats" if is_repeat else "on_new"
            found[name] = fit_random_effect(scores[rows], truth[rows], of_text[rows])
    return Model(pool, **found, without=without)


def build_forecasts(
    model: Model,
    evidence: Evidence,
    texts: Sequence[Text],
    votes_on: Sequence[datetime.date],
    members: Sequence[Mapping[str, str]],
    as_of: datetime.date,
    open_seats: Sequence[int] = (),
) -> list[Forecast]:
    """The forecast of each text: whose votes are cast on `votes_on` by `members` (group by code) of that day.

    `open_seats`: for each text, how many seats have a holder that is not known; none where it is left out.
    `evidence` holds what was decided before `as_of`, and `model` was learned from no more.
    """
    if not texts:
        return []
    days = np.array([count_days(day) for day in votes_on], dtype=np.int64)
    predictors = evidence.build_predictors(texts, np.maximum(days, evidence.today))
    forecasts = [
        forecast_one(model, evidence, predictors, row, text, sorted(members[row].items()), as_of)
        if members[row]
        else build_no_forecast(evidence, text, bool(predictors.repeat[row]), as_of)
        for row, text in enumerate(texts)
    ]
    still_open = open_seats or [0] * len(texts)
    return [leave_seats_open(one, n) for one, n in zip(forecasts, still_open, strict=True)]


def build_no_forecast(evidence: Evidence, text: Text, repeat: bool, as_of: datetime.date) -> Forecast:
    """What there is to say where no member is known: no total and no chance."""
    return Forecast(text.address, as_of, (), {}, None, (), repeat, len(evidence.past))


def leave_seats_open(forecast: Forecast, n: int) -> Forecast:
    """The forecast where `n` more seats may take any position: wider totals, and no call of the outcome."""
    if not n:
        return forecast
    totals = {p: replace(total, high=total.high + n) for p, total in forecast.totals.items()}
    return replace(forecast, totals=totals, adopted=None, pivotal_members=(), open_seats=n)


def forecast_one(
    model: Model,
    evidence: Evidence,
    predictors: Predictors,
    row: int,
    text: Text,
    seats: Sequence[tuple[str, str]],
    as_of: datetime.date,
) -> Forecast:
    """The forecast of the text in this row of the predictors; `seats` are pairs of a code and a group."""
    groups = np.array([find_group(group) for _state, group in seats], dtype=np.int64)
    features = gather_features(
        evidence, predictors, row, [state for state, _group in seats], groups, model.without
    )
    repeat = np.full(len(seats), predictors.repeat[row])
    scores = model.pool.score(features, repeat, groups)
    under, weights = apply_random_effect(scores, model.on_repeats if predictors.repeat[row] else model.on_new)
    chances = np.einsum("n,nmp->mp", weights, under)
    absent = find_absence(evidence.past, [state for state, _group in seats])
    present = under * (1 - absent)[:, np.newaxis]
    totals = {
        position: describe_total(weights @ find_poisson_binomial(present[:, :, place]))
        for place, position in enumerate(POSITIONS_TAKEN)
    }
    reasons = list_reasons(
        evidence, predictors, row, seats, model.pool.break_down(features, repeat, groups), chances
    )
    return Forecast(
        address=text.address,
        as_of=as_of,
        members=tuple(
            describe_member(state, chances[seat], float(absent[seat]), reasons[seat])
            for seat, (state, _group) in enumerate(seats)
        ),
        totals=totals,
        adopted=find_adoption(present[:, :, 0], present[:, :, 1], weights),
        pivotal_members=find_pivotal_members(seats, chances, present, weights),
        repeat=bool(predictors.repeat[row]),
        n=len(evidence.past),
        draws=Draws(tuple(state for state, _group in seats), under, absent, weights),
    )


def gather_features(
    evidence: Evidence,
    predictors: Predictors,
    row: int,
    states: Sequence[str],
    groups: npt.NDArray[np.int64],
    without: frozenset[str],
) -> Table:
    """The features of some States on one text. For one that never voted those of its group stand in."""
    places = [evidence.past.row_of.get(state, -1) for state in states]

    def pick(votes: npt.NDArray[np.float32], *, of_group: bool) -> npt.NDArray[np.float32]:
        found = np.zeros((len(places), 3), dtype=np.float32)
        for seat, place in enumerate(places):
            if place >= 0:
                found[seat] = votes[row, place]
            elif of_group:
                alike = evidence.past.group_codes == groups[seat]
                spoken = votes[row, alike] if alike.any() else votes[row]
                found[seat] = spoken.mean(axis=0) if len(spoken) else 1 / 3
        return found

    values = {name: pick(votes, of_group=name not in OWN_VOTES) for name, votes in predictors.values.items()}
    level = np.broadcast_to(predictors.level[row], (len(states), 3))
    return build_features(pick(predictors.base_rate, of_group=False), values, level, without)


def find_absence(past: Past, states: Sequence[str]) -> npt.NDArray[np.float64]:
    """The chance of each State to take no part: its rate so far, drawn to that of all where it rarely voted."""
    missed, listed = past.absent.sum(axis=0) if len(past.states) else np.zeros(2)
    rate = (missed + ABSENCE_PRIOR[0]) / (listed + ABSENCE_PRIOR[1])
    own = np.array([past.absent[past.row_of[s]] if s in past.row_of else (0.0, 0.0) for s in states])
    own = own.reshape(len(states), 2)
    return np.asarray((own[:, 0] + ABSENCE_PRIOR[1] * rate) / (own[:, 1] + ABSENCE_PRIOR[1]))


def describe_member(
    state: str, chances: npt.NDArray[np.float64], absent: float, reasons: tuple[Reason, ...]
) -> MemberForecast:
    in_favour, against, abstaining = chances.tolist()
    return MemberForecast(state, in_favour, against, abstaining, absent, reasons)


def describe_total(chances: npt.NDArray[np.float64]) -> Total:
    low, high = find_interval(chances)
    return Total(float(chances @ np.arange(len(chances))), low, high)


def find_pivotal_members(
    seats: Sequence[tuple[str, str]], chances: Table, present: Table, weights: Table
) -> tuple[PivotalMember, ...]:
    """The members whose position is open, the most open first, each with what its move does to the adoption."""
    open_first = np.argsort(chances.max(axis=1), kind="stable")
    found = []
    for seat in open_first[:MOST_PIVOTAL_MEMBERS]:
        if chances[seat].max() >= OPEN_THRESHOLD:
            break
        plus, minus = present[:, :, 0].copy(), present[:, :, 1].copy()
        plus[:, seat], minus[:, seat] = 1, 0
        in_favour = find_adoption(plus, minus, weights)
        plus[:, seat], minus[:, seat] = 0, 1
        found.append(PivotalMember(seats[seat][0], in_favour, find_adoption(plus, minus, weights)))
    return tuple(found)
