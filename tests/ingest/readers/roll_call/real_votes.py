"""Real roll-calls of the starter record, and what one printed shape of them was read as."""

import json
from dataclasses import dataclass
from functools import cache
from random import Random

from django.conf import settings

from votes.core.known_names import SHORT_NAME, build_candidate, get_names_by_state
from votes.core.state_names import Candidate
from votes.ingest.readers.native_format import STATES
from votes.ingest.readers.roll_call.reader import parse_roll_call
from votes.ingest.readers.roll_call.results import POSITIONS, RollCall

FIXTURES = settings.BASE_DIR / "fixtures"


@dataclass(frozen=True)
class Vote:
    """A real vote: `positions`: iso3 -> position; `names`: language -> iso3 -> short name."""

    symbol: str
    positions: dict[str, str]
    names: dict[str, dict[str, str]]

    def list_states(self, position: str, language: str = "en") -> list[str]:
        """The names of the States with a position, in the order of their names."""
        names = self.names[language]
        return sorted(names[iso3] for iso3, taken in self.positions.items() if taken == position)

    def count(self, position: str) -> int:
        return sum(taken == position for taken in self.positions.values())

    def list_rows(self, language: str = "en") -> list[tuple[str, str]]:
        """Name and position of each State, in the order of the names."""
        return sorted((self.names[language][iso3], taken) for iso3, taken in self.positions.items())


@cache
def build_candidates() -> tuple[Candidate, ...]:
    """All States on file with all names that the site reads."""
    rows = STATES.read("states.csv", (FIXTURES / "states.csv").read_text(encoding="utf-8"))
    filed = {row.iso3: (row.name, *(name for name, _until in row.other_names)) for row in rows}
    return tuple(build_candidate(iso3, names) for iso3, names in filed.items())


@cache
def list_votes(most: int = 60) -> tuple[Vote, ...]:
    """Votes of the starter whose roll-call agrees with its totals, spread over the years."""
    short: dict[str, dict[str, str]] = {language: {} for language in ("en", "fr", "es", "ru", "zh", "ar")}
    for iso3, rows in get_names_by_state().items():
        for row in rows:
            if row.source == SHORT_NAME:
                short[row.language][iso3] = row.name
    # Where a language has no short name of its own, the English one is printed.
    names = {language: short["en"] | of_language for language, of_language in short.items()}
    votes = []
    for line in (FIXTURES / "texts.jsonl").read_text(encoding="utf-8").splitlines():
        text = json.loads(line)
        lists = {position: codes.split() for position, codes in (text.get("roll_call") or {}).items()}
        counts = [len(lists.get(position, ())) for position in POSITIONS]
        if lists and counts == text["official"]:
            positions = {iso3: position for position, codes in lists.items() for iso3 in codes}
            votes.append(Vote(text["symbol"], positions, names))
    return tuple(votes[:: max(1, len(votes) // most)][:most])


def judge(vote: Vote, roll_call: RollCall, must_refuse: bool = False) -> str:
    """How a printed vote was read: "right", "refused", "flagged" (wrong, but with an error), or "SILENT".

    The check of the site counts: a member without a position and totals that do not agree are errors.
    """
    if roll_call.refusal:
        return "refused"
    errors = [
        issue
        for issue in roll_call.issues
        if issue.kind in ("unrecognised", "loose_position", "total")
        or (issue.kind == "no_heading" and issue.iso3 not in roll_call.positions)
        or (issue.kind == "named_twice" and issue.iso3 not in roll_call.positions)
    ]
    is_right = roll_call.positions == vote.positions and not must_refuse
    if is_right:
        return "flagged" if errors else "right"
    if errors or set(roll_call.positions) != set(vote.positions):
        return "flagged"
    return "flagged" if errors else "SILENT"


def read_shape(vote: Vote, text: str) -> RollCall:
    return parse_roll_call(text, build_candidates(), vote.positions.keys())


def make_random(shape: str, vote: Vote, seed: int) -> Random:
    return Random(f"{shape} {vote.symbol} {seed}")
