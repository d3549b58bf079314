"""What one line or one cell of a table holds: a State, a position, both, a number, or something else. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from votes.ingest.readers.roll_call.name_lists import NOBODY, NameIndex, read_names
from votes.ingest.readers.roll_call.prose import blank_furniture, is_prose, is_region
from votes.ingest.readers.roll_call.wordings import CODES, find_position

STATE, POSITION, TOTAL, NUMBER, OTHER = "state", "position", "total", "number", "other"
LONGEST_ROW = 300  # characters; a longer line is not one State with its position
LONGEST_LINE = 6_000  # characters; a longer line has no cells either
BEFORE = re.compile(r"^[\s>#*•·▪●◦‣_“\"']*(?:\d{1,3}[.)] +)?|[\s*_“”\"']+$")
DELIMITERS = (re.compile(r"\t"), re.compile(r"\|"), re.compile(r";"), re.compile(r" {2,}"), re.compile(r","))
TABLE_DELIMITERS = DELIMITERS[:3]  # those of which a cell may be empty or hold something else
SEPARATOR = re.compile(r"[\s|,;:\t–—=→>(\[{*_-]+")
WORDS_OF_A_POSITION = 7
CELL_END = re.compile(r"[,;|\t]")
COUNT = re.compile(r"\d+\s*[)\]:]")  # behind a position it is the number of States, and the line is a heading
NUMBER_CELL = re.compile(r"\(?\d{1,4}\)?[.)]?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
TOTAL_CELL = re.compile(
    r"(?P<words>.*?)[\s:=–—(\[-]+(?P<number>\d{1,3})[)\]]?(?: +(?:votes?|states?|voix|votos))?"
)
LEGEND = re.compile(r"(?<![\w])([A-Z]{1,3})\W{0,3}\s?(?:=|:|–|—|-)\s?\W?([^\W\d_][^=;,|\t]{0,40})")
MARKS_OF_NOTHING = {"", ".", "-", "–", "—", "…", "..", "...", "n/a"}


@dataclass(frozen=True)
class Atom:
    """One thing that a line holds. `value`: the iso3 code, the position, or the letters of a code if `is_code`."""

    kind: str
    text: str
    value: str = ""
    is_code: bool = False
    number: int | None = None


def _read_code(text: str) -> Atom | None:
    bare = text.strip(" .*_|()[]\"“”'")
    return Atom(POSITION, bare, bare, is_code=True) if bare in CODES else None


def read_cell(text: str, index: NameIndex) -> Atom | None:
    """What a whole cell is; None if it is empty."""
    plain = BEFORE.sub("", text).strip()
    if plain in MARKS_OF_NOTHING:
        return None
    if NUMBER_CELL.fullmatch(plain):
        return Atom(NUMBER, plain, number=int(re.sub(r"\D", "", plain)[:4]))
    if code := _read_code(plain):
        return code
    if position := find_position(plain):
        return Atom(POSITION, plain, position)
    total = TOTAL_CELL.fullmatch(plain) if len(plain) < 80 else None
    if total and (position := find_position(total["words"])):
        return Atom(TOTAL, plain, position, number=int(total["number"]))
    if iso3 := index.find(plain):
        return Atom(STATE, plain.strip(" .\t|"), iso3)
    return Atom(OTHER, plain)


def _read_position(text: str) -> Atom | None:
    position = find_position(text)
    return _read_code(text) or (Atom(POSITION, text, position) if position else None)


def _split_ends(line: str, index: NameIndex) -> list[Atom]:
    """State and position of a line that has nothing else, in either order, whatever stands between; else [].

    A name that is not known is an atom of the kind "other" if more than blanks stands between.
    """
    if len(line) > LONGEST_ROW:
        return []
    cuts = list(SEPARATOR.finditer(line))
    unknown: list[Atom] = []
    for cut in cuts[-WORDS_OF_A_POSITION:]:
        name = re.sub(r"^\s*\d{1,3}\s*[.)|,;\t]\s*", "", line[: cut.start()]).strip(" |,;")
        if position := _read_position(line[cut.end() :].strip(" |)]}.*_")):
            if iso3 := index.find(name):
                return [Atom(STATE, name, iso3), position]
            if cut[0].strip() and not CELL_END.search(name):
                unknown = [Atom(OTHER, name), position]
    for cut in cuts[:WORDS_OF_A_POSITION]:
        name = line[cut.end() :].strip(" |,;")
        if COUNT.match(name):
            break
        if position := _read_position(line[: cut.start()].strip(" |([{.*_")):
            if iso3 := index.find(name):
                return [position, Atom(STATE, name, iso3)]
            if cut[0].strip() and not CELL_END.search(name):
                unknown = [position, Atom(OTHER, name)]
    return unknown


def _merge_same_state(atoms: Sequence[Atom]) -> Iterator[Atom]:
    """The atoms; a State's code beside its name is one with it."""
    before: Atom | None = None
    for atom in atoms:
        if not (before and before.kind == atom.kind == STATE and before.value == atom.value):
            yield atom
        before = atom


def read_atoms(line: str, index: NameIndex) -> list[Atom]:
    """What a line holds, in order: as a whole, as a State and a position, or cell by cell.

    A line of which nothing is understood gives one atom of the kind "other".
    """
    plain = BEFORE.sub("", line).strip(" |\t")
    if not plain or len(line) > LONGEST_LINE:
        return [Atom(OTHER, plain)] if plain else []
    whole = read_cell(plain, index)
    if whole is None or whole.kind != OTHER:
        return [whole] if whole else []
    pair = _split_ends(plain, index)
    if {atom.kind for atom in pair} == {STATE, POSITION}:
        return pair
    for delimiter in DELIMITERS:
        if not delimiter.search(plain):
            continue
        atoms: list[Atom] = []
        for cell in delimiter.split(line):
            atom = read_cell(cell, index)
            if atom and atom.kind == OTHER:
                atoms += _split_ends(atom.text, index) or ([] if is_region(atom.text) else [atom])
            elif atom:
                atoms.append(atom)
        kinds = {atom.kind for atom in atoms}
        if kinds & {STATE, POSITION, TOTAL} and (OTHER not in kinds or delimiter in TABLE_DELIMITERS):
            return list(_merge_same_state(atoms))
    return pair or [Atom(OTHER, plain)]


def read_legend(line: str) -> dict[str, str]:
    """The meanings of letters that a line gives: "Y = yes, N = no, A = absent"; {} unless it gives two."""
    found = {
        letters: find_position(words.strip(" .)")) for letters, words in LEGEND.findall(line[:LONGEST_ROW])
    }
    meanings = {letters: position for letters, position in found.items() if position}
    return meanings if len(meanings) > 1 else {}


def list_names(text: str, index: NameIndex) -> list[tuple[str, str | None]]:
    """What a line names that is no row, with the iso3 code of each State and None for an unknown name.

    [] if it names no State, or only within a sentence. A list behind the colon of a sentence is none of it.
    """
    if is_prose(text):
        text = text.rpartition(":")[2] if ":" in text else ""
    if is_prose(text):
        return []
    pieces = [p for p in read_names(blank_furniture(text), index) if p.iso3 != NOBODY]
    named = [(piece.quote(text), piece.iso3) for piece in pieces]
    return named if any(iso3 for _, iso3 in named) else []
