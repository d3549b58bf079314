"""Words without what people type in different ways: capitals, accents, apostrophes, hyphens. Pure."""

import re
import unicodedata

# Apostrophes and what is typed for them. They are dropped: "women's", "women’s" and "womens" are one word.
_APOSTROPHES = re.compile("['`´\u2018\u2019\u201b\u2032\u02b9\u02bc]")
# Hyphens and dashes of every kind, and the minus sign, separate words.
_HYPHENS = re.compile("[-\u2010-\u2015\u2212\ufe58\ufe63]")
_QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb'
_QUOTED = re.compile(f"^\\s*[{_QUOTES}](?P<phrase>[^{_QUOTES}]+)[{_QUOTES}]\\s*$")
# Letters that Unicode does not take apart into a letter and its accent.
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})


def clean_text(text: str) -> str:
    """`text` with full-width characters made ordinary, and without invisible ones: soft hyphens, joiners, marks."""
    return "".join(
        character
        for character in unicodedata.normalize("NFKC", text)
        if unicodedata.category(character) != "Cf"
    )


def fold_text(text: str) -> str:
    """`text` in the form in which words are compared: "Côte d’Ivoire" -> "cote divoire".

    Small letters without accents and apostrophes; a hyphen and any run of blanks are one blank.
    """
    folded = unicodedata.normalize("NFKD", clean_text(text).casefold())
    folded = "".join(character for character in folded if not unicodedata.combining(character))
    folded = _HYPHENS.sub(" ", _APOSTROPHES.sub("", folded.translate(_LETTERS)))
    return " ".join(folded.split())


def list_search_words(query: str, most: int) -> list[str]:
    """The folded words of a search, at most `most` of them; a query in quotation marks is one phrase."""
    if quoted := _QUOTED.match(clean_text(query)):
        phrase = fold_text(quoted["phrase"])
        return [phrase] if phrase else []
    return fold_text(re.sub(f"[{_QUOTES}]", " ", query)).split()[:most]


def build_name_key(name: str) -> str:
    """A key that sorts names as people do: Costa Rica, Côte d’Ivoire, Croatia. Sort names by nothing else."""
    return fold_text(name)
