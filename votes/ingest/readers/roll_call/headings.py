"""The structure that the UN prints: a heading for each position, and the States below or behind it. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from votes.core.state_names import FOOTNOTE, get_key
from votes.ingest.readers.roll_call.cleaning import PastedText
from votes.ingest.readers.roll_call.marks import Mark, find_marks
from votes.ingest.readers.roll_call.name_lists import NOBODY, NameIndex, Piece, read_names
from votes.ingest.readers.roll_call.prose import IN_NAMES, SYMBOL, blank_furniture, is_region
from votes.ingest.readers.roll_call.results import POSITIONS, Aside, Mention, Reading, SeenVote, Total
from votes.ingest.readers.roll_call.units import Place, Unit, place_units

# The end of a line that continues on the next one: it contains a comma or is longer than a name.
WRAP = re.compile(r"^(?=[^\n,]*+,|[^\n]{60})([^\n]++)(?<![.:])\n(?=[^\n])", re.MULTILINE)
BRACKET = re.compile(r"[(\[]([^()\[\]\n]{2,50})[)\]]")
LONGEST_HEADING = 200  # characters; a longer line is no heading
LONGEST_MENTION = 200  # characters of a mention that are kept


@dataclass(frozen=True)
class Section:
    """A heading with what follows it; `mark` is None before the first heading. `position`: None if none holds."""

    mark: Mark | None
    units: tuple[Unit, ...]
    position: str | None
    starts_again: bool = False  # whether the list under a position before goes on here
    says_nobody: bool = False
    listed: list[Piece] = field(default_factory=list)


def build_body(pasted: PastedText, marks: Sequence[Mark], index: NameIndex) -> tuple[str, dict[int, str]]:
    """The text with headings as NUL characters and with page furniture, footnote marks and codes as stars.

    Also the codes in brackets: place -> iso3. The length stays the same.
    """
    text = blank_furniture(pasted.text)
    codes: dict[int, str] = {}

    def blank_bracket(found: re.Match[str]) -> str:
        code = index.states.get(found[1]) if found[1].isupper() and len(found[1]) <= 3 else None
        if code:
            codes[found.start()] = code
        return "*" * len(found[0]) if code or is_region(found[1]) else found[0]

    body = FOOTNOTE.sub(lambda mark: "*" * len(mark[0]), BRACKET.sub(blank_bracket, text))
    pieces, end = [], 0
    for mark in marks:
        pieces += [body[end : mark.start], "\0" * (mark.end - mark.start)]
        end = mark.end
    return "".join([*pieces, body[end:]]), codes


def _check_codes(pieces: list[Piece], body: str, codes: dict[int, str]) -> Iterator[Piece]:
    """The pieces; one with another State's code behind it is not recognised."""
    for piece in pieces:
        gap = len(body[piece.end : piece.end + 4]) - len(body[piece.end : piece.end + 4].lstrip(" "))
        code = codes.get(piece.end + gap)
        yield replace(piece, iso3=None) if piece.iso3 and code and code != piece.iso3 else piece


def _find_announcements(sections: Sequence[Section]) -> set[int]:
    """The sections that only announce totals: headings with numbers that follow one another without names.

    "Against: 0" may stand before "Abstaining: 17" with its list. Without a zero, no heading of such a block has a list.
    """
    announcing: set[int] = set()
    run: list[int] = []
    for n, section in enumerate(sections):
        mark = section.mark
        if (
            mark is None
            or mark.total is None
            or mark.kind
            or mark.position in {sections[i].position for i in run}
        ):
            run = []
            if mark is None or mark.total is None or mark.kind:
                continue
        run.append(n)
        has_names = any(unit.states for unit in section.units if unit.place == Place.LIST)
        if len(run) > 1 and any(sections[i].mark.total for i in run[:-1]):  # type: ignore[union-attr]
            announcing.update(run)
        if has_names:
            run = []
    return announcing


def _is_other_heading(unit: Unit, text: str, index: NameIndex) -> bool:
    """Whether a line without a State is a heading that is not known, not a misspelt name."""
    if unit.states or not unit.unknown:
        return False
    start, end = unit.pieces[0].start, unit.pieces[-1].end
    rest = text[end : end + 12].split("\n")[0]
    line_start = text.rfind("\n", max(0, start - LONGEST_HEADING), start) + 1
    if (
        end - start > LONGEST_HEADING
        or "," in text[line_start:end]
        or text[line_start:start].strip(" *_#>•-\t“\"'")
    ):
        return False
    words = [get_key(word) for word in text[start:end].split()]
    known = [word for word in words if word in index.words and not IN_NAMES.fullmatch(word)]
    return bool(re.match(r" *[(\[]?\d{1,3}[)\]]?", rest)) or (
        len(words) > 1 and not known and not rest.strip(" *_")
    )


class HeadingReader:
    """Reads one text by its headings."""

    def __init__(self, pasted: PastedText, index: NameIndex) -> None:
        self.pasted = pasted
        self.marks = find_marks(pasted, index)
        self.index = index
        self.body, codes = build_body(pasted, self.marks, index)
        self.body = WRAP.sub(r"\1\t", self.body)
        self.pieces = list(_check_codes(list(read_names(self.body, index)), self.body, codes))

    def build_sections(self) -> list[Section]:
        """The sections in order; the one before the first heading comes first."""
        heads = [None, *(mark for mark in self.marks if mark.kind != "region")]
        regions = [mark.start for mark in self.marks if mark.kind == "region"]
        starts = [0, *(mark.end for mark in heads if mark)]
        ends = [*(mark.start for mark in heads if mark), len(self.body)]
        sections: list[Section] = []
        place = 0
        before = 0
        for mark, start, end in zip(heads, starts, ends, strict=True):
            pieces = []
            while place < len(self.pieces) and self.pieces[place].start < end:
                pieces.append(self.pieces[place])
                place += 1
            position = mark.position if mark else None
            units = place_units(self.pasted.text, start, pieces, bool(position))
            again = bool(mark and mark.continues) or any(before <= region < start for region in regions)
            nobody = any(piece.iso3 == NOBODY for piece in pieces)
            sections.append(Section(mark, tuple(units), position, again, nobody))
            before = start
        announcing = _find_announcements(sections)
        return [
            replace(section, position=None) if n in announcing else self._list(section)
            for n, section in enumerate(sections)
        ]

    def _list(self, section: Section) -> Section:
        """The section with the States and unknown names of its list; an unknown heading without a colon ends it."""
        listed: list[Piece] = []
        units = list(section.units)
        for n, unit in enumerate(units):
            if unit.place != Place.LIST or not section.position:
                continue
            following = units[n + 1] if n + 1 < len(units) else None
            if following and following.states and _is_other_heading(unit, self.pasted.text, self.index):
                units[n:] = [
                    replace(later, place=Place.DOUBTFUL if later.place == Place.LIST else Place.BEHIND)
                    for later in units[n:]
                ]
                listed += [piece for piece in unit.pieces if piece.iso3 is None]
                break
            listed += [piece for piece in unit.pieces if piece.iso3 != NOBODY]
        return replace(section, units=tuple(units), listed=listed)

    def build_mention(self, piece: Piece, position: str | None) -> Mention:
        printed = " ".join(piece.quote(self.pasted.text).split())[:LONGEST_MENTION]
        return Mention(self.pasted.get_line(piece.start), printed, piece.iso3, position)

    def list_mentions(self, section: Section) -> Iterator[Mention]:
        """The States of a section, its unknown names and its unknown heading."""
        mark = section.mark
        if mark and mark.kind == "unknown_heading":
            words = self.pasted.text[mark.start : mark.end].strip(" :")
            yield Mention(self.pasted.get_line(mark.start), words[:LONGEST_MENTION], kind=mark.kind)
        listed = set(section.listed)
        for unit in section.units:
            may_be_named = unit.place == Place.DOUBTFUL or (bool(unit.states) and mark is None)
            for piece in unit.pieces:
                if piece in listed:
                    yield self.build_mention(piece, section.position)
                elif unit.place != Place.ASIDE and (piece.iso3 or (may_be_named and piece.iso3 is None)):
                    yield self.build_mention(piece, None)

    def list_asides(self, sections: Sequence[Section]) -> Iterator[Aside]:
        """What is left out: sentences, and lines before the first heading or behind the list without a State."""
        for section in sections:
            listed = set(section.listed)
            for unit in section.units:
                is_text = unit.place == Place.ASIDE or not (unit.states or listed.intersection(unit.pieces))
                if is_text and unit.unknown:
                    printed = self.pasted.text[unit.pieces[0].start : unit.pieces[-1].end]
                    yield Aside(self.pasted.get_line(unit.pieces[0].start), " ".join(printed.split()))

    def find_votes(self, sections: Sequence[Section]) -> tuple[SeenVote, ...]:
        """The votes: a second list under the same heading begins another, unless it says that it goes on."""
        votes: list[list[Section]] = []
        seen: set[str] = set()
        named: set[str | None] = set()
        again = False  # whether the lists go on group by group or page by page
        for section in sections:
            again = again or section.starts_again
            if not section.position or not section.listed:
                continue
            states = {piece.iso3 for piece in section.listed}
            is_same = bool(votes) and votes[-1][-1].position == section.position
            goes_on = (again or is_same) and not states & named
            if not votes or (section.position in seen and not goes_on):
                votes.append([])
                seen, named = set(), set()
            votes[-1].append(section)
            seen.add(section.position)
            named |= states
        ends = [0, *(vote[-1].listed[-1].end for vote in votes)]
        return tuple(self._describe_vote(vote, end) for vote, end in zip(votes, ends, strict=False))

    def _describe_vote(self, sections: Sequence[Section], end_before: int) -> SeenVote:
        text = self.pasted.text
        start = min(section.mark.start for section in sections if section.mark)
        above = text[end_before:start]
        symbols = SYMBOL.findall(above)
        lines = [line.strip(" .:*#") for line in above.split("\n") if len(line.strip(" .:*#")) > 2]
        counts = dict.fromkeys(POSITIONS, 0)
        for section in sections:
            counts[str(section.position)] += sum(bool(piece.iso3) for piece in section.listed)
        last = sections[-1].listed[-1].start
        label = symbols[-1] if symbols else (lines[-1] if lines else "")
        return SeenVote(self.pasted.get_line(start), self.pasted.get_line(last), label, counts)

    def find_loose(self, sections: Sequence[Section]) -> Iterator[Aside]:
        """Headings next to one another without names between them, where nothing says that nobody is meant."""
        empty = [
            section.mark
            if section.position
            and section.mark
            and not section.listed
            and not section.says_nobody
            and section.mark.total is None
            else None
            for section in sections
        ]
        for n, (mark, following) in enumerate(pairwise([*empty, None])):
            before = empty[n - 1] if n else None
            if mark and n + 1 < len(sections) and (following or before or mark.is_plain):
                words = self.pasted.text[mark.start : mark.end].strip()
                yield Aside(self.pasted.get_line(mark.start), words)

    def read(self) -> Reading | None:
        if not any(mark.position for mark in self.marks):
            return None
        sections = self.build_sections()
        totals = [
            Total(self.pasted.get_line(mark.start), mark.position, mark.total)
            for mark in self.marks
            if mark.position and mark.total is not None
        ]
        return Reading(
            "headings",
            tuple(mention for section in sections for mention in self.list_mentions(section)),
            tuple(totals),
            tuple(self.list_asides(sections)),
            self.find_votes(sections),
            tuple(self.find_loose(sections)),
        )


def read_headings(pasted: PastedText, index: NameIndex) -> Reading | None:
    """The text read by its headings; None if it has none."""
    return HeadingReader(pasted, index).read()
