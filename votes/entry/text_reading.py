"""How a pasted roll-call was understood, line by line, for the Editor to compare with what was pasted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.checking.wording import describe_position
from votes.core.choices import Position
from votes.core.state_names import get_key
from votes.entry.vote_entry import VoteEntry
from votes.ingest.readers.roll_call.results import Aside, Mention, Reading, SeenVote
from votes.web.wording import join_names

MOST_SHOWN = 200  # lines, of a long paste


@dataclass(frozen=True)
class ReadLine:
    """One line of the text: the States read on it, and their position in words."""

    line: int
    states: str
    position: str


@dataclass(frozen=True)
class SeenWay:
    """One of several votes in the text, or one of two ways to read it: what it is, and what was counted."""

    name: str
    counts: str


@dataclass(frozen=True)
class TextReading:
    """`lines` for a text that was read, `ways` for one that was refused, `asides` for what is no part of the list."""

    title: str
    lines: list[ReadLine]
    asides: list[Aside]
    ways: list[SeenWay]
    more: int = 0


def name_structure(structure: str) -> str:
    """The structure of the text in words."""
    return {
        "headings": _("a list under a heading for each position"),
        "rows": _("a State and its position on each line"),
        "state_then_position": _("each State on a line, its position on the next line"),
        "position_then_state": _("each position on a line, its State on the next line"),
        "columns": _("a table with a column for each position"),
    }.get(structure, "")


def describe_counts(counts: Mapping[str, int]) -> str:
    """'28 in favour, 1 against, 17 abstaining'."""
    return ", ".join(f"{counts[p.value]} {describe_position(p.value)}" for p in Position if counts[p.value])


def _name(mention: Mention, names: Mapping[str, str]) -> str:
    """The State's name, and the printed one if it is another."""
    name = names[str(mention.iso3)]
    if get_key(name) == get_key(mention.text):
        return name
    return _("%(name)s (“%(printed)s”)") % {"name": name, "printed": mention.text[:80]}


def _list_lines(mentions: tuple[Mention, ...], names: Mapping[str, str]) -> Iterator[ReadLine]:
    read = [mention for mention in mentions if mention.iso3 and mention.position]
    for (line, position), group in groupby(read, key=lambda mention: (mention.line, mention.position)):
        states = join_names([_name(mention, names) for mention in group])
        yield ReadLine(line, states, describe_position(position))


def _describe_vote(vote: SeenVote) -> SeenWay:
    words = {"first": vote.first_line, "last": vote.last_line, "label": vote.label[:80]}
    text = _("Lines %(first)s to %(last)s: %(label)s") if vote.label else _("Lines %(first)s to %(last)s")
    return SeenWay(text % words, describe_counts(vote.counts))


def _describe_way(reading: Reading, other: Reading, names: Mapping[str, str]) -> SeenWay:
    """A way to read the text, with the first State to which the other way gives another position."""
    positions, others = reading.positions, other.positions
    differing = next(
        (m for m in reading.mentions if m.iso3 and positions.get(m.iso3) != others.get(m.iso3)), None
    )
    name = _("As %(structure)s") % {"structure": name_structure(reading.structure)}
    if differing is None:
        return SeenWay(name, "")
    position = describe_position(positions.get(str(differing.iso3))) or _("no position")
    words = {"line": differing.line, "state": names[str(differing.iso3)], "position": position}
    return SeenWay(name, _("line %(line)s: %(state)s → %(position)s") % words)


def build_text_reading(entry: VoteEntry) -> TextReading | None:
    """How the pasted text was understood; None without a text, and where nothing in it was."""
    read = entry.read
    if read is None:
        return None
    names = entry.states.names
    if refusal := read.refusal:
        ways = [_describe_vote(vote) for vote in refusal.votes]
        if refusal.readings:
            one, two = refusal.readings
            ways = [_describe_way(one, two, names), _describe_way(two, one, names)]
        return TextReading(_("What the text has"), [], [], ways) if ways else None
    lines = list(_list_lines(read.mentions, names))
    if not lines:
        return None
    number = sum(bool(mention.iso3 and mention.position) for mention in read.mentions)
    title = ngettext("Read as %(structure)s: %(n)s State", "Read as %(structure)s: %(n)s States", number) % {
        "structure": name_structure(read.structure),
        "n": number,
    }
    more = max(0, len(lines) - MOST_SHOWN)
    return TextReading(title, lines[:MOST_SHOWN], list(read.asides[:MOST_SHOWN]), [], more)
