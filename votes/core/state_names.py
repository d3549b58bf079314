"""The names of States: which State a name means, and which States may be meant. Pure.

Names are compared without case, accents, punctuation and blanks. Only a whole name means a State. What is no known
name means none, and the States that may be meant are suggested.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

MAX_NAME_WORDS = 9  # more words in a row are a sentence
MIN_SIMILARITY = 0.65  # of a suggested name, from 0 to 1, as difflib measures it
WORD = re.compile(r"[^\W\d_]+|&")
FOOTNOTE = re.compile(r"[\[(] ?(?:[^\W\d_]|\d{1,3}) ?[\])]|(?<!\w)[^\W\d_]/(?!\w)")  # [1] (1) (a) a/
WORD_SPELLINGS = {"&": "and", "st": "saint"}


@dataclass(frozen=True)
class Candidate:
    """One State with every name it is or was known by, the present short name first."""

    iso3: str
    names: tuple[str, ...]


def normalise_name(name: str) -> str:
    """The name without case, diacritics, punctuation, digits, footnote marks and "the": "Côte d’Ivoire¹" and
    "COTE D'IVOIRE" both give "cote d ivoire". For comparing, not for showing; "" if nothing is left."""
    unmarked = "".join(c for c in name if not unicodedata.decomposition(c).startswith("<super>"))
    plain = unicodedata.normalize("NFKD", FOOTNOTE.sub(" ", unmarked)).casefold()
    words = WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))
    return " ".join(WORD_SPELLINGS.get(word, word) for word in words if word != "the")


@lru_cache(maxsize=4096)
def get_key(name: str) -> str:
    """The normal form without spaces, so that "Viet Nam" and "Vietnam", "Venezu-" + "ela" and "Venezuela" meet."""
    return normalise_name(name).replace(" ", "")


def get_keys(name: str) -> set[str]:
    """The name's key; for one of "P of X", "X (P of)" and "X, P of" those of all three. Their comma stays."""
    turned = re.fullmatch(r"(?P<x>[^(,]+)[(,]\s*(?P<p>[^(,]+ of(?: the)?)\s*\)?", name, re.IGNORECASE)
    turned = turned or re.fullmatch(r"(?P<p>[^(,]+ of(?: the)?) (?P<x>[^(,]+)", name, re.IGNORECASE)
    if not turned:
        return {get_key(name)}
    p, x = get_key(turned["p"]), get_key(turned["x"])
    return {p + x, x + p, f"{x},{p}"}


@lru_cache(maxsize=8)
def build_index(states: tuple[Candidate, ...]) -> dict[str, str]:
    """Key, or code in capitals -> iso3.

    A present name goes before a former one; a name that two States claim means neither.
    """
    index = {state.iso3.upper(): state.iso3 for state in states}
    for part in (slice(1), slice(1, None)):
        claims: dict[str, set[str]] = {}
        for state in states:
            for key in set().union(*map(get_keys, state.names[part])):
                claims.setdefault(key, set()).add(state.iso3)
        index = {key: claim.pop() for key, claim in claims.items() if key and len(claim) == 1} | index
    return index


def find_state(name: str, states: Iterable[Candidate]) -> str | None:
    """The iso3 of the one State with this name, after normalisation, or this code in capitals; else None."""
    index = build_index(tuple(states))
    return index.get(get_key(name)) or index.get(name.strip() if name.isupper() else "") or None


def suggest_states(name: str, states: Iterable[Candidate], limit: int = 3) -> tuple[str, ...]:
    """The iso3 codes of at most `limit` States that may be meant, the most likely first.

    Those where one name holds the other ("Korea") go before those whose name is only similar.
    """
    wanted = normalise_name(name[:100])
    holding: list[str] = []
    codes: dict[str, list[str]] = {}  # by name, by the beginning of a name, and by code
    for state in states if len(wanted) > 2 and wanted.count(" ") < MAX_NAME_WORDS else ():
        for text in filter(None, map(normalise_name, state.names)):
            if f" {wanted} " in f" {text} " or f" {text} " in f" {wanted} ":
                holding.append(state.iso3)
            for part in {text, text[: len(wanted)]}:
                codes.setdefault(part, []).append(state.iso3)
        codes.setdefault(state.iso3.lower(), []).append(state.iso3)
    near = get_close_matches(wanted, codes, n=4 * limit + 1, cutoff=MIN_SIMILARITY)
    return tuple(dict.fromkeys([*holding, *(iso3 for text in near for iso3 in codes[text])]))[:limit]
