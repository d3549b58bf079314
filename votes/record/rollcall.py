"""Read a roll-call pasted as the UN prints it. Pure: text in, RollCall out; no database, no request.

Every word of the text ends in `positions` or in `problems`, or is one of these, left out on purpose: headings and
their counts; digits, punctuation, footnote marks; "and", "the"; "none", "nil" and the like; and, before the first
heading, sentences and lines that name no State.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from votes.choices import Position

POSITIONS: tuple[str, ...] = tuple(position.value for position in Position)

UNRECOGNISED, NAMED_TWICE, NOT_A_MEMBER = "unrecognised", "named_twice", "not_a_member"
NO_HEADING, UNKNOWN_HEADING = "no_heading", "unknown_heading"

LONGEST_NAME = 9  # in words; more unrecognised words in a row are a sentence
MAX_SUGGESTED = 60  # distinct unrecognised texts that get suggestions: a wrong paste must not take seconds
LIKE_ENOUGH = 0.65
NOBODY = ""  # what "none" stands for
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
    rf"(?<![\w'’-])(?:{_WHO} +){{0,3}}(?:{_POSITION})(?: +{_WHO})?(?![\w'’])"
    rf"{_MARKS}(?:[\[(] *+\d+(?: +{_WHO})? *+[\])]|\d+)?{_MARKS}(?:[:=–—-]+{_MARKS})?",
    re.IGNORECASE,
)
ROW_END = re.compile(
    rf"(?:[\t|]|\s[-–—]){_MARKS}(?:{_POSITION}|(?P<code>[YNA])){_MARKS}\|?\s*+$", re.IGNORECASE
)
ROW_CODES = {"Y": Position.IN_FAVOUR, "N": Position.AGAINST, "A": Position.ABSTAINING}
OTHER_HEADING = re.compile(r"[ \t*_#>]*+([^\W\d_][^:,;|\t]{0,60}):(?=[\s*_]|$)")
LINE_START = " \t*_#>•·-–—|.0123456789"
PROSE_AFTER = re.compile(r"[.,;]|\s*+(?:of|from|this|and|or|to|with|by|as|was|were|in|on)\b", re.IGNORECASE)

WORD = re.compile(r"[^\W\d_]+|&")
FOOTNOTE = re.compile(r"[\[(] ?(?:[^\W\d_]|\d{1,3}) ?[\])]|(?<!\w)[^\W\d_]/(?!\w)")  # [1] (1) (a) a/
SPELT = {"&": "and", "st": "saint"}
JOIN, SOFT, COMMA, HARD = range(4)  # what stands between two words; a name may run over all but HARD
HARD_BREAK = re.compile(r"[\0;:|•·▪●◦‣]|\s[-–—/]+\s")
SOFT_BREAK = re.compile(r"[\n\t.\d*†‡§]|  ")


@dataclass(frozen=True)
class Candidate:
    """One State with every name it is or was known by, the present short name first."""

    iso3: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Problem:
    """Something to look at. `text`: what was printed; `line`: from 1; `suggestions`: iso3 codes, likest first."""

    kind: str
    text: str
    line: int
    iso3: str | None = None
    position: str | None = None
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True)
class RollCall:
    """`positions`: iso3 -> position. `problems`: in the order of the text. `missing`: members not named, sorted."""

    positions: dict[str, str]
    problems: tuple[Problem, ...]
    missing: tuple[str, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many States have each of the four positions."""
        taken = list(self.positions.values())
        return {position: taken.count(position) for position in POSITIONS}


class _Heading(NamedTuple):
    start: int
    end: int
    position: str | None  # None: an unknown heading, or the beginning of the text


class _Word(NamedTuple):
    start: int
    end: int
    printed: str
    key: str


def normalise_name(name: str) -> str:
    """The name without case, diacritics, punctuation, digits, footnote marks and "the": "Côte d’Ivoire¹" and
    "COTE D'IVOIRE" both give "cote d ivoire". For comparing, not for showing; "" if nothing is left."""
    unmarked = "".join(c for c in name if not unicodedata.decomposition(c).startswith("<super>"))
    plain = unicodedata.normalize("NFKD", FOOTNOTE.sub(" ", unmarked)).casefold()
    words = WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))
    return " ".join(SPELT.get(word, word) for word in words if word != "the")


@lru_cache(maxsize=4096)
def _get_key(name: str) -> str:
    """The normal form without spaces, so that "Viet Nam" and "Vietnam", "Venezu-" + "ela" and "Venezuela" meet."""
    return normalise_name(name).replace(" ", "")


def _get_keys(name: str) -> set[str]:
    """The name's key; for one of "P of X", "X (P of)" and "X, P of" those of all three. Their comma stays."""
    turned = re.fullmatch(r"(?P<x>[^(,]+)[(,]\s*(?P<p>[^(,]+ of(?: the)?)\s*\)?", name, re.IGNORECASE)
    turned = turned or re.fullmatch(r"(?P<p>[^(,]+ of(?: the)?) (?P<x>[^(,]+)", name, re.IGNORECASE)
    if not turned:
        return {_get_key(name)}
    p, x = _get_key(turned["p"]), _get_key(turned["x"])
    return {p + x, x + p, f"{x},{p}"}


@lru_cache(maxsize=8)
def _build_index(states: tuple[Candidate, ...]) -> dict[str, str]:
    """Key, or code in capitals -> iso3. A present name goes before a former one; what two States claim is nobody's."""
    index = {state.iso3.upper(): state.iso3 for state in states} | dict.fromkeys(NOBODY_KEYS, NOBODY)
    for names in (slice(1), slice(1, None)):
        claims: dict[str, set[str]] = {}
        for state in states:
            for key in {key for name in state.names[names] for key in _get_keys(name)}:
                claims.setdefault(key, set()).add(state.iso3)
        index = {key: claim.pop() for key, claim in claims.items() if key and len(claim) == 1} | index
    return index


def find_state(name: str, states: Iterable[Candidate]) -> str | None:
    """The iso3 of the one State with this name, after normalisation, or with this code in capitals; else None."""
    index = _build_index(tuple(states))
    return index.get(_get_key(name)) or index.get(name.strip() if name.isupper() else "") or None


def suggest_states(name: str, states: Iterable[Candidate], limit: int = 3) -> tuple[str, ...]:
    """The iso3 codes of at most `limit` States with a name or code like this one, the likest first."""
    wanted = normalise_name(name[:100])
    matcher = SequenceMatcher(None, "", wanted, autojunk=False)
    scores: dict[str, float] = {}
    for state in states if len(wanted) > 2 else ():
        known = {normalise_name(one) for one in (*state.names, state.iso3)} - {""}
        score = max((_measure_likeness(matcher, wanted, one) for one in known), default=0.0)
        if score >= LIKE_ENOUGH:
            scores[state.iso3] = score
    return tuple(sorted(scores, key=lambda iso3: (-scores[iso3], iso3))[:limit])


def _measure_likeness(matcher: SequenceMatcher[str], wanted: str, known: str) -> float:
    """0 to 1: over 0.9 if one is inside the other, as "Korea" is; else difflib's ratio, of the name or its start."""
    short, long = sorted((wanted, known), key=len)
    if f" {short} " in f" {long} ":
        return 0.9 + 0.1 * len(short) / len(long)
    best = 0.0
    for weight, part in ((1.0, known), (0.95, known[: len(wanted)])):
        matcher.set_seq1(part)
        if matcher.real_quick_ratio() >= LIKE_ENOUGH and matcher.quick_ratio() >= LIKE_ENOUGH:
            best = max(best, weight * matcher.ratio())
    return best


def _get_position(found: re.Match[str]) -> str:
    return next(position for position in POSITIONS if found[position])


def _is_heading(found: re.Match[str], indent: int) -> bool:
    """Whether the words found are a heading where they stand, not prose ("28 in favour, 1 against")."""
    line, wording = found.string, _get_position(found)
    tail = line[found.end(wording) : found.end()]
    is_short = len(found[wording]) <= 4  # "for", "yes", "no": they need a clearer sign than "abstaining" does
    if found.start() <= indent:
        signed = found.end() == len(line) or re.search(r"[:=\d–—-]", tail)
        return bool(signed) or not (is_short or PROSE_AFTER.match(line, found.end()))
    before = line[max(0, found.start() - 9) : found.start()].rstrip(" \t*_")
    return ":" in tail and (not is_short or before.endswith((".", ";", ":", "|")))


def _find_headings(text: str, index: dict[str, str]) -> Iterator[_Heading]:
    """The headings, first the beginning of the text. A row, "Albania<TAB>Y", has one of its own for its line alone."""
    yield _Heading(0, 0, None)
    is_first, current, offset = True, None, 0
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip(LINE_START))
        found = [one for one in HEADING.finditer(line) if _is_heading(one, indent)]
        row = ROW_END.search(line)
        other = OTHER_HEADING.match(line)
        for one in found:
            current = _get_position(one)
            yield _Heading(offset + one.start(), offset + one.end(), current)
        if row and not found:
            yield _Heading(
                max(0, offset - 1), offset, ROW_CODES.get((row["code"] or "").upper()) or _get_position(row)
            )
            yield _Heading(offset + row.start(), offset + len(line), current)
        elif other and not (found or is_first) and _get_key(other[1]) not in index:
            current = None  # who stands below must not be counted under the heading before
            yield _Heading(offset + other.start(1), offset + other.end(), None)
        is_first = is_first and not (found or row)
        offset += len(line) + 1


def _measure_gap(between: str) -> int:
    if HARD_BREAK.search(between):
        return HARD
    return COMMA if "," in between else SOFT if SOFT_BREAK.search(between) else JOIN


def _find_names(
    words: list[_Word], gaps: list[int], index: dict[str, str], i: int
) -> Iterator[tuple[int, str, int]]:
    """The names that begin at word i and end where a name can, shortest first: (end, iso3, commas inside)."""

    def is_edge(j: int) -> bool:
        return gaps[j] > JOIN or "and" in (words[j - 1].key, words[j].key)

    key, commas = "", 0
    # A name broken over a line end has some words more.
    for j in range(i, min(i + LONGEST_NAME + 3, len(words)) if is_edge(i) else i):
        if j > i and gaps[j] >= COMMA:
            key, commas = key + ",", commas + 1
            if gaps[j] == HARD or commas > 1:
                return
        key += words[j].key
        iso3 = index.get(key)
        if (
            iso3 is None
            and j == i
            and (key != "and" or gaps[i] == gaps[i + 1] or min(gaps[i : i + 2]) >= COMMA)
        ):
            iso3 = index.get(words[i].printed)  # a code; "AND" is Andorra's only where it stands like a name
        if iso3 is not None and is_edge(j + 1):
            yield j + 1, iso3, commas


def _cut_into_names(
    words: list[_Word], gaps: list[int], index: dict[str, str]
) -> list[tuple[int, str | None]]:
    """For each word the end of the piece that begins there, and its State; None for one unrecognised word.

    The cut leaves as few words unrecognised as can be, then runs over few commas, then takes the longest names:
    "Congo, Democratic Republic of the" is one State, "Congo, Democratic Republic of the Congo" are two.
    """
    best = [(0, 0)] * (len(words) + 1)
    pieces: list[tuple[int, str | None]] = [(0, None)] * len(words)
    for i in reversed(range(len(words))):
        best[i], pieces[i] = (best[i + 1][0] + (words[i].key != "and"), best[i + 1][1]), (i + 1, None)
        for end, iso3, commas in _find_names(words, gaps, index, i):
            cost = (best[end][0], best[end][1] + commas)
            if cost <= best[i]:
                best[i], pieces[i] = cost, (end, iso3)
    return pieces


def _is_one_item(body: str, start: int, end: int) -> bool:
    """Whether two unrecognised words with body[start:end] between them belong together: a line end parts them, but
    not in a comma list."""
    return "\n" not in body[start:end] or "," in body[body.rfind("\n", 0, start) + 1 : start]


def _ends_sentence(gap: str) -> bool:
    return (
        "\0" in gap or gap.count("\n") > 1 or ("\n" in gap and gap.split("\n")[0].rstrip()[-1:] in (".", ":"))
    )


def _read_pieces(body: str, index: dict[str, str]) -> Iterator[tuple[int, int, str | None]]:
    """(start, end, iso3) of all that is named, in order; iso3 is None for what is not recognised."""
    words = [
        _Word(one.start(), one.end(), one[0], key) for one in WORD.finditer(body) if (key := _get_key(one[0]))
    ]
    between = [body[before.end : after.start] for before, after in zip(words, words[1:], strict=False)]
    gaps = [HARD, *map(_measure_gap, between), HARD]
    pieces = _cut_into_names(words, gaps, index)
    i = 0
    while i < len(words):
        first, (i, iso3) = i, pieces[i]
        if iso3 is None:
            while i < len(words) and gaps[i] <= SOFT and pieces[i][1] is None:
                if not _is_one_item(body, words[i - 1].end, words[i].start):
                    break
                i += 1
            if i - first > LONGEST_NAME:  # a sentence goes on to its end; the States in it are not voting
                while i < len(words) and not _ends_sentence(between[i - 1]):
                    i += 1
            real = [word for word in words[first:i] if word.key != "and"]
            if real:
                yield real[0].start, real[-1].end, None
        elif iso3 != NOBODY:
            yield words[first].start, words[i - 1].end, iso3


def _judge(mentions: list[Problem], states: tuple[Candidate, ...], members: Collection[str]) -> RollCall:
    """The roll-call from who was named where; each mention comes as a Problem of kind "", if it is one or not."""
    named: dict[str, list[str | None]] = {}
    for mention in mentions:
        ...
