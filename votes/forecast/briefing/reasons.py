"""The reasons for the forecast of a member, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from votes.core.choices import Position
from votes.forecast.model import MemberForecast, Reason
from votes.web.wording import join_names

MOST_REASONS = 3
MOST_PEERS = 2
# A reason against the likeliest position is given if it lowers the logarithm of its chance by more than this.
SMALL_OPPOSITION = 0.2
# What a member did, alone ("abstained in 2018") and before the texts on which it did it ("abstained on 4 texts").
VOTED = {
    Position.IN_FAVOUR: gettext_lazy("voted in favour"),
    Position.AGAINST: gettext_lazy("voted against"),
    Position.ABSTAINING: gettext_lazy("abstained"),
}
VOTED_ON = {
    Position.IN_FAVOUR: gettext_lazy("voted in favour of"),
    Position.AGAINST: gettext_lazy("voted against"),
    Position.ABSTAINING: gettext_lazy("abstained on"),
}
# By predictor, in the order in which reasons are given: a member's own votes before those of others.
SENTENCES = {
    "series": ngettext_lazy(
        "%(voted_on)s the earlier text of the series",
        "%(voted_on)s %(part)s earlier texts of the series",
        "n",
    ),
    "like": ngettext_lazy(
        "%(voted_on)s the most similar text", "%(voted_on)s %(part)s most similar texts", "n"
    ),
    "item": ngettext_lazy(
        "%(voted_on)s the one text under the same agenda item",
        "%(voted_on)s %(part)s texts under the same agenda item",
        "n",
    ),
    "amendments": ngettext_lazy(
        "%(voted_on)s the most similar amendment", "%(voted_on)s %(part)s most similar amendments", "n"
    ),
    "kin": ngettext_lazy(
        "similar States (%(peers)s, …) %(voted)s in their one vote on similar texts",
        "similar States (%(peers)s, …) %(voted)s in %(part_of_theirs)s on similar texts",
        "n",
    ),
    "field": ngettext_lazy(
        "States in its regional group %(voted)s in their one vote on similar texts",
        "States in its regional group %(voted)s in %(part_of_theirs)s on similar texts",
        "n",
    ),
}
ORDER = tuple(SENTENCES)


def describe_reasons(member: MemberForecast, names: Mapping[str, str]) -> str:
    """'voted in favour in 2018; voted in favour of 4 of the 6 most similar texts; but …'. `names`: of States, by code.

    First the strongest reasons for the likeliest position, then the strongest one against it. What the member did on
    the series is always given.
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
        return _("votes on similar texts give no clear indication")
    return "; ".join(parts)


def oppose(words: str, parts: list[str]) -> str:
    """'but voted in favour in 2018', where another reason precedes it."""
    return _("but %(reason)s") % {"reason": words} if parts else words


def speaks_for(reason: Reason, position: Position) -> bool:
    """Whether the position was taken in a third of the votes or more."""
    return 3 * reason.counts.get(position, 0) >= reason.n


def find_leading(reason: Reason) -> Position:
    """The position that was taken most often."""
    return max(reason.counts, key=lambda position: reason.counts[position])


def describe_reason(reason: Reason, position: Position, names: Mapping[str, str]) -> str:
    """One reason for `position`."""
    k, n = reason.counts.get(position, 0), reason.n
    words = {
        "voted": VOTED[position],
        "voted_on": VOTED_ON[position],
        "part": describe_part(k, n),
        "part_of_theirs": describe_part_of_theirs(k, n),
        "n": n,
        "peers": ", ".join(names.get(iso3, iso3) for iso3 in reason.peers[:MOST_PEERS]),
    }
    return str(SENTENCES[reason.predictor] % words)


def describe_part(k: int, n: int) -> str:
    """'4 of the 6', 'both', 'all 6': of texts."""
    if k < n:
        return _("%(k)s of the %(n)s") % {"k": k, "n": n}
    return _("both") if n == 2 else _("all %(n)s") % {"n": n}


def describe_part_of_theirs(k: int, n: int) -> str:
    """'4 of their 6 votes', 'all 6 of their votes'."""
    words = _("%(k)s of their %(n)s votes") if k < n else _("all %(n)s of their votes")
    return words % {"k": k, "n": n}


def describe_votes(reason: Reason) -> str:
    """'voted in favour in 2018 and 2020, abstained in 2021': what it did on the series, oldest first."""
    runs: list[tuple[Position, list[str]]] = []
    for day, position in reason.votes:
        if not runs or runs[-1][0] != position:
            runs.append((position, []))
        runs[-1][1].append(str(day.year))
    return ", ".join(
        _("%(voted)s in %(years)s") % {"voted": VOTED[position], "years": join_names(years)}
        for position, years in runs
    )
