"""The issues found in a roll-call being entered, in words and with suggestions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.checking.findings import Rule
from votes.checking.wording import describe_position
from votes.core.choices import POSITIONS_TAKEN
from votes.entry.vote_entry import VoteEntry
from votes.ingest.readers.roll_call.reader import LONGEST_TEXT, MOST_LINES
from votes.ingest.readers.roll_call.results import Refusal, RollCallIssue
from votes.web.wording import join_names

LONGEST_QUOTE = 80
MOST_LISTED = 40  # a wrong paste may contain hundreds of unknown words


def is_note(issue: "ValidationIssue") -> bool:
    return not issue.is_error


@dataclass(frozen=True)
class ValidationIssue:
    """One issue: an error to correct, or a note."""

    text: str
    is_error: bool = True


def join_choices(names: Sequence[str], word: str) -> str:
    """'A', 'A or B' or 'A, B or C', if `word` is "or"."""
    *first, last = names
    return f"{', '.join(first)} {word} {last}" if first else last


def quote(text: str) -> str:
    short = text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"
    return _("“%(text)s”") % {"text": short}


def describe_refusal(refusal: Refusal) -> str:
    """Why the text was not read, and what to do."""
    match refusal.kind:
        case "too_long":
            return _(
                "The pasted text is too long: a roll-call has at most %(most)s characters on at most %(lines)s lines. "
                "It was not read. Paste only the roll-call."
            ) % {"most": f"{LONGEST_TEXT:,}", "lines": f"{MOST_LINES:,}"}
        case "several_votes":
            return _(
                "The text has %(n)s votes, so none was read. Paste one of them: its lines are given below."
            ) % {"n": len(refusal.votes)}
        case "ambiguous":
            return _(
                "The text can be read in two ways that give States different positions, so it was not read. See below. "
                "Paste a list with a heading for each position, or one State and its position on each line."
            )
        case "only_totals":
            return _(
                "The text has totals but no States (line %(line)s). Enter the totals above and paste the list of "
                "States."
            ) % {"line": refusal.totals[0].line}
        case _:
            return _(
                "No roll-call was found in the text. It needs headings such as “In favour:”, “Against:” and "
                "“Abstaining:”, each followed by the names of States, or each State with its position."
            )


class IssueFinder:
    """Finds the issues of one vote entry: of the text, of the grid and of the totals."""

    def __init__(self, entry: VoteEntry) -> None:
        self.entry = entry
        self.names = entry.states.names
        self.problems = entry.read.issues if entry.read else ()
        self.named_wrongly = {p.iso3 for p in self.problems if p.kind in ("named_twice", "no_heading")}

    def list_issues(self) -> list[ValidationIssue]:
        """All issues, errors before notes. Of a wrong paste the first of its unknown words are listed, errors first."""
        text_issues = sorted(self.find_text_issues(), key=is_note)
        issues = text_issues[:MOST_LISTED]
        if left_out := text_issues[MOST_LISTED:]:
            more = ngettext(
                "%(n)s more issue is not shown.", "%(n)s more issues are not shown.", len(left_out)
            )
            issues.append(ValidationIssue(more % {"n": len(left_out)}, any(i.is_error for i in left_out)))
        return sorted([*issues, *self.find_membership_issues(), *self.find_total_issues()], key=is_note)

    def suggest(self, codes: Iterable[str]) -> str:
        """Ask which State is meant, among those that have no position yet; "" if there is none."""
        free = [iso3 for iso3 in codes if iso3 in self.names and iso3 not in self.entry.positions]
        names = [self.names[iso3] for iso3 in free]
        if not names:
            return ""
        return " " + _("Did you mean %(names)s?") % {"names": join_choices(names, _("or"))}

    def find_text_issues(self) -> Iterator[ValidationIssue]:
        entry = self.entry
        if entry.read is not None and not entry.read.positions:
            # Once the Editor has seen it, the grid counts.
            text = describe_refusal(entry.read.refusal or Refusal("nothing"))
            yield ValidationIssue(text, is_error=entry.is_unread or not entry.positions)
        twice: dict[str, list[RollCallIssue]] = {}
        for problem in self.problems:
            if problem.kind == "named_twice" and problem.iso3:
                twice.setdefault(problem.iso3, []).append(problem)
        for problem in self.problems:
            if problem.kind == "named_twice" and problem.iso3:
                if mentions := twice.pop(problem.iso3, None):
                    yield from self.describe_twice(problem.iso3, mentions)
            elif problem.kind == "no_heading" and problem.iso3:
                yield from self.describe_no_heading(problem.iso3, problem)
            elif problem.kind == "total" and problem.position:
                yield self.describe_printed_total(problem, problem.position)
            elif problem.kind != "not_a_member":
                yield self.describe_unknown(problem)

    def describe_twice(self, iso3: str, mentions: list[RollCallIssue]) -> Iterator[ValidationIssue]:
        positions = list(dict.fromkeys(mention.position for mention in mentions))
        lines = join_names([str(mention.line) for mention in mentions])
        words = {"state": self.names.get(iso3, iso3), "lines": lines}
        if len(positions) == 1:
            words["position"] = describe_position(positions[0])
            yield ValidationIssue(
                _(
                    "%(state)s is listed more than once as %(position)s (again on line %(lines)s). It is counted once."
                )
                % words,
                is_error=False,
            )
        elif self.entry.is_unread or iso3 not in self.entry.positions:
            words["positions"] = join_choices([describe_position(p) for p in positions if p], _("and as"))
            yield ValidationIssue(
                _(
                    "%(state)s is listed as %(positions)s (lines %(lines)s). Choose one position in the grid or "
                    "correct the text."
                )
                % words
            )

    def describe_no_heading(self, iso3: str, problem: RollCallIssue) -> Iterator[ValidationIssue]:
        is_counted = iso3 in self.entry.positions
        if is_counted and not self.entry.is_unread:
            return
        words = {"state": self.names.get(iso3, iso3), "line": problem.line}
        yield ValidationIssue(
            _("Line %(line)s: the text gives %(state)s no position. Choose it in the grid.") % words,
            is_error=not is_counted,
        )

    def describe_printed_total(self, problem: RollCallIssue, position: str) -> ValidationIssue:
        """A total that the text itself announces: a note if the roll-call agrees with the official totals."""
        text = _(
            "Line %(line)s: the text announces %(printed)s %(position)s, but %(counted)s were read. Compare the "
            "lines below."
        )
        words = {
            "line": problem.line,
            "printed": problem.printed,
            "counted": problem.counted,
            "position": describe_position(position),
        }
        return ValidationIssue(text % words, is_error=not self.entry.adds_up)

    def describe_unknown(self, problem: RollCallIssue) -> ValidationIssue:
        """An unknown name or heading: an error, unless the text has been read before and the roll-call adds up."""
        words = {"line": problem.line, "text": quote(problem.text)}
        if problem.kind == "unknown_heading":
            text = (
                _("Line %(line)s: %(text)s is not a heading of a roll-call. No State below it was counted.")
                % words
            )
        elif problem.kind == "loose_position":
            text = _("Line %(line)s: it is not clear which State %(text)s belongs to.") % words
        else:
            text = _("Line %(line)s: %(text)s is not the name of a State on file.") % words
        is_harmless = not self.entry.is_unread and self.entry.adds_up
        return ValidationIssue(text + self.suggest(problem.suggestions), is_error=not is_harmless)

    def find_membership_issues(self) -> Iterator[ValidationIssue]:
        entry = self.entry
        if not entry.positions:
            return
        if not entry.members:
            yield from self.describe_no_members()
            return
        near = {p.iso3: p.suggestions for p in self.problems if p.kind == "not_a_member"}
        for iso3 in entry.states.sort(set(entry.positions) - set(entry.members)):
            words = {
                "state": self.names[iso3],
                "day": date_format(entry.day) if entry.day else "",
                "position": describe_position(entry.positions[iso3]),
            }
            if entry.states.is_council:
                text = _("%(state)s was not a member on %(day)s but is listed as %(position)s.") % words
            else:
                text = (
                    _(
                        "%(state)s is missing from most other roll-calls of the session but is listed here as "
                        "%(position)s."
                    )
                    % words
                )
            is_taken = entry.positions[iso3] in POSITIONS_TAKEN
            yield ValidationIssue(text + self.suggest(near.get(iso3, ())), is_error=is_taken)
        missing = set(entry.members) - set(entry.positions)
        # A State that is named wrongly has an issue of its own.
        if named := entry.states.sort(missing - self.named_wrongly) or entry.states.sort(missing):
            yield ValidationIssue(
                ngettext(
                    "%(n)s member is not listed: %(states)s.",
                    "%(n)s members are not listed: %(states)s.",
                    len(named),
                )
                % {"n": len(named), "states": join_names([self.names[iso3] for iso3 in named])}
            )

    def describe_no_members(self) -> Iterator[ValidationIssue]:
        if self.entry.states.is_council:
            text = (
                _("%(unknown)s Only the totals can be checked.") % {"unknown": self.entry.unknown_members}
                if self.entry.day
                else _("Enter the date of the decision so that the membership on that day can be checked.")
            )
            yield ValidationIssue(text, is_error=False)

    def find_total_issues(self) -> Iterator[ValidationIssue]:
        swapped = False
        for finding in self.entry.result.findings:
            if finding.rule != Rule.TOTALS:
                continue
            swapped = swapped or "swapped" in finding.facts
            words = {**finding.facts, "position": describe_position(finding.facts["position"])}
            text = capfirst(_("%(position)s: %(counted)s in the roll-call, %(official)s announced.") % words)
            yield ValidationIssue(text, is_error=finding.is_error)
        if swapped:
            yield ValidationIssue(
                _("Against and abstaining appear to be exchanged in the totals or in the roll-call."),
                is_error=False,
            )


def find_validation_issues(entry: VoteEntry) -> list[ValidationIssue]:
    """All issues, errors before notes: of the text, of the grid, of the totals."""
    return IssueFinder(entry).list_issues()
