"""How often key terms occur in a text. Pure.

Whole words are counted. A term within a longer one counts for both: "mutually beneficial cooperation" is also
"cooperation". Languages written without blanks between words are searched letter by letter.
"""

import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

WITHOUT_BLANKS = {"zh"}
_SAME = str.maketrans({"’": "'", "‘": "'", "‑": "-", "‐": "-", "\u00ad": None, "\u200b": None, "\u00a0": " "})


@dataclass(frozen=True)
class Term:
    """A key term: its name, and by language the forms in which it is counted. `matches_case`: State, not state."""

    name: str
    forms: Mapping[str, tuple[str, ...]]
    matches_case: bool = False


def fold(text: str) -> str:
    """The text with one form for each apostrophe and hyphen, and without characters that are not seen."""
    return " ".join(text.translate(_SAME).split())


@cache
def build_pattern(forms: tuple[str, ...], language: str, matches_case: bool) -> re.Pattern[str]:
    """What finds any of the forms. The longest is tried first, so that one place counts once."""
    words = "|".join(re.escape(fold(form)) for form in sorted(forms, key=len, reverse=True))
    edged = words if language in WITHOUT_BLANKS else rf"(?<!\w)(?:{words})(?!\w)"
    return re.compile(edged, 0 if matches_case else re.IGNORECASE)


def count_term(term: Term, text: str, language: str) -> int | None:
    """How often the term occurs in `text`, which was folded; None if it has no form in this language."""
    forms = term.forms.get(language, ())
    if not forms:
        return None
    return len(build_pattern(tuple(forms), language, term.matches_case).findall(text))


def count_terms(terms: Sequence[Term], text: str, language: str) -> dict[str, int]:
    """Name -> count, of the terms that have a form in this language, in their order."""
    folded = fold(text)
    counts = {term.name: count_term(term, folded, language) for term in terms}
    return {name: n for name, n in counts.items() if n is not None}


def count_words(text: str, language: str) -> int:
    """The length of the text in words; in letters where words are not divided by blanks."""
    if language in WITHOUT_BLANKS:
        return len(re.findall(r"[^\W\d_]", text))
    return len(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text))


def find_median(counts: Sequence[int]) -> float | None:
    """The median; None of no counts at all."""
    return float(statistics.median(counts)) if counts else None
