"""What speaks for each position of each State on a text: its own record on the series, like texts, and so on.

A witness gives weights for the three positions. They are held against the State's habit: few votes say little.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from votes.forecast.model.past import Past, Shares, Text
from votes.forecast.model.similar_states import fill_in, weigh_kin
from votes.forecast.model.text_neighbourhood import find_habits, read_field, relate, weigh_texts
from votes.forecast.model.text_similarity import Likeness, Likenesses, match

HALF_LIFE = 5 * 365.0  # days after which a vote on a text says half as much
LIKE = {"title": 1.0, "topic": 0.6, "sponsors": 0.3, "groups": 0.2, "item": 0.3}
SHARP = 3  # the likeness to this power is a like text's weight
MASS = 20.0  # a text wholly like counts as this many votes: likeness to the third power is small
HABIT_MASS = 0.05  # what any vote counts for the habit
FIRST_HABIT = np.array([0.6, 0.15, 0.25]) * 0.3  # a State of which nothing is known
SHRINK = 0.5  # votes for which the habit counts in each witness
FLOOR = 0.03  # the least share that the field may give

OWN = ("series", "like", "item", "amendments")
WITNESSES = (*OWN, "kin", "field")
# What the pool weighs; the last three are the field's.
SIGNS = (*OWN, "kin", "field", "field share", "field level")


@dataclass(frozen=True, eq=False)
class Asked:
    """Texts asked about, each with its likeness to every known one, and which of those may be used for it."""

    texts: tuple[Text, ...]
    days: npt.NDArray[np.int64]
    like: Likeness
    allowed: npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Testimony:
    """What the witnesses say: weights of the three positions by witness, [texts x States x 3] each.

    `habit` is each State's own; what the field says are shares. `repeat`: the series had a vote before. `weights`:
    what each known text (across) counts for a witness.
    """

    habit: Shares
    said: dict[str, Shares]
    repeat: npt.NDArray[np.bool_]
    weights: dict[str, npt.NDArray[np.floating]]

    @property
    def level(self) -> Shares:
        """The mean share of the three positions over all States, a third each where there are none: [texts x 3]."""
        field = self.said["field"]
        if not field.shape[1]:
            return np.full((len(field), 3), 1 / 3, dtype=np.float32)
        return np.asarray(field.mean(axis=1, dtype=np.float64), dtype=np.float32)


class Evidence:
    """A past, made ready to be asked about texts."""

    def __init__(self, past: Past, today: int) -> None:
        self.past, self.today = past, today
        self.measure = Likenesses(past)
        self.held = self.measure.describe(past.texts)
        self.kin = weigh_kin(past, today)
        self.filled = fill_in(past, self.kin)
        self.among = relate(past, self.measure, self.held)
        self.habits = find_habits(past, self.filled, today)

    def ask(self, texts: Sequence[Text], days: npt.NDArray[np.int64], gap: int = 0) -> Asked:
        """`texts` of these days beside the known ones; those within `gap` days before a text are not used for it."""
        described = self.measure.describe(texts)
        like = self.measure.compare(described, self.held)
        return Asked(tuple(texts), days, like, days[:, np.newaxis] - self.past.days >= max(gap, 1))

    def hear(self, asked: Asked) -> Testimony:
        """What each witness says on each text asked about, of every State."""
        past = self.past
        age = asked.days[:, np.newaxis] - past.days
        fade = np.where(asked.allowed, 0.5 ** (np.maximum(age, 0) / HALF_LIFE), 0)
        on_texts, on_amendments = fade * ~past.amendments, fade * past.amendments
        amended = [text.amends or None for text in past.texts]
        of_series = match([text.series or None for text in asked.texts], amended)
        alike = sum(weight * getattr(asked.like, kind) for kind, weight in LIKE.items()) / sum(LIKE.values())
        near = MASS * np.asarray(alike, dtype=np.float64) ** SHARP
        weights = {
            "series": asked.like.series * on_texts,
            "like": near * on_texts,
            "item": 0.3 * asked.like.item * on_texts,
            "amendments": (2 * of_series + near) * on_amendments,
            "habit": HABIT_MASS * on_texts,
        }
        said = {name: self._add_up(weight, past.taken) for name, weight in weights.items()}
        said["kin"] = self._add_up(weights["like"], self.filled)
        field = weigh_texts(self.among, asked.like, age, asked.allowed & ~past.amendments)
        said["field"] = read_field(field, self.filled, self.habits)
        weights["field"] = field
        repeat = np.asarray((asked.like.series * (asked.allowed & ~past.amendments)).any(axis=1))
        return Testimony(said.pop("habit"), said, repeat, weights)

    def _add_up(self, weight: npt.NDArray[np.float64], shares: Shares) -> Shares:
        n_states, n_texts, _three = shares.shape
        flat = shares.transpose(1, 0, 2).reshape(n_texts, 3 * n_states)
        return (weight.astype(np.float32) @ flat).reshape(len(weight), n_states, 3)


def centre(shares: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """Logarithms of the shares less their mean, so that the three add up to 0 (Aitchison 1986)."""
    logs = np.log(shares.astype(np.float64))
    return logs - logs.mean(axis=-1, keepdims=True)


def build_signs(
    habit: Shares, said: Mapping[str, Shares], level: Shares, without: frozenset[str] = frozenset()
) -> npt.NDArray[np.float64]:
    """The numbers that the pool weighs, for pairs of a text and a State: [pairs x signs x 3].

    Given are the habit, the testimony by witness and the level, [pairs x 3] each. One sign a witness, as centred
    logarithms held against the habit; then the field's shares as they are, and the level. All are 0 for the witnesses
    `without`.
    """
    known = habit + FIRST_HABIT
    known = known / known.sum(axis=-1, keepdims=True)
    signs = []
    for name in (*OWN, "kin"):
        votes = said[name]
        signs.append(centre((votes + SHRINK * known) / (votes.sum(axis=-1, keepdims=True) + SHRINK)))
    field = said["field"].astype(np.float64)
    kept = np.maximum(field, FLOOR)
    signs += [
        centre(kept / kept.sum(axis=-1, keepdims=True)),
        field - 1 / 3,
        level.astype(np.float64) - 1 / 3,
    ]
    table = np.stack(signs, axis=1)
    table[:, [sign.split()[0] in without for sign in SIGNS]] = 0
    return table
