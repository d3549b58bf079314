"""What the page of a session's drafts shows, and what it shares with the briefings: who will vote, what came before."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.core.choices import POSITIONS_TAKEN, Adoption, Position
from votes.explanations.page import ExplanationRow, build_explanation
from votes.forecast.briefing.service import Before, MemberBefore
from votes.models import Resolution, State
from votes.web.wording import describe_outcome


@dataclass(frozen=True)
class LastTime:
    """Members that did the same last time; `position` None: they took none, as `words` say."""

    position: Position | None
    words: str
    states: list[State]


@dataclass(frozen=True)
class Said:
    """What was said on one earlier text of the series."""

    text: Resolution
    rows: list[ExplanationRow]


def name_draft(text: Resolution) -> str:
    """The symbol by which the text was known on its eve: the draft's where one is on file."""
    return text.draft_symbol or text.symbol


def name_sponsors(text: Resolution) -> str:
    """The main sponsors, as printed or else as recognised; '' where none are on file."""
    names = [bloc.name for bloc in text.sponsor_blocs.all()] + [state.name for state in text.sponsors.all()]
    return text.sponsors_as_printed or ", ".join(names)


def group_last_time(members: Sequence[MemberBefore], has_last: bool) -> list[LastTime]:
    """The members by what they did in the last roll-call: the positions, those that took none, the new ones."""
    if not has_last:
        return []
    found: dict[Position | str, list[State]] = defaultdict(list)
    for member in members:
        found[(member.last_time or "none") if member.was_member else "new"].append(member.state)
    rows = [LastTime(p, str(p.label), found[p]) for p in POSITIONS_TAKEN if p in found]
    if "none" in found:
        rows.append(LastTime(None, _("took no position"), found["none"]))
    if "new" in found:
        rows.append(LastTime(None, _("new since then"), found["new"]))
    return rows


def describe_last(before: Before) -> str:
    """How the text ended the last time it came up, in words; why there is nothing to say where it did not."""
    if not before.text.series_id:
        return _("No earlier text of its kind is on file.")
    if not before.series:
        return _("No earlier text of its series is on file before this day.")
    last = before.series[-1]
    words = {
        "outcome": describe_outcome(last),
        "symbol": last.symbol,
        "year": last.date.year if last.date else "",
    }
    said = _("%(year)s: %(outcome)s (%(symbol)s).") % words
    if last.adoption == Adoption.WITHOUT_VOTE:
        said += " " + _("Whether a vote will be called this time, nobody can tell from that.")
    return said


def describe_members(before: Before) -> str:
    """'47 members will vote; 15 of them were no members at the vote of 2018'."""
    n = len(before.members)
    if before.last is None or before.last.date is None:
        said = ngettext("%(n)s member will vote", "%(n)s members will vote", n) % {"n": n}
    else:
        new = sum(not member.was_member for member in before.members)
        said = ngettext(
            "%(n)s members will vote; %(new)s of them was no member at the vote of %(year)s",
            "%(n)s members will vote; %(new)s of them were no members at the vote of %(year)s",
            new,
        ) % {"n": n, "new": new, "year": before.last.date.year}
    if before.open_seats:
        said += ngettext(
            "; %(n)s more will, whose election is not on file",
            "; %(n)s more will, whose election is not on file",
            before.open_seats,
        ) % {"n": before.open_seats}
    return said


def describe_as_of(as_of: datetime.date, today: datetime.date) -> str:
    """From when a forecast speaks, in words."""
    day = {"day": date_format(as_of, "j F Y")}
    if as_of >= today:
        return _("As of today, %(day)s") % day
    return _("As of %(day)s, from what was decided before that day") % day


def list_said(before: Before) -> list[Said]:
    """The explanations on earlier texts of the series under their texts, latest first."""
    found: dict[int, list[ExplanationRow]] = defaultdict(list)
    for explanation in before.explanations:
        positions = before.roll_calls.get(explanation.resolution_id, {})
        position = positions.get(explanation.state.iso3) if explanation.state else None
        found[explanation.resolution_id].append(build_explanation(explanation, position))
    return [Said(text, found[text.pk]) for text in reversed(before.series) if text.pk in found]
