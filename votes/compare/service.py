"""Two to four States compared: how often they agreed, year by year, and where they differed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TypeVar

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from votes.analysis.agreement import PairAgreement, compare_pair, compute_agreement_by_part
from votes.analysis.differing import Differing, list_differing
from votes.analysis.parts import Parts, split_rolling, split_years
from votes.analysis.scope import Scope, split_items, split_topics
from votes.compare.wording import describe_pair
from votes.core.choices import Position
from votes.scope.vote_table import VoteTable
from votes.scope.wording import name_states
from votes.web.wording import join_names

Part = TypeVar("Part")


# Two States share some ten to thirty votes a year, too few for most years by themselves.
WINDOW_YEARS = 3


@dataclass(frozen=True)
class Comparison:
    """`pairs` in the order of `states`, and the same pairs in each part of the votes.

    `windows`: (first year, last year) of every three years in a row; `topics` by name, those with most votes
    first; `items` by number, 0 without one. `asked`: the positions by which the differing votes were chosen.
    `left_out`: votes that only their flag keeps out.
    """

    states: tuple[str, ...]
    table: VoteTable
    pairs: tuple[PairAgreement, ...]
    years: dict[int, list[PairAgreement]]
    windows: dict[tuple[int, int], list[PairAgreement]]
    topics: dict[str, list[PairAgreement]]
    items: dict[int, list[PairAgreement]]
    differing: Differing
    left_out: int
    asked: Mapping[str, Position] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        return [self.table.names[iso3] for iso3 in self.states]

    @property
    def finding(self) -> str:
        """What a pair's agreement comes to, or of more States how often they differed, as one sentence."""
        names = name_states(self.table)
        if len(self.pairs) == 1:
            return capfirst(describe_pair(self.pairs[0], names))
        listed = join_names([names[iso3] for iso3 in self.states])
        words = {"names": listed, "differ": self.differing.differ, "n": self.differing.n}
        return capfirst(
            _("%(names)s did not all take the same position in %(differ)s of %(n)s votes") % words
        )


def compare(
    table: VoteTable, states: Sequence[str], scope: Scope, asked: Mapping[str, Position] | None = None
) -> Comparison:
    """`states` compared over the votes of `scope`; `asked` chooses among the votes in which they differ.

    ValueError as `list_differing` raises it.
    """
    selection = table.choose(scope)
    matrix = table.matrix.select(votes=selection.mask, states=states)
    couples = list(combinations(states, 2))

    def split(parts: Parts[Part]) -> dict[Part, list[PairAgreement]]:
        found = compute_agreement_by_part(matrix, parts, scope.minimum)
        return {part: [table.get_pair(*couple) for couple in couples] for part, table in found.items()}

    def split_shared(parts: Parts[Part]) -> dict[Part, list[PairAgreement]]:
        """Without the parts in which nobody shares a vote."""
        return {part: pairs for part, pairs in split(parts).items() if any(pair.n for pair in pairs)}

    return Comparison(
        states=tuple(states),
        table=table,
        pairs=tuple(compare_pair(matrix, *couple, scope.minimum) for couple in couples),
        years=split(split_years(matrix)),
        windows=split(split_rolling(matrix, WINDOW_YEARS)),
        topics=split_shared(split_topics(table.labels, selection.mask)),
        items=split_shared(split_items(table.labels, selection.mask)),
        differing=list_differing(matrix, states, asked),
        left_out=selection.left_out,
        asked=asked or {},
    )
