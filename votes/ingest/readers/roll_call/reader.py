"""Read a roll-call pasted as the UN prints it. Pure: text in, RollCall out; no database, no request.

Every word of the text ends in `positions` or in `issues`, or is one of these, left out on purpose: headings
and their counts; digits, punctuation and footnote marks; "and", "the"; "none", "nil" and the like; and, before
the first heading, sentences and lines that name no State.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from operator import itemgetter

from votes.core.choices import Position
from votes.core.state_names import (
    FOOTNOTE,
    MAX_NAME_WORDS,
    WORD,
    Candidate,
    build_index,
    get_key,
    suggest_states,
)

POSITIONS: tuple[str, ...] = tuple(position.value for position in Position)

MAX_TEXTS_WITH_SUGGESTIONS = 60  # distinct ones: a wrong paste must not take seconds
NOBODY = ""  # in place of a code for "none" and the like
NOBODY_KEYS = ("none", "nil", "na", "nobody", "noone", "nostate", "nostates", "nomember", "nomembers")

WORDINGS = {
    Position.IN_FAVOUR: r"in +favou?r|for|yes|yeas?|ayes?",
    Position.AGAINST: r"against|no|noes|nays?|opposed|opposing",
    Position.ABSTAINING: r"abstain(?:ing|ed)?|abstentions?",
    Position.NOT_VOTING: r"(?:(?:present|absent) +(?:but|and|or) +)?(?:not|non)[ -]voting"
    r"|did +not +vote|not +participating|absent",
}
_POSITION = "|".join(f"(?P<{position.value}>{wording})" for position, wording in WORDINGS.items())
_WHO = r"(?:the|those|states?|members?|countries|delegations|votes?|voted|voting|who)"
_MARKS = r"[ \t*_]*+"  # possessive, here and below: no text may make the search slow
HEADING = re.compile(
    rf"(?<![^\W_])(?<!['’-])(?:{_WHO} +){{0,3}}(?:{_POSITION})(?: +{_WHO})?(?![^\W_]|['’])"
    rf"{_MARKS}(?:[\[(] *+\d+(?: +{_WHO})? *+[\])]|\d+)?{_MARKS}(?:[:=–—-]+{_MARKS})?",
    re.IGNORECASE,
)
ROW_END = re.compile(rf"(?i)(?:[\t|]|\s[-–—]){_MARKS}(?:{_POSITION}|(?P<code>[YNA])){_MARKS}\|?$")
ROW_CODES: dict[str, str | None] = dict(zip("YNA", POSITIONS, strict=False))
OTHER_HEADING = re.compile(r"[ \t*_#>]*+([^\W\d_][^:,;|\t]{0,60}):(?=[\s*_]|$)")
LINE_START = " \t*_#>•·-–—|.0123456789"
PROSE_AFTER = re.compile(
    r"(?i)[.,;]|\s*+(?:of|from|this|and|or|to|with|by|as|was|were|in|on)\b|[^:,;.]{0,60}:"
)

JOIN, SOFT, COMMA, HARD = range(4)  # the break between two words; a name may contain any but HARD
HARD_BREAK = re.compile(r"[\0;:|•·▪●◦‣]|\s[-–—/]+\s")  # \0 stands for a heading
SOFT_BREAK = re.compile(r"[\n\t.\d*†‡§]|  ")
# The end of a line that continues on the next one: it contains a comma or is longer than a name.
WRAP = re.compile(r"^(?=[^\n,]*+,|[^\n]{60})([^\n]++)(?<![.:])\n(?=[^\n])", re.MULTILINE)
Piece = tuple[int, str | None]


@dataclass(frozen=True)
class _Mention:
    """A name or an unknown heading with its place in the text; `kind` is "unknown_heading" or ""."""

    kind: str
    text: str
    line: int
    iso3: str | None
    position: str | None


@dataclass(frozen=True)
class RollCallIssue:
    """A place in the text that the user should check.

    `kind`: "unrecognised", "named_twice", "not_a_member", "no_heading" (also for a State under an unknown heading) or
    "unknown_heading". `text`: what was printed; `line`: from 1. `suggestions`: iso3 codes of States that may be meant.
    """

    kind: str
    text: str
    line: int
    iso3: str | None = None
    position: str | None = None
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True)
class RollCall:
    """`positions`: iso3 -> position. `issues`: in the order of the text. `missing`: members not named, sorted."""

    positions: dict[str, str]
    issues: tuple[RollCallIssue, ...]
    missing: tuple[str, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many States have each of the four positions."""
        taken = list(self.positions.values())
        return {position: taken.count(position) for position in POSITIONS}


def _is_heading(found: re.Match[str], indent: int) -> bool:
    """Whether the words are a heading at their place in the text, not prose ("28 in favour, 1 against")."""
    line, wording = found.string, str(found.lastgroup)
    tail = line[found.end(wording) : found.end()]
    is_short = len(found[wording]) <= 4  # "for", "yes", "no": they need a clearer sign than "abstaining" does
    if found.start() <= indent:
        is_alone = not line[found.end() :].strip("." if found[0][0].isupper() else " ")
        signed = is_alone or re.search(r"[:=\d–—-]", tail)
        return bool(signed) or not (is_short or PROSE_AFTER.match(line, found.end()))
    before = line[max(0, found.start() - 9) : found.start()].rstrip(" \t*_")
    return ":" in tail and (not is_short or before.endswith((".", ";", ":", "|")))


def _find_headings(text: str, index: dict[str, str]) -> Iterator[tuple[int, int, str | None, str]]:
    """(start, end, position, "unknown_heading" or "") of each heading; under an unknown one there is no position.
    A row, "Albania<TAB>Y", gives two: one for its line alone, then the one that held before."""
    is_first, current, offset = True, None, 0
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip(LINE_START))
        found = [one for one in HEADING.finditer(line) if _is_heading(one, indent)]
        row, other = ROW_END.search(line.rstrip()[-60:]), OTHER_HEADING.match(line)
        for one in found:
            current = one.lastgroup
            yield offset + one.start(), offset + one.end(), current, ""
        if row and not found:
            printed = str(row[row.lastgroup or 0]).upper()
            yield max(0, offset - 1), offset, ROW_CODES.get(printed, row.lastgroup), ""
            yield offset + len(line.rstrip()) - len(row[0]), offset + len(line), current, ""
        elif other and not (found or is_first) and get_key(other[1]) not in index:
            current = None  # States below it must not be counted under the heading before
            yield offset + other.start(1), offset + other.end(1), None, "unknown_heading"
        is_first = is_first and not (found or row)
        offset += len(line) + 1


def _cut_into_names(keys: list[str], codes: list[str], gaps: list[int], index: dict[str, str]) -> list[Piece]:
    """For each word the end of the piece that begins there, and its State; None for one unrecognised word.

    The division leaves as few words unrecognised as possible, then crosses few commas, then prefers long names:
    "Congo, Democratic Republic of the" is one State, "Congo, Democratic Republic of the Congo" are two.
    """
    best = [(0, 0)] * (len(keys) + 1)
    pieces: list[Piece] = [(0, None)] * len(keys)
    edges = [gap > JOIN or "and" in keys[max(0, j - 1) : j + 1] for j, gap in enumerate(gaps)]
    for i in reversed(range(len(keys))):
        best[i], pieces[i] = (best[i + 1][0] + (keys[i] != "and"), best[i + 1][1]), (i + 1, None)
        key, commas = "", 0
        # A name divided at the end of a line has one or two more words.
        for end in range(i + 1, min(i + MAX_NAME_WORDS + 3, len(keys) + 1) if edges[i] else i):
            if end > i + 1 and gaps[end - 1] >= COMMA:
                key, commas = key + ",", commas + 1
                if gaps[end - 1] == HARD or commas > 1:
                    break
            key += keys[end - 1]
            iso3 = index.get(key, index.get(codes[i]) if end == i + 1 else None)
            cost = (best[end][0], best[end][1] + commas)
            if iso3 is not None and edges[end] and cost <= best[i]:
                best[i], pieces[i] = cost, (end, iso3)
    return pieces


def _read_names(body: str, index: dict[str, str]) -> Iterator[tuple[int, int, str | None]]:
    """(start, end, iso3) of every name, in order; iso3 is None if it is not recognised."""
    found = [word for word in WORD.finditer(body) if get_key(word[0])]
    keys = [get_key(word[0]) for word in found]
    between = [body[before.end() : after.start()] for before, after in pairwise(found)]
    inner = ((HARD_BREAK.search(gap), "," in gap, SOFT_BREAK.search(gap)) for gap in between)
    gaps = [HARD, *(HARD if h else COMMA if c else SOFT if s else JOIN for h, c, s in inner), HARD]
    ends = [True, *("\n" in gap or "\0" in gap for gap in between), True]
    # "AND" is Andorra's code only at the place of a name.
    codes = [w[0] if keys[i] != "and" or min(gaps[i : i + 2]) > JOIN else "" for i, w in enumerate(found)]
    pieces = _cut_into_names(keys, codes, gaps, index)
    i = 0
    while i < len(found):
        first, (i, iso3) = i, pieces[i]
        while iso3 is None and not ends[i] and gaps[i] <= SOFT and pieces[i][1] is None:
            i += 1
        while i - first > MAX_NAME_WORDS and iso3 is None and not ends[i]:
            i += 1  # skip the rest of the sentence; States in it are not part of the roll-call
        real = [word for word, key in zip(found[first:i], keys[first:i], strict=True) if iso3 or key != "and"]
        if real and iso3 != NOBODY:
            yield real[0].start(), real[-1].end(), iso3


def _build_issue(mention: _Mention, kind: str, suggestions: tuple[str, ...] = ()) -> RollCallIssue:
    return RollCallIssue(kind, mention.text, mention.line, mention.iso3, mention.position, suggestions)


def _build_roll_call(
    mentions: list[_Mention], states: tuple[Candidate, ...], members: Collection[str]
) -> RollCall:
    """The roll-call from the mentions, with an issue for each mention without a clear position of a member."""
    headed: dict[str, set[str]] = {}
    for mention in mentions:
        if mention.iso3 and mention.position:
            headed.setdefault(mention.iso3, set()).add(mention.position)
    positions = {iso3: min(taken) for iso3, taken in headed.items() if len(taken) == 1}
    unrecognised = dict.fromkeys(mention.text for mention in mentions if not mention.iso3)
    similar = {
        text: suggest_states(text, states) for text in islice(unrecognised, MAX_TEXTS_WITH_SUGGESTIONS)
    }
    names = {state.iso3: state.names[0] for state in states if state.names}
    candidates = [state for state in states if state.iso3 in members]
    issues: list[RollCallIssue] = []
    seen: set[str] = set()
    for mention in mentions:
        if mention.kind:
            issues.append(_build_issue(mention, mention.kind))
        elif not mention.iso3:
            issues.append(_build_issue(mention, "unrecognised", similar.get(mention.text, ())))
        elif not mention.position:
            issues.append(_build_issue(mention, "no_heading"))
        elif mention.iso3 in seen or mention.iso3 not in positions:
            issues.append(_build_issue(mention, "named_twice"))
        elif mention.iso3 not in members:
            likely = suggest_states(names.get(mention.iso3, mention.text), candidates, limit=len(candidates))
            # Members that are not named elsewhere come first.
            unnamed_first = sorted(likely, key=lambda iso3: iso3 in positions)
            issues.append(_build_issue(mention, "not_a_member", tuple(unnamed_first[:3])))
        if mention.position and mention.iso3:
            seen.add(mention.iso3)
    missing = set(members) - {mention.iso3 for mention in mentions if mention.iso3}
    return RollCall(positions, tuple(issues), tuple(sorted(missing)))


def parse_roll_call(text: str, states: Iterable[Candidate], members: Collection[str]) -> RollCall:
    """The roll-call in a pasted text; `members` are the iso3 codes of the members that day. Never raises.

    A State named under two headings has no position, and an issue for each time; named again under the same
    heading it has one, and an issue for each time but the first. A non-member keeps its position.
    """
    states = tuple(states)
    index = build_index(states) | dict.fromkeys(NOBODY_KEYS, NOBODY)
    text = re.sub(r"[^\S\n\t]|\0", " ", re.sub(r"\r\n?|[\v\f\x85\u2028\u2029]", "\n", text))
    line_ends = [found.start() for found in re.finditer("\n", text)]
    headings = list(_find_headings(text, index))
    starts = [start for start, *_ in headings]
    body = list(FOOTNOTE.sub(lambda mark: "*" * len(mark[0]), WRAP.sub(r"\1\t", text)))
    for start, end, *_ in headings:
        body[start:end] = "\0" * (end - start)
    found: list[tuple[int, int, str | None, str]] = [(h[0], h[1], None, h[3]) for h in headings if h[3]]
    found += [(*one, "") for one in _read_names("".join(body), index)]
    mentions: list[_Mention] = []
    for start, end, iso3, kind in sorted(found, key=itemgetter(0)):
        line, before = bisect_left(line_ends, start) + 1, bisect_right(starts, start)
        position = headings[before - 1][2] if before else None
        end += text[end : end + 1] == ")" and "(" in text[start:end]
        mentions.append(_Mention(kind, " ".join(text[start:end].split())[:200], line, iso3, position))
    unheaded = sum(start < min(starts[:1], default=len(text)) for start, *_ in found)
    naming = {mention.line for mention in mentions[:unheaded] if mention.iso3}
    preface = [mention for mention in mentions[:unheaded] if mention.line in naming]
    return _build_roll_call(preface + mentions[unheaded:], states, members)
