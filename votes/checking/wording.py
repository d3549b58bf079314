"""The findings of the check in words."""

from collections.abc import Mapping

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from votes.core.choices import Adoption, CheckStatus, CorrectedField, Outcome, Position, RegionalGroup
from votes.models import Resolution
from votes.web.wording import join_names


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
