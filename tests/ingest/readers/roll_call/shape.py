"""The shapes in which roll-calls are printed, each a small printer with its own noise."""

import textwrap
from collections.abc import Callable
from random import Random

from tests.ingest.readers.roll_call.real_votes import Vote

Shape = Callable[[Vote, Random], str]
SHAPES: dict[str, Shape] = {}
MUST_REFUSE = {
    "two votes",
    "two votes in rows",
    "totals only",
    "a list without headings",
    "two position columns",
}

HEADINGS = {
    "en": ("In favour", "Against", "Abstaining", "Not voting"),
    "fr": ("Ont voté pour", "Ont voté contre", "Se sont abstenus", "N’ont pas pris part au vote"),
    "es": ("Votos a favor", "Votos en contra", "Abstenciones", "No votaron"),
    "ru": ("Голосовали за", "Голосовали против", "Воздержались", "Не голосовали"),
    "zh": ("赞成", "反对", "弃权", "未投票"),
    "ar": ("المؤيدون", "المعارضون", "الممتنعون", "لم يصوتوا"),
}
OTHER_HEADINGS = [
    ("Yes", "No", "Abstain", "Not voting"),
    ("IN FAVOUR", "AGAINST", "ABSTAINING", "NOT VOTING"),
    ("VOTED IN FAVOUR", "VOTED AGAINST", "ABSTAINED", "DID NOT VOTE"),
    ("In favor", "Opposed", "Abstained", "Absent"),
    ("For", "Against", "Abstentions", "Did not participate"),
    ("Approve", "Reject", "Abstained from voting", "Did not take part in the vote"),
    ("Affirmative", "Negative", "Abstentions", "Non-voting"),
    ("The following States voted in favour", "States that voted against", "States abstaining", "Absent"),
    ("Those voting in favour", "Those voting against", "Those abstaining", "Those not voting"),
]
POSITIONS = ("in_favour", "against", "abstaining", "not_voting")
WORDS = {
    "en": ("Yes", "No", "Abstain", "Not voting"),
    "fr": ("Pour", "Contre", "Abstention", "N’a pas voté"),
    "es": ("A favor", "En contra", "Abstención", "No votó"),
}
LETTERS = dict(zip(POSITIONS, "YNAX", strict=True))


def shape(name: str) -> Callable[[Shape], Shape]:
    def add(function: Shape) -> Shape:
        SHAPES[name] = function
        return function

    return add


def join(names: list[str], last: str, nobody: str = "None") -> str:
    return (last.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)) or nobody


def print_lists(
    vote: Vote, headings: tuple[str, ...], between: str = ": ", end: str = ".\n", language: str = "en"
) -> str:
    last = {"en": " and ", "fr": " et ", "es": " y ", "ru": " и ", "zh": "、", "ar": " و"}[language]
    parts = []
    for position, heading in zip(POSITIONS, headings, strict=True):
        if names := vote.list_states(position, language):
            text = heading.replace("#", str(len(names))) + between.replace("#", str(len(names)))
            parts.append(text + join(names, last) + end)
    return "".join(parts)


def wrap(text: str, width: int) -> str:
    return "\n".join(textwrap.fill(line, width, break_on_hyphens=True) for line in text.split("\n"))


def get_word(position: str, words: tuple[str, ...]) -> str:
    return words[POSITIONS.index(position)]
