"""The progress bars and the report of the commands that import."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import CommandError, CommandParser, OutputWrapper
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bars
from rich.text import Text

from votes.ingest.report import MAX_CHANGES_SHOWN, ChangedValue, LoadReport, Progress, shorten


class RateColumn(ProgressColumn):
    """The number of items per second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s" if speed else "")


@contextmanager
def show_progress() -> Iterator[Progress]:
    """A progress bar for each step, with rate and remaining time, on stderr; nothing if stderr is not a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), RateColumn())
    with Bars(*columns, TimeRemainingColumn(), console=console, disable=not console.is_terminal) as bars:
        tasks: dict[str, TaskID] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done, total=total)

        yield show


def add_removals_option(parser: CommandParser) -> None:
    """The option by which a command that imports may take away what is on file and not in the files."""
    parser.add_argument(
        "--allow-removals",
        action="store_true",
        help="remove roll-calls, totals and other values that are on file and not in the files; otherwise they are "
        "kept, named, and the exit status is 1",
    )


def print_report(report: LoadReport, stdout: OutputWrapper, stderr: OutputWrapper, to: str = "") -> str:
    """Print the report in words, what was rejected or refused on stderr, and write all as JSON to `to`.

    With `to` "-" only JSON is on stdout. Returns what was refused, in a sentence for CommandError; "" if nothing was.
    Raises CommandError if nothing could be loaded or the file cannot be written.
    """
    if to:
        text = json.dumps(report.as_dict(), ensure_ascii=False, indent=2)
        stdout.write(text) if to == "-" else write_file(text, to)
    for line in [*describe_changes(report), *report.in_words()] if to != "-" else ():
        stdout.write(line)
    for row in report.rejected:
        place = f"{row.file}: " if row.file else ""
        stderr.write(f"rejected {row.kind} {place}{row.row}: {row.reason}")
    for removal in report.refused:
        stderr.write(f"kept {removal.row}, {removal.field} ({removal.before}): {removal.reason}")
    if report.loaded_nothing:
        raise CommandError("Nothing could be loaded: every row was rejected.")
    return describe_refusals(report)


def describe_changes(report: LoadReport) -> list[str]:
    """What was added, changed and removed, one line each, up to MAX_CHANGES_SHOWN of each."""
    texts = [row for row in report.added if row.kind == "texts"]
    lines = {
        "added": [f"added {row.row}: {row.title}" for row in texts],
        "changed": [describe_change(change) for change in report.changes],
        "removed": [
            f"removed {r.row}, {r.field} ({r.before} → {r.after or '–'}): {r.reason}" for r in report.removed
        ],
    }
    shown = []
    for what, all_of_them in lines.items():
        shown += all_of_them[:MAX_CHANGES_SHOWN]
        if more := len(all_of_them) - MAX_CHANGES_SHOWN:
            shown += [f"… and {more:,} more {what}; the report of the import names all"] if more > 0 else []
    return shown


def describe_change(change: ChangedValue) -> str:
    before, after = shorten(change.before, change.after)
    return f"changed {change.row}, {change.field}: {before or '(nothing)'} → {after or '(nothing)'}"


def describe_refusals(report: LoadReport) -> str:
    """What was refused, in a sentence; "" if nothing was."""
    if not report.refused_anything:
        return ""
    n, m = len(report.lost_rows), len(report.refused)
    said = [f"{n:,} {'row was' if n == 1 else 'rows were'} rejected"] if n else []
    said += [f"{m:,} {'removal was' if m == 1 else 'removals were'} refused"] if m else []
    rest = "Everything else would be imported" if report.dry_run else "Everything else was imported"
    hint = " Add --allow-removals to remove what the files lack." if m else ""
    return f"{rest}, but {' and '.join(said)}: see above.{hint}"


def write_file(text: str, path: str) -> None:
    try:
        Path(path).write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise CommandError(
            f"The import is complete, but {path} cannot be written: {error.strerror}"
        ) from error
