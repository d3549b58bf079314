"""Checks every text against the rest of the record and stores the result, which no other module does.

A text with an error is unreconciled: it is shown with a flag and left out of the analysis.
"""

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping

from django.db import transaction
from django.db.models import Q

from votes.checking.context import Context
from votes.checking.diagnostics import (
    COPY_WINDOW,
    Neighbour,
    Place,
    Surroundings,
    explain_wrong_voters,
    find_copies,
    find_nonexistent_states,
    find_odd_outcome,
    find_other_members,
    find_substitute,
)
from votes.checking.findings import (
    Finding,
    Rule,
    Severity,
    build_error,
    read_findings,
    suggest_voter,
    write_finding,
)
from votes.checking.members import Members
from votes.checking.roll_call import CheckResult, check_roll_call
from votes.checking.rules.others import list_revisions
from votes.checking.totals import add_suggestion, find_misprint, find_small_difference
from votes.core.bulk import update_rows
from votes.core.choices import Body, CheckStatus, CorrectedField, Position
from votes.core.roll_calls import read_roll_calls
from votes.models import Correction, RecordVersion, Resolution, State

# Errors of a text whose roll-call may still add up.
BESIDE_ROLL_CALL = {Rule.SAME_VOTE, Rule.DID_NOT_EXIST, Rule.OUTCOME}

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
    resolution.check_findings = [write_finding(finding) for finding in result.findings]
    return before != [getattr(resolution, name) for name in CHECK_FIELDS]


@transaction.atomic
def refresh_checks(
    ids: Collection[int] | None = None, *, checked: Mapping[int, CheckResult] | None = None
) -> int:
    """Check the texts with these primary keys (all by default) again and store the results.

    Texts whose findings may mention them are checked with them. Returns how many results changed.
    Call it after a bulk change of votes, totals, dates or memberships. `checked`: primary key -> the result of
    `check_roll_call` for a text as it is in the database now, if the caller already has it.
    """
    resolutions = Resolution.objects.select_related("session").order_by("pk")
    if ids is not None:
        ids = add_affected(ids)
        resolutions = resolutions.filter(pk__in=ids)
    texts = list(resolutions)
    roll_calls = read_roll_calls(ids)
    members = Members(texts, roll_calls)
    results = dict(checked or {})
    for text in texts:
        if text.pk not in results:
            positions = roll_calls.get(text.pk, {})
            results[text.pk] = check_roll_call(text.official, positions, members.get(text, positions))
    examiner = Examiner(texts, results, roll_calls, members, Context(texts, everything=ids is None))
    changed = [text for text in texts if store_result(text, examiner.examine(text))]
    update_rows(changed, CHECK_FIELDS)
    if changed:
        RecordVersion.bump()
    return len(changed)


def add_affected(ids: Collection[int]) -> set[int]:
    """`ids` and the texts whose findings may mention them.

    These are the texts of the same symbol, draft or meeting, those of the same series and session, the amendments to
    them, the texts of the same session with a finding, and those of the same body at most `COPY_WINDOW` days away whose
    roll-call is wrong, because it may be a copy of theirs.
    """
    rows = list(Resolution.objects.filter(pk__in=ids).select_related("session"))
    sessions = {row.session_id for row in rows}
    meetings, series = (
        {getattr(row, name) for row in rows} - {"", None} for name in ("meeting", "series_id")
    )
    affected = (
        Q(symbol__in={row.symbol for row in rows})
        | Q(draft_symbol__in=list_revisions(row.draft_symbol for row in rows))
        | Q(amends__in=ids)
        | Q(session__in=sessions) & (~Q(check_findings=[]) | Q(meeting__in=meetings) | Q(series__in=series))
    )
    wrong = Q(check_status=CheckStatus.UNRECONCILED)
    for body in Body:
        days = sorted(row.date for row in rows if row.session.body == body and row.date)
        if days:
            span = (days[0] - datetime.timedelta(COPY_WINDOW), days[-1] + datetime.timedelta(COPY_WINDOW))
            affected |= wrong & Q(session__body=body, date__range=span)
    return {*ids, *Resolution.objects.filter(affected).values_list("pk", flat=True)}


class Examiner:
    """Adds to the checks of single texts the explanations of their errors, and notes about unusual facts."""

    def __init__(
        self,
        texts: Collection[Resolution],
        results: Mapping[int, CheckResult],
        roll_calls: Mapping[int, Mapping[str, str]],
        members: Members,
        context: Context,
    ) -> None:
        self.results = results
        self.members = members
        self.context = context
        self.places = self.get_places()
        self.agreeing = self.get_agreeing()
        self.surroundings = Surroundings(list(self.places.values()), context.odd_days)
        self.by_body: dict[str, list[Place]] = {body: [] for body in Body}
        for place in sorted((p for p in self.places.values() if p.date), key=get_day):
            self.by_body[place.body].append(place)
        states = list(State.objects.values_list("iso3", "name", "existed_from", "existed_until"))
        self.names = {iso3: name for iso3, name, _start, _end in states}
        self.existed = {iso3: (start, end) for iso3, _name, start, end in states if start or end}
        by_text: dict[int, list[Correction]] = {}
        corrections = Correction.objects.in_force().exclude(rule="").select_related("state").order_by("pk")
        for correction in corrections:
            by_text.setdefault(correction.resolution_id, []).append(correction)
        self.corrected = {pk: build_corrected_findings(made) for pk, made in by_text.items()}
        self.nonexistent = {
            text.pk: found
            for text in texts
            if text.date
            and (found := find_nonexistent_states(roll_calls.get(text.pk, {}), self.existed, text.date))
        }
        self.roll_calls = roll_calls
        wrong = [text for text in texts if results[text.pk].status == CheckStatus.UNRECONCILED]
        self.neighbours = {text.pk: self.list_neighbours(text) for text in wrong}
        missing = self.list_compared(texts) - {text.pk for text in texts}
        self.roll_calls = {**roll_calls, **(read_roll_calls(missing) if missing else {})}

    def get_places(self) -> dict[int, Place]:
        columns = ("symbol", "source_record", "session_id", "date", "session__start", "session__end")
        rows = Resolution.objects.values_list("pk", *columns, "session__body", "session__source")
        return {pk: Place(pk, *row) for pk, *row in rows}

    def get_agreeing(self) -> set[int]:
        """The texts whose roll-call agrees with its totals, whatever else is wrong with them."""
        stored = Resolution.objects.filter(official_in_favour__isnull=False).exclude(
            check_status=CheckStatus.NOT_CHECKED
        )
        agreeing = {pk for pk, result in self.results.items() if result.status == CheckStatus.RECONCILED}
        for pk, findings in stored.exclude(pk__in=self.results).values_list("pk", "check_findings"):
            errors = {finding.rule for finding in read_findings(findings) if finding.is_error}
            if errors <= BESIDE_ROLL_CALL:
                agreeing.add(pk)
        return agreeing

    def list_neighbours(self, text: Resolution) -> list[Place]:
        """The other texts of the body, at most `COPY_WINDOW` days away, in the order of time."""
        if not text.date:
            return []
        dated = self.by_body[text.session.body]
        first, last = (text.date + datetime.timedelta(days) for days in (-COPY_WINDOW, COPY_WINDOW))
        low = bisect_left(dated, first, key=get_day)
        high = bisect_right(dated, last, key=get_day)
        return [place for place in dated[low:high] if place.pk != text.pk]

    def list_compared(self, texts: Collection[Resolution]) -> set[int]:
        """The texts whose roll-calls are compared, by primary key.

        These are the neighbours of a text with an error, all texts of a body if one of them lists a State that did not
        exist, and the texts that share a symbol.
        """
        compared = {place.pk for near in self.neighbours.values() for place in near}
        for body in {text.session.body for text in texts if text.pk in self.nonexistent}:
            compared |= {place.pk for place in self.by_body[body]}
        for symbol in {text.symbol for text in texts}:
            records = self.surroundings.by_symbol.get(symbol, ())
            if len(records) > 1:
                compared |= {place.pk for place in records}
        return compared

    def examine(self, text: Resolution) -> CheckResult:
        """The result of `text` with the findings from the rest of the record.

        Three rules report an error even if the roll-call adds up: one vote in two records, a State that did not exist,
        and an outcome that contradicts the totals or another one.
        """
        result = self.results[text.pk]
        findings = list(result.findings)
        if result.status == CheckStatus.UNRECONCILED:
            counted = result.counted or {}
            findings = [add_suggestion(finding, text.official, counted) for finding in findings]
            findings += self.explain(text, result)
        findings += self.find_nonexistent(text)
        findings += find_odd_outcome(text.outcome, text.official, text.other_outcome)
        if text.pk in self.places:
            place = self.places[text.pk]
            findings += self.surroundings.find_odd_date(place)
            findings += self.surroundings.find_two_records(place, self.roll_calls)
        findings += self.context.find(text, self.roll_calls.get(text.pk, {}))
        findings += self.corrected.get(text.pk, [])
        failed = any(finding.is_error for finding in findings)
        status = CheckStatus.UNRECONCILED if failed else result.status
        return CheckResult(status, result.counted, findings)

    def find_nonexistent(self, text: Resolution) -> list[Finding]:
        """States with a position before or after they existed, each with the State meant if that is evident."""
        findings: list[Finding] = []
        for wrong in self.nonexistent.get(text.pk, ()):
            row = [
                (get_day(place), self.roll_calls[place.pk])
                for place in self.by_body[text.session.body]
                if place.pk in self.roll_calls
            ]
            right = find_substitute(wrong, row, self.existed[wrong])
            suggestion = [suggest_voter(wrong, right)] if right else []
            states = [wrong, right] if right else [wrong]
            findings.append(build_error(Rule.DID_NOT_EXIST, suggestion, states=states))
        return findings

    def explain(self, text: Resolution, result: CheckResult) -> list[Finding]:
        """The explanations of errors in a roll-call: a small difference, a misprint, a copy, or a wrong State."""
        positions = self.roll_calls.get(text.pk, {})
        members = self.members.get(text, positions)
        near = [
            (place, self.roll_calls[place.pk])
            for place in self.neighbours[text.pk]
            if place.pk in self.roll_calls
        ]
        findings: list[Finding] = []
        if result.counted:
            seats = len(members) or max(map(len, [positions, *(roll_call for _, roll_call in near)]))
            findings += find_small_difference(text.official, result.counted)
            findings += find_misprint(text.official, result.counted, seats)
        has_non_members = any(finding.rule == Rule.NOT_A_MEMBER for finding in result.findings)
        swapped = any("swapped" in finding.facts for finding in result.findings)
        misprinted = any(finding.rule == Rule.MISPRINT for finding in findings)
        if has_non_members or not (misprinted or swapped):
            findings += find_copies(
                positions,
                (Neighbour(place.symbol, roll_call, place.pk in self.agreeing) for place, roll_call in near),
            )
        if members:
            findings += explain_wrong_voters(positions, members, self.names)
        if members and text.session.body == Body.COUNCIL:
            findings += find_other_members(positions, members, self.members.by_day.get_years())
        return findings


def get_day(place: Place) -> datetime.date:
    return place.date or datetime.date.min


def build_corrected_findings(corrections: Iterable[Correction]) -> list[Finding]:
    """What the corrections of a text have resolved; they are still listed but are not errors.

    Several States whose position was corrected alike are in one finding.
    """
    states: dict[tuple[str, ...], list[str]] = {}
    for correction in corrections:
        key = (correction.rule, correction.field, correction.before, correction.after)
        codes = states.setdefault(key, [])
        if correction.field == CorrectedField.VOTER:
            codes += [correction.before, correction.after]
        elif correction.state:
            codes.append(correction.state.iso3)
    return [
        Finding(rule, Severity.CORRECTED, {"field": field, "states": codes, "before": before, "after": after})
        for (rule, field, before, after), codes in states.items()
    ]
