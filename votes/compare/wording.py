"""Comparisons in words."""

from django.utils.translation import gettext as _

from votes.analysis.agreement import PairAgreement
from votes.web.numbers import describe_share, format_percent
from votes.web.wording import join_names


def name_pair(pair: PairAgreement, names: dict[str, str]) -> str:
    """ "China and Cuba"."""
    return join_names([names[pair.first], names[pair.second]])


def describe_pair(pair: PairAgreement, names: dict[str, str]) -> str:
    """ "China and Cuba took the same position in 94 % of 382 votes", or that they share too few votes."""
    words = {
        "first": names[pair.first],
        "second": names[pair.second],
        "share": format_percent(pair.agreement),
        "n": pair.n,
        "minimum": pair.minimum,
    }
    if pair.agreement is None:
        return (
            _("%(first)s and %(second)s share %(n)s votes, too few for a figure (%(minimum)s are needed)")
            % words
        )
    return _("%(first)s and %(second)s took the same position in %(share)s of %(n)s votes") % words


def describe_cell(pair: PairAgreement) -> str:
    return describe_share(pair.agreement, pair.n, pair.interval)
