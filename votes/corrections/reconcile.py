"""Corrections during an import: applies them to the incoming rows and notes new values in the source.

An import makes corrections by itself where evidence proves them: the membership of the day, or a second source.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from votes.checking.findings import Rule
from votes.checking.members import MembersByDay
from votes.checking.repairs import find_wrong_voters
from votes.core.choices import Body, CorrectedField
from votes.core.rows import TextRow
from votes.corrections.apply import build_correction_row, get_target, store_source_values
from votes.corrections.overlay import (
    CorrectionRow,
    SourceChange,
    apply_corrections,
    update_from_source,
)
from votes.corrections.proved import ProvedCorrection, build_correction, describe_proved
from votes.corrections.second_sources import find_second_sources
from votes.corrections.wording import describe_source_change, describe_wrong_voter
from votes.models import Correction, RecordVersion, Resolution, Session, State


@dataclass(frozen=True)
class Reconciliation:
    """The effect of one incoming row on the corrections of its text.

    `corrections` are those that were applied, `changes` are new values in the source for some of them, and `proved`
    the corrections that this import makes.
    """

    corrections: list[CorrectionRow]
    changes: list[SourceChange]
    proved: list[ProvedCorrection]


class AppliedCorrections:
    """Applies the corrections in force to the rows of one import. States and memberships must be loaded first.

    `correct` each row before it is compared with the text on file, then `store` after the texts have been written.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        """`names`: iso3 -> name of every State on file."""
        self.names = names
        self.members_by_day = MembersByDay()
        self.by_text: dict[int, list[Correction]] = defaultdict(list)
        # Withdrawn ones are included, so that the import does not make them again.
        self.decided: set[tuple[int, str]] = set()
        for correction in Correction.objects.select_related("state").order_by("pk"):
            row = build_correction_row(correction)
            self.decided.add((correction.resolution_id, get_target(row)))
            if correction.withdrawn_at is None:
                self.by_text[correction.resolution_id].append(correction)
        self.reconciliations: dict[tuple[str, str], Reconciliation] = {}

    def correct(self, row: TextRow, text_id: int | None) -> TextRow:
        """The row with its corrections. `text_id`: the text on file that the row is about, None for a new one."""
        corrections = [build_correction_row(c) for c in self.by_text.get(text_id or 0, ())]
        row, changes = apply_corrections(row, corrections)
        proved = [found for found in self.prove(row) if (text_id, found.target) not in self.decided]
        row, _ = apply_corrections(row, [found.correction for found in proved])
        if changes or proved:
            self.reconciliations[row.key] = Reconciliation(corrections, changes, proved)
        return row

    def prove(self, row: TextRow) -> list[ProvedCorrection]:
        """The corrections of `row` that evidence proves, at most one for each target."""
        return [*self.prove_voters(row), *find_second_sources(row)]

    def prove_voters(self, row: TextRow) -> list[ProvedCorrection]:
        """States listed by mistake; for the Council only, whose members are on file."""
        try:
            body = Session.parse_code(row.session)["body"]
        except ValueError:
            return []
        if not row.positions or row.date is None or body != Body.COUNCIL:
            return []
        found = find_wrong_voters(row.positions, self.members_by_day.on(row.date), self.names)
        return [
            ProvedCorrection(
                CorrectionRow(CorrectedField.VOTER, before=wrong, after=right, state=wrong),
                Rule.WRONG_VOTER,
                describe_wrong_voter(self.names[wrong], self.names[right], row.date),
            )
            for wrong, right in found
        ]

    def store(self, loaded: Iterable[tuple[Resolution, TextRow]]) -> list[str]:
        """Store the changes for the texts that were loaded; returns them in words, one line each, for the report."""
        lines: list[str] = []
        made: list[Correction] = []
        states: dict[str, State] = {}
        for text, row in loaded:
            if not (found := self.reconciliations.pop(row.key, None)):
                continue
            updated = update_from_source(found.corrections, found.changes)
            store_source_values(self.by_text.get(text.pk, ()), updated)
            lines += [f"{text.symbol}, {describe_source_change(change)}" for change in found.changes]
            if found.proved and not states:
                states = {state.iso3: state for state in State.objects.all()}
            made += [build_correction(text, proved, states) for proved in found.proved]
            lines += [describe_proved(text.symbol, proved) for proved in found.proved]
        Correction.objects.bulk_create(made)
        if lines:
            RecordVersion.bump()
        return lines
