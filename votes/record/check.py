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
from votes.choices import POSITIONS_TAKEN, Body, CheckStatus, Position
from votes.models import Membership, RecordVersion, Resolution, Vote
from votes.record.bulk import update_rows

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
    swapped = (
        Position.AGAINST in differing
        and official[Position.AGAINST] == counted[Position.ABSTAINING]
        and official[Position.ABSTAINING] == counted[Position.AGAINST]
    )
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
                "listed": len(positions),
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
        self.terms = list(Membership.objects.values_list("state__iso3", "start", "end"))
        self.known: dict[datetime.date, frozenset[str]] = {}

    def on(self, day: datetime.date) -> frozenset[str]:
        if day not in self.known:
            self.known[day] = frozenset(
                iso3 for iso3, start, end in self.terms if start <= day and (end is None or day <= end)
            )
        return self.known[day]


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
    votes = Vote.objects.order_by()
    if ids is not None:
        resolutions, votes = resolutions.filter(pk__in=ids), votes.filter(resolution_id__in=ids)
    roll_calls: dict[int, dict[str, str]] = {}
    for resolution_id, iso3, position in votes.values_list("resolution_id", "state__iso3", "position"):
        roll_calls.setdefault(resolution_id, {})[iso3] = position
    members_by_day = MembersByDay()
    changed = [
        resolution
        for resolution in resolutions
        if store_result(
            resolution, check_resolution(resolution, roll_calls.get(resolution.pk, {}), members_by_day)
        )
    ]
    update_rows(changed, CHECK_FIELDS)
    if changed:
        RecordVersion.bump()
    return len(changed)
