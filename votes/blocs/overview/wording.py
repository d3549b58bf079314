"""What many States show besides the matrix: between two poles, on the map, cohesion by year, apart from the group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.analysis.agreement import compute_agreement
from votes.analysis.cohesion import FEWEST_VOTES, Cohesion, compute_cohesion, compute_cohesion_by_part
from votes.analysis.dissent import DissentRate, rank_dissent
from votes.analysis.matrix import Mask
from votes.analysis.partners import TwoPoleMap, build_two_pole_map
from votes.analysis.parts import split_years
from votes.analysis.spatial import SpatialMap
from votes.blocs.overview import charts
from votes.blocs.overview.service import Chosen
from votes.blocs.terms import BlocTerms
from votes.web.charts import Figure
from votes.web.numbers import format_percent
from votes.web.wording import add_article, join_names

Row = dict[str, Any]
# The poles where the address names none.
POLES = ("USA", "CHN")
DRAWN_APART = 25


def pick_poles(chosen: Chosen, asked: Sequence[str]) -> tuple[str, str] | None:
    """The two different States asked for; else the usual two; else the first two chosen; None for want of two."""
    for pair in (tuple(asked), POLES, chosen.states[:2]):
        if len(set(pair)) == 2 and all(iso3 in chosen.selected.row_of for iso3 in pair):
            return pair[0], pair[1]
    return None


def build_poles(chosen: Chosen, first: str, second: str) -> TwoPoleMap:
    states = {*chosen.states, first, second}
    return build_two_pole_map(
        compute_agreement(chosen.selected.select(states=states), chosen.scope.minimum), first, second
    )


def describe_poles(poles: TwoPoleMap, names: Mapping[str, str]) -> str:
    """Which pole more of the States vote with, in a sentence."""
    nearer_first = sum((p.with_first.agreement or 0) > (p.with_second.agreement or 0) for p in poles.points)
    nearer_second = sum((p.with_second.agreement or 0) > (p.with_first.agreement or 0) for p in poles.points)
    first, second = names[poles.first], names[poles.second]
    if not poles.points:
        words = {"minimum": poles.minimum, "first": first, "second": second}
        return _("None of these States shares %(minimum)s votes with both %(first)s and %(second)s") % words
    if nearer_second > nearer_first:
        first, second, nearer_first = second, first, nearer_second
    return ngettext(
        "%(nearer)s of %(n)s State votes more often with %(first)s than with %(second)s",
        "%(nearer)s of %(n)s States vote more often with %(first)s than with %(second)s",
        len(poles.points),
    ) % {"nearer": nearer_first, "n": len(poles.points), "first": first, "second": second}


def draw_poles(poles: TwoPoleMap, names: Mapping[str, str]) -> Figure:
    axes = [_("agreement with %(pole)s") % {"pole": pole} for pole in (poles.first, poles.second)]
    return charts.build_pole_chart(poles, names, axes[0], axes[1])


def describe_map(spatial: SpatialMap, names: Mapping[str, str]) -> str:
    """How far the map explains the record, and who stands at its ends."""
    if not spatial.states:
        return _("These votes divide too few States for a map")
    along = np.argsort(spatial.points[:, 0])
    words = {
        "low": names[spatial.states[along[0]]],
        "high": names[spatial.states[along[-1]]],
        "share": format_percent(spatial.share_classified),
        "n": number_format(spatial.n_classified, force_grouping=True),
    }
    if spatial.points.shape[1] == 1:
        return _("One line from %(low)s to %(high)s accounts for %(share)s of %(n)s positions") % words
    return _("From %(low)s to %(high)s: two dimensions account for %(share)s of %(n)s positions") % words


def list_map_rows(spatial: SpatialMap, shown: Sequence[str], names: Mapping[str, str]) -> list[Row]:
    """The States shown, along the first axis; `axes` has (point, low, high) for each dimension."""
    row_of = {iso3: row for row, iso3 in enumerate(spatial.states)}
    rows = sorted((row_of[iso3] for iso3 in shown if iso3 in row_of), key=lambda row: spatial.points[row, 0])
    return [
        {
            "state": spatial.states[row],
            "name": names[spatial.states[row]],
            "n": spatial.n[row],
            "axes": [
                (float(p), float(low), float(high))
                for p, low, high in zip(spatial.points[row], spatial.low[row], spatial.high[row], strict=True)
            ],
        }
        for row in rows
    ]


def draw_map(spatial: SpatialMap, shown: Sequence[str], names: Mapping[str, str]) -> Figure:
    if spatial.points.shape[1] == 1:
        return charts.build_line_chart(spatial, shown, names)
    return charts.build_map_chart(spatial, shown, names)


@dataclass(frozen=True)
class Group:
    """A bloc as the views of groups take it: who was in it, [States x votes] or one truth a State."""

    name: str
    short_name: str
    in_sentence: str
    slug: str
    members: Mask


def list_groups(
    chosen: Chosen,
    blocs: Sequence[BlocTerms],
    own: Sequence[str],
    own_name: str,
    default: Sequence[BlocTerms],
) -> list[Group]:
    """The blocs chosen and the reader's own; the regional groups where neither was chosen."""
    listed = blocs if blocs or own else default
    groups = [
        Group(bloc.name, bloc.short_name, name_bloc(bloc), bloc.slug, bloc.mark(chosen.selected))
        for bloc in listed
    ]
    if own:
        members = np.isin(chosen.selected.states, list(own))
        name = own_name or _("The States chosen")
        groups.append(Group(name, name, own_name or _("the States chosen"), "", members))
    return groups


def name_bloc(bloc: BlocTerms) -> str:
    """The name as it stands inside a sentence."""
    return add_article(bloc.name, bloc.with_article)


@dataclass(frozen=True)
class CohesionView:
    """Each group's cohesion over all votes and in each year, by the group's name; the groups likewise."""

    overall: dict[str, Cohesion]
    by_year: dict[str, dict[int, Cohesion]]
    groups: dict[str, Group]

    @property
    def years(self) -> list[tuple[int, list[tuple[str, Cohesion]]]]:
        """(year, each group's name and cohesion), the latest first."""
        years = next(iter(self.by_year.values()), {})
        return [
            (year, [(name, cells[year]) for name, cells in self.by_year.items()]) for year in reversed(years)
        ]

    @property
    def minimum(self) -> int:
        return FEWEST_VOTES


def measure_cohesion(chosen: Chosen, groups: Sequence[Group]) -> CohesionView:
    masks = {group.name: group.members for group in groups}
    return CohesionView(
        overall={name: compute_cohesion(chosen.selected, members) for name, members in masks.items()},
        by_year=compute_cohesion_by_part(chosen.selected, masks, split_years(chosen.selected)),
        groups={group.name: group for group in groups},
    )


def describe_cohesion(view: CohesionView) -> str:
    """Which group votes most as one, and which least."""
    measured = sorted(
        (figures.mean, figures.n, name) for name, figures in view.overall.items() if figures.mean is not None
    )
    if not measured:
        return _("Too few votes for a figure of cohesion")
    (low, n_last, last), (high, n, first) = measured[0], measured[-1]
    words = {"first": view.groups[first].in_sentence, "high": f"{high:.2f}", "n": n}
    if len(measured) == 1:
        return capfirst(_("%(first)s: cohesion of %(high)s in %(n)s votes, where 1 is all as one") % words)
    words |= {"last": view.groups[last].in_sentence, "low": f"{low:.2f}", "n_last": n_last}
    said = _("Most as one: %(first)s (%(high)s in %(n)s votes); least: %(last)s (%(low)s in %(n_last)s)")
    return said % words


def draw_cohesion(view: CohesionView) -> Figure:
    by_year = {view.groups[name].short_name: cells for name, cells in view.by_year.items()}
    overall = {view.groups[name].short_name: figures for name, figures in view.overall.items()}
    return charts.build_cohesion_chart(by_year, overall, _("%(name)s: %(mean)s, n = %(n)s"))


def rank_all_dissent(
    chosen: Chosen, groups: Sequence[Group], only: Sequence[str]
) -> list[tuple[str, DissentRate]]:
    """(group, figures) of every State in `groups`, the most often apart first; of `only` these where given."""
    ranked = rank_dissent(
        chosen.selected, {group.name: group.members for group in groups}, chosen.scope.minimum
    )
    rows = [
        (name, times)
        for name, listed in ranked.items()
        for times in listed
        if not only or times.state in only
    ]
    return sorted(rows, key=lambda row: (row[1].share is None, -(row[1].share or 0), -row[1].n, row[1].state))


def describe_apart(rows: Sequence[tuple[str, DissentRate]], names: Mapping[str, str]) -> str:
    """Who left the line of its group most often."""
    if not rows or rows[0][1].share is None:
        return _("Nobody here can be said to have left a line of its group")
    group, first = rows[0]
    words = {"state": names[first.state], "share": format_percent(first.share), "n": first.n, "group": group}
    said = _("%(state)s left the line of its group most often: %(share)s of %(n)s votes (%(group)s)")
    return capfirst(said % words)


def draw_apart(rows: Sequence[tuple[str, DissentRate]], names: Mapping[str, str]) -> Figure:
    shown = [(f"{names[times.state]}, {group}", times) for group, times in rows[:DRAWN_APART]]
    return charts.build_apart_chart(shown)


def name_choice(
    chosen: Chosen, blocs: Sequence[BlocTerms], own: Sequence[str], name: str, default: str
) -> str:
    """Who is shown, in a few words: the reader's name for it, blocs, States while they are few, or how many.

    `default`: the words for nothing chosen.
    """
    parts = [bloc.short_name if not bloc.group else bloc.name for bloc in blocs]
    if own:
        few = len(own) <= 6
        listed = [chosen.get_name(iso3) for iso3 in own] if few else [_("%(n)s States") % {"n": len(own)}]
        parts += listed
    said = join_names(parts)
    if not parts:
        said = default
    return _("%(name)s: %(states)s") % {"name": name, "states": said} if name else said
