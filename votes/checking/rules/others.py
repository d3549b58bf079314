"""What a text shares with another: its draft, its series in one session, the day of the text that it amends. Pure."""

import re
from collections.abc import Collection, Iterable

from votes.checking.findings import Finding, Rule, build_note, suggest_value
from votes.checking.rules.facts import TextFacts
from votes.checking.rules.printed import find_printed_session
from votes.core.choices import Adoption
from votes.core.symbols import drop_revision

# The parts of a divided text: E/CN.4/RES/1982/1A, E/CN.4/RES/14B(XXXVI), E/CN.4/RES/II(X)PARTI.
_PART = re.compile(r"(?<=\d)[A-Z](?=\(|$)|/?PART/?[A-Z]+$")

# No draft on file was revised more often.
LAST_REVISION = 3


def drop_part(symbol: str) -> str:
    """'E/CN.4/RES/1982/1A' -> 'E/CN.4/RES/1982/1': the symbol of the whole of which it is a part."""
    return _PART.sub("", symbol)


def list_revisions(drafts: Iterable[str]) -> set[str]:
    """The symbols of these drafts in all their revisions: 'A/HRC/37/L.36', 'A/HRC/37/L.36/Rev.1' and so on."""
    bases = {drop_revision(draft) for draft in drafts if draft}
    revised = {f"{base}/Rev.{number}" for base in bases for number in range(1, LAST_REVISION + 1)}
    return bases | revised


def find_shared_draft(text: TextFacts, same_draft: Collection[TextFacts]) -> list[Finding]:
    """Other texts that come from the same draft or another revision of it, as the parts of a divided text may.

    The text whose session the draft names is right, and the others are not.
    """
    whole = drop_part(text.symbol)
    others = sorted({other.symbol for other in same_draft if drop_part(other.symbol) != whole})
    if not text.draft or not others:
        return []
    owners = [other for other in same_draft if not find_printed_session(other)]
    is_right = owners and all(drop_part(owner.symbol) == whole for owner in owners)
    return [] if is_right else [build_note(Rule.ONE_DRAFT, draft=text.draft, texts=others)]


def find_shared_series(text: TextFacts, same_series: Iterable[TextFacts]) -> list[Finding]:
    """Other texts of the series that belong to the same session, so that the series compares them with each other."""
    others = sorted(
        other.symbol
        for other in same_series
        if other.pk != text.pk and other.session == text.session and not other.is_about_another
    )
    if not others or text.series is None or text.is_about_another:
        return []
    return [build_note(Rule.ONE_SERIES, texts=others)]


def find_odd_amendment_day(text: TextFacts, amended: TextFacts | None) -> list[Finding]:
    """A vote on an amendment or a motion that is on another day than the text it is about.

    If both have one meeting, the day of the text is suggested.
    """
    decided = text.adoption in (Adoption.RECORDED_VOTE, Adoption.NON_RECORDED_VOTE)
    if not amended or not decided or not text.date or not amended.date or text.date == amended.date:
        return []
    together = text.meeting == amended.meeting != "" and text.session == amended.session
    suggestion = [suggest_value("date", text.date, amended.date)] if together else []
    return [
        build_note(
            Rule.AMENDMENT_DAY,
            suggestion,
            date=str(text.date),
            texts=[amended.symbol],
            other_date=str(amended.date),
        )
    ]
