"""Two official totals that the catalogue has exchanged, over the whole record, for review as one batch."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from votes.checking.findings import Rule, read_findings
from votes.core.choices import POSITIONS_TAKEN, Body, Position
from votes.corrections.apply import Change, make_corrections
from votes.models import Correction, Resolution

# The amendments of the 31st and 32nd sessions, for which another publisher shows how the exchange came about.
YEAR_OF_EVIDENCE = 2016


@dataclass(frozen=True)
class ExchangedTotals:
    """One vote of which the totals `one` and `other` seem to be exchanged; `corrected` are the totals afterwards."""

    text: Resolution
    one: Position
    other: Position
    corrected: Mapping[Position, int | None]

    @property
    def changes(self) -> tuple[Change, Change]:
        """The two values to correct."""
        first, second = (
            Change(f"official_{position.value}", str(self.corrected[position]))
            for position in (self.one, self.other)
        )
        return first, second

    @property
    def difference(self) -> int:
        """How many positions of the roll-call the corrected totals still do not account for; 0 if they add up."""
        counted, corrected = self.text.counted, self.corrected
        return sum(abs((corrected[p] or 0) - (counted[p] or 0)) for p in POSITIONS_TAKEN)

    @property
    def token(self) -> str:
        """A value that changes with the totals, so that what is accepted is what was displayed."""
        shown = f"{self.text.pk}:{self.changes}:{self.text.official}"
        return f"{self.text.pk}:{hashlib.sha256(shown.encode()).hexdigest()[:16]}"

    @property
    def reason(self) -> str:
        """The evidence in words, as the page of the text shows it."""
        evidence = _(
            "The totals “%(one)s” and “%(other)s” are exchanged in the catalogue: the roll-call lists "
            "%(n_one)s and %(n_other)s."
        ) % {
            "one": self.one.label,
            "other": self.other.label,
            "n_one": self.text.counted[self.one],
            "n_other": self.text.counted[self.other],
        }
        date = self.text.date
        is_of_2016 = date and date.year == YEAR_OF_EVIDENCE and self.text.session.body == Body.COUNCIL
        return f"{evidence} {describe_evidence()}" if is_of_2016 else evidence


def describe_evidence() -> str:
    """Why the totals of 2016 are exchanged."""
    return _(
        "Another publisher prints the results of these amendments in the order in favour, abstaining, against; "
        "all of them were rejected."
    )


def find_exchanged() -> list[ExchangedTotals]:
    """Every vote of which the check says that two totals are exchanged and not corrected, newest first: two queries."""
    corrected = Correction.objects.in_force().filter(field__startswith="official_")
    texts = (
        Resolution.objects.exclude(check_findings=[])
        .exclude(pk__in=corrected.values("resolution_id"))
        .select_related("session")
        .newest_first()
    )
    return [exchanged for text in texts if (exchanged := build_exchanged(text))]


def build_exchanged(text: Resolution) -> ExchangedTotals | None:
    """The exchange that the findings of `text` name; None if they name none."""
    for finding in read_findings(text.check_findings):
        if finding.rule == Rule.TOTALS and finding.is_error and "swapped" in finding.facts:
            one, other = Position(finding.facts["position"]), Position(finding.facts["swapped"])
            official = text.official
            return ExchangedTotals(text, one, other, {**official, one: official[other], other: official[one]})
    return None


def accept_exchanged(tokens: set[str], made_by: object) -> tuple[list[ExchangedTotals], list[str]]:
    """Correct the votes whose `token` is among `tokens`.

    Returns those corrected, and a sentence for each that was refused.
    """
    made, refused = [], []
    for exchanged in find_exchanged():
        if exchanged.token not in tokens:
            continue
        try:
            make_corrections(
                exchanged.text, exchanged.changes, reason=exchanged.reason, rule=Rule.TOTALS, made_by=made_by
            )
        except ValidationError as error:
            refused += [f"{exchanged.text.symbol}: {message}" for message in error.messages]
        else:
            made.append(exchanged)
    return made, refused
