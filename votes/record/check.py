"""Does a roll-call add up? Pure checks of one text, and the one place that stores their result.

A finding is a plain dict, kept as JSON beside the text and put into words by `votes.presenters`:
`{"rule": ..., "severity": "error" | "note", ...}`. A text with an error is unreconciled: shown with its flag,
left out of the analysis.
"""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction

from votes.analysis.tally import count_positions
from votes.choices import POSITIONS_TAKEN, Body, CheckStatus, CorrectedField, Position
from votes.models import Correction, Membership, RecordVersion, Resolution, State, Vote
from votes.record.bulk import update_rows
from votes.record.explain import (
    Place,
    Surroundings,
    find_copies,
    find_little,
    find_odd_outcome,
    find_other_members,
    find_slips,
    suggest_swap,
)

Finding = dict[str, object]
Totals = Mapping[Position, int | None]


@dataclass(frozen=True)
class CheckResult:
    status: CheckStatus
    counted: dict[Position, int] | None
    findings: list[Finding]


def find_differing_totals(official: Totals, counted: Mapping[Position, int]) -> list[Finding]:
    """One finding a position whose official total is not the counted one.

    A difference in *not voting* alone is a note: absence is no position, and sources often leave it out.
    """
    differing = [p for p in Position if official.get(p) is not None and official[p] != counted[p]]
    swapped = look_swapped(official, counted)
    return [
        {
            "rule": "totals",
            "severity": "note" if differing == [Position.NOT_VOTING] else "error",
            "position": position.value,
            "official": official[position],
            "counted": counted[position],
            **({"swapped": True} if swapped and position in (Position.AGAINST, Position.ABSTAINING) else {}),
        }
        for position in differing
    ]


# Totals count as exchanged where that brings them so many times nearer to the roll-call.
TIMES_NEARER = 3


def look_swapped(official: Totals, counted: Mapping[Position, int]) -> bool:
    """Whether exchanging the totals of against and abstaining brings them to the roll-call, or three times nearer.

    Nearness is the number of States that would have to change place. One State apart is no exchange.
    """
    known = {p: counted[p] if (n := official.get(p)) is None else n for p in Position}
    exchanged = {
        **known,
        Position.AGAINST: known[Position.ABSTAINING],
        Position.ABSTAINING: known[Position.AGAINST],
    }

    def measure(totals: Mapping[Position, int]) -> int:
        differences = [counted[p] - totals[p] for p in Position]
        return max(sum(d for d in differences if d > 0), -sum(d for d in differences if d < 0))

    return measure(known) > 1 and measure(exchanged) * TIMES_NEARER <= measure(known)


def find_membership_slips(positions: Mapping[str, str], members: Collection[str]) -> list[Finding]:
    """Findings on who is in the roll-call: non-members with a position, members left out.

    A non-member listed without a position is no slip.
    """
    taken = {p.value for p in POSITIONS_TAKEN}
    strangers = sorted(
        iso3 for iso3, position in positions.items() if position in taken and iso3 not in members
    )
    absent = sorted(set(members) - set(positions))
    findings: list[Finding] = []
    if strangers:
        findings.append({"rule": "not_a_member", "severity": "error", "states": strangers})
    if absent:
        findings.append(
            {
                "rule": "missing",
                "severity": "error",
                "states": absent,
                "seats": len(members),
                "listed": len(set(positions) & set(members)),
            }
        )
    return findings


def check_roll_call(official: Totals, positions: Mapping[str, str], members: Collection[str]) -> CheckResult:
    """Check one roll-call (`positions`: iso3 -> position) of a day on which `members` sat.

    Empty `members` means that the membership of that day is not on file; only the totals are checked then.
    Without official totals there is nothing to reconcile with: not checked, unless the members are wrong.
    """
    if not positions:
        return CheckResult(CheckStatus.NOT_CHECKED, None, [])
    counted = count_positions(positions.values())
    findings = find_differing_totals(official, counted)
    if members:
        findings += find_membership_slips(positions, members)
    failed = any(finding["severity"] == "error" for finding in findings)
    if failed:
        return CheckResult(CheckStatus.UNRECONCILED, counted, findings)
    announced = official.get(Position.IN_FAVOUR) is not None
    return CheckResult(CheckStatus.RECONCILED if announced else CheckStatus.NOT_CHECKED, counted, findings)


class MembersByDay:
    """Answers who sat on a day from one query, however many days are asked."""

    def __init__(self) -> None:
        columns = ("state__iso3", "start", "end", "regional_group")
        rows = list(Membership.objects.values_list(*columns))
        self.terms = [(iso3, start, end) for iso3, start, end, _group in rows]
        self.groups = rows
        self.known: dict[datetime.date, frozenset[str]] = {}

    def on(self, day: datetime.date) -> frozenset[str]:
        if day not in self.known:
            self.known[day] = frozenset(
                iso3 for iso3, start, end in self.terms if start <= day and (end is None or day <= end)
            )
        return self.known[day]

    def get_groups(self, day: datetime.date) -> list[str]:
        """The regional group of each seat held on `day`."""
        return [group for _, start, end, group in self.groups if start <= day and (end is None or day <= end)]

    def get_years(self) -> dict[int, frozenset[str]]:
        """Who sat on the last day of each year with members on file."""
        if not self.terms:
            return {}
        first = min(start for _, start, _end in self.terms).year
        last = max(end.year if end else start.year for _, start, end in self.terms)
        return {year: self.on(datetime.date(year, 12, 31)) for year in range(first, last + 1)}


def check_resolution(
    resolution: Resolution, positions: Mapping[str, str], members_by_day: MembersByDay
) -> CheckResult:
    """`check_roll_call` for a stored text: Council membership is asked of Council sessions only."""
    of_council = resolution.session.body == Body.COUNCIL and resolution.date is not None
    members = members_by_day.on(resolution.date) if of_council and resolution.date else frozenset()
    return check_roll_call(resolution.official, positions, members)


CHECK_FIELDS = [
    "counted_in_favour",
    "counted_against",
    "counted_abstaining",
    "counted_not_voting",
    "check_status",
    "check_findings",
]


def store_result(resolution: Resolution, result: CheckResult) -> bool:
    """Put `result` on `resolution` (not saved); True if anything changed."""
    before = [getattr(resolution, name) for name in CHECK_FIELDS]
    for position in Position:
        counted = None if result.counted is None else result.counted[position]
        setattr(resolution, f"counted_{position.value}", counted)
    resolution.check_status = result.status
    resolution.check_findings = result.findings
    return before != [getattr(resolution, name) for name in CHECK_FIELDS]


@transaction.atomic
def refresh_checks(ids: Collection[int] | None = None) -> int:
    """Check the texts with these primary keys (all by default) anew and store the results.

    Returns how many results changed. Call it after votes, totals, dates or memberships changed in bulk.
    """
    resolutions = Resolution.objects.select_related("session").order_by("pk")
    if ids is not None:
        resolutions = resolutions.filter(pk__in=ids)
    texts = list(resolutions)
    roll_calls = get_roll_calls(ids)
    members_by_day = MembersByDay()
    results = {text.pk: check_resolution(text, roll_calls.get(text.pk, {}), members_by_day) for text in texts}
    examiner = Examiner(texts, results, roll_calls, members_by_day)
    changed = [text for text in texts if store_result(text, examiner.examine(text))]
    update_rows(changed, CHECK_FIELDS)
    if changed:
        RecordVersion.bump()
    return len(changed)


def get_roll_calls(ids: Collection[int] | None) -> dict[int, dict[str, str]]:
    """The roll-calls of these texts, or of all: text -> {iso3: position}."""
    votes = Vote.objects.order_by()
    if ids is not None:
        votes = votes.filter(resolution_id__in=ids)
    roll_calls: dict[int, dict[str, str]] = {}
    for resolution_id, iso3, position in votes.values_list("resolution_id", "state__iso3", "position"):
        roll_calls.setdefault(resolution_id, {})[iso3] = position
    return roll_calls


class Examiner:
    """Adds to the checks of single texts what their surroundings explain, and what is odd without being an error."""

    def __init__(
        self,
        texts: Collection[Resolution],
        results: Mapping[int, CheckResult],
        roll_calls: dict[int, dict[str, str]],
        members_by_day: MembersByDay,
    ) -> None:
        self.results = results
        self.members_by_day = members_by_day
        columns = ("symbol", "source_record", "session_id", "date", "session__start", "session__end")
        self.places = {row[0]: Place(*row) for row in Resolution.objects.values_list("pk", *columns)}
        self.surroundings = Surroundings(list(self.places.values()))
        self.names = dict(State.objects.values_list("iso3", "name"))
        self.corrected: dict[int, list[Finding]] = {}
        corrections = Correction.objects.in_force().exclude(rule="").select_related("state").order_by("pk")
        for correction in corrections:
            self.corrected.setdefault(correction.resolution_id, []).append(describe_corrected(correction))
        # Whom a text may be compared with: the others of its day, and the other records of its symbol.
        days = {t.date for t in texts if results[t.pk].status == CheckStatus.UNRECONCILED and t.date}
        self.by_day: dict[datetime.date, list[Place]] = {day: [] for day in days}
        wanted = set()
        symbols = {text.symbol for text in texts}
        for place in self.places.values():
            if place.date in self.by_day:
                self.by_day[place.date].append(place)
                wanted.add(place.pk)
            if place.symbol in symbols and len(self.surroundings.by_symbol[place.symbol]) > 1:
                wanted.add(place.pk)
        missing = wanted - {text.pk for text in texts}
        self.roll_calls = {**roll_calls, **(get_roll_calls(missing) if missing else {})}

    def examine(self, text: Resolution) -> CheckResult:
        """The result of `text` with what its surroundings say; only *one vote in two records* changes its status."""
        result = self.results[text.pk]
        findings = list(result.findings)
        if result.status == CheckStatus.UNRECONCILED:
            findings = [add_suggestion(finding, text.official) for finding in findings]
            findings += self.explain(text, result)
        findings += find_odd_outcome(text.outcome, text.official)
        if text.pk in self.places:
            place = self.places[text.pk]
            findings += self.surroundings.find_odd_date(place)
            findings += self.surroundings.find_two_records(place, self.roll_calls)
        findings += self.corrected.get(text.pk, [])
        failed = any(finding["severity"] == "error" for finding in findings)
        status = CheckStatus.UNRECONCILED if failed else result.status
        return CheckResult(status, result.counted, findings)

    def is_of_council(self, text: Resolution) -> bool:
        return text.session.body == Body.COUNCIL

    def explain(self, text: Resolution, result: CheckResult) -> list[Finding]:
        """Which slips explain the errors of a roll-call."""
        positions = self.roll_calls.get(text.pk, {})
        findings = find_little(text.official, result.counted) if result.counted else []
        if text.date:
            neighbours = (
                (place.symbol, self.roll_calls.get(place.pk, {}))
                for place in self.by_day.get(text.date, ())
                if place.pk != text.pk
            )
            findings += find_copies(positions, neighbours)
        if self.is_of_council(text) and text.date:
            members = self.members_by_day.on(text.date)
            findings += find_slips(positions, members, self.names)
            findings += find_other_members(positions, members, self.members_by_day.get_years())
        return findings


def add_suggestion(finding: Finding, official: Totals) -> Finding:
    """The finding with what would put it right, where that is evident: exchanged totals."""
    if finding.get("swapped") and finding["position"] == Position.AGAINST:
        return {**finding, "suggestion": suggest_swap(official)}
    return finding


def describe_corrected(correction: Correction) -> Finding:
    """What a check found and a correction has put right: listed still, but no error."""
    codes = [code for code in (correction.before, correction.after) if code] if correction.state else []
    return {
        "rule": correction.rule,
        "severity": "corrected",
        "field": correction.field,
        "states": codes if correction.field == CorrectedField.VOTER else [],
        "before": correction.before,
        "after": correction.after,
    }
