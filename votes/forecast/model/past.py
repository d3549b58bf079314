"""What is known before a day: the texts decided by then, and who took which position on them."""

import datetime
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from votes.analysis.matrix import GROUP_CODE_OF, NOT_VOTING, TAKEN
from votes.core.choices import KINDS_ABOUT_ANOTHER_TEXT, Body, TextKind

Shares = npt.NDArray[np.float32]
# Words that stand in most titles and tell nothing.
EMPTY_WORDS = frozenset(
    ["the", "and", "for", "with", "from", "its", "human", "rights", "right", "resolution", "situation"]
)
STEM = 7  # letters of a word that count: "cooperation" and "cooperative" are one


@dataclass(frozen=True)
class Text:
    """A text as it lies on the table; nothing in it tells how it was decided.

    `sponsors` are codes of States and slugs of blocs, `topics` slugs, `item` 0 where there is none. `series` and
    `amends` are keys of a series: the one it belongs to, and for an amendment that of the text it amends; "" for none.
    """

    address: str
    title: str
    body: str = Body.COUNCIL.value
    kind: str = TextKind.RESOLUTION.value
    item: int = 0
    topics: frozenset[str] = frozenset()
    sponsors: frozenset[str] = frozenset()
    series: str = ""
    amends: str = ""

    @property
    def is_amendment(self) -> bool:
        return self.kind in KINDS_ABOUT_ANOTHER_TEXT


@dataclass(frozen=True, eq=False)
class Past:
    """Recorded votes in order of their day: `positions` is int8 [States x texts], coded as in `VoteMatrix`.

    `states` are in alphabetical order; `groups` gives the regional group of each State, by code, that has one.
    """

    states: tuple[str, ...]
    texts: tuple[Text, ...]
    days: npt.NDArray[np.int64]
    positions: npt.NDArray[np.int8]
    groups: Mapping[str, str]

    def __post_init__(self) -> None:
        if self.positions.shape != (len(self.states), len(self.texts)) or len(self.days) != len(self.texts):
            raise ValueError("a past needs one column of positions and one day a text, one row a State")
        if np.any(np.diff(self.days) < 0):
            raise ValueError("the texts of a past must be in the order of their days")

    def __len__(self) -> int:
        return len(self.texts)

    def before(self, day: datetime.date) -> "Past":
        """What was decided before `day`, and the States that stood in one of those roll-calls: nothing of the rest."""
        n = int(np.searchsorted(self.days, count_days(day), side="left"))
        met = np.asarray(self.positions[:, :n].any(axis=1))
        return Past(
            states=tuple(state for state, here in zip(self.states, met.tolist(), strict=True) if here),
            texts=self.texts[:n],
            days=self.days[:n],
            positions=self.positions[met, :n],
            groups=self.groups,
        )

    @cached_property
    def digest(self) -> str:
        """A name of all that is in it: another where one vote, title or sponsor differs."""
        texts = [
            (
                t.address,
                t.title,
                t.body,
                t.kind,
                t.item,
                sorted(t.topics),
                sorted(t.sponsors),
                t.series,
                t.amends,
            )
            for t in self.texts
        ]
        groups = sorted(self.groups.items())
        words = repr((self.states, texts, groups)).encode()
        return hashlib.sha256(words + self.days.tobytes() + self.positions.tobytes()).hexdigest()

    @cached_property
    def row_of(self) -> dict[str, int]:
        return {state: row for row, state in enumerate(self.states)}

    @cached_property
    def taken(self) -> Shares:
        """1 where a State took a position, by position: [States x texts x 3]."""
        return np.stack([self.positions == code for code in TAKEN], axis=2).astype(np.float32)

    @cached_property
    def group_codes(self) -> npt.NDArray[np.int64]:
        """The place of each State's group in `RegionalGroup`; -1 for none."""
        return np.array([find_group(self.groups.get(state)) for state in self.states], dtype=np.int64)

    @cached_property
    def absent(self) -> npt.NDArray[np.float64]:
        """How often each State stood in a roll-call without a position, and how often it stood in one: [States x 2]."""
        listed = (self.positions > 0).sum(axis=1)
        return np.stack([(self.positions == NOT_VOTING).sum(axis=1), listed], axis=1).astype(np.float64)

    @cached_property
    def amendments(self) -> npt.NDArray[np.bool_]:
        return np.array([text.is_amendment for text in self.texts], dtype=np.bool_)


def find_group(group: str | None) -> int:
    """The place of a group in `RegionalGroup`, -1 for none."""
    return GROUP_CODE_OF[group] - 1 if group else -1


def count_days(day: datetime.date) -> int:
    """Days since 1970, as `Past.days` counts them."""
    return int(np.datetime64(day, "D").astype(np.int64))


@lru_cache(maxsize=20_000)
def list_words(title: str) -> frozenset[str]:
    """The words of a title that tell something, cut to their stem, and the pairs of neighbours among them.

    "Co-operation" is "cooperation": titles are spelt both ways.
    """
    found = re.findall(r"[^\W\d_]{3,}", title.lower().replace("-", ""))
    words = [word[:STEM] for word in found if word not in EMPTY_WORDS]
    return frozenset(words) | {f"{one} {other}" for one, other in pairwise(words)}
