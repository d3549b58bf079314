"""manage.py check_record: checks whether every roll-call adds up, and what explains it if not."""

import json
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from votes.checking.checks import refresh_checks
from votes.checking.findings import Severity
from votes.checking.page import build_rows
from votes.checking.serialize import serialize_odd_seats, serialize_row
from votes.checking.service import list_findings, list_odd_seats
from votes.models import Resolution


class Command(BaseCommand):
    help = "Checks every text again, stores the results, and lists each finding with its rule, details and suggestion."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print only the findings, as JSON")
        parser.add_argument("--rule", help="only findings of this rule")
        parser.add_argument(
            "--severity",
            choices=[severity.value for severity in Severity],
            help="only findings of this severity",
        )

    def handle(self, *args: Any, rule: str | None, severity: str | None, **options: Any) -> None:
        changed = refresh_checks()
        rows = [
            row for row in list_rows() if rule in (None, row["rule"]) and severity in (None, row["severity"])
        ]
        if options["json"]:
            self.stdout.write(json.dumps({"n": len(rows), "findings": rows}, ensure_ascii=False, indent=1))
            return
        for row in rows:
            record = f"record {row['record']}" if row["record"] else ""
            where = " ".join(filter(None, [row["symbol"], row["date"], record]))
            suggested = f" {row['suggested']}." if row["suggested"] else ""
            codes = f" [{' '.join(row['states'])}]" if row["states"] else ""
            self.stdout.write(f"{row['severity']} {row['rule']}: {where}: {row['detail']}{codes}.{suggested}")
        counts = Counter((row["severity"], row["rule"]) for row in rows)
        for (one_severity, one_rule), n in sorted(counts.items()):
            self.stdout.write(f"{n:6,} {one_severity} {one_rule}")
        texts = len({(row["record"], row["symbol"]) for row in rows})
        self.stdout.write(f"{len(rows):,} findings on {texts:,} texts; {changed:,} results changed.")


def list_rows() -> list[dict[str, Any]]:
    """Every stored finding, newest text first, with the keys of the quality page's data; then the odd seats."""
    texts = Resolution.objects.exclude(check_findings=[]).with_names().newest_first()
    rows = [serialize_row(row) for row in build_rows(list_findings(texts))]
    return rows + [serialize_odd_seats(day, finding) for day, finding in list_odd_seats()]
