"""The check of one roll-call: do the totals agree, and are these the members of that day? Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from votes.analysis.tally import count_positions
from votes.checking.findings import Finding, Rule, build_error
from votes.checking.totals import Totals, find_differing_totals
from votes.core.choices import POSITIONS_TAKEN, CheckStatus, Position


@dataclass(frozen=True)
class CheckResult:
    """`counted`: position -> States in the roll-call; None without a roll-call."""

    status: CheckStatus
    counted: dict[Position, int] | None
    findings: list[Finding]


def check_roll_call(official: Totals, positions: Mapping[str, str], members: Collection[str]) -> CheckResult:
    """Check one roll-call (`positions`: iso3 -> position) against the `members` of that day.

    Empty `members` means that the membership on that day is not on file; then only the totals are checked.
    Without official totals there is nothing to reconcile with: not checked, unless the members are wrong.
    """
    if not positions:
        return CheckResult(CheckStatus.NOT_CHECKED, None, [])
    counted = count_positions(positions.values())
    findings = find_differing_totals(official, counted)
    if members:
        findings += find_membership_errors(positions, members)
    if any(finding.is_error for finding in findings):
        return CheckResult(CheckStatus.UNRECONCILED, counted, findings)
    announced = official.get(Position.IN_FAVOUR) is not None
    return CheckResult(CheckStatus.RECONCILED if announced else CheckStatus.NOT_CHECKED, counted, findings)


def find_membership_errors(positions: Mapping[str, str], members: Collection[str]) -> list[Finding]:
    """Errors in who is listed: non-members with a position, and members that are missing.

    A non-member listed without a position is no error.
    """
    taken = {p.value for p in POSITIONS_TAKEN}
    non_members = sorted(
        iso3 for iso3, position in positions.items() if position in taken and iso3 not in members
    )
    missing = sorted(set(members) - set(positions))
    findings: list[Finding] = []
    if non_members:
        findings.append(build_error(Rule.NOT_A_MEMBER, states=non_members))
    if missing:
        listed = len(set(positions) & set(members))
        findings.append(build_error(Rule.MISSING_MEMBER, states=missing, seats=len(members), listed=listed))
    return findings
