"""The names of States in a list: where each name begins and ends, across commas and line ends. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from votes.core.state_names import ARABIC_AND, MAX_NAME_WORDS, WORD, Candidate, build_index, get_key

NOBODY = ""  # in place of a code for "none" and the like
NOBODY_KEYS = (
    *("none", "nil", "na", "nobody", "noone", "nostate", "nostates", "nomember", "nomembers", "neant"),
    *("aucun", "aucune", "ninguno", "ninguna", "nadie", "нет", "无", "لاأحد", "لايوجد"),
)
NAMIBIA_OR_NONE = (
    "na"  # as one word, unlike "n/a" and "n.a.", it is Namibia's code as well: neither is assumed
)
AND = {"and", "et", "y", "e", "и", ARABIC_AND, "和"}
JOIN, SOFT, COMMA, HARD = range(4)  # the break between two words; a name may contain any but HARD
HARD_BREAK = re.compile(r"[\0;:|•·▪●◦‣]|\s[-–—/]+\s")  # \0 stands for a heading
SOFT_BREAK = re.compile(r"[\n\t\d*†‡§]|  ")
# Words that a full stop shortens; any single letter is one too. A name goes on behind it.
ABBREVIATIONS = re.compile(
    r"\w|ste?|sto|repl?|dem|fed|isl?s?|plur|bol|peop|pop|soc|utd|kgdm|king|afr|centr?|eq|equat|fmr|form|princ?|nor"
    r"|north|south|so|herz|trin|tob|barb|arab|em|emir|gr|gt|brit|pr|pres|terr?|ivor|arg"
)
LONGEST_NAME = 200  # characters
Part = tuple[int, str | None]


@dataclass(frozen=True)
class Piece:
    """A name in the text, from `start` to `end`; `iso3` is None for what is no name of a State, "" for "none"."""

    start: int
    end: int
    iso3: str | None

    def quote(self, text: str) -> str:
        """The name as it is printed in `text`, with its closing bracket."""
        name = text[self.start : self.end]
        return name + ")" * ("(" in name and text[self.end : self.end + 1] == ")")


class NameIndex:
    """The names of the States and their codes: `states` by key, the `beginnings` of keys, and the single `words`."""

    def __init__(self, states: tuple[Candidate, ...]) -> None:
        self.states = build_index(states) | dict.fromkeys(NOBODY_KEYS, NOBODY)
        self.beginnings = {key[:end] for key in self.states for end in range(1, len(key) + 1)}
        self.words = {get_key(word) for state in states for name in state.names for word in name.split()}

    def find(self, name: str) -> str:
        """The iso3 code of the State with this whole name, or with this name and its code behind it; "" for none."""
        plain = name.strip(" .*†‡§|\t\"“”'")
        if len(plain) > LONGEST_NAME:
            return ""
        code = re.fullmatch(r"(.+?) {0,2}[(\[]([A-Z]{3})[)\]]", plain)
        if code and self.states.get(code[2]):
            iso3 = self.states.get(get_key(code[1]), "")
            return iso3 if iso3 == self.states[code[2]] else ""
        return self.states.get(get_key(plain)) or (self.states.get(plain, "") if plain.isupper() else "")


@lru_cache(maxsize=8)
def build_name_index(states: tuple[Candidate, ...]) -> NameIndex:
    return NameIndex(states)


def cut_into_names(keys: list[str], codes: list[str], gaps: list[int], index: NameIndex) -> list[Part]:
    """For each word the end of the piece that begins there, and its State; None for one unrecognised word.

    The division leaves as few words unrecognised as possible, then crosses few commas, then prefers long names:
    "Congo, Democratic Republic of the" is one State, "Congo, Democratic Republic of the Congo" are two.
    """
    best = [(0, 0)] * (len(keys) + 1)
    pieces: list[Part] = [(0, None)] * len(keys)
    begins = [key.startswith(ARABIC_AND) for key in keys] + [True]
    edges = [
        gap > JOIN or begins[j] or not AND.isdisjoint(keys[max(0, j - 1) : j + 1])
        for j, gap in enumerate(gaps)
    ]
    for i in reversed(range(len(keys))):
        best[i], pieces[i] = (best[i + 1][0] + (keys[i] not in AND), best[i + 1][1]), (i + 1, None)
        key, commas = "", 0
        # A name divided at the end of a line has one or two more words.
        for end in range(i + 1, min(i + MAX_NAME_WORDS + 3, len(keys) + 1) if edges[i] else i):
            if end > i + 1 and gaps[end - 1] >= COMMA:
                key, commas = key + ",", commas + 1
                if gaps[end - 1] == HARD or commas > 1:
                    break
            key += keys[end - 1]
            iso3 = index.states.get(key, index.states.get(codes[i]) if end == i + 1 else None)
            cost = (best[end][0], best[end][1] + commas)
            if iso3 is not None and edges[end] and cost <= best[i]:
                best[i], pieces[i] = cost, (end, iso3)
            if key not in index.beginnings:
                break
    return pieces


def is_abbreviation(key: str) -> bool:
    return ABBREVIATIONS.fullmatch(key) is not None


def _measure_gap(before: str, gap: str) -> int:
    """How strong the break after the word with the key `before` is. The full stop of an abbreviation is none."""
    if HARD_BREAK.search(gap):
        return HARD
    if "," in gap:
        return COMMA
    if SOFT_BREAK.search(gap) or ("." in gap and not is_abbreviation(before)):
        return SOFT
    return JOIN


def read_names(body: str, index: NameIndex) -> Iterator[Piece]:
    """Every name and every run of other words, in order."""
    found = [word for word in WORD.finditer(body) if get_key(word[0])]
    keys = [get_key(word[0]) for word in found]
    between = [body[before.end() : after.start()] for before, after in pairwise(found)]
    inner = (_measure_gap(key, gap) for key, gap in zip(keys, between, strict=False))
    gaps = [HARD, *inner, HARD]
    ends = [True, *("\n" in gap or "\0" in gap for gap in between), True]
    # "AND" is Andorra's code only at the place of a name.
    codes = [w[0] if keys[i] not in AND or min(gaps[i : i + 2]) > JOIN else "" for i, w in enumerate(found)]
    parts = cut_into_names(keys, codes, gaps, index)
    i = 0
    while i < len(found):
        first, (i, iso3) = i, parts[i]
        if iso3 == NOBODY and keys[first:i] == [NAMIBIA_OR_NONE]:
            iso3 = None
        while iso3 is None and not ends[i] and gaps[i] <= SOFT and parts[i][1] is None:
            i += 1
        words = zip(found[first:i], keys[first:i], strict=True)
        real = [word for word, key in words if iso3 is not None or key not in AND]
        if real:
            yield Piece(real[0].start(), real[-1].end(), iso3)
