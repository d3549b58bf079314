"""manage.py backtest: how often the forecast is right, text by text, and compared with simple baselines."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO, cast

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder
from rich.console import Console
from rich.table import Table

from votes.core.choices import POSITIONS_TAKEN
from votes.forecast.backtest import count_left_out, list_decided, run_backtest
from votes.forecast.model import METHOD
from votes.forecast.model.evaluation import Case, evaluate
from votes.forecast.model.predictors import PREDICTORS
from votes.management.output import show_progress
from votes.models import BacktestRun, RecordVersion, Resolution


class Command(BaseCommand):
    help = (
        "Forecasts every decided resolution of the Council since 2014 from what was decided at least 20 days before "
        "it, and reports how often the forecast was right. A run over all of them is stored and shown on the site."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--only", metavar="FILE", help="only the texts whose symbols are in this file, one per line"
        )
        parser.add_argument(
            "--json",
            metavar="PATH",
            help="write the probabilities and results of each text, and the table, as JSON",
        )
        parser.add_argument(
            "--ablations", action="store_true", help="repeat the run without each predictor in turn"
        )

    def handle(self, *args: Any, only: str | None, ablations: bool, **options: Any) -> None:
        texts = self.find_texts(only)
        if not texts:
            raise CommandError(
                "There is no text to forecast: no resolution of the Council has a roll-call that agrees with its "
                "totals. Import a record first (manage.py import_record)."
            )
        with show_progress() as progress:
            cases = list(run_backtest(texts, progress=progress))
            table = evaluate(cases)
            if ablations:
                table["ablations"] = {
                    name: summarise(evaluate(list(run_backtest(texts, frozenset({name}), progress))))
                    for name in PREDICTORS
                }
        self.write_json(options["json"], cases, table)
        self.print_table(table)
        if only is None:
            table["left_out"] = count_left_out()
            stored = json.loads(json.dumps(table, cls=DjangoJSONEncoder))
            BacktestRun.objects.create(method=METHOD, record_version=RecordVersion.get(), table=stored)

    def find_texts(self, only: str | None) -> list[Resolution]:
        """All decided texts, or those named in the file; a symbol without such a text is reported on stderr."""
        if only is None:
            return list_decided()
        try:
            lines = Path(only).read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{only} cannot be read: {error}") from error
        symbols = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        texts = list_decided(symbols)
        found = {text.symbol for text in texts} | {text.draft_symbol for text in texts}
        for symbol in symbols:
            if symbol not in found:
                self.stderr.write(
                    f"{symbol} is left out: no Council resolution with this symbol has a roll-call that adds up."
                )
        return texts

    def write_json(self, path: str | None, cases: Sequence[Case], table: dict[str, Any]) -> None:
        if not path:
            return
        content = {"method": METHOD, "table": table, "texts": [case.as_dict() for case in cases]}
        text = json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
        try:
            Path(path).write_text(f"{text}\n", encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}") from error

    def print_table(self, table: dict[str, Any]) -> None:
        console = Console(file=cast(TextIO, self.stdout), width=110)
        console.print(
            f"{table['texts']:,} texts, {table['first']} to {table['last']}, {table['repeats']:,} of them repeats; "
            f"{table['pairs']:,} positions of members. {METHOD}."
        )
        grid = Table("", "members right", "repeats", "new texts", "outcome", "error in favour", "log loss")
        grid.add_row("forecast", *list_cells(table))
        for name, baseline in table["baselines"].items():
            grid.add_row(f"baseline: {name}", *list_cells(baseline))
        for name, ablation in table.get("ablations", {}).items():
            grid.add_row(f"without: {name}", *list_cells(ablation))
        console.print(grid)
        for position in POSITIONS_TAKEN:
            console.print(
                f"total {position.label.lower()}: mean error {table['error'][position.value]:.2f}, "
                f"in the 80 % interval {format_share(table['coverage'][position.value])} "
                f"(repeats {format_share(table['coverage_repeats'][position.value])}, "
                f"new texts {format_share(table['coverage_new'][position.value])})"
            )
        curve = Table("probability", "n", "mean probability", "came true", title="calibration")
        for row in table["calibration"]:
            classes = f"{row['low']:.1f}-{row['high']:.1f}"
            curve.add_row(classes, f"{row['n']:,}", f"{row['mean']:.3f}", f"{row['share']:.3f}")
        console.print(curve)
        console.print(f"calibration error {table['calibration_error']:.3f}")


def summarise(table: dict[str, Any]) -> dict[str, Any]:
    return {key: table[key] for key in ("accuracy", "log_loss", "outcome", "error", "coverage")}


def list_cells(table: dict[str, Any]) -> list[str]:
    accuracy = table["accuracy"]
    log_loss = table.get("log_loss")
    return [
        *(format_share(accuracy[part]) for part in ("all", "repeats", "new")),
        format_share(table["outcome"]),
        f"{table['error']['in_favour']:.2f}",
        "" if log_loss is None else f"{log_loss:.3f}",
    ]


def format_share(value: float | None) -> str:
    return "none" if value is None else f"{100 * value:.1f} %"
