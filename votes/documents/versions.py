"""Two versions of a text side by side: which paragraphs were kept, changed, moved, added or dropped. Pure.

Paragraphs are paired by how much of their letters they share (the normalised indel similarity of rapidfuzz), the most
similar first, and within a pair words are compared with difflib.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from rapidfuzz import fuzz, process

from votes.documents.paragraphs import Paragraph
from votes.documents.words import fold

_WORD = re.compile(r"[\u3000-\u9fff]\s*|[^\s\u3000-\u9fff]+\s*")  # a Chinese character is a word
PAIRED_FROM = 60.0  # per cent of similarity at which two paragraphs are versions of one


class Change(StrEnum):
    KEPT = "kept"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class Piece:
    """Some words of a paragraph. `kind`: "same", "ins" (only in the later version) or "del" (only in the earlier)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Pair:
    """One paragraph in both versions; `before` None if it is new, `after` None if it is gone.

    `is_moved`: other paragraphs that both versions have stand before it in one and after it in the other.
    """

    change: Change
    before: Paragraph | None
    after: Paragraph | None
    pieces: tuple[Piece, ...]
    is_moved: bool = False


def compare_versions(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> list[Pair]:
    """Every paragraph of both versions exactly once, in the order of the later one; dropped ones where they stood."""
    partner = pair_paragraphs([fold(p.text) for p in before], [fold(p.text) for p in after])
    moved = find_moved(partner)
    pairs: list[Pair] = []
    dropped = sorted(set(range(len(before))) - set(partner.values()))
    done = 0
    for place, paragraph in enumerate(after):
        origin = partner.get(place)
        if origin is not None and place not in moved:
            while done < len(dropped) and dropped[done] < origin:
                pairs.append(build_gone(before[dropped[done]]))
                done += 1
        if origin is None:
            pairs.append(Pair(Change.NEW, None, paragraph, (Piece("ins", paragraph.text),)))
        else:
            pairs.append(build_pair(before[origin], paragraph, place in moved))
    return [*pairs, *(build_gone(before[n]) for n in dropped[done:])]


def pair_paragraphs(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Place in `after` -> place in `before`: the most similar pair first, each paragraph once."""
    if not before or not after:
        return {}
    scores = process.cdist(after, before, scorer=fuzz.ratio, score_cutoff=PAIRED_FROM)
    found = sorted(
        ((-float(scores[a, b]), abs(a - b), a, b) for a, b in zip(*scores.nonzero(), strict=True)),
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _score, _distance, a, b in found:
        if int(a) not in partner and int(b) not in taken:
            partner[int(a)] = int(b)
            taken.add(int(b))
    return partner


def find_moved(partner: dict[int, int]) -> set[int]:
    """The places in the later version outside the longest run of paragraphs that kept their order."""
    places = sorted(partner)
    best: list[list[int]] = []  # the longest ordered run that ends with each place
    for n, place in enumerate(places):
        earlier = [best[m] for m in range(n) if partner[places[m]] < partner[place]]
        best.append([*find_longest(earlier), place])
    return set(places) - set(find_longest(best))


def find_longest(runs: Sequence[list[int]]) -> list[int]:
    return max(runs, key=len) if runs else []


def build_gone(paragraph: Paragraph) -> Pair:
    return Pair(Change.GONE, paragraph, None, (Piece("del", paragraph.text),))


def build_pair(before: Paragraph, after: Paragraph, is_moved: bool) -> Pair:
    if fold(before.text).rstrip(".,;") == fold(after.text).rstrip(".,;"):
        return Pair(Change.KEPT, before, after, (Piece("same", after.text),), is_moved)
    return Pair(Change.CHANGED, before, after, compare_words(before.text, after.text), is_moved)


def compare_words(before: str, after: str) -> tuple[Piece, ...]:
    """The words of both in order; joined, those that are not "ins" give `before`, those that are not "del" `after`."""
    # A blank at the end, so that the last word of one version does not run into the next word of the other.
    old, new = (_WORD.findall(f"{text.strip()} ") for text in (before, after))
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, [w.strip() for w in old], [w.strip() for w in new], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(new[k:m])))
        else:
            pieces += [Piece("del", "".join(old[i:j]))] * (i < j)
            pieces += [Piece("ins", "".join(new[k:m]))] * (k < m)
    return tuple(pieces)


def count_changes(pairs: Sequence[Pair], kind: str) -> dict[Change, int]:
    """How many paragraphs of a kind ("operative") were kept, changed, new or gone."""
    found = [pair.change for pair in pairs if (p := pair.after or pair.before) and p.kind == kind]
    return {change: found.count(change) for change in Change}
