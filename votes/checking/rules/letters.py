"""Letters of another alphabet and invisible characters, by which a title is not found and a series is divided. Pure."""

import unicodedata

from votes.checking.findings import Finding, Rule, SuggestedValue, build_note, suggest_value
from votes.checking.rules.facts import TextFacts

# Letters that look like a Latin one, or that text recognition reads for it: "регзопз" is "persons".
LOOKALIKES = dict(
    zip(
        "АВЕЅІЈКМНОРСТХаеорсухѕіјвгкзпмтнԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαι",
        "ABESIJKMHOPCTXaeopcyxsijbrksnmthdqwABEZHIKMNOPTYXoai",
        strict=True,
    )
)
INVISIBLE = ("Cc", "Cf", "Cn", "Co")


def is_odd(character: str) -> bool:
    """Whether it is a letter of another alphabet than the Latin one, or invisible."""
    if character.isalpha():
        return not unicodedata.name(character, "").startswith(
            ("LATIN", "FEMININE ORDINAL", "MASCULINE ORDINAL")
        )
    return unicodedata.category(character) in INVISIBLE


def repair(text: str) -> str:
    """The text without invisible characters and with Latin letters; a letter that resembles none stays."""
    seen = "".join(LOOKALIKES.get(c, c) for c in text if unicodedata.category(c) not in INVISIBLE)
    return " ".join(seen.split())


def find_odd_letters(text: TextFacts) -> list[Finding]:
    """The odd characters of the title and of the agenda item's title, by number, each text repaired if it can be."""
    suggestion: list[SuggestedValue] = []
    characters: list[str] = []
    for field, printed in (("title", text.title), ("agenda_item_title", text.item_title)):
        if printed.isascii() and printed.isprintable():
            continue
        odd = [c for c in printed if is_odd(c)]
        characters += odd
        repaired = repair(printed)
        if odd and repaired and not any(is_odd(c) for c in repaired):
            suggestion.append(suggest_value(field, printed, repaired))
    names = [f"U+{ord(c):04X} {unicodedata.name(c, '').lower()}".strip() for c in dict.fromkeys(characters)]
    return [build_note(Rule.LETTERS, suggestion, characters=names)] if names else []
