"""The stored findings of the check, and the days on which the groups do not hold their seats."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from votes.checking.diagnostics import find_odd_seats
from votes.checking.findings import Finding, read_findings
from votes.checking.members import MembersByDay
from votes.core.choices import Body
from votes.core.record_size import list_years
from votes.models import Resolution, Session, State


@dataclass(frozen=True)
class TextFinding:
    """One finding of one text."""

    text: Resolution
    finding: Finding


@dataclass(frozen=True)
class FindingList:
    """Findings in the order of their texts. `names`: iso3 -> the name of every State on file."""

    found: list[TextFinding]
    names: Mapping[str, str]


def list_with_findings() -> QuerySet[Resolution]:
    """Every public text with a finding, whether error or note, newest first."""
    return Resolution.objects.public().exclude(check_findings=[]).with_names().newest_first()


def list_findings(texts: Iterable[Resolution]) -> FindingList:
    """Every stored finding of `texts`, which are read with their sessions. Two queries."""
    found = [TextFinding(text, finding) for text in texts for finding in read_findings(text.check_findings)]
    return FindingList(found, dict(State.objects.values_list("iso3", "name")))


def list_years_with_findings() -> list[int]:
    return list_years(list_with_findings())


def list_sessions_with_findings() -> list[Session]:
    """The Council's first, the latest first."""
    found = list_with_findings().order_by().values("session")
    return list(Session.objects.filter(pk__in=found).order_by("-body", "kind", "-number"))


def list_odd_seats() -> list[tuple[datetime.date, Finding]]:
    """The days of Council votes, latest first, on which the terms on file do not give each group its seats."""
    members_by_day = MembersByDay()
    voted = Resolution.objects.filter(session__body=Body.COUNCIL, counted_in_favour__isnull=False)
    days = voted.filter(date__isnull=False).order_by("-date").values_list("date", flat=True).distinct()
    return [
        (day, finding)
        for day in days
        if day
        for finding in find_odd_seats(members_by_day.get_groups(day), members_by_day.get_vacant(day))
    ]
