"""Words that many pages share: names inside a sentence, and how a text was decided."""

import re
from collections.abc import Iterable, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.core.choices import Adoption, Outcome
from votes.core.folding import build_name_key
from votes.core.terms import MembersOnDay
from votes.models import Resolution, State


def name_in_sentence(state: State) -> str:
    """'the United States of America', 'Tunisia': the name as used inside a sentence."""
    return add_article(state.name, state.article)


def add_article(name: str, article: bool) -> str:
    return _("the %(name)s") % {"name": name} if article else name


def join_names(names: Sequence[str]) -> str:
    """'A', 'A and B', 'A, B and C'."""
    if len(names) < 2:
        return "".join(names)
    return _("%(all_but_last)s and %(last)s") % {"all_but_last": ", ".join(names[:-1]), "last": names[-1]}


def describe_contradiction(
    outcome: str, other_outcome: str = "", in_favour: int | None = None, against: int | None = None
) -> str:
    """'The record contradicts itself: 21 in favour, 20 against, and “rejected”'."""
    words = [f"“{str(Outcome(value).label).lower()}”" for value in (outcome, other_outcome) if value]
    if in_favour is None:
        return _("The record contradicts itself: %(outcomes)s") % {"outcomes": join_names(words)}
    # Of two outcomes the first is the one that fits the totals.
    return _(
        "The record contradicts itself: %(in_favour)s in favour, %(against)s against, and %(outcome)s"
    ) % {
        "in_favour": in_favour,
        "against": against,
        "outcome": words[-1],
    }


def describe_outcome(resolution: Resolution) -> str:
    """One line without markup: 'Adopted by 28 to 1, with 17 abstentions', 'Adopted without a vote', 'Withdrawn'.

    A total of 0 is in words, as the United Nations prints it: 'Adopted by 42 to none, with no abstentions'.
    If the record contradicts itself, the line says that and nothing else; totals that the roll-call denies are not
    given.
    """
    if resolution.contradicts_itself:
        return describe_contradiction(
            resolution.outcome,
            resolution.other_outcome,
            resolution.official_in_favour,
            resolution.official_against,
        )
    if resolution.adoption == Adoption.RECORDED_VOTE and resolution.has_totals:
        if not resolution.has_sound_totals:
            return _("%(outcome)s by a recorded vote (totals and roll-call do not match)") % {
                "outcome": resolution.get_outcome_display()
            }
        totals = {
            "outcome": resolution.get_outcome_display(),
            "in_favour": resolution.official_in_favour,
            "against": resolution.official_against or _("none"),
            "abstaining": resolution.official_abstaining or _("no"),
        }
        return (
            ngettext(
                "%(outcome)s by %(in_favour)s to %(against)s, with %(abstaining)s abstention",
                "%(outcome)s by %(in_favour)s to %(against)s, with %(abstaining)s abstentions",
                resolution.official_abstaining or 0,
            )
            % totals
        )
    if resolution.adoption == Adoption.WITHOUT_VOTE:
        return _("Adopted without a vote")
    if resolution.adoption == Adoption.RECORDED_VOTE:
        words = (
            _("%(outcome)s by a recorded vote, according to the source (no totals or roll-call on file)")
            if resolution.counted_in_favour is None
            else _("%(outcome)s by a recorded vote (official totals not on file)")
        )
        return words % {"outcome": resolution.get_outcome_display()}
    if resolution.adoption == Adoption.NON_RECORDED_VOTE:
        return _("%(outcome)s by a non-recorded vote") % {"outcome": resolution.get_outcome_display()}
    return str(resolution.get_outcome_display())


def shorten_symbol(text: Resolution) -> str:
    """'37/23' for A/HRC/RES/37/23, '43/L.31/Rev.1' for a draft: the symbol where the body is clear."""
    return re.sub(r"^(A/HRC|E/CN\.4)/((RES|DEC|PRST)/)?", "", text.symbol)


def sort_by_name(states: Iterable[State]) -> list[State]:
    """By name, as people sort: Costa Rica, Côte d’Ivoire, Croatia."""
    return sorted(states, key=lambda state: build_name_key(state.name))


def describe_absence(iso3: str, members: MembersOnDay) -> str:
    """Why a State took no part in a roll-call of a day: it is not listed, or its rights were suspended."""
    if iso3 in members.suspended:
        return _("rights of membership suspended")
    if iso3 in members.members:
        return _("member, but not in the roll-call")
    if not members.is_complete:
        return _("not in the roll-call; membership not on file")
    return _("not a member")


def describe_unknown_members(members: MembersOnDay) -> str:
    """How much of the membership on a day is not on file, in a sentence; "" if all of it is."""
    if members.is_complete:
        return ""
    words = {
        "day": date_format(members.day, "j F Y") if members.day else "",
        "known": len(members.members),
        "seats": members.seats,
        "not_known": members.not_known,
    }
    if not members.members:
        return _("The members of the Council on %(day)s are not on file.") % words
    sentence = ngettext(
        "Of the %(seats)s seats on %(day)s, %(known)s have a member on file; the holder of %(not_known)s is not yet "
        "known.",
        "Of the %(seats)s seats on %(day)s, %(known)s have a member on file; the holders of %(not_known)s are not yet "
        "known.",
        members.not_known,
    )
    return sentence % words
