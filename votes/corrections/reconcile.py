"""Corrections during an import: applies them to the incoming rows and notes new values in the source."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from votes.checking.findings import Rule
from votes.checking.members import MembersByDay
from votes.checking.repairs import find_wrong_voters
from votes.core.choices import Body, CorrectedField
from votes.core.rows import TextRow
from votes.corrections.apply import build_correction_row, store_source_values
from votes.corrections.overlay import (
    CorrectionRow,
    SourceChange,
    apply_corrections,
    rename_voter,
    update_from_source,
)
from votes.corrections.wording import describe_source_change, describe_wrong_voter
from votes.models import Correction, RecordVersion, Resolution, Session, State


@dataclass(frozen=True)
class Reconciliation:
    """The effect of one incoming row on the corrections of its text.

    `corrections` are those that were applied, `changes` are new values in the source for some of them, and
    `wrong_voters` the pairs (code listed by mistake, code of the member meant) proved by the membership of the day.
    """

    corrections: list[CorrectionRow]
    changes: list[SourceChange]
    wrong_voters: list[tuple[str, str]]


class AppliedCorrections:
    """Applies the corrections in force to the rows of one import. States and memberships must be loaded first.

    `correct` each row before it is compared with the text on file, then `store` after the texts have been written.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        """`names`: iso3 -> name of every State on file."""
        self.names = names
        self.members_by_day = MembersByDay()
        self.by_text: dict[int, list[Correction]] = defaultdict(list)
        for correction in Correction.objects.in_force().select_related("state").order_by("pk"):
            self.by_text[correction.resolution_id].append(correction)
        voters = Correction.objects.filter(field=CorrectedField.VOTER)
        # Withdrawn ones are included, so that the import does not make them again.
        self.decided_voters = set(voters.values_list("resolution_id", "state__iso3"))
        self.reconciliations: dict[tuple[str, str], Reconciliation] = {}

    def correct(self, row: TextRow, text_id: int | None) -> TextRow:
        """The row with its corrections. `text_id`: the text on file that the row is about, None for a new one."""
        corrections = [build_correction_row(c) for c in self.by_text.get(text_id or 0, ())]
        row, changes = apply_corrections(row, corrections)
        wrong_voters = [
            (wrong, right)
            for wrong, right in self.find_wrong_voters(row)
            if (text_id, wrong) not in self.decided_voters
        ]
        for wrong, right in wrong_voters:
            row = rename_voter(row, wrong, right)
        if changes or wrong_voters:
            self.reconciliations[row.key] = Reconciliation(corrections, changes, wrong_voters)
        return row

    def find_wrong_voters(self, row: TextRow) -> list[tuple[str, str]]:
        """Pairs (code listed by mistake, code of the member meant); for the Council only, whose members are on file."""
        try:
            body = Session.parse_code(row.session)["body"]
        except ValueError:
            return []
        if not row.positions or row.date is None or body != Body.COUNCIL:
            return []
        return find_wrong_voters(row.positions, self.members_by_day.on(row.date), self.names)

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
            if found.wrong_voters and not states:
                states = {state.iso3: state for state in State.objects.all()}
            for wrong, right in found.wrong_voters:
                made.append(self.build_voter_correction(text, states[wrong], states[right]))
                lines.append(f"{text.symbol}, {wrong} → {right}: {made[-1].reason}")
        Correction.objects.bulk_create(made)
        if lines:
            RecordVersion.bump()
        return lines

    def build_voter_correction(self, text: Resolution, wrong: State, right: State) -> Correction:
        return Correction(
            resolution=text,
            field=CorrectedField.VOTER,
            state=wrong,
            before=wrong.iso3,
            after=right.iso3,
            rule=Rule.WRONG_VOTER.value,
            reason=describe_wrong_voter(self.names[wrong.iso3], self.names[right.iso3], text.date),
        )
