"""How alike two texts are before anyone votes: by their titles, topics, sponsors, item and series."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from votes.core.choices import RegionalGroup
from votes.forecast.model.past import Past, Text, find_group, list_words

Table = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Likeness:
    """Each kind of likeness of texts (down) to texts (across), from 0 to 1.

    `title`: cosine of the words, rare ones weighing more. `topic`: topics in common of all they have. `sponsors`:
    cosine of the sponsors, `groups`: of the regional groups they come from. `item`, `series`: the same one or not.
    """

    title: Table
    topic: Table
    sponsors: Table
    groups: Table
    item: Table
    series: Table


class Likenesses:
    """Measures texts against each other; how rare a word is, is counted in `known` alone."""

    def __init__(self, known: Past) -> None:
        self.groups = known.groups
        self.words = {
            word: n for n, word in enumerate(sorted({w for t in known.texts for w in list_words(t.title)}))
        }
        held = self._mark([list_words(text.title) for text in known.texts], self.words)
        self.rarity = np.log((1 + len(known)) / (1 + held.sum(axis=0)))

    def _mark(self, sets: Sequence[Collection[str]], place: Mapping[str, int]) -> Table:
        """1 where a set holds a key: [sets x keys]; keys that have no place are passed over."""
        table = np.zeros((len(sets), len(place)), dtype=np.float32)
        for row, keys in enumerate(sets):
            table[row, [place[key] for key in keys if key in place]] = 1
        return table

    def describe(self, texts: Sequence[Text]) -> "Described":
        """The texts in the form that `compare` reads."""
        words = self._mark([list_words(text.title) for text in texts], self.words) * self.rarity
        made_up = np.zeros((len(texts), len(RegionalGroup)), dtype=np.float32)
        for row, text in enumerate(texts):
            for sponsor in text.sponsors:
                if sponsor in self.groups:
                    made_up[row, find_group(self.groups[sponsor])] += 1
        return Described(tuple(texts), normalise(words), normalise(made_up))

    def compare(self, down: "Described", across: "Described") -> Likeness:
        """The likeness of each text of `down` to each of `across`."""
        topics = self._mark_both([t.topics for t in down.texts], [t.topics for t in across.texts])
        shared = topics[0] @ topics[1].T
        either = topics[0].sum(axis=1)[:, np.newaxis] + topics[1].sum(axis=1) - shared
        sponsors = self._mark_both([t.sponsors for t in down.texts], [t.sponsors for t in across.texts])
        return Likeness(
            title=down.words @ across.words.T,
            topic=shared / np.maximum(either, 1),
            sponsors=normalise(sponsors[0]) @ normalise(sponsors[1]).T,
            groups=down.groups @ across.groups.T,
            item=match(
                [(t.body, t.item) if t.item else None for t in down.texts],
                [(t.body, t.item) if t.item else None for t in across.texts],
            ),
            series=match([t.series or None for t in down.texts], [t.series or None for t in across.texts]),
        )

    def _mark_both(
        self, down: Sequence[frozenset[str]], across: Sequence[frozenset[str]]
    ) -> tuple[Table, Table]:
        place = {
            key: n for n, key in enumerate(sorted(frozenset().union(*down) | frozenset().union(*across)))
        }
        return self._mark(down, place), self._mark(across, place)


@dataclass(frozen=True)
class Described:
    """Texts with the weights of their words and of their sponsors' groups, each row of length 1 or empty."""

    texts: tuple[Text, ...]
    words: Table
    groups: Table


def normalise(table: Table) -> Table:
    """Each row divided by its length; a row of nothing stays so."""
    length = np.linalg.norm(table, axis=1, keepdims=True)
    return np.asarray(table / np.where(length == 0, 1, length), dtype=np.float32)


def match(down: Sequence[object], across: Sequence[object]) -> Table:
    """1 where the two keys are the same and there is one: [down x across]."""
    place = {
        key: n for n, key in enumerate(dict.fromkeys(key for key in (*down, *across) if key is not None))
    }
    one, other = (np.array([place.get(key, -1) for key in keys], dtype=np.int64) for keys in (down, across))
    same: Table = ((one[:, np.newaxis] == other) & (one >= 0)[:, np.newaxis]).astype(np.float32)
    return same
