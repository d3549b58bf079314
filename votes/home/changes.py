"""CHANGELOG.md as headings and lists for the page of changes. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path


@dataclass
class Section:
    """A list of changes of one release, "Unreleased" or a version; `heading` is "Added", "Changed" or "Fixed"."""

    release: str
    heading: str
    changes: list[str] = field(default_factory=list)


@cache
def read_changes(path: Path) -> tuple[Section, ...]:
    """The sections of a file in the form of Keep a Changelog, newest first; read once in a process."""
    return tuple(section for section in parse_changes(path.read_text(encoding="utf-8")) if section.changes)


def parse_changes(text: str) -> Iterator[Section]:
    """The sections in the order of the text. A line that is indented goes on with the change before it."""
    section = Section("", "")
    for line in text.splitlines():
        if line.startswith("## "):
            yield section
            section = Section(line[3:].replace("[", "").replace("]", ""), "")
        elif line.startswith("### "):
            yield section
            section = Section(section.release, line[4:])
        elif line.startswith("- "):
            section.changes.append(line[2:].replace("`", ""))
        elif line.startswith("  ") and section.changes:
            section.changes[-1] += f" {line.strip()}".replace("`", "")
    yield section
