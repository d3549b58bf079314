"""The sentences of /blocs/: the finding of each view, who is shown, and why nothing can be."""

from collections.abc import Mapping, Sequence

import numpy as np
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from votes.analysis.cohesion import FEWEST_VOTES
from votes.analysis.common_position import UnityCounts
from votes.analysis.partners import TwoPoleMap
from votes.analysis.scope import Scope
from votes.analysis.spatial import SpatialMap
from votes.blocs.overview.bloc_list import BlocList, BlocSummary
from votes.blocs.overview.chosen_states import ChosenStates
from votes.blocs.overview.positions import PositionsTaken
from votes.blocs.overview.query import BlocQuery
from votes.blocs.overview.service import (
    CohesionByYear,
    DissentRanking,
    ExtremePairs,
    Overview,
    Refusal,
    TwoPoles,
)
from votes.compare.wording import describe_pair, name_pair
from votes.core.choices import POSITIONS_TAKEN
from votes.web.agenda import name_item
from votes.web.numbers import format_number, format_percent
from votes.web.wording import describe_unknown_members, join_names

VIEW_LABELS = {
    "blocs": gettext_lazy("Blocs"),
    "matrix": gettext_lazy("Matrix"),
    "positions": gettext_lazy("How they voted"),
    "poles": gettext_lazy("Between two States"),
    "map": gettext_lazy("Map"),
    "cohesion": gettext_lazy("Cohesion"),
    "apart": gettext_lazy("Dissent"),
}
# These views are of groups, not of single States.
VIEWS_OF_GROUPS = {"cohesion", "apart"}
# As many States chosen one by one are named; of more only the number is given.
STATES_NAMED = 6


def describe_overview(overview: Overview) -> str:
    """What the view shows, in one sentence; or why it shows nothing."""
    names = overview.chosen.in_sentence
    match overview.figures:
        case BlocList(blocs):
            return describe_blocs(blocs)
        case PositionsTaken() as taken:
            return describe_positions(taken, overview)
        case ExtremePairs() as pairs:
            return describe_matrix(overview.chosen, pairs)
        case TwoPoles(poles):
            return describe_poles(poles, names)
        case SpatialMap() as spatial:
            return describe_map(spatial, names)
        case CohesionByYear() as cohesion:
            return describe_cohesion_range(cohesion)
        case DissentRanking() as ranking:
            return describe_dissent(ranking, names)
        case None:
            return describe_refusal(overview.refusal)


def describe_blocs(blocs: Sequence[BlocSummary]) -> str:
    """How many blocs and regional groups there are."""
    groups = sum(bloc.is_group for bloc in blocs)
    words = {"groups": groups, "blocs": len(blocs) - groups}
    return _("%(groups)s regional groups and %(blocs)s blocs: how often their members agree") % words


def describe_unity(unity: UnityCounts) -> str:
    """'all agreed in 312 of 480 votes (65 %); at least two thirds in 100 more', or that the votes are too few."""
    if unity.n < FEWEST_VOTES:
        return _("too few votes (n = %(n)s)") % {"n": unity.n}
    return _(
        "all agreed in %(united)s of %(n)s votes (%(share)s); at least two thirds in %(mostly)s more"
    ) % {
        "united": unity.united,
        "mostly": unity.mostly,
        "n": unity.n,
        "share": format_percent(unity.united / unity.n),
    }


def describe_positions(taken: PositionsTaken, overview: Overview) -> str:
    """'African States · Item 4: …: 310 in favour, 20 against, 200 abstaining (530 positions in 48 votes)'."""
    return _("%(about)s: %(counts)s") % {
        "about": describe_whose_positions(overview),
        "counts": describe_position_counts(taken),
    }


def describe_whose_positions(overview: Overview) -> str:
    """Whose positions are counted, and on what: 'African States · Item 4: …'."""
    query, chosen = overview.query, overview.chosen
    return " · ".join([describe_choice(query, chosen), *describe_subjects(query.scope, chosen)])


def describe_position_counts(taken: PositionsTaken) -> str:
    """'310 in favour, 20 against, 200 abstaining (n = 530 positions in 48 votes)'."""
    return _(
        "%(in_favour)s in favour, %(against)s against, %(abstaining)s abstaining "
        "(n = %(n)s positions in %(votes)s votes)"
    ) % {
        **{position.value: format_number(taken.total[position]) for position in POSITIONS_TAKEN},
        "n": format_number(taken.n),
        "votes": format_number(taken.votes),
    }


def describe_subjects(scope: Scope, chosen: ChosenStates) -> list[str]:
    """The agenda item of a scope by its name, and its topic; empty without either."""
    topics = dict(chosen.table.choices.topics)
    item = name_item(scope.item, scope.body) if scope.item else ""
    return [words for words in (item, topics.get(scope.topic, scope.topic)) if words]


def describe_refusal(refusal: Refusal | None) -> str:
    """Why there is nothing to show; "" for None."""
    match refusal:
        case Refusal.NOTHING_ON_FILE:
            return _("None of the States or blocs in the address is on file.")
        case Refusal.TOO_FEW_STATES:
            return _("Choose at least two States, or a bloc with at least two States in these votes.")
        case None:
            return ""


def describe_matrix(chosen: ChosenStates, pairs: ExtremePairs) -> str:
    """The closest and the furthest pair in a sentence; of two States theirs; or that there is no figure.

    Pairs are ranked by the bounds of their intervals, so a pair with few shared votes may have a higher percentage.
    """
    names = chosen.in_sentence
    if len(chosen.states) == 2:
        return capfirst(describe_pair(chosen.agreement.get_pair(*chosen.states), names))
    if not pairs.n:
        return _("No two of these States share at least %(minimum)s votes") % {
            "minimum": chosen.scope.minimum
        }
    closest = pairs.closest[0]
    furthest = pairs.furthest[0] if pairs.furthest else pairs.closest[-1]
    if pairs.n == 1:
        return capfirst(describe_pair(furthest, names))
    words = {
        "closest": name_pair(closest, names),
        "high": format_percent(closest.agreement),
        "n_high": closest.n,
        "furthest": name_pair(furthest, names),
        "low": format_percent(furthest.agreement),
        "n_low": furthest.n,
    }
    return (
        _(
            "Highest agreement, allowing for chance: %(closest)s (%(high)s of %(n_high)s votes); "
            "lowest: %(furthest)s (%(low)s of %(n_low)s votes)"
        )
        % words
    )


def describe_poles(poles: TwoPoleMap | None, names: Mapping[str, str]) -> str:
    """Which pole more of the States vote with, in a sentence."""
    if poles is None:
        return _("No two States in these votes can be compared")
    nearer_first = sum((p.with_first.agreement or 0) > (p.with_second.agreement or 0) for p in poles.points)
    nearer_second = sum((p.with_second.agreement or 0) > (p.with_first.agreement or 0) for p in poles.points)
    first, second = names[poles.first], names[poles.second]
    if not poles.points:
        words = {"minimum": poles.minimum, "first": first, "second": second}
        return (
            _("None of these States shares at least %(minimum)s votes with both %(first)s and %(second)s")
            % words
        )
    if nearer_second > nearer_first:
        first, second, nearer_first = second, first, nearer_second
    return ngettext(
        "%(nearer)s of %(n)s State votes more often with %(first)s than with %(second)s",
        "%(nearer)s of %(n)s States vote more often with %(first)s than with %(second)s",
        len(poles.points),
    ) % {"nearer": nearer_first, "n": len(poles.points), "first": first, "second": second}


def describe_map(spatial: SpatialMap, names: Mapping[str, str]) -> str:
    """How many positions the map accounts for, and which States are farthest apart on its first axis."""
    if not spatial.states:
        return _("Too few States took different positions in these votes to draw a map")
    along = np.argsort(spatial.points[:, 0])
    words = {
        "low": names[spatial.states[along[0]]],
        "high": names[spatial.states[along[-1]]],
        "share": format_percent(spatial.share_classified),
        "n": format_number(spatial.n_classified),
    }
    if spatial.points.shape[1] == 1:
        return _("One dimension, from %(low)s to %(high)s, explains %(share)s of %(n)s positions") % words
    return (
        _("Two dimensions explain %(share)s of %(n)s positions; the first runs from %(low)s to %(high)s")
        % words
    )


def describe_cohesion_range(cohesion: CohesionByYear) -> str:
    """The group with the highest cohesion, and the one with the lowest, in a sentence."""
    measured = sorted(
        (
            (row.overall.mean, row.overall.n, row.group.name, row.group.in_sentence)
            for row in cohesion.groups
            if row.overall.mean is not None
        ),
    )
    if not measured:
        return _("Too few votes to measure cohesion")
    (low, n_last, _name, last), (high, n, _other_name, first) = measured[0], measured[-1]
    words = {"first": first, "high": f"{high:.2f}", "n": n}
    if len(measured) == 1:
        return capfirst(_("%(first)s: cohesion of %(high)s in %(n)s votes, on a scale from 0 to 1") % words)
    words |= {"last": last, "low": f"{low:.2f}", "n_last": n_last}
    return (
        _(
            "Highest cohesion: %(first)s (%(high)s in %(n)s votes); lowest: %(last)s (%(low)s in %(n_last)s votes)"
        )
        % words
    )


def describe_dissent(ranking: DissentRanking, names: Mapping[str, str]) -> str:
    """The State that dissented most often, in a sentence."""
    if not ranking.rows or ranking.rows[0].rate.share is None:
        return _("Too few votes with a majority position to measure dissent")
    group, first = ranking.rows[0].group, ranking.rows[0].rate
    words = {
        "state": names[first.state],
        "share": format_percent(first.share),
        "n": first.n,
        "group": group.name,
    }
    sentence = _("%(state)s dissented most often from its group: in %(share)s of %(n)s votes (%(group)s)")
    return capfirst(sentence % words)


def describe_choice(query: BlocQuery, chosen: ChosenStates) -> str:
    """Who is shown, in a few words: the reader's name for it, the blocs, and the States while they are few."""
    parts = [terms.name if terms.group else terms.short_name for terms in query.blocs]
    if 0 < len(query.states) <= STATES_NAMED:
        parts += [chosen.get_name(iso3) for iso3 in query.states]
    elif query.states:
        parts.append(_("%(n)s States") % {"n": len(query.states)})
    listed = join_names(parts) or describe_default_choice(query, chosen)
    return _("%(name)s: %(states)s") % {"name": query.name, "states": listed} if query.name else listed


def describe_default_choice(query: BlocQuery, chosen: ChosenStates) -> str:
    """Who is shown where no State and no bloc is named; views of groups then show the regional groups."""
    if query.view in VIEWS_OF_GROUPS:
        return _("The five regional groups")
    if len(chosen.states) == len(chosen.matrix.states):
        words = _("All States in the record")
    elif chosen.members.is_complete:
        return _("Today’s members of the Council")
    else:
        words = _("Today’s members of the Council that are on file")
    unknown = describe_unknown_members(chosen.members) if chosen.members.day else ""
    return f"{words} ({unknown.rstrip('.')})" if unknown else words


def get_cell_sentences() -> dict[str, str]:
    """What the drawing of the matrix says about a cell; the page's script fills in the values as Python would."""
    return {
        "pair": _("%(first)s–%(second)s %(share)s\N{NO-BREAK SPACE}%% of %(n)s, %(low)s–%(high)s"),
        "few": _(
            "%(first)s–%(second)s: %(n)s shared votes, too few for a figure (at least %(minimum)s are needed)"
        ),
        "compare": _("Compare them"),
        "self": _("%(first)s took a position in %(n)s votes"),
    }
