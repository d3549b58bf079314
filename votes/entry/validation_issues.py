"""What is wrong with a roll-call on the desk, in words and with a suggestion."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.checking.findings import Rule
from votes.core.choices import POSITIONS_TAKEN, Position
from votes.entry.vote_entry import LONGEST_TEXT, Desk
from votes.ingest.readers.roll_call_text import Problem

LONGEST_QUOTE = 80
MOST_LISTED = 40  # a wrong paste may hold hundreds of unknown words


@dataclass(frozen=True)
class Slip:
    """One thing to put right (an error) or to know (a note)."""

    text: str
    is_error: bool = True


def lower(position: str | None) -> str:
    return str(Position(position).label).lower() if position else ""


def join(parts: Iterable[str], last: str) -> str:
    *head, tail = parts
    return f"{', '.join(head)} {last} {tail}" if head else tail


def quote(text: str) -> str:
    short = text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"
    return _("“%(text)s”") % {"text": short}


class SlipFinder:
    """Finds the slips of one desk; `list()` it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.names = desk.people.names
        self.problems = desk.read.problems if desk.read else ()
        self.named_wrongly = {p.iso3 for p in self.problems if p.kind in ("named_twice", "no_heading")}

    def __iter__(self) -> Iterator[Slip]:
        text_slips = [*self.find_text_slips()]
        yield from text_slips[:MOST_LISTED]
        if (more := len(text_slips) - MOST_LISTED) > 0:
            yield Slip(ngettext("And %(n)s more.", "And %(n)s more.", more) % {"n": more})
        yield from self.find_membership_slips()
        yield from self.find_total_slips()

    def suggest(self, codes: Iterable[str]) -> str:
        """A question after the State meant; whoever has a position already is not meant."""
        free = [iso3 for iso3 in codes if iso3 in self.names and iso3 not in self.desk.positions]
        names = [self.names[iso3] for iso3 in free]
        if not names:
            return ""
        return " " + _("Did you mean %(names)s?") % {"names": join(names, _("or"))}

    def find_text_slips(self) -> Iterator[Slip]:
        desk = self.desk
        if desk.is_too_long:
            yield Slip(
                _(
                    "The text has %(n)s characters, too many for a roll-call (at most %(most)s). It was not read."
                )
                % {"n": f"{len(desk.entry.text):,}", "most": f"{LONGEST_TEXT:,}"}
            )
        elif desk.read is not None and not desk.read.positions and desk.is_unread:
            yield Slip(
                _(
                    "No roll-call was found in the text. It needs headings such as “In favour:”, “Against:” and "
                    "“Abstaining:”, each with names after it."
                )
            )
        twice: dict[str, list[Problem]] = {}
        for problem in self.problems:
            if problem.kind == "named_twice" and problem.iso3:
                twice.setdefault(problem.iso3, []).append(problem)
        for problem in self.problems:
            if problem.kind == "named_twice" and problem.iso3:
                if mentions := twice.pop(problem.iso3, None):
                    yield from self.describe_twice(problem.iso3, mentions)
            elif problem.kind == "no_heading" and problem.iso3:
                yield from self.describe_no_heading(problem.iso3, problem)
            elif problem.kind != "not_a_member":
                yield self.describe_unknown(problem)

    def describe_twice(self, iso3: str, mentions: list[Problem]) -> Iterator[Slip]:
        positions = list(dict.fromkeys(mention.position for mention in mentions))
        lines = join((str(mention.line) for mention in mentions), _("and"))
        words = {"state": self.names.get(iso3, iso3), "lines": lines}
        if len(positions) == 1:
            words["position"] = lower(positions[0])
            yield Slip(
                _(
                    "%(state)s is named more than once as %(position)s (again in line %(lines)s); it counts once."
                )
                % words,
                is_error=False,
            )
        elif self.desk.is_unread or iso3 not in self.desk.positions:
            words["positions"] = join((lower(p) for p in positions if p), _("and as"))
            yield Slip(
                _(
                    "%(state)s is named as %(positions)s (lines %(lines)s). Choose one in the grid or correct the "
                    "text."
                )
                % words
            )

    def describe_no_heading(self, iso3: str, problem: Problem) -> Iterator[Slip]:
        is_counted = iso3 in self.desk.positions
        if is_counted and not self.desk.is_unread:
            return
        words = {"state": self.names.get(iso3, iso3), "line": problem.line}
        yield Slip(
            _("Line %(line)s: %(state)s stands under no heading that says how it voted.") % words,
            is_error=not is_counted,
        )

    def describe_unknown(self, problem: Problem) -> Slip:
        """An unknown name or heading. Once read, it does no harm if everybody is there and all adds up."""
        words = {"line": problem.line, "text": quote(problem.text)}
        if problem.kind == "unknown_heading":
            text = (
                _("Line %(line)s: %(text)s is no heading of a roll-call; nobody below it was counted.")
                % words
            )
        else:
            text = _("Line %(line)s: %(text)s is not the name of a State on file.") % words
        is_harmless = not self.desk.is_unread and self.desk.adds_up
        return Slip(text + self.suggest(problem.suggestions), is_error=not is_harmless)

    def find_membership_slips(self) -> Iterator[Slip]:
        desk = self.desk
        if not desk.positions:
            return
        if not desk.members:
            yield from self.describe_no_members()
            return
        near = {p.iso3: p.suggestions for p in self.problems if p.kind == "not_a_member"}
        for iso3 in desk.people.sort(set(desk.positions) - set(desk.members)):
            words = {
                "state": self.names[iso3],
                "day": date_format(desk.day) if desk.day else "",
                "position": lower(desk.positions[iso3]),
            }
            text = _("%(state)s was not a member on %(day)s but is listed as %(position)s.") % words
            is_taken = desk.positions[iso3] in POSITIONS_TAKEN
            yield Slip(text + self.suggest(near.get(iso3, ())), is_error=is_taken)
        missing = set(desk.members) - set(desk.positions)
        # Who is named wrongly has a slip of its own already.
        if named := desk.people.sort(missing - self.named_wrongly) or desk.people.sort(missing):
            yield Slip(
                ngettext(
                    "%(n)s member is not listed: %(states)s.",
                    "%(n)s members are not listed: %(states)s.",
                    len(named),
                )
                % {"n": len(named), "states": join((self.names[iso3] for iso3 in named), _("and"))}
            )

    def describe_no_members(self) -> Iterator[Slip]:
        if self.desk.people.is_council:
            text = (
                _("The membership of that day is not on file; only the totals can be checked.")
                if self.desk.day
                else _("Give the date of the decision: then it is checked who was a member that day.")
            )
            yield Slip(text, is_error=False)

    def find_total_slips(self) -> Iterator[Slip]:
        swapped = False
        for finding in self.desk.result.findings:
            if finding.rule != Rule.TOTALS:
                continue
            swapped = swapped or "swapped" in finding.facts
            words = {**finding.facts, "position": lower(finding.facts["position"])}
            text = capfirst(_("%(position)s: %(counted)s in the roll-call, %(official)s announced.") % words)
            yield Slip(text, is_error=finding.is_error)
        if swapped:
            yield Slip(
                _("Against and abstaining look exchanged, in the totals or in the roll-call."), is_error=False
            )


def find_slips(desk: Desk) -> list[Slip]:
    """All slips, in the order of the text, then of the grid, then of the totals."""
    return list(SlipFinder(desk))
