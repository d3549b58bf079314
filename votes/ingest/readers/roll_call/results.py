"""What reading a pasted roll-call gives: positions, where each was read, and what was not understood. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from votes.core.choices import Position

POSITIONS: tuple[str, ...] = tuple(position.value for position in Position)


@dataclass(frozen=True)
class Mention:
    """A State, an unknown name or an unknown heading in the text.

    `line`: from 1. `iso3`: None for an unknown name. `position`: None if the text gives none there. `kind`: "" or
    "unknown_heading".
    """

    line: int
    text: str
    iso3: str | None = None
    position: str | None = None
    kind: str = ""


@dataclass(frozen=True)
class Aside:
    """A line or sentence that is no part of the list: a paragraph, a footnote, a heading of the page."""

    line: int
    text: str


@dataclass(frozen=True)
class Total:
    """A number of States that the text itself announces for a position."""

    line: int
    position: str
    number: int


@dataclass(frozen=True)
class SeenVote:
    """One of several votes in a text: its lines, the symbol or title above it, and States by position."""

    first_line: int
    last_line: int
    label: str
    counts: dict[str, int]


@dataclass(frozen=True)
class Reading:
    """The text as one structure explains it.

    `mentions`: in the order of the text. `votes`: more than one if the text holds several votes. `loose`: lines with
    a position to which no State belongs.
    """

    structure: str
    mentions: tuple[Mention, ...] = ()
    totals: tuple[Total, ...] = ()
    asides: tuple[Aside, ...] = ()
    votes: tuple[SeenVote, ...] = ()
    loose: tuple[Aside, ...] = ()

    @cached_property
    def positions(self) -> dict[str, str]:
        """iso3 -> position of the States that have exactly one."""
        headed: dict[str, set[str]] = {}
        for mention in self.mentions:
            if mention.iso3 and mention.position:
                headed.setdefault(mention.iso3, set()).add(mention.position)
        return {iso3: min(taken) for iso3, taken in headed.items() if len(taken) == 1}

    @property
    def faults(self) -> int:
        """How many places of the text this structure does not explain."""
        positions = self.positions
        unexplained = sum(mention.kind == "" and mention.iso3 not in positions for mention in self.mentions)
        return unexplained + len(self.loose) + len(self.list_differing_totals())

    def list_differing_totals(self) -> list[tuple[Total, int]]:
        """The announced totals that differ from the States read, each with the number read; the first of a position."""
        counts = count_positions(self.positions)
        first = {total.position: total for total in reversed(self.totals)}
        return [(t, counts[t.position]) for t in first.values() if t.number != counts[t.position]]


@dataclass(frozen=True)
class RollCallIssue:
    """A place in the text that the user should check.

    `kind`: "unrecognised", "named_twice", "not_a_member", "no_heading" (a State to which the text gives no position),
    "unknown_heading", "loose_position" or "total" (`printed` in the text, `counted` in its list). `text`: what was
    printed; `line`: from 1. `suggestions`: iso3 codes of States that may be meant.
    """

    kind: str
    text: str
    line: int
    iso3: str | None = None
    position: str | None = None
    suggestions: tuple[str, ...] = ()
    printed: int | None = None
    counted: int | None = None


@dataclass(frozen=True)
class Refusal:
    """Why no roll-call was read.

    `kind`: "too_long", "several_votes" (`votes`), "ambiguous" (`readings`), "only_totals" (`totals`)
    or "nothing".
    """

    kind: str
    votes: tuple[SeenVote, ...] = ()
    readings: tuple[Reading, ...] = ()
    totals: tuple[Total, ...] = ()


@dataclass(frozen=True)
class RollCall:
    """`positions`: iso3 -> position. `issues`: in the order of the text. `missing`: members not named, sorted.

    `structure` is the one recognised; `mentions` says where each State was read; `asides` are left out.
    """

    positions: dict[str, str]
    issues: tuple[RollCallIssue, ...] = ()
    missing: tuple[str, ...] = ()
    structure: str = ""
    mentions: tuple[Mention, ...] = ()
    asides: tuple[Aside, ...] = ()
    totals: tuple[Total, ...] = ()
    refusal: Refusal | None = field(default=None)

    @property
    def counts(self) -> dict[str, int]:
        """How many States have each of the four positions."""
        return count_positions(self.positions)


def count_positions(positions: dict[str, str]) -> dict[str, int]:
    taken: Sequence[str] = list(positions.values())
    return {position: taken.count(position) for position in POSITIONS}
