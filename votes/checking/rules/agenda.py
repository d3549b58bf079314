"""The number of an agenda item fits its title. Pure."""

import re
from functools import lru_cache

from votes.checking.findings import Finding, Rule, build_note, suggest_value
from votes.checking.rules.facts import TextFacts
from votes.core.agenda import AGENDA, FIRST_SESSION
from votes.core.choices import SessionKind

# From 0 to 1. From this share of words in common on, a printed title is that of an item.
LEAST_LIKENESS = 0.5


def list_words(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]{3,}", title.lower())) - {"and", "the", "all", "that", "for"}


WORDS = {item: list_words(title) for item, title in AGENDA.items()}


def measure_likeness(title: str, item: int) -> float:
    """From 0 to 1: the words that a printed title shares with that of an item, among all words of both."""
    words = list_words(title)
    return len(words & WORDS[item]) / len(words | WORDS[item])


@lru_cache(maxsize=1000)  # most texts have one of a few titles
def find_item(title: str) -> int | None:
    """The item whose title it is; None if it is like none."""
    best = max(AGENDA, key=lambda item: measure_likeness(title, item))
    return best if measure_likeness(title, best) >= LEAST_LIKENESS else None


def find_odd_item(text: TextFacts, amended: TextFacts | None = None) -> list[Finding]:
    """A number that no item has, or whose title is that of another item. Which of the two is right is not evident.

    An amendment has the item of the text that it amends (`amended`); then that number is suggested.
    """
    has_agenda = text.is_council and text.session_kind == SessionKind.REGULAR
    if not has_agenda or text.session_number < FIRST_SESSION or text.item is None:
        return []
    named = find_item(text.item_title)
    if text.item in AGENDA and named in (None, text.item):
        return []
    right = amended.item if amended and amended.item in AGENDA and amended.item != text.item else None
    suggestion = [suggest_value("agenda_item", text.item, right)] if right else []
    return [build_note(Rule.ITEM, suggestion, item=text.item, title=text.item_title, named=named)]
