"""A roll-call in words: lone votes and absences, changes of position, and the citation."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.analysis.movement import Movement
from votes.core.called_votes import CalledVotes
from votes.core.choices import DECIDED, Adoption, Body, Outcome, Position, TextKind
from votes.models import Resolution
from votes.resolutions.roll_call import RollCallEntry
from votes.resolutions.service import OutcomeCounts, ResolutionRecord
from votes.web.numbers import format_number
from votes.web.text_names import get_text_name
from votes.web.wording import describe_outcome, join_names, name_in_sentence

MOST_NAMED = 3


def describe_remarkable(entries: Iterable[RollCallEntry]) -> list[str]:
    """Lone votes and absences in a roll-call. Full sentences, at most four."""
    by_position: dict[Position, list[str]] = {position: [] for position in Position}
    suspended: list[str] = []
    for entry in entries:
        listed = suspended if entry.is_suspended else by_position[entry.position]
        listed.append(name_in_sentence(entry.state))
    sentences = []
    alone = {
        Position.AGAINST: _("%(state)s alone voted against."),
        Position.IN_FAVOUR: _("%(state)s alone voted in favour."),
        Position.ABSTAINING: _("%(state)s alone abstained."),
    }
    for position, sentence in alone.items():
        if len(by_position[position]) == 1:
            sentences.append(capfirst(sentence % {"state": by_position[position][0]}))
    absent = by_position[Position.NOT_VOTING]
    if 0 < len(absent) <= MOST_NAMED:
        sentences.append(capfirst(_("%(states)s did not vote.") % {"states": join_names(absent)}))
    elif absent:
        sentences.append(_("%(n)s members did not vote.") % {"n": len(absent)})
    if suspended:
        words = {"states": join_names(suspended)}
        sentences.append(_("The rights of membership of %(states)s were suspended.") % words)
    return sentences


def describe_amendments(amendments: Sequence[Resolution]) -> str:
    """'5 amendments: 4 rejected, 1 withdrawn'; motions to take no action are counted apart."""
    motions = sum(text.kind == TextKind.NO_ACTION_MOTION for text in amendments)
    n = len(amendments) - motions
    kinds = [
        (n, ngettext("%(n)s amendment", "%(n)s amendments", n)),
        (motions, ngettext("%(n)s no-action motion", "%(n)s no-action motions", motions)),
    ]
    contradictory = _("with a record that contradicts itself")
    outcomes = Counter(
        contradictory if text.contradicts_itself else text.get_outcome_display().lower()
        for text in amendments
    )
    return _("%(kinds)s: %(outcomes)s") % {
        "kinds": join_names([words % {"n": count} for count, words in kinds if count]),
        "outcomes": ", ".join(f"{count} {words}" for words, count in outcomes.most_common()),
    }


def describe_unknown_group(record: ResolutionRecord) -> str:
    """What the roll-call says of a State that is not among the members on file."""
    if record.resolution.session.body != Body.COUNCIL:
        return _("membership not on file")
    if record.members.is_complete:
        return _("not a member on that day")
    return _("not known whether it was a member")


def describe_absence_of_vote(resolution: Resolution) -> str:
    """Why the page shows no positions."""
    if resolution.adoption == Adoption.WITHOUT_VOTE:
        if resolution.session.body == Body.COMMISSION:
            return _(
                "It was adopted without a vote, so no positions were recorded. This is not the same as a vote in "
                "favour by every member."
            )
        return _(
            "No member requested a vote, so no positions were recorded. This is not the same as 47 votes in favour."
        )
    if resolution.outcome == Outcome.TABLED:
        return _("The text has been tabled. No decision has been taken yet.")
    if resolution.adoption == Adoption.NONE:
        return _("No decision was taken on this text, so no State took a position on it.")
    return _("The positions of individual States are not on file.")


def describe_caller(resolution: Resolution, called: CalledVotes) -> str:
    """Who called the vote, or of how few votes that is on file; "" for a text that was not put to a recorded vote."""
    if resolution.called_by:
        return resolution.called_by.name
    if resolution.called_by_group or resolution.adoption != Adoption.RECORDED_VOTE:
        return resolution.called_by_group
    return _("not on file; it is on file for %(n)s of %(all)s recorded votes") % {
        "n": format_number(called.on_file),
        "all": format_number(called.recorded),
    }


def describe_motion(resolution: Resolution) -> str:
    """What a vote on a no-action motion was about, and its result; "" for any other text."""
    if resolution.kind != TextKind.NO_ACTION_MOTION:
        return ""
    meaning = _(
        "This vote was on a motion to take no action: a vote in favour is one in favour of not acting."
    )
    if resolution.contradicts_itself or resolution.outcome not in DECIDED:
        return meaning
    if resolution.outcome == Outcome.ADOPTED:
        return meaning + " " + _("The motion was adopted, so the Council did not act on the proposal.")
    return meaning + " " + _("The motion was rejected, so the Council went on to decide on the proposal.")


def build_citation(resolution: Resolution, url: str) -> str:
    """How to cite the page: symbol, title, decision and date, source, address."""
    parts = [
        f"{resolution.session.get_body_display()}, {resolution.symbol}, “{get_text_name(resolution).name}”",
        describe_outcome(resolution).lower()
        + (f", {date_format(resolution.date)}" if resolution.date else ""),
        f"HRC voting record, {url}",
    ]
    if resolution.source:
        parts.insert(2, _("Source: %(source)s") % {"source": resolution.source})
    return ". ".join(capfirst(part) for part in parts)


def describe_movement(movement: Movement) -> str:
    """'9 of the 22 States that took a position in both votes changed it'."""
    if not movement.moves:
        return _("none of the %(both)s States that took a position in both votes changed it") % {
            "both": movement.both
        }
    return ngettext(
        "%(moved)s of the %(both)s States that took a position in both votes changed it",
        "%(moved)s of the %(both)s States that took a position in both votes changed it",
        len(movement.moves),
    ) % {"moved": len(movement.moves), "both": movement.both}


def describe_listed(n: int, words: str = "") -> str:
    """The heading of a list of `n` texts: '58 texts', or '58 texts on “death penalty”' if `words` were searched for."""
    names = {"n": format_number(n), "words": words}
    if words:
        return ngettext("%(n)s text on “%(words)s”", "%(n)s texts on “%(words)s”", n) % names
    return ngettext("%(n)s text", "%(n)s texts", n) % names


def describe_sum(counts: OutcomeCounts) -> str:
    """How the texts of a list add up: '6,348 texts = 1,716 by recorded vote + 3,835 without a vote + 797 undecided'.

    "" where there is only one part.
    """
    parts = [
        (counts.by_vote, _("%(n)s by recorded vote")),
        (counts.without_totals, _("%(n)s by recorded vote without totals on file")),
        (counts.without_vote, _("%(n)s without a vote")),
        (counts.non_recorded, _("%(n)s by a vote that was not recorded")),
        (counts.undecided, _("%(n)s without a decision")),
    ]
    shown = [words % {"n": format_number(n)} for n, words in parts if n]
    if len(shown) < 2:
        return ""
    return f"{describe_listed(counts.n)} = {' + '.join(shown)}"
