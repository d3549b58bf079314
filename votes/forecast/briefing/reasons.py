"""Why a forecast says what it says of a member, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from votes.core.choices import Position
from votes.forecast.model import MemberForecast, Reason
from votes.web.wording import join_names

MOST_REASONS = 3
MOST_PEERS = 2
# A reason against the likeliest position is told if it lowers the logarithm of its chance by more than this.
SMALL_OPPOSITION = 0.2
# By predictor, in the order in which reasons are told: a member's own votes before those of others.
SENTENCES = {
    "series": gettext_lazy("%(position)s on %(k)s of %(n)s earlier texts of the series"),
    "like": gettext_lazy("%(position)s on %(k)s of the %(n)s most similar texts"),
    "item": gettext_lazy("%(position)s on %(k)s of %(n)s texts under the same item"),
    "amendments": gettext_lazy("%(position)s on %(k)s of the %(n)s nearest amendments"),
    "kin": gettext_lazy("its likes (%(peers)s, …) %(position)s in %(k)s of %(n)s votes on such texts"),
    "field": gettext_lazy("its group %(position)s in %(k)s of %(n)s votes on the nearest texts"),
}
ORDER = tuple(SENTENCES)


def describe_reasons(member: MemberForecast, names: Mapping[str, str]) -> str:
    """'in favour in 2018 and 2020; abstaining on 4 of the 6 most similar texts; yet …'. `names`: of States, by code.

    First the strongest reasons for the likeliest position, then the strongest one against it. What the member did on
    the series is always told.
    """
    likeliest = member.likeliest
    series = next((one for one in member.reasons if one.votes), None)
    agrees = series is not None and series.votes[-1][1] == likeliest
    speaking = [
        one for one in member.reasons if one.weight > 0 and one is not series and speaks_for(one, likeliest)
    ]
    speaking = sorted(speaking[: MOST_REASONS - agrees], key=lambda reason: ORDER.index(reason.predictor))
    parts = [describe_reason(reason, likeliest, names) for reason in speaking]
    if series and agrees:
        parts.insert(0, describe_votes(series))
    opposed = min(member.reasons, key=lambda reason: reason.weight, default=None)
    if series and not agrees:
        parts.append(oppose(describe_votes(series), parts))
    elif opposed and opposed.weight < -SMALL_OPPOSITION and find_leading(opposed) != likeliest:
        parts.append(oppose(describe_reason(opposed, find_leading(opposed), names), parts))
    if not parts:
        return _("its votes on like texts say little; so do all members on the nearest texts")
    return "; ".join(parts)


def oppose(words: str, parts: list[str]) -> str:
    """'yet in favour in 2018', where something was said before."""
    return _("yet %(reason)s") % {"reason": words} if parts else words


def speaks_for(reason: Reason, position: Position) -> bool:
    """Whether the counts show it to a reader: the position was taken in a third of the votes or more."""
    return 3 * reason.counts.get(position, 0) >= reason.n


def find_leading(reason: Reason) -> Position:
    """The position that was taken most often."""
    return max(reason.counts, key=lambda position: reason.counts[position])


def describe_reason(reason: Reason, position: Position, names: Mapping[str, str]) -> str:
    """One reason, as it speaks for `position`."""
    words = {
        "position": position.label.lower(),
        "k": reason.counts.get(position, 0),
        "n": reason.n,
        "peers": ", ".join(names.get(iso3, iso3) for iso3 in reason.peers[:MOST_PEERS]),
    }
    return str(SENTENCES[reason.predictor]) % words


def describe_votes(reason: Reason) -> str:
    """'in favour in 2018 and 2020, abstaining in 2021': what it did on the series, oldest first."""
    runs: list[tuple[Position, list[str]]] = []
    for day, position in reason.votes:
        if not runs or runs[-1][0] != position:
            runs.append((position, []))
        runs[-1][1].append(str(day.year))
    return ", ".join(
        _("%(position)s in %(years)s") % {"position": position.label.lower(), "years": join_names(years)}
        for position, years in runs
    )
