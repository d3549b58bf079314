"""What the page of a series shows."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from votes.analysis.movement import Movement, compare_roll_calls
from votes.core.choices import Outcome, Position
from votes.explanations.page import ExplanationRow, build_explanation
from votes.models import Bloc, Explanation, Resolution, State
from votes.resolutions.wording import describe_movement
from votes.series.charts import SeriesBar, build_series_chart
from votes.series.histories import GroupHistories, build_histories
from votes.series.query import SeriesQuery
from votes.series.service import Appearance, SeriesRecord
from votes.series.wording import describe_series
from votes.web.address import read_choice
from votes.web.chart import Chart
from votes.web.wording import describe_outcome, describe_unknown_members, shorten_symbol, sort_by_name


@dataclass(frozen=True)
class Direction:
    """The States that moved the same way."""

    before: Position
    after: Position
    states: list[State]


@dataclass(frozen=True)
class RollCallComparison:
    """Two roll-calls of the series: who moved where, and who is in only one of them, with its position there."""

    earlier: Resolution
    later: Resolution
    finding: str
    directions: list[Direction]
    new: list[tuple[State, Position]]
    left: list[tuple[State, Position]]

    @property
    def is_trusted(self) -> bool:
        """Whether the check has no error in either."""
        return self.earlier.is_trusted and self.later.is_trusted


@dataclass(frozen=True)
class SponsorRow:
    """The main sponsors of one text; `joined` are those that were none of the text before."""

    text: Resolution
    states: list[State]
    blocs: list[Bloc]
    joined: list[State]


@dataclass(frozen=True)
class TextExplanations:
    """The statements on one text."""

    text: Resolution
    rows: list[ExplanationRow]


@dataclass(frozen=True)
class SeriesPage:
    """What the page of a series shows besides its record.

    `unknown_members`: how many of today's members are not on file, "" if all are or if all States are listed.

    `first` and `last` are the texts whose totals stand on top, those that the record denies left out; `last` is None
    where there is only one. `bars`: the texts for the chart. `titles`: the texts that had another title than the
    series.
    """

    first: Resolution | None
    last: Resolution | None
    finding: str
    comparison: RollCallComparison | None
    groups: list[GroupHistories]
    unknown_members: str
    bars: list[SeriesBar]
    sponsors: list[SponsorRow]
    explanations: list[TextExplanations]
    titles: list[Resolution]
    notes: list[str]


def choose_pair(record: SeriesRecord, query: SeriesQuery) -> tuple[Appearance, Appearance, list[str]] | None:
    """The two votes that the query names, else the last two, and notes; None where fewer than two can be compared."""
    voted = record.compared
    if len(voted) < 2:
        return None
    by_address = {appearance.text.address: appearance for appearance in voted}
    chosen, notes = [voted[-2], voted[-1]], list[str]()
    for place, name in enumerate(("earlier", "later")):
        value, unknown = read_choice(asdict(query), name, by_address)
        if value:
            chosen[place] = by_address[value]
        notes += unknown
    earlier, later = sorted(chosen, key=voted.index)
    if earlier is later:
        place = voted.index(later)
        earlier, later = (voted[place - 1], later) if place else (later, voted[1])
        notes.append(
            _(
                "A vote cannot be compared with itself, so the previous or next vote in the series is shown instead."
            )
        )
    return earlier, later, notes


def group_moves(movement: Movement, states: Mapping[str, State]) -> list[Direction]:
    """The moves by direction, most States first."""
    found: dict[tuple[Position, Position], list[State]] = {}
    for move in movement.moves:
        found.setdefault((move.before, move.after), []).append(states[move.iso3])
    rows = [Direction(before, after, sort_by_name(moved)) for (before, after), moved in found.items()]
    return sorted(rows, key=lambda row: -len(row.states))


def compare_appearances(
    earlier: Appearance, later: Appearance, states: Mapping[str, State]
) -> RollCallComparison:
    movement = compare_roll_calls(earlier.positions, later.positions)
    return RollCallComparison(
        earlier.text,
        later.text,
        describe_movement(movement),
        group_moves(movement, states),
        [(state, later.positions[state.iso3]) for state in sort_by_name(states[i] for i in movement.new)],
        [(state, earlier.positions[state.iso3]) for state in sort_by_name(states[i] for i in movement.left)],
    )


def build_sponsors(record: SeriesRecord) -> list[SponsorRow]:
    """The main sponsors of each text, and which of them were none of the text before."""
    rows: list[SponsorRow] = []
    before: set[int] | None = None
    for appearance in record.appearances:
        states = sort_by_name(appearance.text.sponsors.all())
        blocs = list(appearance.text.sponsor_blocs.all())
        if states or blocs:
            joined = [state for state in states if before is not None and state.pk not in before]
            rows.append(SponsorRow(appearance.text, states, blocs, joined))
            before = {state.pk for state in states}
    return rows


def build_series_page(record: SeriesRecord, query: SeriesQuery) -> SeriesPage:
    pair = choose_pair(record, query)
    with_totals = [a.text for a in record.appearances if a.text.has_sound_totals]
    return SeriesPage(
        first=with_totals[0] if with_totals else None,
        last=with_totals[-1] if len(with_totals) > 1 else None,
        finding=describe_series(record),
        comparison=compare_appearances(pair[0], pair[1], record.states) if pair else None,
        groups=build_histories(
            record.compared, record.states, record.members_today if query.only_today else None
        )
        if record.compared
        else [],
        unknown_members=describe_unknown_members(record.members_today) if query.only_today else "",
        bars=build_bars(record),
        sponsors=build_sponsors(record),
        explanations=build_text_explanations(record),
        titles=[a.text for a in record.appearances if a.text.title != record.series.title],
        notes=[*query.notes, *(pair[2] if pair else [])],
    )


def build_chart(record: SeriesRecord, page: SeriesPage) -> Chart:
    """The chart of the totals over the years."""
    about = _("Official totals of all texts in the series, n = %(n)s") % {"n": len(page.bars)}
    title = f"{record.series.title}: {page.finding}"
    return Chart("series-chart", build_series_chart(page.bars), title, about)


def build_text_explanations(record: SeriesRecord) -> list[TextExplanations]:
    """The statements, newest text first; texts without one are left out."""
    return [
        TextExplanations(
            appearance.text,
            [build_explanation(e, find_position(appearance, e)) for e in appearance.explanations],
        )
        for appearance in reversed(record.appearances)
        if appearance.explanations
    ]


def find_position(appearance: Appearance, explanation: Explanation) -> Position | None:
    """The recorded position of the speaker; None without one, or if the roll-call cannot be trusted."""
    if explanation.state is None or not appearance.text.is_trusted:
        return None
    return appearance.positions.get(explanation.state.iso3)


def build_bars(record: SeriesRecord) -> list[SeriesBar]:
    """The texts for the chart, labelled with year and number."""
    bars = []
    for appearance in record.appearances:
        text = appearance.text
        year = text.date.year if text.date else _("tabled") if text.outcome == Outcome.TABLED else ""
        symbol = shorten_symbol(text)
        label = f"{year} · {symbol}" if year else symbol
        bars.append(
            SeriesBar(label, text.official if text.has_sound_totals else None, describe_outcome(text))
        )
    return bars
