"""Whatever interrupts an import, the record is entirely the old one or the new one, and the next import works."""

import json
import resource
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.scratch import Content, Scratch, ScratchPostgres, make_scratch
from votes.core.rows import Record
from votes.ingest.readers.native_format import format_record

# Before so many statements, spread over all that an import takes, the process is killed; and so often by the clock.
DEATHS, KILLS = 12, 5
# The new record has so many texts, and the old one some of them: reading all of a database takes most of the time.
NEW_TEXTS, OLD_TEXTS = 100, 40


def build_new(record: Record) -> Record:
    """Some of the starter record, its members and blocs, and the explanations of its texts."""
    texts = record.texts[:NEW_TEXTS]
    symbols = {row.symbol for row in texts}
    return replace(
        record, texts=texts, explanations=tuple(row for row in record.explanations if row.text in symbols)
    )


def build_old(record: Record) -> Record:
    """An earlier state: some of the texts, other titles, a roll-call that was wrong, explanations missing."""
    texts = [replace(row, title=f"{row.title} (draft)") for row in record.texts[:OLD_TEXTS]]
    voted = next(i for i, row in enumerate(texts) if row.positions)
    swapped = dict.fromkeys(texts[voted].positions, "abstaining")
    texts[voted] = replace(texts[voted], positions=swapped)
    return replace(record, texts=tuple(texts), explanations=())


class Books:
    """The database with the old record in it, and what the old and the new one look like."""

    def __init__(self, scratch: Scratch, old: Content, folder: Path) -> None:
        self.scratch, self.old, self.folder = scratch, old, folder
        process = self.start("die", 0)
        output, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        self.statements = int(output.split()[-1])
        self.new = scratch.read()
        assert self.new != old
        scratch.restore()

    def start(self, how: str, number: int, *more: str, **environment: str) -> "subprocess.Popen[str]":
        """An import of the new record that dies or waits before a statement, none if `number` is 0."""
        return self.scratch.start(how, str(number), str(self.folder), *more, **environment)

    def is_new(self) -> bool:
        """Whether the new record is there; it fails where neither is, whole."""
        self.scratch.settle()
        content = self.scratch.read()
        differing = {name for name in self.new if content[name] != self.new[name]}
        assert content in (self.old, self.new), f"neither the old nor the new record: {differing}"
        return content == self.new


def write_record(folder: Path, record: Record) -> Path:
    folder.mkdir()
    for name, content in format_record(record).items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory, starter_record: Record) -> Iterator[Scratch]:
    folder = tmp_path_factory.mktemp("lost")
    with make_scratch(folder) as scratch:
        scratch.manage("import_record", str(write_record(folder / "old", build_old(starter_record))))
        scratch.save()
        yield scratch


@pytest.fixture(scope="module")
def all_books(scratch: Scratch, tmp_path_factory: pytest.TempPathFactory, starter_record: Record) -> Books:
    folder = write_record(tmp_path_factory.mktemp("found") / "new", build_new(starter_record))
    return Books(scratch, scratch.read(), folder)


@pytest.fixture
def books(all_books: Books) -> Books:
    all_books.scratch.restore()
    return all_books


def import_again(books: Books) -> None:
    """The next import goes through, and the one after it changes nothing."""
    process = books.start("die", 0)
    _, errors = process.communicate(timeout=120)
    assert (process.returncode, books.is_new()) == (0, True), errors


def end(process: "subprocess.Popen[str]") -> tuple[int, str]:
    """How a process ended, and what it said on stderr."""
    _, errors = process.communicate(timeout=120)
    return process.returncode, errors


def check_one_sentence(errors: str, words: str) -> None:
    assert words in errors
    assert "Traceback" not in errors
    assert len(errors.strip().splitlines()) == 1


def test_killed_before_any_of_its_statements_an_import_leaves_the_old_record(books: Books) -> None:
    for i in range(DEATHS):
        number = 1 + i * (books.statements - 1) // (DEATHS - 1)
        process = books.start("die", number)
        assert end(process)[0] == -9
        assert not books.is_new()
    import_again(books)


def test_killed_at_any_time_an_import_leaves_the_old_record_or_the_new_one(books: Books) -> None:
    """By the clock, so also in the middle of a statement or of the commit."""
    for i in range(KILLS):
        process = books.start("die", 0)
        try:
            process.wait(timeout=0.1 + 0.25 * i)
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
        if books.is_new():
            books.scratch.restore()
    import_again(books)


def test_of_two_imports_at_once_the_second_is_refused_with_a_message(books: Books) -> None:
    first = books.start("wait", books.statements // 2)
    assert first.stdout is not None
    assert first.stdout.readline() == "waiting\n"
    second = books.start("die", 0, DATABASE_WAIT_SECONDS="1")
    status, errors = end(second)
    assert status == 1
    check_one_sentence(
        errors, "Another import is running. Nothing was imported. Try again when it has finished."
    )
    assert books.scratch.read() == books.old
    first.communicate("go on\n", timeout=120)
    assert first.returncode == 0
    assert books.is_new()


def test_of_two_imports_at_once_the_second_may_wait_and_finds_the_work_done(
    books: Books, tmp_path: Path
) -> None:
    first = books.start("wait", books.statements // 2)
    assert first.stdout is not None
    assert first.stdout.readline() == "waiting\n"
    report = tmp_path / "report.json"
    second = books.start("die", 0, "--json", str(report))
    with pytest.raises(subprocess.TimeoutExpired):
        second.wait(timeout=1)
    first.communicate("go on\n", timeout=120)
    assert (first.returncode, end(second)[0]) == (0, 0)
    tallies = json.loads(report.read_text())["tallies"]
    assert tallies["texts"] == {
        "seen": NEW_TEXTS,
        "created": 0,
        "changed": 0,
        "unchanged": NEW_TEXTS,
        "kept": 0,
    }
    assert books.is_new()


def test_a_dry_run_changes_nothing(books: Books) -> None:
    process = books.start("die", 0, "--dry-run")
    assert end(process)[0] == 0
    assert not books.is_new()


def run_with_a_full_disk(books: Books) -> "subprocess.Popen[str]":
    """No file of this process grows over 300 kB: to SQLite, a disk that is full."""
    process = books.start("wait", 1)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (300_000, 300_000))
    return process


def test_a_full_disk_or_a_lost_connection_rolls_back_with_one_sentence(books: Books) -> None:
    """A full disk on SQLite; on PostgreSQL, whose disk is not ours to fill, a server that cuts the connection."""
    scratch: Any = books.scratch
    if isinstance(scratch, ScratchPostgres):
        process = books.start("wait", books.statements // 2)
        assert process.stdout is not None
        assert process.stdout.readline() == "waiting\n"
        scratch.cut_connections()
    else:
        process = run_with_a_full_disk(books)
    _, errors = process.communicate("go on\n", timeout=120)
    assert process.returncode == 1
    check_one_sentence(errors, "Nothing was imported, because the database reported an error: ")
    assert not books.is_new()
    import_again(books)
