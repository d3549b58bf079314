"""Tables of the home page and of the page about the data."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _

from votes.core.choices import Adoption, CountedKind
from votes.core.coverage import Coverage, Tally, count_year
from votes.home.charts import build_decisions_chart
from votes.home.service import YearCount, YearCounts
from votes.models import ImportRun
from votes.web.chart import Chart

# The largest number of listed rows that an import rejected.
MOST_LISTED = 20


@dataclass(frozen=True)
class DecisionsRow:
    """The texts of one year, None for those without a day: `cells` by `Adoption` in its order, `n` in all."""

    year: int | None
    cells: list[int]
    n: int


def build_chart(counts: YearCounts) -> Chart:
    """The chart of the texts by year."""
    n = sum(row.n for row in counts.rows)
    about = _("Texts on file by how they were decided, n = %(n)s with a date") % {"n": intcomma(n)}
    return Chart("decisions-by-year", build_decisions_chart(counts.rows), _("Texts by year"), about)


def build_decision_rows(counts: YearCounts) -> list[DecisionsRow]:
    """The table under the year-by-year chart: the texts without a day, if there are any, then the latest year first."""
    rows = [build_decisions_row(None, counts.undated)] if counts.undated else []
    by_year = group_by_year(counts.rows)
    return rows + [build_decisions_row(year, by_year[year]) for year in sorted(by_year, reverse=True)]


def group_by_year(rows: Sequence[YearCount]) -> dict[int, dict[str, int]]:
    """{year: {adoption: n}}"""
    years: dict[int, dict[str, int]] = {}
    for row in rows:
        years.setdefault(row.year, {})[row.adoption] = row.n
    return years


def build_decisions_row(year: int | None, counts: Mapping[str, int]) -> DecisionsRow:
    return DecisionsRow(year, [counts.get(adoption.value, 0) for adoption in Adoption], sum(counts.values()))


@dataclass(frozen=True)
class ImportRow:
    """One import. `left_out` has the first `MOST_LISTED` of its `n_left_out` rows: kind, row and reason each."""

    run: ImportRun
    texts: int
    votes: int
    n_left_out: int
    left_out: list[Mapping[str, str]]

    @property
    def n_unlisted(self) -> int:
        return self.n_left_out - len(self.left_out)


def build_import_rows(runs: Iterable[ImportRun]) -> list[ImportRow]:
    """`texts` and `votes` are how many the files of an import held."""
    rows = []
    for run in runs:
        tallies = run.report.get("tallies", {})
        seen = {kind: tallies.get(kind, {}).get("seen", 0) for kind in ("texts", "votes")}
        rejected = run.report.get("rejected", [])
        rows.append(ImportRow(run, seen["texts"], seen["votes"], len(rejected), rejected[:MOST_LISTED]))
    return rows


def find_decade(today: datetime.date) -> int:
    """The year in which the decade of `today` began: 2020."""
    return today.year // 10 * 10


@dataclass(frozen=True)
class CoverageRow:
    """The recorded votes of one year, beside those that the Council took."""

    year: int
    texts: Tally
    amendments: Tally


def build_coverage_rows(coverage: Coverage) -> list[CoverageRow]:
    """One row for each year with a session of the Council, the latest first."""
    years = sorted({session.last.year for session in coverage.sessions}, reverse=True)
    return [
        CoverageRow(
            year,
            count_year(coverage, year, [CountedKind.TEXTS]),
            count_year(coverage, year, [CountedKind.AMENDMENTS]),
        )
        for year in years
    ]
