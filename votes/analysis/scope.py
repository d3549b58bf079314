"""Which votes a figure counts: the reader's filter, applied to votes with their labels."""

import datetime
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from votes.core.choices import EVERY, KINDS_ABOUT_ANOTHER_TEXT, Body

Mask = npt.NDArray[np.bool_]

# No figure is given for fewer votes than this, unless the reader asks for another minimum.
MINIMUM_VOTES = 20

ABOUT_ANOTHER_TEXT = [kind.value for kind in KINDS_ABOUT_ANOTHER_TEXT]


@dataclass(frozen=True)
class VoteLabels:
    """What is known about each recorded vote besides the positions; each field has one entry per vote, in one order.

    `usable`: the roll-call agrees with its official totals, or no totals are on file to disagree with.
    `items`: 0 if the text has no agenda item. `topics` are slugs; `sponsors` are codes of States and slugs of
    blocs.
    """

    addresses: tuple[str, ...]
    symbols: tuple[str, ...]
    titles: tuple[str, ...]
    dates: npt.NDArray[np.datetime64]
    kinds: npt.NDArray[np.str_]
    sessions: npt.NDArray[np.str_]
    items: npt.NDArray[np.int16]
    usable: Mask
    topics: tuple[frozenset[str], ...]
    sponsors: tuple[frozenset[str], ...]
    series: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.addresses)


@dataclass(frozen=True)
class Selection:
    """The votes of a scope: a mask over all votes, and how many were left out because they are not reconciled."""

    mask: Mask
    left_out: int


@dataclass(frozen=True)
class Scope:
    """The reader's filter. Unset fields do not limit.

    `kind`: "" for every kind but amendments and no-action motions, `EVERY` for those too, or one kind alone.
    `body`: the Council or the Commission; each has a vote matrix of its own. `first` and `last` are days, both
    included. `minimum`: a figure for fewer votes is not given.
    """

    first: datetime.date | None = None
    last: datetime.date | None = None
    body: str = Body.COUNCIL.value
    kind: str = ""
    session: str = ""
    item: int | None = None
    topic: str = ""
    sponsor: str = ""
    unreconciled: bool = False
    minimum: int = MINIMUM_VOTES
    # The day from which votes are counted if the reader names none: the first of the part that is complete.
    default_first: datetime.date | None = None

    def choose(self, labels: VoteLabels, within: Mask | None = None) -> Selection:
        """The votes in `labels` that the scope selects, of those in the mask `within` where it is given."""
        wanted = np.ones(len(labels), dtype=bool) if within is None else within.copy()
        if self.first:
            wanted &= labels.dates >= np.datetime64(self.first)
        if self.last:
            wanted &= labels.dates <= np.datetime64(self.last)
        if not self.kind:
            wanted &= ~np.isin(labels.kinds, ABOUT_ANOTHER_TEXT)
        elif self.kind != EVERY:
            wanted &= labels.kinds == self.kind
        if self.session:
            wanted &= labels.sessions == self.session
        if self.item is not None:
            wanted &= labels.items == self.item
        if self.topic:
            wanted &= np.fromiter((self.topic in slugs for slugs in labels.topics), bool, len(labels))
        if self.sponsor:
            wanted &= np.fromiter((self.sponsor in names for names in labels.sponsors), bool, len(labels))
        if self.unreconciled:
            return Selection(wanted, 0)
        return Selection(wanted & labels.usable, int((wanted & ~labels.usable).sum()))


def split_items(labels: VoteLabels, chosen: Mask) -> dict[int, Mask]:
    """Agenda item -> mask over the `chosen` votes; those without an item come last, under 0."""
    items = labels.items[chosen]
    return {int(item): items == item for item in sorted(set(items.tolist()), key=lambda item: item or 99)}


def split_topics(labels: VoteLabels, chosen: Mask) -> dict[str, Mask]:
    """Topic -> mask over the `chosen` votes: the topic with most votes first, then by slug.

    A vote may have several topics or none.
    """
    topics = [labels.topics[column] for column in np.flatnonzero(chosen)]
    found = {slug: np.array([slug in slugs for slugs in topics]) for slug in sorted(set().union(*topics))}
    return dict(sorted(found.items(), key=lambda part: -int(part[1].sum())))
