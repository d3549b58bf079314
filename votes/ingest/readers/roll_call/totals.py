"""The totals that a text announces in a sentence: "adopted by 28 votes to 1, with 17 abstentions". Pure."""

import re

from votes.core.choices import Position
from votes.ingest.readers.roll_call.cleaning import PastedText
from votes.ingest.readers.roll_call.results import Total

_NUMBER = r"\d{1,3}|none|no|zero|aucune|ninguno?|ninguna|cero"
SENTENCE = re.compile(
    r"\b(?:by|par|por) +(?P<in_favour>\d{1,3})(?: +(?:votes?|voix|votos))? *(?:to|contre|contra|-|–) *"
    rf"(?P<against>{_NUMBER})\b"
    rf"(?:[^.\d]{{0,40}}?\b(?P<abstaining>{_NUMBER}) +(?:abstentions?|abstenciones|abstencion))?"
)


def find_totals(pasted: PastedText) -> list[Total]:
    """The totals of the one sentence that announces them; [] if there is none, or if two sentences differ."""
    sentences = list(SENTENCE.finditer(pasted.folded.replace("\n", " ")))
    if len({found.groups() for found in sentences}) != 1:
        return []
    found = sentences[0]
    line = pasted.get_line(found.start())
    taken = (Position.IN_FAVOUR, Position.AGAINST, Position.ABSTAINING)
    printed = [(p.value, found[p.value]) for p in taken if found[p.value]]
    return [Total(line, position, int(words) if words.isdigit() else 0) for position, words in printed]
