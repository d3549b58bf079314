"""The page of one bloc: what its template shows."""

from typing import Any

from django.utils.translation import gettext as _

from votes.analysis.cohesion import FEWEST_VOTES
from votes.analysis.majority_position import DISSENT_LIMIT, FEWEST_POSITIONS, find_fewest_for_dissent
from votes.blocs.bloc.charts import build_cohesion_chart
from votes.blocs.bloc.query import BlocPageQuery
from votes.blocs.bloc.service import BlocRecord
from votes.core.choices import POSITIONS_TAKEN
from votes.scope.query import build_scope_parameters, build_scope_query
from votes.web.chart import Chart
from votes.web.numbers import format_percent
from votes.web.wording import describe_unknown_members

# Topics and members beyond these numbers are folded away.
TOPICS_SHOWN, MEMBERS_SHOWN = 12, 15


def build_chart(record: BlocRecord) -> Chart | None:
    """The chart of the cohesion by year; None where no year has a figure."""
    figure = build_cohesion_chart(record.figures) if record.figures else None
    if figure is None:
        return None
    title = _("Cohesion of %(group)s") % {"group": record.name}
    about = _("Mean Agreement Index by year, 0 to 1, n = %(n)s votes") % {
        "n": record.figures.cohesion.n if record.figures else 0
    }
    return Chart("cohesion-by-year", figure, title, about, is_explored=True)


def build_page(query: BlocPageQuery, record: BlocRecord) -> dict[str, Any]:
    """The context of the page, but for the notes and the page of votes that is shown."""
    figures = record.figures
    return {
        "asked": query,
        "record": record,
        "figures": figures,
        "scope_parameters": build_scope_parameters(query.scope),
        "scope_query": build_scope_query(query.scope),
        "form": query.form,
        "chart": build_chart(record),
        "topics": figures.topics[:TOPICS_SHOWN] if figures else [],
        "more_topics": figures.topics[TOPICS_SHOWN:] if figures else [],
        "unknown_members": describe_unknown_members(record.members_of_council),
        "first_members": figures.members[:MEMBERS_SHOWN] if figures else [],
        "more_members": figures.members[MEMBERS_SHOWN:] if figures else [],
        "positions": POSITIONS_TAKEN,
        "dissent_limit": format_percent(DISSENT_LIMIT),
        "fewest_positions": FEWEST_POSITIONS,
        "fewest_for_dissent": find_fewest_for_dissent(),
        "fewest_votes": FEWEST_VOTES,
    }
