"""The progress bars and the report of the commands that import."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import CommandError, OutputWrapper
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

from votes.ingest.report import LoadReport, Progress


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


def print_report(report: LoadReport, stdout: OutputWrapper, stderr: OutputWrapper, to: str = "") -> None:
    """Print the report in words, the rejected rows on stderr, and write all as JSON to `to` ("-": only JSON on stdout).

    Raises CommandError if nothing could be loaded or the file cannot be written.
    """
    if to:
        text = json.dumps(report.as_dict(), ensure_ascii=False, indent=2)
        stdout.write(text) if to == "-" else write_file(text, to)
    for line in report.in_words() if to != "-" else ():
        stdout.write(line)
    for row in report.rejected:
        place = f"{row.file}: " if row.file else ""
        stderr.write(f"rejected {row.kind} {place}{row.row}: {row.reason}")
    if report.loaded_nothing:
        raise CommandError("Nothing could be loaded: every row was rejected.")


def write_file(text: str, path: str) -> None:
    try:
        Path(path).write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise CommandError(
            f"The import is complete, but {path} cannot be written: {error.strerror}"
        ) from error
