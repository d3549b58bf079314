"""What each State's position on a text is predicted from: its votes on the series, on like texts, and so on.

A predictor gives weights for the three positions. They are compared with the State's base rate, because few votes say
little.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from votes.forecast.model.past import Past, Shares, Text
from votes.forecast.model.similar_states import impute, weigh_similar_states
from votes.forecast.model.text_neighbourhood import (
    find_base_rates,
    predict_from_neighbourhood,
    relate,
    weigh_texts,
)
from votes.forecast.model.text_similarity import Likenesses, match

HALF_LIFE = 5 * 365.0  # days after which a vote on a text says half as much
LIKE = {"title": 1.0, "topic": 0.6, "sponsors": 0.3, "groups": 0.2, "item": 0.3}
SHARP = 3  # the likeness to this power is a like text's weight
MASS = 20.0  # a text wholly like counts as this many votes: likeness to the third power is small
BASE_RATE_WEIGHT = 0.05  # what any vote counts for the base rate
PRIOR_BASE_RATE = np.array([0.6, 0.15, 0.25]) * 0.3  # of a State of which nothing is known
SHRINK = 0.5  # votes for which the base rate counts in each predictor
FLOOR = 0.03  # the least share that the neighbourhood may give

# The names are part of the data: "kin" are the similar States, "field" is the text neighbourhood.
OWN_VOTES = ("series", "like", "item", "amendments")
PREDICTORS = (*OWN_VOTES, "kin", "field")
# What the pool weighs; the last three come from the text neighbourhood.
FEATURES = (*OWN_VOTES, "kin", "field", "field share", "field level")


@dataclass(frozen=True, eq=False)
class Predictors:
    """The predictors of some texts: by name, weights of the three positions, [texts x States x 3] each.

    `values`: by predictor; those of the text neighbourhood are shares. `base_rate`: each State's own. `repeat`: whether
    the series had a vote before. `weights`: by predictor, what each known text (across) counts for each text (down).
    """

    base_rate: Shares
    values: dict[str, Shares]
    repeat: npt.NDArray[np.bool_]
    weights: dict[str, npt.NDArray[np.floating]]

    @property
    def level(self) -> Shares:
        """The mean share of the three positions over all States, a third each where there are none: [texts x 3]."""
        shares = self.values["field"]
        if not shares.shape[1]:
            return np.full((len(shares), 3), 1 / 3, dtype=np.float32)
        return np.asarray(shares.mean(axis=1, dtype=np.float64), dtype=np.float32)


class Evidence:
    """A past, prepared so that the predictors of any text can be built from it."""

    def __init__(self, past: Past, today: int) -> None:
        self.past, self.today = past, today
        self.measure = Likenesses(past)
        self.held = self.measure.describe(past.texts)
        self.similar_states = weigh_similar_states(past, today)
        self.imputed = impute(past, self.similar_states)
        self.among = relate(past, self.measure, self.held)
        self.base_rates = find_base_rates(past, self.imputed, today)

    def build_predictors(
        self, texts: Sequence[Text], days: npt.NDArray[np.int64], horizon: int = 0
    ) -> Predictors:
        """The predictors of `texts` with votes on `days`, for every State of the past.

        Of the known texts those are used that were decided before the text's day, and at least `horizon` days before.
        """
        past = self.past
        likeness = self.measure.compare(self.measure.describe(texts), self.held)
        age = days[:, np.newaxis] - past.days
        allowed = age >= max(horizon, 1)
        fade = np.where(allowed, 0.5 ** (np.maximum(age, 0) / HALF_LIFE), 0)
        on_texts, on_amendments = fade * ~past.amendments, fade * past.amendments
        amended = [text.amends or None for text in past.texts]
        of_series = match([text.series or None for text in texts], amended)
        alike = sum(weight * getattr(likeness, kind) for kind, weight in LIKE.items()) / sum(LIKE.values())
        near = MASS * np.asarray(alike, dtype=np.float64) ** SHARP
        weights = {
            "series": likeness.series * on_texts,
            "like": near * on_texts,
            "item": 0.3 * likeness.item * on_texts,
            "amendments": (2 * of_series + near) * on_amendments,
            "base rate": BASE_RATE_WEIGHT * on_texts,
        }
        values = {name: self._add_up(weight, past.taken) for name, weight in weights.items()}
        values["kin"] = self._add_up(weights["like"], self.imputed)
        weights["field"] = weigh_texts(self.among, likeness, age, allowed & ~past.amendments)
        values["field"] = predict_from_neighbourhood(weights["field"], self.imputed, self.base_rates)
        repeat = np.asarray((likeness.series * (allowed & ~past.amendments)).any(axis=1))
        return Predictors(values.pop("base rate"), values, repeat, weights)

    def _add_up(self, weight: npt.NDArray[np.float64], shares: Shares) -> Shares:
        n_states, n_texts, _three = shares.shape
        flat = shares.transpose(1, 0, 2).reshape(n_texts, 3 * n_states)
        return (weight.astype(np.float32) @ flat).reshape(len(weight), n_states, 3)


def centre(shares: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """Logarithms of the shares less their mean, so that the three add up to 0 (Aitchison 1986)."""
    logs: npt.NDArray[np.float64] = np.log(shares.astype(np.float64))
    return np.asarray(logs - logs.mean(axis=-1, keepdims=True))


def build_features(
    base_rate: Shares, values: Mapping[str, Shares], level: Shares, without: frozenset[str] = frozenset()
) -> npt.NDArray[np.float64]:
    """The numbers that the pool weighs, for pairs of a text and a State: [pairs x features x 3].

    Given are the base rate, the predictors by name and the level, [pairs x 3] each. There is one feature a predictor,
    as centred logarithms after shrinking to the base rate; then the shares of the text neighbourhood as they are, and
    the level. The features of the predictors `without` are 0.
    """
    known = base_rate + PRIOR_BASE_RATE
    known = known / known.sum(axis=-1, keepdims=True)
    features = []
    for name in (*OWN_VOTES, "kin"):
        votes = values[name]
        features.append(centre((votes + SHRINK * known) / (votes.sum(axis=-1, keepdims=True) + SHRINK)))
    shares = values["field"].astype(np.float64)
    raised = np.maximum(shares, FLOOR)
    features += [
        centre(raised / raised.sum(axis=-1, keepdims=True)),
        shares - 1 / 3,
        level.astype(np.float64) - 1 / 3,
    ]
    table = np.stack(features, axis=1)
    table[:, [feature.split()[0] in without for feature in FEATURES]] = 0
    return table
