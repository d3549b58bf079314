"""The imports as the page on method shows them: what came in, when, and what was left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from votes.models import ImportRun

MOST_LISTED = 20


@dataclass(frozen=True)
class ImportLine:
    """One import. `left_out` has the first `MOST_LISTED` of its `n_left_out` rows: kind, row and reason each."""

    run: ImportRun
    texts: int
    votes: int
    n_left_out: int
    left_out: list[Mapping[str, str]]

    @property
    def n_unlisted(self) -> int:
        return self.n_left_out - len(self.left_out)


def build_lines(runs: Iterable[ImportRun]) -> list[ImportLine]:
    """One line an import; `texts` and `votes` are how many its files held."""
    lines = []
    for run in runs:
        tallies = run.report.get("tallies", {})
        seen = {kind: tallies.get(kind, {}).get("seen", 0) for kind in ("texts", "votes")}
        rejected = run.report.get("rejected", [])
        lines.append(ImportLine(run, seen["texts"], seen["votes"], len(rejected), rejected[:MOST_LISTED]))
    return lines
