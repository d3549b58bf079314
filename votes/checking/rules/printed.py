"""The line that the source prints for a text names the same symbol, kind and session as its other fields. Pure."""

import re
from collections.abc import Callable

from votes.checking.findings import Finding, Rule, build_error, build_note, suggest_value
from votes.checking.rules.facts import TextFacts
from votes.core.choices import SessionKind, TextKind
from votes.core.symbols import drop_revision, normalise_symbol

# "Amendment A/HRC/45/L.57 (as orally revised) to draft resolution ...": its own symbol comes first.
_AMENDMENT = re.compile(r"Amendment\s+(?P<symbol>(?:A/+HRC/+\S*?)?L\.{0,2}\d+(?:/Rev\.\d+)?)", re.IGNORECASE)
_DRAFT_KIND = re.compile(r"Draft (?P<kind>resolution|decision|presidential statement)\b", re.IGNORECASE)
_SYMBOL_KIND = re.compile(r"(?:A/HRC|E/CN\.4|E/HR)/(?P<kind>RES|DEC|PRST)\b")
_KINDS = {
    "resolution": TextKind.RESOLUTION,
    "res": TextKind.RESOLUTION,
    "decision": TextKind.DECISION,
    "dec": TextKind.DECISION,
    "presidential statement": TextKind.PRESIDENTS_STATEMENT,
    "prst": TextKind.PRESIDENTS_STATEMENT,
}
# The session of a draft, also as misprinted: "A/HRC/46//L.3", "A/HRC/27L.15", "/HRC/45/L.30".
_COUNCIL_DRAFT = re.compile(r"(?:A/+|\b|/)HRC/+(?P<session>(?:S-)?\d+)/*L\.{1,2}\d+")
_COMMISSION_DRAFT = re.compile(r"E/CN\.4/(?P<session>\d{4})/L\.\d+")
_COMMISSION_YEAR = re.compile(r"E/CN\.4/(?:RES|DEC)/(\d{4})/")
_PREFIXES = {SessionKind.REGULAR: "", SessionKind.SPECIAL: "S-"}

Count = Callable[[str], int]  # symbol -> how many texts have it


def find_printed_symbol(text: TextFacts, count: Count) -> list[Finding]:
    """An amendment whose line names another symbol than the one that it has on file.

    If no text on file has the printed symbol and another one shares this text's, the printed symbol is right.
    """
    match = _AMENDMENT.match(text.printed)
    if not match or not text.is_about_another:
        return []
    printed = normalise_symbol(match["symbol"])
    if not printed.startswith("A/"):
        printed = f"{text.symbol.rsplit('/L.', 1)[0]}/{printed}"
    if drop_revision(printed) == drop_revision(text.symbol):
        return []
    is_evident = not count(printed) and count(text.symbol) > 1
    suggestion = [suggest_value("symbol", text.symbol, printed)] if is_evident else []
    return [build_note(Rule.PRINTED_SYMBOL, suggestion, symbol=text.symbol, printed=printed)]


def find_printed_kind(text: TextFacts) -> list[Finding]:
    """A kind that the printed line or the symbol contradicts.

    An amendment on file as another kind is an error, because it would be counted as its text. The Commission often
    answered a draft resolution by a decision, so the kind of its drafts proves nothing.
    """
    if not text.is_about_another and _AMENDMENT.match(text.printed):
        suggestion = [suggest_value("kind", text.kind, TextKind.AMENDMENT.value)]
        return [build_error(Rule.PRINTED_KIND, suggestion, kind=text.kind, printed=TextKind.AMENDMENT.value)]
    if (match := _SYMBOL_KIND.match(text.symbol)) and (kind := _KINDS[match["kind"].lower()]) != text.kind:
        suggestion = [suggest_value("kind", text.kind, kind.value)]
        return [build_note(Rule.PRINTED_KIND, suggestion, kind=text.kind, printed=kind.value)]
    if not text.is_council:
        return []
    if (match := _DRAFT_KIND.match(text.printed)) and (kind := _KINDS[match["kind"].lower()]) != text.kind:
        return [build_note(Rule.PRINTED_KIND, kind=text.kind, printed=kind.value)]
    return []


def find_printed_session(text: TextFacts) -> list[Finding]:
    """A draft of another session: the text was postponed, or its draft is misprinted."""
    if text.is_council:
        own = f"{_PREFIXES.get(SessionKind(text.session_kind), 'OS-')}{text.session_number}"
        named = [match["session"] for match in _COUNCIL_DRAFT.finditer(text.printed)]
    else:
        year = _COMMISSION_YEAR.match(text.symbol)
        own = year[1] if year else ""
        named = [match["session"] for match in _COMMISSION_DRAFT.finditer(text.printed)] if own else []
    others = sorted({session for session in named if session != own})
    return [build_note(Rule.PRINTED_SESSION, session=own, sessions=others)] if others else []
