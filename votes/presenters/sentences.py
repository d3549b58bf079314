"""What the record says, in sentences. Every string is marked for translation."""

import re
from collections.abc import Iterable, Mapping, Sequence

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.analysis.group_line import Alignment
from votes.choices import Adoption, CheckStatus, CorrectedField, Outcome, Position, RegionalGroup
from votes.models import Resolution, State
from votes.queries.matrix import VoteTable
from votes.queries.texts import RollCallEntry

MOST_NAMED = 3


def name_in_sentence(state: State) -> str:
    """'the United States of America', 'Tunisia': the name as it stands inside a sentence."""
    return add_article(state.name, state.article)


def add_article(name: str, article: bool) -> str:
    return _("the %(name)s") % {"name": name} if article else name


def name_states(table: VoteTable) -> dict[str, str]:
    """The names of all States by code, as they stand inside a sentence."""
    return {iso3: add_article(name, iso3 in table.with_article) for iso3, name in table.names.items()}


def join_names(names: Sequence[str]) -> str:
    """'A', 'A and B', 'A, B and C'."""
    if len(names) < 2:
        return "".join(names)
    return _("%(all_but_last)s and %(last)s") % {"all_but_last": ", ".join(names[:-1]), "last": names[-1]}


def describe_outcome(resolution: Resolution) -> str:
    """One line without markup: 'Adopted by 28 to 1, with 17 abstentions', 'Adopted without a vote', 'Withdrawn'."""
    if resolution.adoption == Adoption.RECORDED_VOTE and resolution.has_totals:
        totals = {
            "outcome": resolution.get_outcome_display(),
            "in_favour": resolution.official_in_favour,
            "against": resolution.official_against,
            "abstaining": resolution.official_abstaining,
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
        return _("%(outcome)s by a recorded vote; the totals are not on file") % {
            "outcome": resolution.get_outcome_display()
        }
    if resolution.adoption == Adoption.NON_RECORDED_VOTE:
        return _("%(outcome)s by a vote without a record of names") % {
            "outcome": resolution.get_outcome_display()
        }
    return str(resolution.get_outcome_display())


def describe_remarkable(entries: Iterable[RollCallEntry]) -> list[str]:
    """What stands out in a roll-call: who was alone, who did not vote. Full sentences, at most three."""
    by_position: dict[Position, list[str]] = {position: [] for position in Position}
    for entry in entries:
        by_position[entry.position].append(name_in_sentence(entry.state))
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
    return sentences


def describe_finding(finding: Mapping, names: Mapping[str, str]) -> str:
    """A finding of the check in words. `names`: iso3 -> name, for the States it mentions."""
    rule = finding["rule"]
    if finding.get("severity") == "corrected" or rule not in ("totals", "not_a_member", "missing"):
        return describe_explanation(finding, names)
    if rule == "totals":
        words = {
            "position": Position(finding["position"]).label.lower(),
            "official": finding["official"],
            "counted": finding["counted"],
        }
        sentence = (
            _("%(position)s: %(official)s by the official totals, %(counted)s by the roll-call") % words
        )
        if finding.get("swapped") in Position.values:
            other = Position(finding["swapped"]).label.lower()
            sentence += _(" (it looks swapped with %(other)s in the totals)") % {"other": other}
        return capfirst(sentence)
    states = join_names([names.get(iso3, iso3) for iso3 in finding["states"]])
    if rule == "not_a_member":
        return _("Recorded with a position, but not a member that day: %(states)s") % {"states": states}
    return _("%(listed)s of %(seats)s members are listed; not in the roll-call: %(states)s") % {
        "listed": finding["listed"],
        "seats": finding["seats"],
        "states": states,
    }


def describe_differences(differences: Mapping[str, int]) -> str:
    """'1 more in favour and 1 fewer abstaining'."""
    more, fewer = _("%(n)s more %(position)s"), _("%(n)s fewer %(position)s")
    return join_names(
        [
            (more if n > 0 else fewer) % {"n": abs(n), "position": Position(position).label.lower()}
            for position, n in differences.items()
        ]
    )


def describe_explanation(finding: Mapping, names: Mapping[str, str]) -> str:
    """A note of the check in words: which slip explains the errors, what is odd, what was corrected."""
    states = [names.get(iso3, iso3) for iso3 in finding.get("states", [])]
    if finding["severity"] == "corrected":
        if len(states) == 2:
            return _("Corrected here: the source lists %(wrong)s for %(right)s") % {
                "wrong": states[0],
                "right": states[1],
            }
        return _("Corrected here: %(before)s in the source, %(after)s on this site") % {
            "before": finding["before"] or _("nothing"),
            "after": finding["after"] or _("nothing"),
        }

    sentences = {
        "off_by_a_little": _("Off by a little: the official totals have %(differences)s than the roll-call"),
        "copied": _("The roll-call is the same, State by State, as that of %(texts)s"),
        "other_members": _(
            "The roll-call has %(n)s States that were no members that day: it is of other members"
        ),
        "voter_slip": _("It looks as if %(wrong)s were listed for %(right)s"),
        "misprint": _(
            "The announced totals add up to %(announced)s, not to the %(seats)s listed, and the others agree: "
            "%(position)s is a misprint"
        ),
        "never_there": _("Recorded with a position on a day on which it did not exist: %(wrong)s"),
        "outcome": _("The outcome does not fit the totals: %(in_favour)s in favour, %(against)s against"),
        "date": _("The date, %(date)s, is outside the session"),
        "two_records": _("The source has other records of this symbol: %(records)s"),
        "same_vote": _(
            "The same vote stands in the source twice, in record %(records)s too; it is counted once"
        ),
        "seats": _("The groups hold other seats that day than 13, 13, 6, 8 and 7: %(groups)s"),
    }
    words = {
        **finding,
        "differences": describe_differences(finding.get("differences", {})),
        "texts": join_names(finding.get("texts", [])),
        "groups": ", ".join(
            f"{RegionalGroup(group).short_label} {n}" for group, n in finding.get("groups", {}).items()
        ),
        "records": join_names(finding.get("records", [])),
        "wrong": states[0] if states else "",
        "right": states[-1] if states else "",
        "position": Position(finding["position"]).label.lower() if finding.get("position") else "",
    }
    said = sentences.get(finding["rule"], finding["rule"]) % words
    if "source" in finding:
        said += "; " + _("copied from %(source)s, whose totals agree with it") % finding
    if "year" in finding:
        said += " " + _("(those of %(year)s)") % {"year": finding["year"]}
    return said


def describe_suggestion(finding: Mapping, names: Mapping[str, str]) -> str:
    """What would put a finding right, in words: 'Suggested: read EGY (Egypt) for ARE (...)'; "" without suggestion."""
    suggestions = finding.get("suggestion", [])
    if not suggestions:
        return ""
    words = []
    for suggestion in suggestions:
        field, before, after = suggestion["field"], suggestion["before"], suggestion["after"]
        if field == CorrectedField.VOTER:
            named = {"wrong": names.get(before, before), "right": names.get(after, after)}
            codes = {"wrong_code": before, "right_code": after}
            words.append(
                _("read %(right_code)s (%(right)s) for %(wrong_code)s (%(wrong)s)") % {**named, **codes}
            )
        else:
            label = CorrectedField(field).label
            words.append(
                _("%(field)s: %(after)s for %(before)s") % {"field": label, "before": before, "after": after}
            )
    return _("Suggested: %(words)s") % {"words": join_names(words)}


def describe_check(resolution: Resolution) -> str:
    """The result of the check in one sentence, without the findings."""
    if resolution.check_status == CheckStatus.RECONCILED:
        if any(f["rule"] == "totals" and f.get("severity") == "note" for f in resolution.check_findings):
            return _("The positions add up to the official totals; the number of those not voting does not.")
        return _("The roll-call adds up to the official totals and holds the members of that day.")
    if resolution.check_status == CheckStatus.UNRECONCILED:
        return _(
            "The roll-call on file does not agree with the official record; the analysis leaves this vote out."
        )
    if resolution.outcome == Outcome.TABLED:
        return _("Nothing has been decided yet, so there is nothing to check.")
    if resolution.counted_in_favour is not None:
        return _("No official totals are on file, so there is nothing to check the roll-call against.")
    if resolution.adoption == Adoption.RECORDED_VOTE:
        return _("No roll-call is on file, so there is nothing to check the totals against.")
    return _("There was no recorded vote, so there is no roll-call.")


def describe_alignment(alignment: Alignment) -> str:
    return {
        Alignment.WITH: _("with its group"),
        Alignment.APART: _("apart from its group"),
        Alignment.NO_LINE: _("its group had no line"),
        Alignment.NO_POSITION: _("took no position"),
    }[alignment]


def describe_absence_of_vote(resolution: Resolution) -> str:
    """Why a page shows no seats."""
    if resolution.adoption == Adoption.WITHOUT_VOTE:
        return _(
            "Nobody asked for a vote. That is not the same as 47 votes in favour: no State’s position is recorded."
        )
    if resolution.outcome == Outcome.TABLED:
        return _("The text has been tabled; nothing has been decided yet.")
    if resolution.adoption == Adoption.NONE:
        return _("The text was never put to a decision, so no State took a position on it.")
    return _("How each State voted is not on file.")


def shorten_symbol(text: Resolution) -> str:
    """'37/23' for A/HRC/RES/37/23, '43/L.31/Rev.1' for a draft: the symbol where the body is clear."""
    return re.sub(r"^(A/HRC|E/CN\.4)/((RES|DEC|PRST)/)?", "", text.symbol)


def build_citation(resolution: Resolution, url: str) -> str:
    """How to cite the page: symbol, title, decision and date, source, address."""
    parts = [
        f"{resolution.session.get_body_display()}, {resolution.symbol}, “{resolution.title}”",
        describe_outcome(resolution).lower()
        + (f", {date_format(resolution.date)}" if resolution.date else ""),
        f"HRC voting record, {url}",
    ]
    if resolution.source:
        parts.insert(2, _("after %(source)s") % {"source": resolution.source})
    return ". ".join(capfirst(part) for part in parts)
