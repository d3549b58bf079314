"""Links between texts that the source prints but does not tie: amended drafts, series, sponsors. Pure."""

import re
from collections.abc import Iterable, Sequence

from votes.choices import TextKind
from votes.record.rollcall import Candidate, find_state
from votes.record.rows import StateRow, TextRow
from votes.symbols import drop_revision

_ON_BEHALF = re.compile(r"\(on behalf of [^)]*\)", re.IGNORECASE)


def build_series_key(title: str) -> str:
    """What two titles of one series have in common: the words, without case, marks and a leading 'the'."""
    words = re.findall(r"\w+", title.casefold())
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def find_amended(row: TextRow, texts: Iterable[TextRow]) -> str:
    """The symbol of the text that an amendment amends; '' where none is on file.

    The title decides, since the catalogue often prints another draft's number ("to draft resolution L.1" for the
    genocide text of the 37th session): an amendment bears the title of what it amends. Where no single text
    of its session has that title, the printed draft does.
    """
    if row.kind != TextKind.AMENDMENT:
        return ""
    candidates = [t for t in texts if t.session == row.session and t.kind != TextKind.AMENDMENT]
    key = build_series_key(row.title)
    same_title = [t.symbol for t in candidates if build_series_key(t.title) == key]
    if len(same_title) == 1:
        return same_title[0]
    if not (printed := drop_revision(row.amends)):
        return ""
    drafts = ((t.symbol, {drop_revision(t.symbol), drop_revision(t.draft_symbol)}) for t in candidates)
    return next((symbol for symbol, names in drafts if printed in names), "")


def find_sponsors(printed: str, states: Sequence[StateRow]) -> tuple[str, ...]:
    """The codes of the States in a printed list of main sponsors, in its order; groups and strangers are left out."""
    known = [Candidate(s.iso3, (s.name, *(name for name, _ in s.other_names))) for s in states]
    names = (part.strip() for part in re.split(r",(?![^(]*\))", _ON_BEHALF.sub("", printed)))
    found = (find_state(name, known) for name in names if name)
    return tuple(dict.fromkeys(iso3 for iso3 in found if iso3))
