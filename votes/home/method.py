"""What the method page shows: every measure in words, and worked examples that the code itself computes."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from votes.analysis.agreement import AgreementMatrix, PairAgreement, compute_agreement
from votes.analysis.matrix import VoteMatrix
from votes.analysis.methods import METHODS, Threshold
from votes.analysis.scope import Scope
from votes.scope.vote_table import VoteTable
from votes.web.numbers import format_percent

# Two States that were members together for most of the Council's years.
PAIR = ("CHN", "CUB")


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
class Working:
    """A pair's figures with the whole calculation, one line a step: (what, the sum, what it comes to)."""

    pair: PairAgreement
    names: tuple[str, str]
    steps: list[tuple[str, str, str]]


def work_out(matrix: VoteMatrix, names: tuple[str, str], minimum: int) -> Working | None:
    """The agreement of the two States of `matrix` step by step; None where they share too few votes."""
    agreed = compute_agreement(matrix, minimum)
    pair = agreed.get_pair(*matrix.states)
    if pair.agreement is None:
        return None
    return Working(pair, names, list_steps(agreed, pair))


def list_steps(agreed: AgreementMatrix, pair: PairAgreement) -> list[tuple[str, str, str]]:
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


def work_out_record(table: VoteTable) -> Working | None:
    """The same for two States of the record, over the votes that figures count by default."""
    if not set(PAIR) <= set(table.matrix.row_of):
        return None
    scope = Scope()
    matrix = table.matrix.select(votes=table.choose(scope).mask, states=PAIR)
    first, second = PAIR
    return work_out(matrix, (table.names[first], table.names[second]), scope.minimum)
