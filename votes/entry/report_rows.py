"""The rows of an import's report as a table: what was added, changed, kept, removed and rejected, with the values."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from votes.ingest.report import LoadReport


@dataclass(frozen=True)
class ReportRow:
    """One line of the table. `before` and `after` are the values on file, before the import and after it."""

    what: str
    row: str
    field: str = ""
    before: str = ""
    after: str = ""
    reason: str = ""

    def __str__(self) -> str:
        values = f"{self.before or '–'} → {self.after or '–'}" if self.before or self.after else ""
        parts = [f"{self.what}: {self.row}", self.field, values, self.reason]
        return ", ".join(part for part in parts if part)


def list_report_rows(report: LoadReport) -> list[ReportRow]:
    """Every row of the report: first what is lost or kept, then what is rejected, changed and new."""
    return [
        *(
            ReportRow(_("Removed"), one.row, one.field, before=one.before, after=one.after, reason=one.reason)
            for one in report.removed
        ),
        *(
            ReportRow(_("Kept"), one.row, one.field, before=one.before, after=one.before, reason=one.reason)
            for one in report.refused
        ),
        *(
            ReportRow(_("Rejected"), f"{one.file} {one.row}".strip(), reason=one.reason)
            for one in report.rejected
        ),
        *(
            ReportRow(_("Changed"), one.row, one.field, before=one.before, after=one.after)
            for one in report.changes
        ),
        *(
            ReportRow(_("New"), one.row, after=one.title)
            for one in sorted(report.added, key=lambda one: one.kind != "texts")
        ),
    ]
