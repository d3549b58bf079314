"""The sentences of a comparison."""

from collections.abc import Mapping

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.analysis.agreement import PairAgreement
from votes.analysis.differing import FEWEST_STATES
from votes.compare.service import Comparison
from votes.scope.wording import describe_years, name_states
from votes.web.numbers import describe_share, format_number, format_percent
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
    if not pair.n:
        return (
            _("there is no vote among those counted in which both %(first)s and %(second)s took a position")
            % words
        )
    if pair.agreement is None:
        return (
            _(
                "%(first)s and %(second)s share %(n)s votes, too few for a figure (at least %(minimum)s are needed)"
            )
            % words
        )
    return _("%(first)s and %(second)s took the same position in %(share)s of %(n)s votes") % words


def describe_all_years(comparison: Comparison) -> str:
    """Where a figure lacks votes: how many there are in all years and subjects; "" where these are counted already."""
    everything = comparison.in_all_years
    if (
        all(pair.agreement is not None for pair in comparison.pairs)
        or everything.n == comparison.population.n
    ):
        return ""
    words = {
        "n": format_number(everything.n),
        "years": describe_years(everything.first or 0, everything.last or 0),
    }
    if len(comparison.states) == FEWEST_STATES:
        sentence = ngettext(
            "In all years and subjects on file, both took a position in %(n)s vote (%(years)s).",
            "In all years and subjects on file, both took a position in %(n)s votes (%(years)s).",
            everything.n,
        )
    else:
        sentence = ngettext(
            "In all years and subjects on file, at least two of them took a position in %(n)s vote (%(years)s).",
            "In all years and subjects on file, at least two of them took a position in %(n)s votes (%(years)s).",
            everything.n,
        )
    return sentence % words


def describe_cell(pair: PairAgreement) -> str:
    """ "95 % of 418, 93–97 %" or "too few: 7": a pair's agreement as a table shows it."""
    return describe_share(pair.agreement, pair.n, pair.interval)
