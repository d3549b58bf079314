"""What the commands that import have to show: how far it is, and what it did."""

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
    """How many are done in a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s" if speed else "")


@contextmanager
def show_progress() -> Iterator[Progress]:
    """A bar for each thing that is done, with rate and remaining time, on stderr; nothing where that is no terminal."""
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
    """The report in words, what was rejected on stderr, and the whole as JSON into the file `to` ("-": stdout, alone).

    CommandError where nothing could be loaded, or the file not be written.
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
        raise CommandError(f"The import is done, but {path} cannot be written: {error.strerror}") from error
