"""The key by which two titles are the same text in other words. Pure.

Titles of one series differ from session to session in articles, prepositions, order of words, the plural, the name of a
country and the words for a renewed mandate: "Human rights situation in Belarus" and "Situation of human rights in
Belarus". The key keeps the words that carry the meaning, in alphabetical order.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from votes.core.rows import StateRow

# These may differ between two titles of one series.
UNIMPORTANT = frozenset(
    "a all an and as at by for from in into its of on or the their to with".split()  # noqa: SIM905
)
# A title with "mandate" is about a special procedure; the other words say that the mandate goes on.
ABOUT_A_MANDATE = frozenset({"mandate", "renewal", "extension"})
# "Republic of Mali" is Mali.
FORMS_OF_STATE = frozenset({"republic", "kingdom"})
# The shortest word of which a final "s" is a plural: "rights", not "gas".
SHORTEST_PLURAL = 5

_POSSESSIVE = re.compile(r"[’']s?\b")
# "non-discrimination" is also written as one word.
_NON = re.compile(r"\bnon\W+(?=\w)")


def list_words(text: str) -> list[str]:
    """The words in lower case, without accents and marks."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return re.findall(r"\w+", _NON.sub("non", _POSSESSIVE.sub("", plain)))


def drop_plural(word: str) -> str:
    is_plural = len(word) >= SHORTEST_PLURAL and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if is_plural else word


class TitleKeys:
    """Builds keys of titles; every name of a State counts as that State, whichever name it is."""

    def __init__(self, states: Iterable[StateRow]) -> None:
        # First word -> (all words, code of the State), the longest name first.
        self.names: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
        for state in states:
            for name in (state.name, *(other for other, _until in state.other_names)):
                if words := list_words(name):
                    self.names[words[0]].append((words, state.iso3))
        for names in self.names.values():
            names.sort(key=lambda name: (-len(name[0]), name[1]))
        self.get = lru_cache(maxsize=16384)(self.build)

    def build(self, title: str) -> str:
        """The words that carry the meaning of `title`, in alphabetical order and with a blank between them."""
        words = [word for word in self.name_states(list_words(title)) if word not in UNIMPORTANT]
        words = [word if word.isupper() else drop_plural(word) for word in words]
        if "mandate" in words:
            words = [word for word in words if word not in ABOUT_A_MANDATE]
        return " ".join(sorted(words))

    def name_states(self, words: list[str]) -> list[str]:
        """The words with the code of the State, in capitals, in place of its name."""
        named: list[str] = []
        position = 0
        while position < len(words):
            length, code = self.find_name(words, position)
            if code:
                while named and (named[-1] in UNIMPORTANT or named[-1] in FORMS_OF_STATE):
                    named.pop()
            named.append(code or words[position])
            position += length
        return named

    def find_name(self, words: list[str], position: int) -> tuple[int, str]:
        """(number of words, code) of the longest name of a State that starts at `position`; (1, "") without one."""
        for name, code in self.names.get(words[position], ()):
            if words[position : position + len(name)] == name:
                return len(name), code
        return 1, ""
