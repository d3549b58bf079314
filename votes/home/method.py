"""What the method page shows: every measure in words, and worked examples that the code itself computes."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from votes.analysis.agreement import AgreementMatrix, PairAgreement, compute_agreement
from votes.analysis.methods import METHODS, Threshold
from votes.analysis.scope import Scope
from votes.scope.population import measure_population
from votes.scope.vote_table import VoteTable
from votes.scope.wording import list_population_words
from votes.web.numbers import format_percent

# Two States that were members together for most of the Council's years.
EXAMPLE_PAIR = ("CHN", "CUB")


@dataclass(frozen=True)
class MethodRow:
    """A measure in the reader's language; `thresholds`: (what it is, the number the code uses)."""

    key: str
    name: str
    formula: str
    caution: str
    source: str
    thresholds: list[tuple[str, str]]


def format_threshold(threshold: Threshold) -> str:
    """0.15 -> "15 %", 20 -> "20"."""
    is_share = 0 < threshold.value < 1
    return format_percent(threshold.value) if is_share else f"{threshold.value:g}"


def list_methods() -> list[MethodRow]:
    """Every measure in the order of the page."""
    return [
        MethodRow(
            method.key,
            _(method.name),
            _(method.formula),
            _(method.caution),
            method.source,
            [(_(threshold.name), format_threshold(threshold)) for threshold in method.thresholds],
        )
        for method in METHODS.values()
    ]


@dataclass(frozen=True)
class WorkedPair:
    """A pair's figures with the whole calculation, one line a step: (what, the sum, what it comes to).

    `counted`: which votes they count, in words.
    """

    pair: PairAgreement
    names: tuple[str, str]
    counted: str
    steps: list[tuple[str, str, str]]


def build_worked_pair(table: VoteTable) -> WorkedPair | None:
    """The agreement of two States of the record step by step, over the votes that figures count by default.

    None where one of them is not on file, or where they share too few votes.
    """
    if not set(EXAMPLE_PAIR) <= set(table.matrix.row_of):
        return None
    since = table.choices.default_first
    scope = Scope(first=since, default_first=since)
    matrix = table.matrix.select(votes=table.choose(scope).mask, states=EXAMPLE_PAIR)
    agreed = compute_agreement(matrix, scope.minimum)
    pair = agreed.get_pair(*matrix.states)
    if pair.agreement is None:
        return None
    first, second = EXAMPLE_PAIR
    population = measure_population(table, scope, table.mark_votes_of(EXAMPLE_PAIR, fewest=len(EXAMPLE_PAIR)))
    counted = " · ".join(list_population_words(population))
    return WorkedPair(pair, (table.names[first], table.names[second]), counted, list_steps(agreed, pair))


def list_steps(agreed: AgreementMatrix, pair: PairAgreement) -> list[tuple[str, str, str]]:
    """The steps from the votes shared to kappa; `agreed` has the two States of `pair` alone."""
    expected = float(agreed.expected[0, 1])
    low, high = pair.interval or (None, None)
    kappa = "–" if pair.kappa is None else f"{pair.kappa:.2f}"
    return [
        (_("Votes in which both took a position"), "n", str(pair.n)),
        (
            _("Agreement"),
            f"{pair.same} ÷ {pair.n}",
            format_percent(pair.agreement),
        ),
        (_("95 % interval"), _("Wilson"), f"{format_percent(low)} – {format_percent(high)}"),
        (
            _("Abstention as half"),
            f"({pair.same} + {pair.half} ÷ 2) ÷ {pair.n}",
            format_percent(pair.agreement_half),
        ),
        (_("Expected by chance"), _("from the shares of the three positions"), f"{expected:.3f}"),
        (
            _("Kappa"),
            f"({pair.same / pair.n:.3f} − {expected:.3f}) ÷ (1 − {expected:.3f})",
            kappa,
        ),
    ]
