"""Saving an entered roll-call, with the history of who changed what."""

import datetime
from collections.abc import Mapping

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from votes.analysis.tally import count_positions
from votes.checking.checks import refresh_checks
from votes.checking.wording import describe_position
from votes.entry.vote_entry import StatesOfDay
from votes.models import Resolution, Vote

# First and last day; None while it has no end.
Span = tuple[datetime.date, datetime.date | None]


def describe_listed(position: str | None) -> str:
    """'in favour', or 'not listed' if there is no position."""
    return describe_position(position) or _("not listed")


def describe_counts(positions: Mapping[str, str]) -> str:
    counts = count_positions(positions.values())
    return ", ".join(f"{n} {describe_listed(position.value)}" for position, n in counts.items())


def describe_changes(before: Mapping[str, str], after: Mapping[str, str], states: StatesOfDay) -> str:
    """The changes in words, such as "Mexico: abstaining → in favour; ..."; "" if there are none."""
    if before == after:
        return ""
    if not before:
        return _("entered: %(counts)s") % {"counts": describe_counts(after)}
    if not after:
        return _("removed: %(counts)s") % {"counts": describe_counts(before)}
    changed = states.sort(code for code in {*before, *after} if before.get(code) != after.get(code))
    return "; ".join(
        f"{states.names[code]}: {describe_listed(before.get(code))} → {describe_listed(after.get(code))}"
        for code in changed
    )


@transaction.atomic
def save_roll_call(
    resolution: Resolution,
    positions: Mapping[str, str],
    states: StatesOfDay,
    user: AbstractBaseUser | AnonymousUser,
) -> str:
    """Make the votes of the text equal to `positions` (iso3 -> position); returns the change in words.

    The check fields of the text are not changed; the caller stores them with the text.
    """
    stored = {
        vote.state.iso3: vote for vote in Vote.objects.filter(resolution=resolution).select_related("state")
    }
    before = {iso3: vote.position for iso3, vote in stored.items()}
    moment = timezone.now()
    new = [
        Vote(resolution=resolution, state_id=states.pks[iso3], position=position)
        for iso3, position in positions.items()
        if iso3 not in stored
    ]
    altered = []
    for iso3, vote in stored.items():
        if iso3 not in positions:
            vote._history_user = user  # type: ignore[attr-defined]
            vote.delete()
        elif vote.position != positions[iso3]:
            vote.position = positions[iso3]
            altered.append(vote)
    if new:
        bulk_create_with_history(new, Vote, default_user=user, default_date=moment)
    if altered:
        bulk_update_with_history(altered, Vote, ["position"], default_user=user, default_date=moment)
    return describe_changes(before, positions, states)


def refresh_checks_between(start: datetime.date, end: datetime.date | None) -> int:
    """Check again the texts decided from `start` to `end`, whose members changed; returns how many results changed."""
    texts = Resolution.objects.filter(date__gte=start)
    if end is not None:
        texts = texts.filter(date__lte=end)
    return refresh_checks(list(texts.values_list("pk", flat=True)))


def refresh_spans(spans: list[Span]) -> None:
    """Check again every text decided during one of the terms."""
    if spans:
        ends = [end for _start, end in spans]
        last = None if None in ends else max(end for end in ends if end)
        refresh_checks_between(min(start for start, _end in spans), last)
