"""What a page counts: how many votes or texts, of which body, kinds and years, and what it leaves out."""

from dataclasses import dataclass, replace

import numpy as np

from votes.analysis.scope import Mask, Scope
from votes.core.choices import EVERY, Body, CountedKind
from votes.core.coverage import Coverage, Tally
from votes.scope.vote_table import ScopeChoices, VoteTable
from votes.web.coverage import describe_share


@dataclass(frozen=True)
class Population:
    """The `n` votes (or texts, if `of_texts`) that a page counts, from the year `first` to `last`.

    The years are None where nothing is counted. `n_unreconciled`: how many votes within the scope have a roll-call
    that is not reconciled; they are in `n` only if the scope asks for them. `n_other_kinds`: how many more the page
    counts with amendments and no-action motions; 0 if the scope names a kind. `complete`: which part of the record
    is complete, in words, "" where nothing is to be said.
    """

    scope: Scope
    n: int
    first: int | None
    last: int | None
    n_unreconciled: int = 0
    n_other_kinds: int = 0
    of_texts: bool = False
    choices: ScopeChoices | None = None
    complete: str = ""

    @property
    def left_out(self) -> int:
        """How many votes are not counted because their roll-call is not reconciled."""
        return 0 if self.scope.unreconciled else self.n_unreconciled


def measure_population(table: VoteTable, scope: Scope, within: Mask | None = None) -> Population:
    """The votes of `scope` that a page counts; `within`: those that can concern the page at all, None for all."""
    chosen = scope.choose(table.labels, within).mask
    every = replace(scope, unreconciled=True).choose(table.labels, within).mask
    other_kinds = 0
    if not scope.kind:
        wider = replace(scope, kind=EVERY).choose(table.labels, within).mask
        other_kinds = int((wider & ~chosen).sum())
    years = table.labels.dates[chosen].astype("datetime64[Y]").astype(np.int64) + 1970
    return Population(
        scope,
        n=int(chosen.sum()),
        first=int(years.min()) if years.size else None,
        last=int(years.max()) if years.size else None,
        n_unreconciled=int((every & ~table.labels.usable).sum()),
        n_other_kinds=other_kinds,
        choices=table.choices,
        complete=describe_completeness(table.coverage, scope),
    )


def describe_completeness(coverage: Coverage, scope: Scope) -> str:
    """How many recorded votes are on file in the sessions of a scope, beside those that the Council took, in words.

    A session counts if it ended within the days of the scope. Topics, items and sponsors do not narrow it. "" if
    nothing is known, as of the Commission.
    """
    found = count_covered(coverage, scope)
    return describe_share(*found) if found else ""


def describe_selection(coverage: Coverage, scope: Scope) -> str:
    """The same for a list of texts; "" unless recorded votes are known to be missing.

    Nothing is known of how many texts there were that were adopted without a vote.
    """
    found = count_covered(coverage, scope)
    return describe_share(*found) if found and found[0].is_selection else ""


def count_covered(coverage: Coverage, scope: Scope) -> tuple[Tally, list[CountedKind]] | None:
    """The recorded votes in the sessions of a scope, and their kinds; None if nothing is known of them."""
    if scope.body != Body.COUNCIL or not coverage.sessions:
        return None
    kinds = list(CountedKind) if scope.kind == EVERY else [CountedKind.of(scope.kind)]
    if not scope.session:
        return coverage.count(kinds, scope.first, scope.last), kinds
    session = coverage.by_code.get(scope.session)
    return (session.count(kinds), kinds) if session else None
