"""Corrections through an import: incoming rows as they shall stand here, and what the source says of it by now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from votes.checking.findings import Rule
from votes.checking.members import MembersByDay
from votes.checking.repairs import find_wrong_voters
from votes.core.choices import Body, CorrectedField
from votes.core.rows import TextRow
from votes.corrections.apply import describe_correction, remember
from votes.corrections.overlay import CorrectionRow, SourceNote, apply_corrections, hear_source, rename_voter
from votes.models import Correction, RecordVersion, Resolution, Session, State


@dataclass
class Heard:
    """What came of one incoming row: notes on its corrections, and slips that the membership proves."""

    corrections: list[CorrectionRow] = field(default_factory=list)
    notes: list[SourceNote] = field(default_factory=list)
    slips: list[tuple[str, str]] = field(default_factory=list)


class KeptCorrections:
    """Lays the corrections in force over the rows of one import. Make it once the States and memberships are loaded.

    `correct` each row before it is compared with what is on file, then `store` once the texts have been written.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        """`names`: iso3 -> name of every State on file."""
        self.names = names
        self.members_by_day = MembersByDay()
        self.by_text: dict[int, list[Correction]] = defaultdict(list)
        for correction in Correction.objects.in_force().select_related("state").order_by("pk"):
            self.by_text[correction.resolution_id].append(correction)
        voters = Correction.objects.filter(field=CorrectedField.VOTER)
        # Withdrawn ones too: what a person took back is not made again.
        self.judged = set(voters.values_list("resolution_id", "state__iso3"))
        self.heard: dict[tuple[str, str], Heard] = {}

    def correct(self, row: TextRow, text_id: int | None) -> TextRow:
        """The row as it shall stand here. `text_id`: the text on file that the row is about, None for a new one."""
        heard = Heard([describe_correction(c) for c in self.by_text.get(text_id or 0, ())])
        row, heard.notes = apply_corrections(row, heard.corrections)
        for wrong, right in self.find_slips(row):
            if (text_id, wrong) not in self.judged:
                heard.slips.append((wrong, right))
                row = rename_voter(row, wrong, right)
        if heard.notes or heard.slips:
            self.heard[row.key] = heard
        return row

    def find_slips(self, row: TextRow) -> list[tuple[str, str]]:
        try:
            body = Session.parse_code(row.session)["body"]
        except ValueError:
            return []
        if not row.positions or row.date is None or body != Body.COUNCIL:
            return []
        return find_wrong_voters(row.positions, self.members_by_day.on(row.date), self.names)

    def store(self, loaded: Iterable[tuple[Resolution, TextRow]]) -> list[str]:
        """Keep what was heard of the texts that were loaded; returns it in words, a line each, for the report."""
        lines: list[str] = []
        slips: list[Correction] = []
        states: dict[str, State] = {}
        for text, row in loaded:
            if heard := self.heard.pop(row.key, None):
                remember(self.by_text.get(text.pk, ()), hear_source(heard.corrections, heard.notes))
                lines += [f"{text.symbol}, {describe_note(note)}" for note in heard.notes]
                if heard.slips and not states:
                    states = {state.iso3: state for state in State.objects.all()}
                for wrong, right in heard.slips:
                    slips.append(self.build_slip(text, states[wrong], states[right]))
                    lines.append(f"{text.symbol}, {wrong} → {right}: {slips[-1].reason}")
        Correction.objects.bulk_create(slips)
        if lines:
            RecordVersion.bump()
        return lines

    def build_slip(self, text: Resolution, wrong: State, right: State) -> Correction:
        words = {
            "wrong": self.names[wrong.iso3],
            "right": self.names[right.iso3],
            "day": date_format(text.date, "j F Y") if text.date else "",
        }
        return Correction(
            resolution=text,
            field=CorrectedField.VOTER,
            state=wrong,
            before=wrong.iso3,
            after=right.iso3,
            rule=Rule.WRONG_VOTER.value,
            reason=_(
                "%(wrong)s was not a member on %(day)s but is listed with a position; %(right)s was a member and "
                "is not listed; everybody else is in place."
            )
            % words,
        )


def describe_note(note: SourceNote) -> str:
    """What the source says by now of a correction, in words."""
    correction = note.correction
    words = {
        "field": CorrectedField(correction.field).label
        + (f" ({correction.state})" if correction.state else ""),
        "says": note.says or "–",
        "said": correction.says or "–",
        "after": correction.after or "–",
    }
    if not note.fits:
        return _("%(field)s: the correction to %(after)s fits the source's roll-call no longer") % words
    if note.agrees:
        return _("%(field)s: the source now says %(after)s as corrected here; the correction stays") % words
    return (
        _("%(field)s: the source now says %(says)s instead of %(said)s; the correction to %(after)s stays")
        % words
    )
