"""The sentences of a comparison."""

from collections.abc import Mapping

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from votes.analysis.agreement import PairAgreement
from votes.compare.service import Comparison
from votes.scope.wording import name_states
from votes.web.numbers import describe_share, format_percent
from votes.web.wording import join_names


def describe_comparison(comparison: Comparison) -> str:
    """How often a pair agreed, or how often three or four States differed, in one sentence."""
    names = name_states(comparison.table)
    if len(comparison.pairs) == 1:
        return capfirst(describe_pair(comparison.pairs[0], names))
    words = {
        "names": join_names([names[iso3] for iso3 in comparison.states]),
        "differ": comparison.differing.differ,
        "n": comparison.differing.n,
    }
    return capfirst(_("%(names)s did not all take the same position in %(differ)s of %(n)s votes") % words)


def name_pair(pair: PairAgreement, names: Mapping[str, str]) -> str:
    """ "China and Cuba"."""
    return join_names([names[pair.first], names[pair.second]])


def describe_pair(pair: PairAgreement, names: Mapping[str, str]) -> str:
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
            _(
                "%(first)s and %(second)s share %(n)s votes, too few for a figure (at least %(minimum)s are needed)"
            )
            % words
        )
    return _("%(first)s and %(second)s took the same position in %(share)s of %(n)s votes") % words


def describe_cell(pair: PairAgreement) -> str:
    """ "95 % of 418, 93–97 %" or "too few: 7": a pair's agreement as a table shows it."""
    return describe_share(pair.agreement, pair.n, pair.interval)
