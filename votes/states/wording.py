"""A State's votes in words."""

from collections.abc import Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.analysis.tally import count_positions, count_taken
from votes.core.choices import POSITIONS_TAKEN, Body, Position
from votes.scope.wording import describe_years
from votes.states.query import StateQuery
from votes.states.service import StateRecord, StateVote
from votes.web.numbers import format_number, format_shares
from votes.web.wording import name_in_sentence


def describe_state(record: StateRecord) -> str:
    """The first sentence of the page: the share of each position; '' if no vote is on file."""
    if not count_taken(record.totals):
        return ""
    shares = format_shares([record.totals[position] for position in POSITIONS_TAKEN])
    share = dict(zip(POSITIONS_TAKEN, shares, strict=True))
    words = {
        "state": name_in_sentence(record.state),
        "in_favour": share[Position.IN_FAVOUR],
        "against": share[Position.AGAINST],
        "abstaining": share[Position.ABSTAINING],
    }
    if record.population.scope.body == Body.COMMISSION:
        return (
            _(
                "In the Commission on Human Rights, %(state)s voted in favour in %(in_favour)s of votes, "
                "against in %(against)s and abstained in %(abstaining)s"
            )
            % words
        )
    sentence = _(
        "%(state)s voted in favour in %(in_favour)s of votes, against in %(against)s and abstained in %(abstaining)s"
    )
    return capfirst(sentence % words)


def describe_no_votes(record: StateRecord) -> str:
    """Why the page gives no figures; "" where it does."""
    population, earlier = record.population, record.earlier
    if population.left_out:
        return _("No vote by this State is counted.")
    if population.n:
        return _("In these votes it took no position.")
    if record.suspended:
        return _("Its rights of membership were suspended in these votes, so it could not vote.")
    if earlier and earlier.first and earlier.last and population.scope.first:
        return _(
            "The recorded votes by this State that are on file are of %(years)s. Of the years before %(first)s only "
            "a selection is on file, so figures leave them out."
        ) % {"years": describe_years(earlier.first, earlier.last), "first": population.scope.first.year}
    if population.n_other_kinds or (earlier and earlier.n_other_kinds):
        return _("No vote by this State is counted.")
    if population.scope.body == Body.COMMISSION:
        return _("No recorded vote by this State in the Commission on Human Rights is on file.")
    return _("No recorded vote by this State in the Human Rights Council is on file.")


def describe_asked(votes: Sequence[StateVote], query: StateQuery) -> str:
    """The positions in the votes that the list was narrowed to; "" if it was not.

    '12 votes on “Israel” in 2018: 10 in favour, 0 against, 2 abstaining, 0 not voting.'
    """
    if not query.parameters:
        return ""
    words = {"n": format_number(len(votes)), "words": query.words, "year": query.year or ""}
    listed = ngettext("%(n)s vote", "%(n)s votes", len(votes)) % words
    if query.words:
        listed = _("%(listed)s on “%(words)s”") % {**words, "listed": listed}
    if query.year:
        listed = _("%(listed)s in %(year)s") % {**words, "listed": listed}
    if query.position:
        position = str(Position(query.position).label).lower()
        return _("%(listed)s: %(position)s.") % {"listed": listed, "position": position}
    counts = count_positions(vote.position for vote in votes)
    taken = ", ".join(f"{format_number(counts[one])} {str(one.label).lower()}" for one in Position)
    return f"{listed}: {taken}." if votes else f"{listed}."
