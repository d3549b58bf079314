"""What the list of States and the page of one show."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse
from django.utils.translation import gettext as _

from votes.analysis.tally import Counts
from votes.blocs.overview.matrix_grid import find_step, list_steps
from votes.compare.wording import describe_cell
from votes.core.choices import COUNCIL_SINCE, Body, Position, RegionalGroup
from votes.core.terms import find_member_years
from votes.states.charts import build_years_chart
from votes.states.partners import GroupAgreement, Partner, StatePartners
from votes.states.service import ListedState, StateRecord, StateVote
from votes.states.wording import describe_no_votes, describe_state
from votes.web.chart import Chart
from votes.web.charts import INK, RULE
from votes.web.numbers import describe_share
from votes.web.svg.elements import Key
from votes.web.world_map import Fill, WorldMap, build_world_map

# The number of dissents listed on the page, the latest first.
MOST_DISSENTS = 20


@dataclass(frozen=True)
class YearRow:
    """One year of a State: its counts, or a gap where it was not a member of the Council on any day of that year.

    Who was a member of the Commission is not on file, so no year before the Council's first is a gap.
    """

    year: int
    counts: Counts
    is_gap: bool


@dataclass(frozen=True)
class StateRow:
    """A State in the list of States; `cells` are its totals in the order of the positions."""

    listed: ListedState
    cells: list[int]


@dataclass(frozen=True)
class AgreementRow:
    """A State, a group or a bloc with its agreement in figures and words; `share` is None under the minimum."""

    name: str
    url: str
    share: float | None
    words: str


@dataclass(frozen=True)
class PartnerTables:
    """The tables of whom the State agrees with, and the map of the same; `everyone`: all States with a figure."""

    everyone: list[AgreementRow]
    closest: list[AgreementRow]
    furthest: list[AgreementRow]
    groups: list[AgreementRow]
    blocs: list[AgreementRow]
    world_map: WorldMap


@dataclass(frozen=True)
class StatePage:
    """What the page of a State shows besides its record. `dissents`: the latest of all `n_dissents`.

    `n_listed`: how many votes there are to list, with those in which it could not vote.
    `nothing`: what the page says instead of the finding where no vote is counted. `has_earlier`: whether it has votes
    in the earlier years that figures leave out by default, and no others.
    """

    finding: str
    nothing: str
    has_earlier: bool
    n_listed: int
    years: list[YearRow]
    n_dissents: int
    dissents: list[StateVote]
    agreement: PartnerTables | None

    @property
    def has_gaps(self) -> bool:
        """Whether the State was not a member of the Council in one of the years shown."""
        return any(row.is_gap for row in self.years)


def build_state_page(record: StateRecord, dissents: list[StateVote], today: datetime.date) -> StatePage:
    """`dissents`: the latest ones, with their texts."""
    return StatePage(
        finding=describe_state(record),
        nothing=describe_no_votes(record),
        has_earlier=bool(not record.votes and record.earlier and record.earlier.n),
        n_listed=len(record.votes) + len(record.suspended),
        years=build_years(record, today),
        n_dissents=len(record.dissents),
        dissents=dissents,
        agreement=build_partner_tables(record.state.name, record.partners) if record.partners else None,
    )


def build_chart(record: StateRecord, page: StatePage) -> Chart:
    """The chart of the positions by year."""
    figure = build_years_chart(
        [row.year for row in page.years], record.years, [row.year for row in page.years if row.is_gap]
    )
    about = _("Positions by year, n = %(n)s recorded votes") % {"n": intcomma(len(record.votes))}
    return Chart("positions-by-year", figure, f"{record.state.name}: {page.finding}", about)


def build_partner_tables(name: str, partners: StatePartners) -> PartnerTables:
    return PartnerTables(
        everyone=build_partner_rows(partners.everyone),
        closest=build_partner_rows(partners.closest),
        furthest=build_partner_rows(partners.furthest),
        groups=build_group_rows(partners.groups),
        blocs=build_group_rows(partners.blocs),
        world_map=build_map(name, partners.everyone),
    )


def build_map(name: str, partners: Sequence[Partner]) -> WorldMap:
    """The States on the map by their agreement with the State called `name`, in the steps of the matrix."""
    fills = {
        partner.figures.second: Fill(
            f"var(--m{find_step(round(100 * (partner.figures.agreement or 0)))})",
            f"{partner.name}: {describe_cell(partner.figures)}",
        )
        for partner in partners
    }
    keys = [Key(f"{step['words']} %", f"var(--m{step['step']})", INK) for step in list_steps()]
    keys.append(Key(_("Too few shared votes, or none"), RULE))
    title = _("Agreement with %(state)s") % {"state": name}
    return build_world_map("agreement-map", title, fills, keys)


def build_partner_rows(partners: Sequence[Partner]) -> list[AgreementRow]:
    """Each row has a link to the comparison of the two States."""
    return [
        AgreementRow(
            partner.name,
            reverse("compare", args=[f"{partner.figures.first}/{partner.figures.second}"]),
            partner.figures.agreement,
            describe_cell(partner.figures),
        )
        for partner in partners
    ]


def build_group_rows(groups: Sequence[GroupAgreement]) -> list[AgreementRow]:
    """Each row has a link to the page of the group or bloc."""
    return [
        AgreementRow(
            group.terms.short_name,
            reverse("bloc", args=[group.terms.slug]),
            group.figures.mean,
            describe_share(group.figures.mean, group.figures.n, group.figures.interval),
        )
        for group in groups
    ]


def build_state_groups(states: Iterable[ListedState]) -> list[tuple[RegionalGroup, list[StateRow]]]:
    """The rows of the list of States under the regional group each belongs to now."""
    rows = [StateRow(listed, [listed.totals[position] for position in Position]) for listed in states]
    return [
        (group, [row for row in rows if row.listed.state.regional_group == group]) for group in RegionalGroup
    ]


def build_years(record: StateRecord, today: datetime.date) -> list[YearRow]:
    """Every year from the first to the last in which the State was a member or voted, gaps included.

    Years outside the days of the scope are left out. Of the Commission only the years with votes are known.
    """
    scope = record.population.scope
    in_council = scope.body == Body.COUNCIL
    member = find_member_years([(term.start, term.end) for term in record.terms if in_council], today)
    first, last = (scope.first or datetime.date.min).year, (scope.last or datetime.date.max).year
    touched = {year for year in member | set(record.years) if first <= year <= last}
    if not touched:
        return []
    nothing = dict.fromkeys(Position, 0)
    return [
        YearRow(
            year,
            record.years.get(year, nothing),
            is_gap=bool(member) and year >= COUNCIL_SINCE and year not in touched,
        )
        for year in range(min(touched), max(touched) + 1)
    ]
