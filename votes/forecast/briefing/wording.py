"""The sentences of a briefing."""

import datetime
from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.core.choices import Adoption, Position
from votes.forecast.briefing.reasons import describe_reasons
from votes.forecast.briefing.result import Background, Briefing, MemberOutlook
from votes.forecast.model import Forecast, PivotalMember, Total
from votes.forecast.model.predict import OPEN_THRESHOLD
from votes.models import Resolution
from votes.web.numbers import format_chance, format_percent
from votes.web.wording import describe_outcome, describe_unknown_members

# The chance from which an outcome is called: of adoption, or of rejection.
CALL_THRESHOLD = 0.75
# A change of the chance of adoption by less than this is described as none.
SMALL_CHANGE = 0.01


def name_sponsors(text: Resolution) -> str:
    """The main sponsors, as printed or else as recognised; '' where none are on file."""
    names = [bloc.name for bloc in text.sponsor_blocs.all()] + [state.name for state in text.sponsors.all()]
    return text.sponsors_as_printed or ", ".join(names)


def describe_as_of(as_of: datetime.date, today: datetime.date) -> str:
    """'Reconstructed forecast as of 1 June 2020, based on decisions before that day'."""
    day = {"day": date_format(as_of, "j F Y")}
    if as_of >= today:
        return _("Forecast as of today, %(day)s") % day
    return _("Reconstructed forecast as of %(day)s, based on decisions before that day") % day


def describe_counts(counts: Mapping[Position, int]) -> str:
    """'10 in favour, 2 abstaining': what a bar of counts shows, for those who do not see it; '' without any."""
    return ", ".join(f"{n} {str(position.label).lower()}" for position, n in counts.items() if n)


def describe_last(background: Background) -> str:
    """How the text ended the last time it came up; where it did not come up, a sentence that says so."""
    if not background.text.series_id:
        return _("No earlier text in its series is on file.")
    if not background.series:
        return _("No earlier text in its series had been decided before this day.")
    last = background.series[-1]
    words = {
        "outcome": describe_outcome(last),
        "symbol": last.symbol,
        "year": last.date.year if last.date else "",
    }
    sentence = _("%(year)s: %(outcome)s (%(symbol)s).") % words
    if last.adoption == Adoption.WITHOUT_VOTE:
        sentence += " " + _("This does not show whether a vote will be called this time.")
    return sentence


def describe_members(background: Background) -> str:
    """'47 members will vote; 15 of them were not members at the vote in 2018'; says how many are not known."""
    n = len(background.members)
    if not n:
        return describe_unknown_members(background.membership).rstrip(".")
    if background.last is None or background.last.date is None:
        sentence = ngettext("%(n)s member will vote", "%(n)s members will vote", n) % {"n": n}
    else:
        new = sum(member.was_member is False for member in background.members)
        sentence = ngettext(
            "%(n)s members will vote; %(new)s of them was not a member at the vote in %(year)s",
            "%(n)s members will vote; %(new)s of them were not members at the vote in %(year)s",
            new,
        ) % {"n": n, "new": new, "year": background.last.date.year}
    if open_seats := background.membership.not_known:
        sentence += ngettext(
            "; the holder of %(n)s more seat is not yet known",
            "; the holders of %(n)s more seats are not yet known",
            open_seats,
        ) % {"n": open_seats}
    return sentence


def describe_outlook(outlook: MemberOutlook) -> str:
    """'Mexico: abstaining 61 %'."""
    words = {
        "state": outlook.member.state.name,
        "position": outlook.likeliest.label.lower(),
        "percent": outlook.percent,
    }
    return _("%(state)s: %(position)s %(percent)s %%") % words


def describe_basis(outlook: MemberOutlook, briefing: Briefing) -> str:
    """'abstaining 61 %. Reasons: voted in favour in 2018; abstained on 4 of the 6 most similar texts'."""
    words = {
        "position": outlook.likeliest.label.lower(),
        "percent": outlook.percent,
        "because": describe_reasons(outlook.forecast, briefing.state_names),
    }
    return _("%(position)s %(percent)s %%. Reasons: %(because)s") % words


def round_total(total: Total) -> tuple[int, int, int]:
    """(expected, low, high) as whole votes."""
    return round(total.expected), round(total.low), round(total.high)


def describe_forecast(forecast: Forecast) -> str:
    """'Forecast: adopted, 26 in favour (22–30)'; without a call of the outcome where some members are not known."""
    if not forecast.members:
        return _("No forecast: the members on the day of the vote are not on file")
    expected, low, high = round_total(forecast.totals[Position.IN_FAVOUR])
    words = {"n": expected, "low": low, "high": high, "known": len(forecast.members)}
    if forecast.adopted is None:
        return (
            _(
                "No outcome is forecast: %(n)s of the %(known)s known members in favour (%(low)s–%(high)s of all)"
            )
            % words
        )
    return _("Forecast: %(outcome)s, %(n)s in favour (%(low)s–%(high)s)") % {
        **words,
        "outcome": describe_call(forecast.adopted),
    }


def describe_call(chance: float) -> str:
    """'adopted', 'rejected', or 'too close to call'."""
    if chance >= CALL_THRESHOLD:
        return _("adopted")
    return _("rejected") if chance <= 1 - CALL_THRESHOLD else _("too close to call")


def describe_chance_of_adoption(forecast: Forecast) -> str:
    """'Expected to be adopted; the chance of adoption is 97 %.'; why there is none where members are not known."""
    if forecast.adopted is None:
        return describe_no_outcome(forecast)
    words = {"chance": format_chance(forecast.adopted)}
    if forecast.adopted >= CALL_THRESHOLD:
        return _("Expected to be adopted; the chance of adoption is %(chance)s.") % words
    if forecast.adopted <= 1 - CALL_THRESHOLD:
        return _("Expected to be rejected; the chance of adoption is %(chance)s.") % words
    return _("Too close to call: the chance of adoption is %(chance)s.") % words


def describe_no_outcome(forecast: Forecast) -> str:
    """Why no outcome is forecast: none or only some of the members are known."""
    if not forecast.members:
        return _("There is no forecast, because the members on the day of the vote are not on file.")
    return ngettext(
        "No outcome is forecast, because the holder of %(n)s seat is not yet known. The totals are those of the "
        "%(known)s known members. The upper bounds of the ranges count the open seat for each position.",
        "No outcome is forecast, because the holders of %(n)s seats are not yet known. The totals are those of the "
        "%(known)s known members. The upper bounds of the ranges count all the open seats for each position.",
        forecast.open_seats,
    ) % {"n": forecast.open_seats, "known": len(forecast.members)}


def describe_intervals(forecast: Forecast, text: Resolution) -> str:
    """Which official totals lay in their intervals and which did not; '' where none is on file."""
    within: list[str] = []
    outside: list[str] = []
    for position, interval in forecast.totals.items():
        official = text.official[position]
        if official is None or not text.has_sound_totals:
            continue
        _expected, low, high = round_total(interval)
        words = {"position": position.label.lower(), "n": official, "low": low, "high": high}
        (within if low <= official <= high else outside).append(
            _("%(position)s %(n)s (%(low)s to %(high)s)") % words
        )
    sentences = (
        (within, _("Official totals within the interval: %(totals)s.")),
        (outside, _("Official totals outside the interval: %(totals)s.")),
    )
    return " ".join(words % {"totals": ", ".join(totals)} for totals, words in sentences if totals)


def measure_effect(pivotal: PivotalMember) -> float:
    """How much the chance of adoption changes with the member's move from against to in favour, from 0 to 1."""
    return abs(pivotal.if_in_favour - pivotal.if_against)


def describe_pivotal_members(forecast: Forecast) -> str:
    """How much a single move changes the chance of adoption."""
    if not forecast.pivotal_members:
        return _("Every member has one position with a chance of %(sure)s or more.") % {
            "sure": format_percent(OPEN_THRESHOLD)
        }
    most = max(map(measure_effect, forecast.pivotal_members))
    if most < SMALL_CHANGE:
        return _("None of them alone could change the chance of adoption by one percentage point or more.")
    points = round(most * 100)
    return ngettext(
        "If one of them changed from against to in favour, the chance of adoption would change by up to "
        "%(points)s percentage point.",
        "If one of them changed from against to in favour, the chance of adoption would change by up to "
        "%(points)s percentage points.",
        points,
    ) % {"points": points}
