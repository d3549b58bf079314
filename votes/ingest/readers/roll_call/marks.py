"""The headings of a list of States: which position each gives, and which number of States it announces. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from votes.core.state_names import MAX_NAME_WORDS, WORD, get_key
from votes.ingest.readers.roll_call.cleaning import PastedText
from votes.ingest.readers.roll_call.name_lists import NameIndex
from votes.ingest.readers.roll_call.prose import CONTINUED, REGION, is_region
from votes.ingest.readers.roll_call.wordings import (
    CODES,
    HEADING,
    SHORT,
    find_code_system,
    get_heading_position,
)

OTHER_HEADING = re.compile(r"[ *_#>]*+([^\W\d_][^:;|\t]{0,200}):(?=[\s*_”\"]|$)")
CODE_HEADING = re.compile(
    rf"[ *_]*+({'|'.join(sorted(CODES))})[ *_]*+(?:\((\d{{1,3}})\) *:?|[:=])(?=[ *_\t]|$)"
)
LINE_START = " \t*_#>•·-–—|.0123456789“”\"'«()"
COUNT_AFTER = re.compile(
    r" {0,3}(\d{1,3})(?: (?:states?|members?|votes?|etats?|pays|voix|votos|estados|paises))? {0,3}[.]?(?:[-–—:] |$)"
)
COUNT_ALONE = re.compile(r"\s{0,9}\(?(\d{1,3})\)?[ \t]*(?:\n|$)")
COUNT_BEFORE = re.compile(r"(?:^|[\s(])(\d{1,3})\)? *(?:[-–—:] *)?$")
LONGEST_FOOTNOTE = 9  # in square brackets a larger number is a count
PROSE_AFTER = re.compile(
    r"[.,;]|\s*+(?:of|from|this|and|or|to|with|by|as|was|were|in|on|de|du|des|la|le|cette|ce|que|esta|este)\b"
    r"|[^:,;.]{0,60}:"
)


@dataclass(frozen=True)
class Mark:
    """A heading from `start` to `end`. `position`: None under an unknown heading.

    `kind`: "", "unknown_heading" or "region". `total`: the announced number, None without one. `is_plain`: whether it
    has neither colon nor number. `continues`: whether the heading says that its list began before.
    """

    start: int
    end: int
    position: str | None
    kind: str = ""
    total: int | None = None
    is_plain: bool = False
    continues: bool = False


def begins_with_state(text: str, index: NameIndex) -> bool:
    """Whether the text begins with the name of a State."""
    key = ""
    for word in WORD.findall(text[:120])[: MAX_NAME_WORDS + 3]:
        key += get_key(word)
        if index.states.get(key):
            return True
    return False


def _is_heading(found: re.Match[str], indent: int, index: NameIndex, printed: str) -> bool:
    """Whether the words are a heading at their place in the line, not prose ("28 in favour, 1 against")."""
    line, words = found.string, found[get_heading_position(found)]
    is_short = len(words) <= SHORT
    rest = line[found.end() :]
    has_colon = bool(found["sign"]) and (":" in found["sign"] or rest.strip() == "" or not found["bare"])
    counted = bool(found["counted"])
    if found.start() <= indent:
        if not rest.strip("." if printed[indent : indent + 1].isupper() else " "):
            return True
        if has_colon or counted or (found["bare"] and COUNT_ALONE.match(rest)):
            return True
        if rest.startswith(("\t", "|")):
            return True
        return not is_short and not PROSE_AFTER.match(rest.casefold()) and begins_with_state(rest, index)
    before = line[max(0, found.start() - 9) : found.start()].rstrip(" *_")
    after_stop = before.endswith((".", ";", ":", "|"))
    if ":" in (found["sign"] or ""):
        return not is_short or after_stop
    return after_stop and not is_short and counted


def _find_total(found: re.Match[str], line: str, indent: int) -> tuple[int | None, int]:
    """The number announced in or beside a heading of a folded line, and how many characters behind it that takes."""
    if found["counted"]:
        number = int(found["counted"])
        return (None if found["bracket"] == "[" and number <= LONGEST_FOOTNOTE else number), 0
    if found["bare"]:
        return int(found["bare"]), 0
    if after := COUNT_AFTER.match(line, found.end()):
        return int(after[1]), after.end() - found.end()
    if found.start() <= indent and (before := COUNT_BEFORE.search(line[: found.start()])):
        return int(before[1]), 0
    return None, 0


def _find_in_line(line: str, folded: str, index: NameIndex, after: str) -> Iterator[Mark]:
    """The headings of one line, places counted in it; `after` is what follows the line."""
    indent = len(line) - len(line.lstrip(LINE_START))
    continues = CONTINUED.search(line) is not None  # once: a hostile line may have thousands of headings
    for found in HEADING.finditer(folded):
        if not _is_heading(found, indent, index, line):
            continue
        total, more = _find_total(found, folded, indent)
        is_alone = not line[found.end() + more :].strip(" .")
        if total is None and is_alone and (alone := COUNT_ALONE.match(after)):
            total = int(alone[1])
        yield Mark(
            found.start(),
            found.end() + more,
            get_heading_position(found),
            total=total,
            is_plain=total is None and not found["sign"],
            continues=continues,
        )


def find_marks(pasted: PastedText, index: NameIndex) -> list[Mark]:
    """All headings in the order of the text."""
    marks: list[Mark] = []
    coded: list[tuple[int, str]] = []
    is_first = True
    for start, line in zip(pasted.starts, pasted.lines, strict=True):
        end = start + len(line.text)
        folded = pasted.folded[start:end]
        if is_region(line.text):
            marks.append(Mark(start, end, None, "region"))
            continue
        found = list(_find_in_line(line.text, folded, index, pasted.text[end + 1 : end + 20]))
        code = None if found else CODE_HEADING.match(line.text)
        if code:
            coded.append((len(marks), code[1]))
            found = [
                Mark(code.start(1), code.end(), None, "unknown_heading", int(code[2]) if code[2] else None)
            ]
        if not found and (other := OTHER_HEADING.match(line.text)) and get_key(other[1]) not in index.states:
            region = REGION.fullmatch(folded[other.start(1) : other.end(1)].strip())
            if region:
                found = [Mark(other.start(1), other.end(), None, "region")]
            elif not is_first:
                # States below it must not be counted under the heading before
                found = [Mark(other.start(1), other.end(1), None, "unknown_heading")]
        is_first = is_first and not any(mark.position or code for mark in found)
        marks += [replace(mark, start=start + mark.start, end=start + mark.end) for mark in found]
    meanings = find_code_system(code for _, code in coded)
    for place, letters in coded:
        if position := meanings.get(letters):
            marks[place] = replace(marks[place], position=position, kind="")
    return marks
