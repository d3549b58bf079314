"""Contradictions within a vote: totals, roll-call, outcome, members, sponsors, explanations."""

import itertools
from collections import defaultdict
from collections.abc import Iterator

from audit.instances import contradiction
from audit.record import Record, Text

Found = Iterator[tuple[Text | None, str]]

POSITIONS = ("in_favour", "against", "abstaining")
SEATS = {
    "african": 13,
    "asia_pacific": 13,
    "eastern_european": 6,
    "latin_american_caribbean": 8,
    "western_european_other": 7,
}


@contradiction("the outcome contradicts the totals", "outcome")
def outcome_against_totals(record: Record) -> Found:
    for text in record.texts:
        if not text.totals or text.outcome not in ("adopted", "rejected"):
            continue
        if (text.outcome == "adopted") != (text.in_favour > text.against):
            yield text, f"{text.in_favour} to {text.against}, and {text.outcome}"


@contradiction("the outcome contradicts the line that the source prints", "outcome")
def outcome_against_printed_line(record: Record) -> Found:
    for text in record.texts:
        line = text.printed.lower()
        said = [
            word
            for word in ("adopted", "rejected", "withdrawn", "not considered")
            if f"{word} " in f"{line} "
        ]
        if len(said) == 1 and said[0].replace(" ", "_") != text.outcome:
            yield text, f"{text.outcome}, and the line says {said[0]}"


@contradiction("the roll-call contradicts the totals", "totals")
def roll_call_against_totals(record: Record) -> Found:
    for text in record.voted:
        if text.totals and text.totals != text.counted:
            yield text, f"{text.totals} announced, {text.counted} in the roll-call"


@contradiction("there are more votes than seats", "totals", "misprint")
def more_votes_than_seats(record: Record) -> Found:
    for text in record.texts:
        if text.totals and text.is_council and sum(text.totals) > 47:
            yield text, f"{sum(text.totals)} votes"


@contradiction("a recorded vote has no totals or no roll-call", "incomplete")
def recorded_vote_without_record(record: Record) -> Found:
    for text in record.texts:
        if text.adoption == "recorded_vote" and not (text.totals and text.votes):
            yield text, "no totals" if not text.totals else "no roll-call"


@contradiction("there is a roll-call, but no recorded vote")
def roll_call_without_vote(record: Record) -> Found:
    for text in record.voted:
        if text.adoption != "recorded_vote":
            yield text, f"{len(text.votes)} States, and {text.adoption}"


@contradiction("another vote has the same roll-call, while the totals differ", "copied")
def roll_call_of_another_vote(record: Record) -> Found:
    alike: dict[tuple[str, frozenset[tuple[str, str]]], list[Text]] = defaultdict(list)
    for text in record.voted:
        if len({position for position in text.votes.values() if position in POSITIONS}) > 1:
            alike[text.body, frozenset(text.votes.items())].append(text)
    for texts in alike.values():
        for text in texts:
            others = [other.symbol for other in texts if other.totals != text.totals and other.totals]
            if others and text.totals and text.counted != text.totals:
                yield text, f"the roll-call of {', '.join(others)}"


@contradiction("a State that was not a member has a position", "not_a_member")
def position_of_non_member(record: Record) -> Found:
    for text in record.voted:
        if text.is_council and text.date and (members := record.get_members(text.date)):
            wrong = [i for i, position in text.votes.items() if position in POSITIONS and i not in members]
            if wrong:
                yield text, " ".join(sorted(wrong))


@contradiction("the roll-call leaves out a member", "missing")
def member_left_out(record: Record) -> Found:
    for text in record.voted:
        if text.is_council and text.date:
            missing = sorted(set(record.get_members(text.date)) - set(text.votes))
            if missing:
                yield text, " ".join(missing)


@contradiction("a State has a position on a day on which it did not exist", "never_there")
def position_of_no_state(record: Record) -> Found:
    for text in record.voted:
        for iso3, position in text.votes.items():
            start, end = record.states.get(iso3, (None, None))
            if not text.date or position not in POSITIONS:
                continue
            if (start and text.date < start) or (end and text.date > end):
                yield text, iso3


@contradiction("a main sponsor voted against its own text", "sponsor_against")
def sponsor_against_own_text(record: Record) -> Found:
    for text in record.voted:
        if text.kind == "no_action_motion":
            continue  # its sponsors are those of the amendment on which it asks the Council not to act
        wrong = sorted(iso3 for iso3 in text.sponsors if text.votes.get(iso3) == "against")
        if wrong:
            yield text, " ".join(wrong)


@contradiction("an announced position differs from the recorded one", counts=False)
def explanation_against_vote(record: Record) -> Found:
    for row in record.explanations:
        text = record.by_id.get(row["resolution_id"])
        recorded = text.votes.get(row["iso3"]) if text else None
        if recorded and row["announced"] in POSITIONS and row["announced"] != recorded:
            yield text, f"{row['iso3']} announced {row['announced']} and is recorded as {recorded}"


@contradiction("an explanation of vote by a State that is not in the roll-call", counts=False)
def explanation_without_vote(record: Record) -> Found:
    for row in record.explanations:
        text = record.by_id.get(row["resolution_id"])
        if text and text.votes and row["kind"].endswith("_vote") and row["iso3"] not in text.votes:
            yield text, row["iso3"]


@contradiction("one vote is in two records", "same_vote")
def one_vote_twice(record: Record) -> Found:
    seen: dict[tuple[object, ...], Text] = {}
    for text in record.voted:
        key = (text.symbol, text.date, frozenset(text.votes.items()))
        if key in seen:
            # The site counts one of the two; either may carry the error.
            flagged = [one for one in (seen[key], text) if one.is_flagged]
            yield (flagged or [text])[0], f"record {text.record} repeats {seen[key].record}"
        seen.setdefault(key, text)


@contradiction("on the day of a vote a group holds a wrong number of seats", counts=False)
def seats_of_groups(record: Record) -> Found:
    days = sorted({text.date for text in record.voted if text.is_council and text.date})
    for day in days:
        held = list(record.get_members(day).values())
        odd = {g: held.count(g) for g, seats in SEATS.items() if held.count(g) > seats}
        if odd or len(held) < 46:
            yield None, f"{day}: {len(held)} members {odd or ''}".rstrip()


@contradiction("two terms of a State overlap, or a term has no end", counts=False)
def terms(record: Record) -> Found:
    for one, other in itertools.pairwise(record.terms):
        if one[0] == other[0] and (one[2] is None or one[2] >= other[1]):
            yield None, f"{one[0]}: the terms from {one[1]} and {other[1]} overlap"
    for iso3, start, end, _group in record.terms:
        if end is None:
            yield None, f"{iso3}: the term from {start} has no end"
