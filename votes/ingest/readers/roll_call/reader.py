"""Reads a roll-call pasted from anywhere. Pure: text in, RollCall out; no database, no request.

Several structures are tried: headings with lists, rows, alternating lines, a column for each position. The one that
explains all of the text is taken. If none does, the one that explains most is, with an issue for each place left
over. If two explain it equally well and differ, or the text holds several votes, nothing is read (docs/adr/0017).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import islice, takewhile

from votes.core.state_names import Candidate, suggest_states
from votes.ingest.readers.roll_call.cleaning import PastedText
from votes.ingest.readers.roll_call.columns import read_columns
from votes.ingest.readers.roll_call.headings import read_headings
from votes.ingest.readers.roll_call.name_lists import NameIndex, build_name_index
from votes.ingest.readers.roll_call.results import Aside, Mention, Reading, Refusal, RollCall, RollCallIssue
from votes.ingest.readers.roll_call.rows import build_rows, read_alternating, read_rows
from votes.ingest.readers.roll_call.totals import find_totals

LONGEST_TEXT = 100_000  # characters; the summary of a meeting with its lists has some 40,000
MOST_LINES = 4_000
FAULTS_OF_A_NAME = 2  # that is not known: the name, and its position on a line of its own
MAX_TEXTS_WITH_SUGGESTIONS = 60  # distinct ones: a wrong paste must not take seconds


def read_structures(pasted: PastedText, index: NameIndex) -> list[Reading]:
    """What each structure makes of the text, without those that find no position of a State."""
    rows = build_rows(pasted.lines, index)
    announced = tuple(find_totals(pasted))
    found = [
        read_headings(pasted, index),
        read_columns(pasted.lines, index),
        read_rows(rows, index),
        read_alternating(rows, index, state_first=True),
        read_alternating(rows, index, state_first=False),
    ]
    return [replace(reading, totals=reading.totals + announced) for reading in found if reading]


def choose(readings: Sequence[Reading]) -> Reading | Refusal:
    """The reading that explains all of the text, else most of it; a refusal if two do so equally well and differ."""
    if not readings:
        return Refusal("nothing")
    ranked = sorted(readings, key=lambda reading: (_weigh(reading), -len(reading.positions)))
    best = ranked[0]
    if not best.positions and best.totals and not any(mention.iso3 for mention in best.mentions):
        return Refusal("only_totals", totals=best.totals)
    several = next((reading for reading in ranked if len(reading.votes) > 1), None)
    if several and (len(best.votes) > 1 or (_weigh(best) and not _is_one_vote(best, several))):
        return Refusal("several_votes", votes=several.votes)
    for other in ranked[1:]:
        if _weigh(other) == _weigh(best) and other.positions.items() - best.positions.items():
            return Refusal("ambiguous", readings=(best, other))
    return best


def _is_one_vote(best: Reading, several: Reading) -> bool:
    """Whether a few unknown names in rows, not a second vote, are what `best` leaves over: no State is named again."""
    named = [mention.iso3 for mention in several.mentions if mention.iso3]
    return len(named) == len(set(named)) and len(best.positions) > FAULTS_OF_A_NAME * best.faults


def _weigh(reading: Reading) -> int:
    """How badly a structure explains the text: its faults, and each State that would belong to another vote."""
    repeated = sum(sum(vote.counts.values()) for vote in reading.votes[1:])
    return reading.faults + repeated


def _build_issue(mention: Mention, kind: str, suggestions: tuple[str, ...] = ()) -> RollCallIssue:
    return RollCallIssue(kind, mention.text, mention.line, mention.iso3, mention.position, suggestions)


def _heads_a_loss(reading: Reading, n: int) -> bool:
    """Whether a State below the unknown heading at place `n` of the mentions has no position anywhere."""
    below = takewhile(lambda mention: not mention.kind and not mention.position, reading.mentions[n + 1 :])
    return any(mention.iso3 not in reading.positions for mention in below)


def find_named_again(reading: Reading) -> set[int]:
    """The places of the mentions that only name a State again, as a speaker: where there are rows, outside them."""
    rows = [n for n, mention in enumerate(reading.mentions) if mention.position]
    within = range(rows[0], rows[-1]) if rows and reading.structure != "headings" else range(0)
    return {
        n
        for n, mention in enumerate(reading.mentions)
        if not mention.kind and not mention.position and mention.iso3 in reading.positions and n not in within
    }


def list_asides(reading: Reading) -> tuple[Aside, ...]:
    """What is no part of the list: also the States that a heading of speakers names, if they have their position."""
    again = find_named_again(reading)
    spare = [
        Aside(mention.line, mention.text)
        for n, mention in enumerate(reading.mentions)
        if (mention.kind and not _heads_a_loss(reading, n)) or n in again
    ]
    return tuple(sorted([*reading.asides, *spare], key=lambda aside: aside.line))


def list_issues(
    reading: Reading, states: Sequence[Candidate], members: Collection[str]
) -> list[RollCallIssue]:
    """An issue for each mention without a clear position of a member, each loose line, and each differing total."""
    positions = reading.positions
    unrecognised = dict.fromkeys(m.text for m in reading.mentions if not m.iso3 and not m.kind)
    similar = {
        text: suggest_states(text, states) for text in islice(unrecognised, MAX_TEXTS_WITH_SUGGESTIONS)
    }
    names = {state.iso3: state.names[0] for state in states if state.names}
    candidates = [state for state in states if state.iso3 in members]
    issues: list[RollCallIssue] = []
    seen: set[str] = set()
    again = find_named_again(reading)
    for n, mention in enumerate(reading.mentions):
        if mention.kind or n in again:
            if mention.kind and _heads_a_loss(reading, n):
                issues.append(_build_issue(mention, mention.kind))
        elif not mention.iso3:
            issues.append(_build_issue(mention, "unrecognised", similar.get(mention.text, ())))
        elif not mention.position and mention.iso3 not in positions:
            issues.append(_build_issue(mention, "no_heading"))
        elif not mention.position or mention.iso3 in seen or mention.iso3 not in positions:
            issues.append(_build_issue(mention, "named_twice"))
        elif mention.iso3 not in members:
            likely = suggest_states(names.get(mention.iso3, mention.text), candidates, limit=len(candidates))
            # Members that are not named elsewhere come first.
            unnamed_first = sorted(likely, key=lambda iso3: iso3 in positions)
            issues.append(_build_issue(mention, "not_a_member", tuple(unnamed_first[:3])))
        if mention.position and mention.iso3:
            seen.add(mention.iso3)
    issues += [RollCallIssue("loose_position", aside.text[:200], aside.line) for aside in reading.loose]
    issues += [
        RollCallIssue("total", "", total.line, None, total.position, printed=total.number, counted=counted)
        for total, counted in reading.list_differing_totals()
    ]
    return sorted(issues, key=lambda issue: issue.line)


def refuse(refusal: Refusal, members: Collection[str]) -> RollCall:
    return RollCall({}, (), tuple(sorted(members)), refusal=refusal)


def parse_roll_call(text: str, states: Iterable[Candidate], members: Collection[str]) -> RollCall:
    """The roll-call in a pasted text; `members` are the iso3 codes of the members that day. Never raises.

    A State named under two headings has no position, and an issue for each time; named again under the same
    heading it has one, and an issue for each time but the first. A non-member keeps its position.
    """
    states = tuple(states)
    if not text.strip():
        return RollCall({}, (), tuple(sorted(members)))
    if len(text) > LONGEST_TEXT or text.count("\n") + text.count("\r") >= MOST_LINES:
        return refuse(Refusal("too_long"), members)
    chosen = choose(read_structures(PastedText(text), build_name_index(states)))
    if isinstance(chosen, Refusal):
        return refuse(chosen, members)
    named = {mention.iso3 for mention in chosen.mentions if mention.iso3}
    return RollCall(
        chosen.positions,
        tuple(list_issues(chosen, states, members)),
        tuple(sorted(set(members) - named)),
        chosen.structure,
        chosen.mentions,
        list_asides(chosen),
        chosen.totals,
    )
