"""Corrects the day of votes on amendments for which the source gives the day of filing, as an import does."""

from collections.abc import Collection

from django.db.models import Q

from votes.checking.days import DatedText, InferredDay, infer_days
from votes.checking.findings import Rule
from votes.core.bulk import update_rows
from votes.core.choices import DECIDED, CorrectedField
from votes.corrections.wording import describe_inferred_day
from votes.models import Correction, RecordVersion, Resolution


def correct_days(edited: Collection[int] = ()) -> list[str]:
    """Correct the day of each amendment whose day of vote is proved; returns what was corrected, one line each.

    A text whose day has been corrected before is left alone, even if that correction was withdrawn, and so are the
    texts `edited` here, by primary key. The checks of the texts must be refreshed afterwards.
    """
    texts = list_dated_texts()
    corrections = Correction.objects.filter(field=CorrectedField.DATE)
    settled = {*edited, *corrections.values_list("resolution_id", flat=True)}
    inferred = {pk: found for pk, found in infer_days(texts).items() if pk not in settled}
    if not inferred:
        return []
    needed = {*inferred, *(found.amended for found in inferred.values() if found.amended)}
    symbols = dict(Resolution.objects.filter(pk__in=needed).values_list("pk", "symbol"))
    made = [build_day_correction(pk, found, symbols) for pk, found in inferred.items()]
    Correction.objects.bulk_create(made)
    update_rows([Resolution(pk=pk, date=found.day) for pk, found in inferred.items()], ["date"])
    RecordVersion.bump()
    return [f"{symbols[c.resolution_id]}, {c.before} → {c.after}: {c.reason}" for c in made]


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
