"""What a recorded vote must have, and what its sponsors do. Pure."""

from collections.abc import Collection, Mapping

from votes.checking.findings import Finding, Rule, build_error, build_note
from votes.core.choices import Adoption, Position, TextKind


def find_incomplete(adoption: str, has_totals: bool, has_roll_call: bool) -> list[Finding]:
    """A recorded vote of which nothing is on file is an error; if only the totals or the roll-call are, a note."""
    if adoption != Adoption.RECORDED_VOTE or (has_totals and has_roll_call):
        return []
    build = build_note if has_totals or has_roll_call else build_error
    missing = [name for name, there in (("totals", has_totals), ("roll_call", has_roll_call)) if not there]
    return [build(Rule.INCOMPLETE, missing=missing)]


def find_sponsors_against(
    kind: str, sponsors: Collection[str], positions: Mapping[str, str]
) -> list[Finding]:
    """Main sponsors with a vote against their own text.

    An error if they are more than those in favour: then the text is another one, or its positions are exchanged. A
    no-action motion has the sponsors of the amendment that it is about, so nothing follows from their votes.
    """
    if kind == TextKind.NO_ACTION_MOTION:
        return []
    against = sorted(iso3 for iso3 in sponsors if positions.get(iso3) == Position.AGAINST)
    in_favour = [iso3 for iso3 in sponsors if positions.get(iso3) == Position.IN_FAVOUR]
    build = build_error if len(against) > len(in_favour) else build_note
    return [build(Rule.SPONSOR_AGAINST, states=against, in_favour=len(in_favour))] if against else []
