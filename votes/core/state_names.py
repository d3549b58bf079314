"""The names of States: which State a name means, and which States may be meant. Pure.

Names are compared without case, accents, punctuation and blanks. Only a whole name means a State. What is no known
name means none, as does a name that two States share; the States that may be meant are suggested.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from rapidfuzz import fuzz, process

MAX_NAME_WORDS = 9  # more words in a row are a sentence
MIN_SIMILARITY = (
    0.65  # of a suggested name, from 0 to 1: twice the letters in common, in order, through all letters
)
SHORTEST_HELD = 4  # letters of a name that is suggested because a longer text holds it: not "us" or "uk"
WORD = re.compile(r"[^\W\d_]+|&")
# [1] (1) (a) a/; a footnote's letter is small and Latin: "(B)" and "（布）" after "Congo" are part of the name.
FOOTNOTE = re.compile(r"[\[(] ?(?:[a-z]|\d{1,3}) ?[\])]|(?<!\w)[a-z]/(?!\w)")
TATWEEL = "\u0640"  # stretches an Arabic word and means nothing
WORD_SPELLINGS = {"&": "and", "st": "saint"}

# How else a word of a name may be written. Each spelling of a name counts as that name.
SHORT_WORDS = {
    **dict.fromkeys(["republic", "republique", "republica"], "rep"),
    **dict.fromkeys(["democratic", "democratique", "democratica"], "dem"),
    **dict.fromkeys(["federation", "federacion", "federal", "federated"], "fed"),
    **dict.fromkeys(["islamic", "islamique", "islamica"], "isl"),
    **dict.fromkeys(["united", "unie", "unida"], "utd"),
    **dict.fromkeys(["et", "y", "и"], "and"),
    **{"plurinational": "plur", "bolivarian": "boliv", "islands": "is", "north": "n", "south": "s"},
    **{"equatorial": "eq", "sainte": "ste"},
}
ARABIC_AND = "\u0648"  # written together with the word that follows
ARTICLES = ("la", "le", "les", "l", "el", "los", "las")
# "Republic of", "République du", "República del": what stands before the name that is the shorter one.
_OF = r"(?:(?:\bof(?: the)?|\bde(?: la| los| las)?|\bdel|\bdu|\bdes) |\bde l[’'`´]|\bd[’'`´])"
_BRACKET = re.compile(r"(?P<x>[^(（,]+)[(（](?P<p>[^()（）]+)[)）]\s*")
_COMMA = re.compile(r"(?P<x>[^(（,]+),(?P<p>[^(（,]+)")
_LONG = re.compile(rf"(?P<p>[^(（,]+{_OF})(?P<x>[^(（,]+)", re.IGNORECASE)
# Codes and abbreviations that are also words, of a roll-call or of daily life: they mean no State, but it is suggested.
NOT_READ = frozenset(["CAR", "ET", "NA", "NO", "SI"])


@dataclass(frozen=True)
class Candidate:
    """One State with every name it is or was known by, the present short name first, and its two-letter code."""

    iso3: str
    names: tuple[str, ...]
    iso2: str = ""

    @property
    def codes(self) -> list[str]:
        """The codes that are read as names, in capitals."""
        return [code.upper() for code in (self.iso3, self.iso2) if code and code not in NOT_READ]


def normalise_name(name: str) -> str:
    """The name without case, diacritics, punctuation, digits, footnote marks and "the": "Côte d’Ivoire¹" and
    "COTE D'IVOIRE" both give "cote d ivoire". For comparing, not for showing; "" if nothing is left."""
    unmarked = "".join(c for c in name if not unicodedata.decomposition(c).startswith("<super>"))
    plain = unicodedata.normalize("NFKD", FOOTNOTE.sub(" ", unmarked)).casefold()
    words = WORD.findall("".join(c for c in plain if not unicodedata.combining(c) and c != TATWEEL))
    return " ".join(WORD_SPELLINGS.get(word, word) for word in words if word != "the")


@lru_cache(maxsize=8192)
def get_key(name: str) -> str:
    """The normal form without spaces, so that "Viet Nam" and "Vietnam", "Venezu-" + "ela" and "Venezuela" meet."""
    return normalise_name(name).replace(" ", "")


def list_orders(name: str) -> list[list[str]]:
    """The words of the name; for one of "P of X", "X (P of)" and "X, P of" those of all three, "," as a word."""
    turned = _BRACKET.fullmatch(name) or _COMMA.fullmatch(name) or _LONG.fullmatch(name)
    if not turned:
        return [normalise_name(name).split()]
    p, x = normalise_name(turned["p"]).split(), normalise_name(turned["x"]).split()
    return [[*p, *x], [*x, *p], [*x, ",", *p]]


@lru_cache(maxsize=8192)
def get_keys(name: str) -> frozenset[str]:
    """The keys of every way in which the name may be written: in another order, with words cut short ("Rep. of Korea"),
    with an article before or after it ("l’Allemagne", "Gambie (la)"), in Arabic with "and" before it."""
    spellings = {
        "".join(words)
        for order in list_orders(name)
        for words in product(*(dict.fromkeys([word, SHORT_WORDS.get(word, word)]) for word in order))
    }
    plain = [key for key in spellings if key and "," not in key]
    if unicodedata.name(name[0], "").startswith("LATIN"):
        spellings.update(form for key in plain for word in ARTICLES for form in (word + key, key + word))
    elif unicodedata.name(name[0], "").startswith("ARABIC"):
        spellings.update(ARABIC_AND + key for key in plain)
    return frozenset(spellings - {word.lower() for word in NOT_READ})


@lru_cache(maxsize=8)
def build_index(states: tuple[Candidate, ...]) -> dict[str, str]:
    """Key, or code in capitals -> iso3.

    A present name goes before a former one; a name that two States claim means neither.
    """
    index = {code: state.iso3 for state in states for code in state.codes}
    for part in (slice(1), slice(1, None)):
        claims: dict[str, set[str]] = {}
        for state in states:
            for key in frozenset[str]().union(*map(get_keys, state.names[part])):
                claims.setdefault(key, set()).add(state.iso3)
        index = {key: claim.pop() for key, claim in claims.items() if key and len(claim) == 1} | index
    return index


def find_state(name: str, states: Iterable[Candidate]) -> str | None:
    """The iso3 of the one State with this name, after normalisation, or this code in capitals; else None."""
    return look_up(name, build_index(tuple(states)))


def look_up(name: str, index: Mapping[str, str]) -> str | None:
    """As `find_state`, for many names: `index` is that of `build_index`."""
    return index.get(get_key(name)) or index.get(name.strip() if name.isupper() else "") or None


@lru_cache(maxsize=8)
def _list_texts(states: tuple[Candidate, ...]) -> dict[str, list[str]]:
    """Normal name, or code in small letters -> the codes of its States, in the order of `states`."""
    texts: dict[str, list[str]] = {}
    for state in states:
        for text in dict.fromkeys(
            [*map(normalise_name, state.names), state.iso3.lower(), state.iso2.lower()]
        ):
            if text:
                texts.setdefault(text, []).append(state.iso3)
    return texts


def suggest_states(name: str, states: Iterable[Candidate], limit: int = 3) -> tuple[str, ...]:
    """The iso3 codes of at most `limit` States that may be meant, the most likely first.

    Those with this code come first, then those where one name holds the other ("Korea"), then those whose name, or
    its beginning, is only similar.
    """
    wanted = normalise_name(name[:100])
    texts = _list_texts(tuple(states))
    is_short = len(wanted) < 3 and wanted.isascii() and wanted not in texts
    if not wanted or is_short or wanted.count(" ") >= MAX_NAME_WORDS:
        return ()
    holding = [
        iso3
        for text, codes in texts.items()
        if f" {wanted} " in f" {text} " or (len(text) >= SHORTEST_HELD and f" {text} " in f" {wanted} ")
        for iso3 in codes
    ]
    parts: dict[str, list[str]] = {}
    for text, codes in texts.items():
        for part in {text, text[: len(wanted)]}:
            parts.setdefault(part, []).extend(codes)
    near = process.extract(
        wanted, parts.keys(), scorer=fuzz.ratio, score_cutoff=100 * MIN_SIMILARITY, limit=4 * limit + 1
    )
    found = [*texts.get(wanted, ()), *holding, *(iso3 for text, *_ in near for iso3 in parts[text])]
    return tuple(dict.fromkeys(found))[:limit]
