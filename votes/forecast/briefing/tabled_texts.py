"""What is to be said of all that lies on the table at once."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.core.choices import Position
from votes.forecast.briefing.page import SURE, Briefing
from votes.models import Session


@dataclass(frozen=True)
class TableFinding:
    """What is to be said of a whole table: how many texts lie on it, and what is forecast of them."""

    title: str
    more: str


def describe_table(
    briefings: Sequence[Briefing], session: Session | None, past: datetime.date | None
) -> TableFinding:
    """`past`: the day of a past eve; None for what is tabled now."""
    n = len(briefings)
    words = {"n": n, "session": session, "day": date_format(past, "j F Y") if past else ""}
    if past:
        title = ngettext(
            "%(n)s text lay before the %(session)s on %(day)s",
            "%(n)s texts lay before the %(session)s on %(day)s",
            n,
        )
    elif session:
        title = ngettext(
            "%(n)s draft is tabled for the %(session)s", "%(n)s drafts are tabled for the %(session)s", n
        )
    else:
        title = ngettext("%(n)s draft is tabled", "%(n)s drafts are tabled", n)
    closest = min(briefings, key=measure_margin, default=None)
    if closest is None:
        return TableFinding(title % words, "")
    adopted = sum(one.forecast.adopted >= SURE for one in briefings)
    rejected = sum(one.forecast.adopted <= 1 - SURE for one in briefings)
    parts = [
        (adopted, _("%(n)s adopted")),
        (rejected, _("%(n)s rejected")),
        (n - adopted - rejected, _("%(n)s too close to call")),
    ]
    more = _("Forecast, for the case that each is put to a vote: %(counts)s. Closest: %(title)s.") % {
        "counts": ", ".join(words % {"n": count} for count, words in parts if count),
        "title": closest.before.text.title,
    }
    return TableFinding(title % words, more)


def measure_margin(briefing: Briefing) -> float:
    totals = briefing.forecast.totals
    return abs(totals[Position.IN_FAVOUR].expected - totals[Position.AGAINST].expected)
