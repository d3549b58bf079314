"""Does a roll-call add up? Pure checks of one text, and the one place that stores their result.

A finding is a plain dict, kept as JSON beside the text and put into words by `votes.presenters`:
`{"rule": ..., "severity": "error" | "note", ...}`. A text with an error is unreconciled: shown with its flag,
left out of the analysis.
"""

import datetime
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q

from votes.analysis.tally import count_positions
from votes.checking.diagnostics import (
    NEAR,
    Finding,
    Neighbour,
    Place,
    Surroundings,
    Totals,
    find_copies,
    find_little,
    find_misprint,
    find_never_there,
    find_odd_outcome,
    find_other_members,
    find_slips,
    find_stand_in,
    find_vacant,
    suggest,
)
from votes.checking.totals import add_suggestion, find_differing_totals
from votes.core.bulk import update_rows
from votes.core.choices import POSITIONS_TAKEN, Body, CheckStatus, CorrectedField, Position
from votes.core.membership import read_terms
from votes.core.roll_calls import read_roll_calls
from votes.core.terms import find_members
from votes.models import Correction, RecordVersion, Resolution, State, Vote


@dataclass(frozen=True)
class CheckResult:
    status: CheckStatus
    counted: dict[Position, int] | None
    findings: list[Finding]


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
        self.terms = read_terms()
        self.known: dict[datetime.date, frozenset[str]] = {}

    def on(self, day: datetime.date) -> frozenset[str]:
        if day not in self.known:
            self.known[day] = frozenset(find_members(self.terms, day))
        return self.known[day]

    def get_vacant(self, day: datetime.date) -> list[str]:
        """The regional group of each seat that its member left before its time and nobody holds on `day`."""
        return find_vacant([(term.start, term.end, term.group) for term in self.terms], day)

    def get_groups(self, day: datetime.date) -> list[str]:
        """The regional group of each seat held on `day`."""
        return list(find_members(self.terms, day).values())

    def get_years(self) -> dict[int, frozenset[str]]:
        """Who sat on the last day of each year, up to the last in which a term began: later ones are incomplete."""
        if not self.terms:
            return {}
        first = min(term.start for term in self.terms).year
        last = max(term.start.year for term in self.terms)
        return {year: self.on(datetime.date(year, 12, 31)) for year in range(first, last + 1)}


# With fewer other roll-calls a session does not tell who sits in it.
FEWEST_ROLL_CALLS = 3


class ListedMembers:
    """Who sits in a session of the Commission, whose membership is not on file: whom most other roll-calls list."""

    def __init__(self, sessions: Collection[int]) -> None:
        self.roll_calls: Counter[int] = Counter()
        self.listed: dict[int, Counter[str]] = {}
        if sessions:
            votes = Vote.objects.filter(resolution__session__in=sessions).order_by()
            for session, n in votes.values_list("resolution__session").annotate(
                n=Count("resolution", distinct=True)
            ):
                self.roll_calls[session] = n
            for session, iso3, n in votes.values_list("resolution__session", "state__iso3").annotate(
                n=Count("pk")
            ):
                self.listed.setdefault(session, Counter())[iso3] = n

    def get_members(self, session: int, positions: Mapping[str, str]) -> frozenset[str]:
        """The members as the session's roll-calls other than this one have them; none where these are too few."""
        others = self.roll_calls[session] - 1
        if others < FEWEST_ROLL_CALLS:
            return frozenset()
        listed = self.listed[session]
        return frozenset(iso3 for iso3, n in listed.items() if 2 * (n - (iso3 in positions)) > others)


class Members:
    """Who sat when a text was voted on: of the Council by the terms on file, of the Commission by its roll-calls."""

    def __init__(self, texts: Collection[Resolution], roll_calls: Mapping[int, Mapping[str, str]]) -> None:
        self.by_day = MembersByDay()
        of_commission = {t.session_id for t in texts if t.session.body != Body.COUNCIL and t.pk in roll_calls}
        self.listed = ListedMembers(of_commission)

    def get(self, text: Resolution, positions: Mapping[str, str]) -> frozenset[str]:
        """The members, by code; empty where nothing tells."""
        if text.session.body != Body.COUNCIL:
            return self.listed.get_members(text.session_id, positions) if positions else frozenset()
        return self.by_day.on(text.date) if text.date else frozenset()


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

    Texts whose findings may speak of them are checked with them. Returns how many results changed.
    Call it after votes, totals, dates or memberships changed in bulk.
    """
    resolutions = Resolution.objects.select_related("session").order_by("pk")
    if ids is not None:
        ids = add_affected(ids)
        resolutions = resolutions.filter(pk__in=ids)
    texts = list(resolutions)
    roll_calls = read_roll_calls(ids)
    members = Members(texts, roll_calls)
    results = {}
    for text in texts:
        positions = roll_calls.get(text.pk, {})
        results[text.pk] = check_roll_call(text.official, positions, members.get(text, positions))
    examiner = Examiner(texts, results, roll_calls, members)
    changed = [text for text in texts if store_result(text, examiner.examine(text))]
    update_rows(changed, CHECK_FIELDS)
    if changed:
        RecordVersion.bump()
    return len(changed)


def add_affected(ids: Collection[int]) -> set[int]:
    """`ids` and the texts whose findings may speak of them: of one symbol, or near, of one body and with a finding."""
    rows = Resolution.objects.filter(pk__in=ids).values_list("symbol", "session__body", "date")
    affected = Q(symbol__in={symbol for symbol, _body, _date in rows if symbol})
    for body in Body:
        days = sorted(date for _symbol, of_body, date in rows if of_body == body and date)
        if days:
            span = (days[0] - datetime.timedelta(NEAR), days[-1] + datetime.timedelta(NEAR))
            affected |= ~Q(check_findings=[]) & Q(session__body=body, date__range=span)
    return {*ids, *Resolution.objects.filter(affected).values_list("pk", flat=True)}


class Examiner:
    """Adds to the checks of single texts what their surroundings explain, and what is odd without being an error."""

    def __init__(
        self,
        texts: Collection[Resolution],
        results: Mapping[int, CheckResult],
        roll_calls: Mapping[int, Mapping[str, str]],
        members: Members,
    ) -> None:
        self.results = results
        self.members = members
        self.places = self.get_places()
        self.agreeing = self.get_agreeing()
        self.surroundings = Surroundings(list(self.places.values()))
        self.by_body: dict[str, list[Place]] = {body: [] for body in Body}
        for place in sorted((p for p in self.places.values() if p.date), key=get_day):
            self.by_body[place.body].append(place)
        states = list(State.objects.values_list("iso3", "name", "existed_from", "existed_until"))
        self.names = {iso3: name for iso3, name, _start, _end in states}
        self.existed = {iso3: (start, end) for iso3, _name, start, end in states if start or end}
        self.corrected: dict[int, list[Finding]] = {}
        corrections = Correction.objects.in_force().exclude(rule="").select_related("state").order_by("pk")
        for correction in corrections:
            self.corrected.setdefault(correction.resolution_id, []).append(describe_corrected(correction))
        self.never_there = {
            text.pk: found
            for text in texts
            if text.date and (found := find_never_there(roll_calls.get(text.pk, {}), self.existed, text.date))
        }
        self.roll_calls = roll_calls
        wrong = [text for text in texts if results[text.pk].status == CheckStatus.UNRECONCILED]
        self.near = {text.pk: self.list_near(text) for text in wrong}
        missing = self.list_compared(texts) - {text.pk for text in texts}
        self.roll_calls = {**roll_calls, **(read_roll_calls(missing) if missing else {})}

    def get_places(self) -> dict[int, Place]:
        columns = ("symbol", "source_record", "session_id", "date", "session__start", "session__end")
        rows = Resolution.objects.values_list("pk", *columns, "session__body")
        return {pk: Place(pk, *row) for pk, *row in rows}

    def get_agreeing(self) -> set[int]:
        """The texts whose roll-call agrees with its totals."""
        stored = Resolution.objects.filter(check_status=CheckStatus.RECONCILED).values_list("pk", flat=True)
        checked = {pk for pk, result in self.results.items() if result.status == CheckStatus.RECONCILED}
        return checked | (set(stored) - set(self.results))

    def list_near(self, text: Resolution) -> list[Place]:
        """The other texts of the body, at most `NEAR` days away, in the order of time."""
        if not text.date:
            return []
        dated = self.by_body[text.session.body]
        first, last = (text.date + datetime.timedelta(days) for days in (-NEAR, NEAR))
        low = bisect_left(dated, first, key=get_day)
        high = bisect_right(dated, last, key=get_day)
        return [place for place in dated[low:high] if place.pk != text.pk]

    def list_compared(self, texts: Collection[Resolution]) -> set[int]:
        """Whose roll-calls it takes: those near a wrong one, all of the body if a State never was, one symbol's."""
        compared = {place.pk for near in self.near.values() for place in near}
        for body in {text.session.body for text in texts if text.pk in self.never_there}:
            compared |= {place.pk for place in self.by_body[body]}
        for symbol in {text.symbol for text in texts}:
            records = self.surroundings.by_symbol.get(symbol, ())
            if len(records) > 1:
                compared |= {place.pk for place in records}
        return compared

    def examine(self, text: Resolution) -> CheckResult:
        """The result of `text` with what its surroundings say; only *one vote in two records* changes its status."""
        result = self.results[text.pk]
        findings = list(result.findings)
        if result.status == CheckStatus.UNRECONCILED:
            counted = result.counted or {}
            findings = [add_suggestion(finding, text.official, counted) for finding in findings]
            findings += self.explain(text, result)
        findings += self.name_never_there(text)
        findings += find_odd_outcome(text.outcome, text.official)
        if text.pk in self.places:
            place = self.places[text.pk]
            findings += self.surroundings.find_odd_date(place)
            findings += self.surroundings.find_two_records(place, self.roll_calls)
        findings += self.corrected.get(text.pk, [])
        failed = any(finding["severity"] == "error" for finding in findings)
        status = CheckStatus.UNRECONCILED if failed else result.status
        return CheckResult(status, result.counted, findings)

    def name_never_there(self, text: Resolution) -> list[Finding]:
        """States with a position before they existed or after, and whom each stands for where that is evident."""
        findings: list[Finding] = []
        for wrong in self.never_there.get(text.pk, ()):
            row = [
                (get_day(place), self.roll_calls[place.pk])
                for place in self.by_body[text.session.body]
                if place.pk in self.roll_calls
            ]
            right = find_stand_in(wrong, row, self.existed[wrong])
            suggestion = {"suggestion": [suggest("voter", wrong, right, wrong)]} if right else {}
            states = [wrong, right] if right else [wrong]
            findings.append({"rule": "never_there", "severity": "error", "states": states, **suggestion})
        return findings

    def explain(self, text: Resolution, result: CheckResult) -> list[Finding]:
        """Which slips explain the errors of a roll-call."""
        positions = self.roll_calls.get(text.pk, {})
        members = self.members.get(text, positions)
        near = [
            (place, self.roll_calls[place.pk]) for place in self.near[text.pk] if place.pk in self.roll_calls
        ]
        findings: list[Finding] = []
        if result.counted:
            seats = len(members) or max(map(len, [positions, *(roll_call for _, roll_call in near)]))
            findings += find_little(text.official, result.counted)
            findings += find_misprint(text.official, result.counted, seats)
        strangers = any(f["rule"] == "not_a_member" for f in result.findings)
        swapped = any("swapped" in f for f in result.findings)
        if strangers or not (findings or swapped):
            findings += find_copies(
                positions,
                (Neighbour(place.symbol, roll_call, place.pk in self.agreeing) for place, roll_call in near),
            )
        if members:
            findings += find_slips(positions, members, self.names)
        if members and text.session.body == Body.COUNCIL:
            findings += find_other_members(positions, members, self.members.by_day.get_years())
        return findings


def get_day(place: Place) -> datetime.date:
    return place.date or datetime.date.min


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
