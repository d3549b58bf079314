"""The sentences of the page on a series that would come back."""

from collections import Counter

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.core.choices import Adoption
from votes.forecast.briefing.result import Member, Standing
from votes.forecast.service import FIRST_DAY
from votes.models import Resolution
from votes.series.today.service import SeriesToday
from votes.web.wording import describe_outcome, describe_unknown_members


def describe_heading(result: SeriesToday) -> str:
    """'If it came back today', or on the day asked for."""
    day = {"day": date_format(result.query.on, "j F Y")}
    if result.is_past:
        return _("If it had come back on %(day)s") % day
    if result.query.on > result.query.today:
        return _("If it came back on %(day)s") % day
    return _("If it came back today, %(day)s") % day


def describe_basis(result: SeriesToday) -> str:
    """On which text and how many votes the forecast rests, and that no draft is on file."""
    latest = result.latest
    words = {
        "symbol": latest.draft_symbol or latest.symbol if result.is_tabled else latest.symbol,
        "day": date_format(result.query.as_of, "j F Y"),
        "n": result.forecast.n,
        "since": FIRST_DAY.year,
    }
    if result.is_tabled:
        first = _("The draft %(symbol)s is tabled, and the forecast is made for it.") % words
    else:
        first = _(
            "No draft is needed: the forecast assumes a text with the title, agenda item, topics and main sponsors of "
            "%(symbol)s, the latest in the series."
        )
        first %= words
    rest = ngettext(
        "It rests on n = %(n)s recorded vote of the Council and the Commission since %(since)s, amendments included, "
        "decided before %(day)s.",
        "It rests on n = %(n)s recorded votes of the Council and the Commission since %(since)s, amendments included, "
        "decided before %(day)s.",
        result.forecast.n,
    )
    return f"{first} {rest % words}"


def describe_last_vote(result: SeriesToday) -> str:
    """How the series ended the last times: its latest text, and its last vote where that is another text."""
    decided, last = result.background.series, result.background.last
    sentences = []
    if decided:
        sentences.append(describe_result(_("Latest text: %(outcome)s, %(day)s (%(symbol)s)."), decided[-1]))
        if decided[-1].adoption == Adoption.WITHOUT_VOTE:
            sentences.append(_("This does not show whether a vote will be called this time."))
    if last and last != decided[-1]:
        sentences.append(describe_result(_("Last vote compared: %(outcome)s, %(day)s (%(symbol)s)."), last))
    if not last:
        sentences.append(_("No roll-call of an earlier text can be compared."))
    return " ".join(sentences)


def describe_result(sentence: str, text: Resolution) -> str:
    """`sentence` with the outcome, the day and the symbol of a text that is decided."""
    return sentence % {
        "outcome": describe_outcome(text),
        "day": date_format(text.date, "j F Y") if text.date else "",
        "symbol": text.symbol,
    }


def describe_members(result: SeriesToday) -> str:
    """'47 members: 31 took a position in 2021, 2 return, 14 are new'; how many seats are not known."""
    background = result.background
    n = len(background.members)
    if not n:
        return describe_unknown_members(background.membership)
    sentence = ngettext("%(n)s member may vote", "%(n)s members may vote", n) % {"n": n}
    if background.last and background.last.date:
        standings = Counter(member.standing for member in background.members)
        words = {"year": background.last.date.year}
        sentence += ": " + ", ".join(
            describe_count(standing, standings[standing]) % (words | {"n": standings[standing]})
            for standing in Standing
            if standings[standing]
        )
    return sentence + "."


def describe_count(standing: Standing, n: int) -> str:
    """What `n` members did before, with %(n)s and %(year)s still to be filled in."""
    match standing:
        case Standing.VOTED:
            return _("%(n)s took a position in %(year)s")
        case Standing.NO_POSITION:
            return _("%(n)s took no position then")
        case Standing.RETURNING:
            return ngettext("%(n)s was away and returns", "%(n)s were away and return", n)
        case Standing.NEW:
            return ngettext("%(n)s has never voted on it", "%(n)s have never voted on it", n)


def describe_standing(member: Member) -> str:
    """'new' or 'returns' beside the name of a member; "" for one that was there the last time."""
    return {Standing.NEW: _("new"), Standing.RETURNING: _("returns")}.get(member.standing, "")


def describe_open_seats(result: SeriesToday) -> str:
    """How many seats have a holder that is not known; "" if all are known or none is."""
    return describe_unknown_members(result.background.membership) if result.background.members else ""


def describe_left_out(result: SeriesToday) -> str:
    """That a State may have voted in a roll-call that is left out; "" where none is."""
    return (
        ngettext(
            "%(n)s earlier roll-call does not match the official record and is left out: a State that voted only "
            "there is shown as new.",
            "%(n)s earlier roll-calls do not match the official record and are left out: a State that voted only "
            "there is shown as new.",
            result.left_out,
        )
        % {"n": result.left_out}
        if result.left_out
        else ""
    )
