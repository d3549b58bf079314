"""One meeting is on one day, and a later meeting is not on an earlier day. Pure."""

import datetime
import itertools
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from votes.checking.findings import Finding, Rule, build_note, suggest_value
from votes.checking.rules.facts import TextFacts

# "54th meeting"; "E/CN.4/1984/SR.31", numbered by session; "E/CN.4/SR.1239", numbered through all sessions.
_MEETING = re.compile(r"(?P<ordinal>\d+)(?:st|nd|rd|th) meeting|\S*SR\.(?P<record>\d+)")
THROUGH_ALL_SESSIONS = "E/CN.4/SR."
# The source often gives amendments the day of filing, so any other text of the meeting outweighs all of them.
WEIGHT_OF_AMENDMENT = 0.001

Row = tuple[str, int]  # which meetings are counted together: a session's, or those through all sessions


@dataclass(frozen=True)
class Sitting:
    """The texts that have one meeting and one day. `weight`: how much they prove."""

    meeting: int
    day: datetime.date
    texts: tuple[TextFacts, ...]

    @property
    def weight(self) -> float:
        return sum(WEIGHT_OF_AMENDMENT if text.is_about_another else 1 for text in self.texts)

    def agrees_with(self, other: "Sitting") -> bool:
        """Whether both can be right: one meeting has one day, and the later meeting has no earlier one."""
        if self.meeting == other.meeting:
            return self.day == other.day
        return (self.meeting < other.meeting) == (self.day < other.day) or self.day == other.day


@dataclass(frozen=True)
class Suspect:
    """A sitting that cannot be right, or one of several of which at most one is right (`proved` is false).

    `against`: the nearest sitting that contradicts it. `kept`: the sittings of its row that nothing contradicts, in the
    order of their meetings.
    """

    sitting: Sitting
    proved: bool
    against: Sitting
    kept: tuple[Sitting, ...]


def parse_meeting(text: TextFacts) -> tuple[Row, int] | None:
    """The row and the number of a text's meeting; None without a meeting or a day."""
    match = _MEETING.fullmatch(text.meeting)
    if not match or text.date is None:
        return None
    row = ("", 0) if text.meeting.startswith(THROUGH_ALL_SESSIONS) else ("session", text.session)
    return row, int(match["ordinal"] or match["record"])


def build_rows(texts: Iterable[TextFacts]) -> dict[Row, list[Sitting]]:
    """The sittings of each row, in the order of their meetings."""
    found: dict[tuple[Row, int, datetime.date], list[TextFacts]] = defaultdict(list)
    for text in texts:
        if (parsed := parse_meeting(text)) and text.date:
            found[*parsed, text.date].append(text)
    rows: dict[Row, list[Sitting]] = defaultdict(list)
    for (row, meeting, day), group in sorted(found.items(), key=lambda item: item[0]):
        rows[row].append(Sitting(meeting, day, tuple(group)))
    return dict(rows)


def measure_chains(sittings: Sequence[Sitting]) -> list[float]:
    """For each sitting, the weight of the heaviest chain of sittings that ends with it and is free of contradictions.

    The heaviest increasing subsequence (Fredman 1975, weighted): each sitting extends the heaviest chain before it.
    """
    weights: list[float] = []
    for index, sitting in enumerate(sittings):
        before = (
            weights[earlier]
            for earlier in range(index)
            if sittings[earlier].meeting < sitting.meeting and sittings[earlier].day <= sitting.day
        )
        weights.append(sitting.weight + max(before, default=0))
    return weights


def find_suspects(sittings: Sequence[Sitting]) -> list[Suspect]:
    """The sittings outside the heaviest chain: those that contradict more texts than agree with them.

    If two chains are equally heavy, the sittings on which they differ are suspects too, without proof.
    """
    if all(one.agrees_with(other) for one, other in itertools.pairwise(sittings)):
        return []
    forward = measure_chains(sittings)
    turned = [Sitting(-s.meeting, datetime.date.fromordinal(reflect(s.day)), s.texts) for s in sittings]
    backward = measure_chains(turned[::-1])[::-1]
    through = [a + b - s.weight for a, b, s in zip(forward, backward, sittings, strict=True)]
    most = max(through)
    heaviest = [
        s for s, weight in zip(sittings, through, strict=True) if most - weight < WEIGHT_OF_AMENDMENT / 2
    ]
    tied = [s for s in heaviest if not all(s.agrees_with(other) for other in heaviest)]
    kept = tuple(s for s in heaviest if s not in tied)
    return [Suspect(s, s not in tied, find_nearest(s, heaviest), kept) for s in sittings if s not in kept]


def find_nearest(sitting: Sitting, others: Iterable[Sitting]) -> Sitting:
    """The sitting that contradicts this one and whose meeting is nearest to it."""
    contradicting = (other for other in others if not sitting.agrees_with(other))
    return min(contradicting, key=lambda other: abs(other.meeting - sitting.meeting))


def reflect(day: datetime.date) -> int:
    """The ordinal of a day in a calendar that runs backwards."""
    return datetime.date.max.toordinal() + 1 - day.toordinal()


def suggest_day(text: TextFacts, suspect: Suspect) -> datetime.date | None:
    """The right day if it is evident, else None.

    It is evident if the printed day has the wrong year, or day and month exchanged, and exactly one such day lies
    between the meetings before and after.
    """
    if text.date is None or not suspect.proved:
        return None
    meeting = suspect.sitting.meeting
    same = {s.day for s in suspect.kept if s.meeting == meeting}
    first = max((s.day for s in suspect.kept if s.meeting < meeting), default=None)
    last = min((s.day for s in suspect.kept if s.meeting > meeting), default=None)
    fitting = {
        day
        for day in list_misprints(text.date)
        if day in same or (not same and first and last and first <= day <= last)
    }
    return fitting.pop() if len(fitting) == 1 else None


def list_misprints(day: datetime.date) -> set[datetime.date]:
    """The days that are easily printed as `day`: the year before or after, and day and month exchanged."""
    found = set()
    for year, month, number in (
        (day.year - 1, day.month, day.day),
        (day.year + 1, day.month, day.day),
        (day.year, day.day, day.month),
    ):
        try:
            found.add(datetime.date(year, month, number))
        except ValueError:
            continue
    return found - {day}


def find_odd_meeting_days(texts: Collection[TextFacts]) -> dict[int, list[Finding]]:
    """Primary key -> the finding of each text whose day contradicts the days of its meeting or of the others."""
    return {
        text.pk: [build_finding(text, suspect)]
        for sittings in build_rows(texts).values()
        for suspect in find_suspects(sittings)
        for text in suspect.sitting.texts
    }


def build_finding(text: TextFacts, suspect: Suspect) -> Finding:
    """The note on one text, with the meeting and the day that contradict its own."""
    day = suggest_day(text, suspect)
    return build_note(
        Rule.MEETING_DAY,
        [suggest_value("date", text.date, day)] if day else [],
        meeting=text.meeting,
        date=str(text.date),
        other_meeting=suspect.against.texts[0].meeting,
        other_date=str(suspect.against.day),
        proved=suspect.proved,
    )
