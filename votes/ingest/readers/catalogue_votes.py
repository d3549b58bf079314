"""One record of the catalogue as printed, and its roll-call as positions. Pure."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from votes.core.choices import Position
from votes.core.rows import RejectedRow

# The catalogue's codes, where "." is absent and an empty cell says that no position was recorded, and the words that
# other exports print in their place.
WORDS = {
    Position.IN_FAVOUR: ("Y", "YES", "IN FAVOUR", "IN FAVOR"),
    Position.AGAINST: ("N", "NO", "AGAINST"),
    Position.ABSTAINING: ("A", "ABSTAIN", "ABSTAINED", "ABSTAINING", "ABSTENTION"),
    Position.NOT_VOTING: (".", "", "NO VOTE", "NOT VOTING", "NON VOTING", "DID NOT VOTE", "ABSENT"),
}
POSITION_CODES = {word: position.value for position, words in WORDS.items() for word in words}


class PrintedVote(NamedTuple):
    """One line of a roll-call as printed; `where` is its place in the file."""

    iso3: str
    code: str
    country: str
    where: str


@dataclass(frozen=True)
class CatalogueEntry:
    """One record of the catalogue as printed: its cells and its roll-call, and the files that contain them."""

    file: str
    where: str
    cells: Mapping[str, str]
    votes: tuple[PrintedVote, ...]
    votes_file: str

    @property
    def label(self) -> str:
        return f"record {self.cells['record_id']} {self.cells['symbol']}".strip()


def split_leaked(vote: PrintedVote) -> PrintedVote:
    """A vote whose subfields were joined, 'VEN$eVENEZUELA', separated again; ValueError if two values differ."""
    if "$" not in f"{vote.iso3}{vote.code}{vote.country}":
        return vote
    found: dict[str, str] = {}
    for name, text in (("b", vote.iso3), ("d", vote.code), ("e", vote.country)):
        for part in f"{name}{text}".split("$"):
            value = part[1:].strip()
            if value and found.setdefault(part[0], value) != value:
                raise ValueError(f"{vote.iso3!r} contains two different values")
    return PrintedVote(found.get("b", ""), found.get("d", ""), found.get("e", ""), vote.where)


def parse_vote(vote: PrintedVote, states: Collection[str]) -> tuple[str, str]:
    """('CHN', 'in_favour'). Raises ValueError if the State is not in `states` or the position is unknown."""
    iso3, printed, *_ = split_leaked(vote)
    iso3, code = iso3.strip().upper(), " ".join(re.split(r"[\s_-]+", printed.strip())).upper()
    if iso3 not in states:
        raise ValueError(f"no State on file has the code {iso3!r}")
    if code not in POSITION_CODES:
        raise ValueError(f"no position has the code {code[:40]!r}, given to {iso3}")
    return iso3, POSITION_CODES[code]


def parse_printed_votes(
    entry: CatalogueEntry, states: Collection[str]
) -> tuple[dict[str, str], list[RejectedRow]]:
    """The positions by iso3, and each vote that was not used, with the reason.

    A State listed twice with one position is counted once; listed with two positions, it has none.
    """
    positions: dict[str, str] = {}
    rejected: list[RejectedRow] = []
    contradicted: set[str] = set()

    def reject(what: str, where: str, reason: str, votes: int = 1, *, repeats: bool = False) -> None:
        label = f"{what} in {entry.label}, {where}"
        rejected.append(RejectedRow(entry.votes_file, "votes", label, reason, votes, repeats))

    for vote in entry.votes:
        try:
            iso3, position = parse_vote(vote, states)
        except ValueError as error:
            reject(vote.iso3, vote.where, str(error))
            continue
        held = positions.get(iso3)
        if iso3 in contradicted:
            reject(iso3, vote.where, "is listed again after two different positions")
        elif held is None:
            positions[iso3] = position
        elif held == position:
            reject(
                iso3,
                vote.where,
                "is listed twice with the same position and counted once",
                repeats=True,
            )
        else:
            del positions[iso3]
            contradicted.add(iso3)
            reject(iso3, vote.where, "is listed twice with different positions; neither is used", 2)
    return positions, rejected
