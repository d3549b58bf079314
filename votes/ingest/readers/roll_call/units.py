"""Divides what follows a heading into sentences and lines, and finds those that are no part of the list. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from votes.core.state_names import WORD, get_key
from votes.ingest.readers.roll_call.name_lists import AND, Piece, is_abbreviation
from votes.ingest.readers.roll_call.prose import FOOTNOTE_START, PARAGRAPH_START, count_prose_words, is_prose

LONGEST_BEFORE = 40  # characters before a sentence in its line: a footnote mark, the number of a paragraph
BLANK_LINE = re.compile(r"\n[ \t*]*\n")


class Place(Enum):
    """Where a unit stands: in the list, beside it (a sentence, a footnote), or behind a sentence that ended it.

    Or behind a line that may be a heading which is not known, or else a misspelt name of the list.
    """

    LIST = "list"
    ASIDE = "aside"
    BEHIND = "behind"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True)
class Unit:
    """Some pieces of the text that belong together."""

    pieces: tuple[Piece, ...]
    place: Place = Place.LIST

    @property
    def states(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.iso3]

    @property
    def unknown(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.iso3 is None]


def _ends_unit(gap: str, before: str) -> bool:
    """Whether the text between two pieces ends a line or a sentence; `before` is the text of the first."""
    if ":" in gap or BLANK_LINE.search(gap):
        return True
    joins = "," in gap or ";" in gap or any(get_key(word) in AND for word in WORD.findall(gap))
    if "\n" in gap:
        return not joins
    last = (WORD.findall(before) or [""])[-1]
    return re.search(r"[.!?][\s*”\"']", gap) is not None and not is_abbreviation(get_key(last))


def _list_lone_lines(text: str, pieces: Sequence[Piece]) -> set[int]:
    """The places in `pieces` of unknown ones that fill their lines and begin like a line of their own."""
    alone = set()
    for n, piece in enumerate(pieces):
        if piece.iso3 is not None or text[piece.start].islower():
            continue
        before = text[pieces[n - 1].end : piece.start] if n else "\n"
        after = text[piece.end : pieces[n + 1].start] if n + 1 < len(pieces) else "\n"
        if "\n" in before and "\n" in after:
            alone.add(n)
    return alone


def divide(text: str, pieces: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    """The pieces by sentence, or by line where a line does not continue on the next one."""
    alone = _list_lone_lines(text, pieces)
    unit: list[Piece] = []
    for n, piece in enumerate(pieces):
        if unit:
            gap = text[unit[-1].end : piece.start]
            lone = "\n" in gap and bool({n - 1, n} & alone)
            if lone or _ends_unit(gap, text[unit[-1].start : unit[-1].end]):
                yield tuple(unit)
                unit = []
        unit.append(piece)
    if unit:
        yield tuple(unit)


def place_units(text: str, start: int, pieces: Sequence[Piece], under_heading: bool) -> list[Unit]:
    """The units of one section, which begins at `start`, each with its place.

    A sentence ends a list, unless it is a footnote or stands where the list was not finished (behind a comma).
    """
    placed: list[Unit] = []
    ended = is_open = False
    for n, unit in enumerate(divide(text, pieces)):
        first, last = unit[0], unit[-1]
        line = text[max(start, first.start - LONGEST_BEFORE) : first.start].rpartition("\n")[2]
        before, after = (
            text[max(start, first.start - LONGEST_BEFORE) : first.start],
            text[last.end : last.end + 40],
        )
        opens_list = under_heading and n == 0
        unknown = " ".join(text[piece.start : piece.end] for piece in unit if piece.iso3 is None)
        names = any(piece.iso3 for piece in unit)
        is_footnote = bool(unknown) and not opens_list and FOOTNOTE_START.match(line) is not None
        is_numbered = bool(unknown) and PARAGRAPH_START.match(line + text[first.start : first.start + 1])
        is_sentence = is_prose(unknown) or is_footnote or (bool(is_numbered) and len(unknown.split()) > 2)
        if (is_open and not is_footnote) or (is_sentence and not (opens_list and names)):
            place = Place.ASIDE
        elif ended:
            place = Place.BEHIND
        else:
            place = Place.LIST
        unfinished = re.search(r"[,;]\s*$", before) is not None
        if place == Place.ASIDE:
            closed = re.match(r"[^\w\n]*(?:[.!?:]|\n[ \t]*\n|$)", after) is not None
            is_open = not closed and not is_footnote and not unfinished
            ended = ended or not (is_footnote or unfinished)
        placed.append(Unit(unit, place))
    return [_set_aside_heading(text, start, placed, n) for n in range(len(placed))]


def _set_aside_heading(text: str, start: int, units: Sequence[Unit], n: int) -> Unit:
    """The unit, aside if it is the heading of a paragraph: no State, between the end of a list and a sentence."""
    unit = units[n]
    is_before_sentence = n + 1 < len(units) and units[n + 1].place == Place.ASIDE
    if unit.place != Place.LIST or unit.states or not unit.unknown or not is_before_sentence:
        return unit
    words = text[unit.pieces[0].start : unit.pieces[-1].end]
    before = text[max(start, unit.pieces[0].start - LONGEST_BEFORE) : unit.pieces[0].start]
    list_ended = re.search(r"(?:\.|\n[ \t]*)\n[^\n]*$", before) is not None
    return Unit(unit.pieces, Place.ASIDE) if list_ended and count_prose_words(words) else unit
