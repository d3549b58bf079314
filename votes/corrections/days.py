"""Corrects days that the rest of the record proves wrong, as an import does.

The source gives the day of filing for some amendments, and for some meetings of the Commission a misprinted year or the
day and the month exchanged.
"""

import datetime
from collections.abc import Collection

from django.db.models import Q

from votes.checking.context import find_odd_days
from votes.checking.days import DatedText, InferredDay, infer_days
from votes.checking.findings import Rule
from votes.checking.rules.facts import COLUMNS, TextFacts
from votes.core.bulk import update_rows
from votes.core.choices import DECIDED, CorrectedField
from votes.corrections.wording import describe_inferred_day, describe_misprinted_day
from votes.models import Correction, RecordVersion, Resolution


def correct_days(edited: Collection[int] = ()) -> list[str]:
    """Correct each day that is proved wrong; returns what was corrected, one line each.

    A text whose day has been corrected before is left alone, even if that correction was withdrawn, and so are the
    texts `edited` here, by primary key. The checks of the texts must be refreshed afterwards.
    """
    settled = {
        *edited,
        *Correction.objects.filter(field=CorrectedField.DATE).values_list("resolution", flat=True),
    }
    made = save_days(list_filing_corrections(settled))
    # One right day can prove another one wrong.
    while found := save_days(list_misprint_corrections({*settled, *(c.resolution_id for c in made)})):
        made += found
    symbols = dict(Resolution.objects.in_bulk([c.resolution_id for c in made]))
    return [f"{symbols[c.resolution_id].symbol}, {c.before} → {c.after}: {c.reason}" for c in made]


def save_days(corrections: list[Correction]) -> list[Correction]:
    """Save the corrections and the days that they give; returns them."""
    if corrections:
        Correction.objects.bulk_create(corrections)
        days = {c.resolution_id: datetime.date.fromisoformat(c.after) for c in corrections}
        update_rows([Resolution(pk=pk, date=day) for pk, day in days.items()], ["date"])
        RecordVersion.bump()
    return corrections


def list_filing_corrections(settled: Collection[int]) -> list[Correction]:
    """For each amendment that has the day of filing, its day of vote; texts in `settled` are left out."""
    inferred = {pk: found for pk, found in infer_days(list_dated_texts()).items() if pk not in settled}
    needed = {found.amended for found in inferred.values() if found.amended}
    symbols = dict(Resolution.objects.filter(pk__in=needed).values_list("pk", "symbol")) if needed else {}
    return [build_day_correction(pk, found, symbols) for pk, found in inferred.items()]


def list_misprint_corrections(settled: Collection[int]) -> list[Correction]:
    """For each text whose day contradicts its meeting, the one day that fits; texts in `settled` are left out."""
    facts = [TextFacts(*row) for row in Resolution.objects.order_by("pk").values_list(*COLUMNS)]
    return [
        Correction(
            resolution_id=pk,
            field=CorrectedField.DATE,
            before=suggested.before,
            after=suggested.after,
            rule=Rule.MEETING_DAY.value,
            reason=describe_misprinted_day(suggested.after, suggested.before, str(finding.facts["meeting"])),
        )
        for pk, findings in find_odd_days(facts).items()
        if pk not in settled
        for finding in findings
        for suggested in finding.suggestion
    ]


def list_dated_texts() -> list[DatedText]:
    """Every decided text that has a day; one query."""
    columns = ("pk", "session_id", "kind", "meeting", "date", "amends_id")
    texts = Resolution.objects.filter(Q(date__isnull=False), outcome__in=DECIDED).order_by("date", "pk")
    return [DatedText(*row) for row in texts.values_list(*columns)]


def build_day_correction(pk: int, found: InferredDay, symbols: dict[int, str]) -> Correction:
    return Correction(
        resolution_id=pk,
        field=CorrectedField.DATE,
        before=found.printed.isoformat(),
        after=found.day.isoformat(),
        rule=Rule.DAY_OF_FILING.value,
        reason=describe_inferred_day(
            found.day, found.printed, symbols[found.amended] if found.amended else "", found.meeting
        ),
    )
