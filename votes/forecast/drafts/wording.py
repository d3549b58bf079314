"""The sentences of a list of drafts."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.core.choices import Position
from votes.forecast.briefing.result import Briefing
from votes.forecast.briefing.wording import CALL_THRESHOLD
from votes.forecast.drafts.result import DraftList
from votes.web.text_names import get_text_name


@dataclass(frozen=True)
class Finding:
    """How many drafts a list has, and what is forecast of them; `more` is '' where there are none."""

    title: str
    more: str


def describe_drafts(drafts: DraftList, briefings: Sequence[Briefing]) -> Finding:
    """'12 drafts are tabled for the 62nd session', and how many of them are forecast to be adopted."""
    n = len(briefings)
    words = {
        "n": n,
        "session": drafts.session,
        "day": date_format(drafts.as_of, "j F Y") if drafts.is_past else "",
    }
    if drafts.is_past:
        title = ngettext(
            "%(n)s text was pending before the %(session)s on %(day)s",
            "%(n)s texts were pending before the %(session)s on %(day)s",
            n,
        )
    elif drafts.session:
        title = ngettext(
            "%(n)s draft is tabled for the %(session)s", "%(n)s drafts are tabled for the %(session)s", n
        )
    else:
        title = ngettext("%(n)s draft is tabled", "%(n)s drafts are tabled", n)
    return Finding(title % words, describe_forecasts(briefings) if briefings else "")


def describe_forecasts(briefings: Sequence[Briefing]) -> str:
    """'Forecast if all were put to a vote: 10 adopted, 2 too close to call. Closest vote: Title.'"""
    called = [one for one in briefings if one.forecast.adopted is not None]
    chances = [one.forecast.adopted or 0 for one in called]
    adopted = sum(chance >= CALL_THRESHOLD for chance in chances)
    rejected = sum(chance <= 1 - CALL_THRESHOLD for chance in chances)
    parts = [
        (adopted, _("%(n)s adopted")),
        (rejected, _("%(n)s rejected")),
        (len(called) - adopted - rejected, _("%(n)s too close to call")),
        (
            len(briefings) - len(called),
            _("%(n)s without a forecast of the outcome, as members are not yet known"),
        ),
    ]
    words = {"counts": ", ".join(words % {"n": count} for count, words in parts if count)}
    if not called:
        return _("Forecast if all were put to a vote: %(counts)s.") % words
    return _("Forecast if all were put to a vote: %(counts)s. Closest vote: %(title)s.") % {
        **words,
        "title": get_text_name(min(called, key=measure_margin).text).name,
    }


def measure_margin(briefing: Briefing) -> float:
    """The distance of the expected totals in favour and against, in votes."""
    totals = briefing.forecast.totals
    return abs(totals[Position.IN_FAVOUR].expected - totals[Position.AGAINST].expected)
