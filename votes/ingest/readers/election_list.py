"""Reads a list of elected members: States with their regional group and the end of their term. Pure: text in, rows out.

One State a line with its group and year, or the States of a group behind its name or below it. Every line ends in rows,
in an issue, or in a note.
"""

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from votes.core.choices import RegionalGroup
from votes.core.state_names import normalise_name
from votes.ingest.readers.tabled_list.layout import drop_bullet, tidy
from votes.ingest.readers.tabled_list.values import parse_day

MAX_LINE_LENGTH = 2000
MAX_LINES = 500


def _list_words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What tells a group from the others, in English, French and Spanish.
_GROUP_WORDS = {
    RegionalGroup.AFRICAN: _list_words("african africa afrique africains africanos"),
    RegionalGroup.ASIA_PACIFIC: _list_words(
        "asia asian asie asiatiques asiaticos pacific pacifique pacifico"
    ),
    RegionalGroup.EASTERN_EUROPEAN: _list_words("eastern orientale oriental eeg"),
    RegionalGroup.LATIN_AMERICAN_CARIBBEAN: _list_words(
        "latin latine latina caribbean caraibes caribe grulac"
    ),
    RegionalGroup.WESTERN_EUROPEAN_OTHER: _list_words("western occidentale occidental weog"),
}
_FILLERS = _list_words(
    "states state group groups of and other others from regional europe european europa america american amerique "
    "etats groupe des d de l la le les et autres estados grupo del los el y otros"
)
_HEADINGS = _list_words(
    "state states country member members group until term end to votes no pays etat groupe estado grupo"
)
_YEAR = r"(?P<end>20\d\d)"
_UNTIL = re.compile(
    rf"(?:(?P<start>20\d\d) ?[-–—/] ?|(?:until|to|through|end of|term ends|jusqu[’'`]en|fin|hasta) )?{_YEAR}",
    re.IGNORECASE,
)
_VOTES = re.compile(r"\d{1,3}(?: (?:votes?|voix|votos))?", re.IGNORECASE)
_AT_END = re.compile(
    r"(?P<name>.+?)(?: ?[(\[](?P<inside>[^()\[\]]+)[)\]]| (?P<year>(?:20\d\d ?[-–—] ?)?20\d\d))"
)
_SEPARATOR = re.compile(r"[\t|;,]")


@dataclass(frozen=True)
class ElectedRow:
    """A State that was elected, by its code; what the list does not say is None. `line` counts from 1."""

    line: int
    iso3: str
    group: RegionalGroup | None = None
    start_year: int | None = None
    end: datetime.date | None = None


@dataclass(frozen=True)
class ElectionIssue:
    """A part that was not understood. `kind`: "unknown", "two_groups", "no_state", "too_long", "too_many", "twice"."""

    line: int
    kind: str
    text: str


@dataclass
class ElectionList:
    """What was read. `not_read`: (line, text) of headers and numbers of votes."""

    rows: list[ElectedRow] = field(default_factory=list)
    issues: list[ElectionIssue] = field(default_factory=list)
    not_read: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class _Line:
    """The parts of one line."""

    states: list[str] = field(default_factory=list)
    groups: list[RegionalGroup] = field(default_factory=list)
    start_year: int | None = None
    end: datetime.date | None = None
    unknown: list[str] = field(default_factory=list)
    not_read: list[str] = field(default_factory=list)


def parse_group(text: str) -> RegionalGroup | None:
    """The regional group that a text names and nothing else: "African States", "GRULAC", "Europe orientale"."""
    words = set(normalise_name(text).split())
    found = [group for group, own in _GROUP_WORDS.items() if words & own and words <= own | _FILLERS]
    return found[0] if len(found) == 1 else None


def _split(text: str, find: Callable[[str], str | None]) -> Iterator[str]:
    """The parts of a line. A name with a comma in it, "Korea, Republic of", is one, and "Angola and Egypt" are two."""
    parts = [tidy(part) for part in _SEPARATOR.split(text)]
    while parts:
        part = parts.pop(0)
        goes_on = bool(parts) and normalise_name(parts[0]) != "" and not find(parts[0])
        if goes_on and find(f"{part}, {parts[0]}"):
            part = f"{part}, {parts.pop(0)}"
        if find(part) or parse_group(part):
            yield part
        else:
            halves = re.split(r"(?:^| )(?:and|et|y|e) ", part)
            known = len(halves) > 1 and all(not half or find(half.strip()) for half in halves)
            yield from (half.strip() for half in halves if half) if known else (part,)


def _read_part(part: str, line: _Line, find: Callable[[str], str | None]) -> None:
    """Put one part into the line. Names are compared without digits, so that a year behind one is looked for first."""
    at_end = _AT_END.fullmatch(part)
    if until := _UNTIL.fullmatch(part):
        line.start_year = int(until["start"]) if until["start"] else None
        line.end = datetime.date(int(until["end"]), 12, 31)
    elif (day := parse_day(part, datetime.date(2000, 1, 1))) and not day.is_assumed:  # a year is needed
        line.end = day.day
    elif _VOTES.fullmatch(part):
        line.not_read.append(part)
    elif at_end and (at_end["year"] or (at_end["inside"] and _UNTIL.fullmatch(at_end["inside"]))):
        _read_part(at_end["name"], line, find)
        _read_part(at_end["inside"] or at_end["year"], line, find)
    elif iso3 := find(part):
        line.states.append(iso3)
    elif group := parse_group(part):
        line.groups.append(group)
    elif at_end and (find(at_end["name"]) or parse_group(at_end["name"])):
        _read_part(at_end["name"], line, find)
        _read_part(at_end["inside"], line, find)
    else:
        line.unknown.append(part)


def parse_elections(text: str, find: Callable[[str], str | None]) -> ElectionList:
    """The elected States of a pasted list; `find` gives the code of the State that a name means, or None."""
    read = ElectionList()
    group: RegionalGroup | None = None
    for number, printed in enumerate(text.splitlines(), start=1):
        if not printed.strip(" \t|–—-:=+*_"):
            continue
        if len(printed) > MAX_LINE_LENGTH or number > MAX_LINES:
            kind = "too_long" if number <= MAX_LINES else "too_many"
            read.issues.append(ElectionIssue(number, kind, printed[:60]))
            if number > MAX_LINES:
                break
            continue
        heading, colon, rest = printed.partition(":")
        if colon and (named := parse_group(drop_bullet(tidy(heading)))):
            group, printed = named, rest
        line = _Line()
        for part in filter(None, _split(drop_bullet(printed.strip().strip(".|")), find)):
            _read_part(part.strip("."), line, find)
        if line.unknown and not line.states and set(normalise_name(printed).split()) <= _HEADINGS:
            read.not_read.append((number, " ".join(printed.split())))
            continue
        group = _keep(read, number, line, group)
    return drop_repeated(read)


def _keep(read: ElectionList, number: int, line: _Line, group: RegionalGroup | None) -> RegionalGroup | None:
    """Put the parts of a line into the list; returns the group of the lines below."""
    read.issues += [ElectionIssue(number, "unknown", part[:100]) for part in line.unknown]
    read.not_read += [(number, part) for part in line.not_read]
    if len(set(line.groups)) > 1:
        read.issues.append(
            ElectionIssue(number, "two_groups", ", ".join(str(one.label) for one in line.groups))
        )
        return group
    if not line.states:
        if line.end:
            read.issues.append(ElectionIssue(number, "no_state", line.end.isoformat()))
        return line.groups[0] if line.groups else group
    own = line.groups[0] if line.groups else group
    read.rows += [ElectedRow(number, iso3, own, line.start_year, line.end) for iso3 in line.states]
    return group


def drop_repeated(read: ElectionList) -> ElectionList:
    """The list with each State once; a repeated one is an issue."""
    seen: set[str] = set()
    rows = []
    for row in read.rows:
        if row.iso3 in seen:
            read.issues.append(ElectionIssue(row.line, "twice", row.iso3))
        else:
            seen.add(row.iso3)
            rows.append(row)
    read.rows = rows
    read.issues.sort(key=lambda issue: issue.line)
    return read
