"""Reads how a text was decided from the words that the catalogue prints. Pure.

A record says it in up to four places: in the vote type, by which it is filed, and in words in the line on the draft,
at the meeting and in the statement. Where they contradict each other, both outcomes are kept and the check reports it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from votes.core.choices import KINDS_ABOUT_ANOTHER_TEXT, Adoption, Outcome
from votes.core.outcomes import find_outcome

Totals = tuple[int, int, int, int | None]

VOTED = (Adoption.RECORDED_VOTE, Adoption.NON_RECORDED_VOTE)

# The vote type up to its first comma, and what it says; a vote type for a vote says nothing of its outcome.
VOTE_TYPES: dict[str, tuple[Adoption, Outcome | None]] = {
    "RECORDED": (Adoption.RECORDED_VOTE, None),
    "NON-RECORDED": (Adoption.NON_RECORDED_VOTE, None),
    "ADOPTED WITHOUT VOTE": (Adoption.WITHOUT_VOTE, Outcome.ADOPTED),
    "WITHDRAWN": (Adoption.NONE, Outcome.WITHDRAWN),
    "NOT CONSIDERED": (Adoption.NONE, Outcome.NOT_CONSIDERED),
}


@dataclass(frozen=True)
class Wording:
    """A wording of the catalogue and what it says.

    `adoption` None: it does not say how the decision was taken. `of_motion`: it is the outcome of a vote on whether to
    act at all, which the totals belong to.
    """

    pattern: re.Pattern[str]
    outcome: Outcome
    adoption: Adoption | None = None
    of_motion: bool = False


def build_wording(
    pattern: str, outcome: Outcome, adoption: Adoption | None = None, of_motion: bool = False
) -> Wording:
    return Wording(re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), outcome, adoption, of_motion)


# In this order, as the first that fits counts: "Not acted upon after L.34 was adopted" is not "adopted".
WORDINGS = (
    build_wording("no[- ]action (?:by|motion)", Outcome.ADOPTED, of_motion=True),
    build_wording("not acted (?:up)?on|no action", Outcome.NOT_ACTED_UPON, Adoption.NONE),
    build_wording("accept(?:able to|ed by)", Outcome.ACCEPTED_BY_SPONSOR, Adoption.NONE),
    build_wording("withdrawn", Outcome.WITHDRAWN, Adoption.NONE),
    build_wording("not considered", Outcome.NOT_CONSIDERED, Adoption.NONE),
    build_wording("rejected|not adopted", Outcome.REJECTED),
    build_wording("adopted (?:without a vote|by consensus)", Outcome.ADOPTED, Adoption.WITHOUT_VOTE),
    build_wording("adopted", Outcome.ADOPTED),
)


@dataclass(frozen=True)
class PrintedDecision:
    """How a text was decided, as printed.

    `other_outcome`: a second outcome that the record states, where it contradicts itself; else "". `of_motion`: the
    vote was not on the text but on whether to act on it. `note` says, for the page, what was chosen and why.
    """

    adoption: Adoption
    outcome: Outcome
    other_outcome: Outcome | None = None
    of_motion: bool = False
    note: str = ""


def parse_vote_type(printed: str) -> tuple[Adoption, Outcome | None]:
    """'RECORDED, adopted at a closed meeting' -> a recorded vote. ValueError for an unknown vote type."""
    name = " ".join(printed.split()).partition(",")[0].strip().upper()
    if name not in VOTE_TYPES:
        raise ValueError(f"the vote type {printed!r} is not known")
    return VOTE_TYPES[name]


def find_wording(text: str) -> Wording | None:
    """The first of `WORDINGS` that fits `text`."""
    return next((wording for wording in WORDINGS if wording.pattern.search(text)), None)


def read_wording(row: Mapping[str, str], kind: str) -> Wording | None:
    """What the words of a record say; None if they say nothing. Its own line counts first.

    Of an amendment the statement says nothing, and "adopted" at the meeting is said of the text that it amends.
    """
    about_another = kind in KINDS_ABOUT_ANOTHER_TEXT
    own = find_wording(row["draft"])
    if own:
        return own
    at_meeting = find_wording(row["meeting"])
    if about_another:
        return None if at_meeting and at_meeting.outcome == Outcome.ADOPTED else at_meeting
    return at_meeting or find_wording(row["vote_type"].partition(",")[2]) or find_wording(row["statement"])


def read_decision(
    row: Mapping[str, str], kind: str, totals: Totals | None, has_roll_call: bool = False
) -> PrintedDecision:
    """How the text of a record was decided. ValueError for an unknown vote type, or where nothing says the outcome."""
    adoption, filed = parse_vote_type(row["vote_type"])
    said = read_wording(row, kind)
    if filed is None:
        return read_vote(row, adoption, said, totals, has_roll_call)
    if said is None or said.outcome == filed:
        return PrintedDecision(adoption, filed)
    if adoption == said.adoption == Adoption.NONE:
        return PrintedDecision(adoption, said.outcome, note=build_note(row))
    return PrintedDecision(adoption, filed, other_outcome=said.outcome)


def read_vote(
    row: Mapping[str, str],
    adoption: Adoption,
    said: Wording | None,
    totals: Totals | None,
    has_roll_call: bool,
) -> PrintedDecision:
    """How a text that is filed as voted on was decided."""
    if said is None:
        if totals is None:
            raise ValueError("neither its words nor any totals say whether it was adopted")
        return PrintedDecision(adoption, find_outcome(*totals[:2]))
    if said.of_motion:
        outcome = find_outcome(*totals[:2]) if totals else said.outcome
        return PrintedDecision(adoption, outcome, of_motion=True)
    if said.adoption is None:
        return PrintedDecision(adoption, said.outcome)
    if totals is None and not has_roll_call:
        return PrintedDecision(said.adoption, said.outcome, note=build_note(row))
    outcome = find_outcome(*totals[:2]) if totals else Outcome.ADOPTED
    other = said.outcome if said.outcome != outcome else None
    return PrintedDecision(adoption, outcome, other_outcome=other)


def build_note(row: Mapping[str, str]) -> str:
    """That the vote type and the line differ, and the line was followed."""
    return (
        f"The catalogue files this text under “{' '.join(row['vote_type'].split())}”. What is shown here follows its "
        f"own line: “{' '.join(row['draft'].split())}”."
    )
