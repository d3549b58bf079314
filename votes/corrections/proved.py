"""Corrections that an import makes by itself, because evidence proves them."""

from collections.abc import Mapping
from dataclasses import dataclass

from votes.core.choices import CorrectedField
from votes.corrections.apply import get_target
from votes.corrections.overlay import CorrectionRow
from votes.corrections.wording import describe_field
from votes.models import Correction, Resolution, State


@dataclass(frozen=True)
class ProvedCorrection:
    """A correction with its evidence: the rule of the check, the reason in words, and the source if there is one."""

    correction: CorrectionRow
    rule: str
    reason: str
    source_title: str = ""
    source_url: str = ""

    @property
    def target(self) -> str:
        """What it corrects: a State in the roll-call or a field of the text."""
        return get_target(self.correction)


def build_correction(text: Resolution, proved: ProvedCorrection, states: Mapping[str, State]) -> Correction:
    """The correction to store. `states`: every State on file by its code."""
    row = proved.correction
    return Correction(
        resolution=text,
        field=row.field,
        state=states[row.state] if row.state else None,
        before=row.before,
        after=row.after,
        rule=str(proved.rule),
        reason=proved.reason,
        source_title=proved.source_title,
        source_url=proved.source_url,
    )


def describe_proved(symbol: str, proved: ProvedCorrection) -> str:
    """A line of the report: 'A/HRC/50/L.48, DZA → ARG: Algeria was not a member ...'."""
    row = proved.correction
    what = "" if row.field == CorrectedField.VOTER else f"{describe_field(row.field, row.state)}: "
    return f"{symbol}, {what}{row.before or '–'} → {row.after or '–'}: {proved.reason}"
