"""Corrections in words: what was corrected, from what to what."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from votes.core.choices import Adoption, CorrectedField, Outcome, Position, TextKind
from votes.corrections.overlay import SourceChange
from votes.models import Correction

# The fields whose values have a label of their own.
CHOICES = {
    CorrectedField.KIND: TextKind,
    CorrectedField.ADOPTION: Adoption,
    CorrectedField.OUTCOME: Outcome,
    CorrectedField.OTHER_OUTCOME: Outcome,
    CorrectedField.POSITION: Position,
}


@dataclass(frozen=True)
class ShownCorrection:
    """A correction with its words: "Position of Mexico", "Against", "Abstaining"."""

    correction: Correction
    what: str
    before: str
    after: str


def describe_field(field: str, state_name: str = "") -> str:
    """What of a text is meant: "Title", "Position of Mexico", "State that voted"."""
    if field == CorrectedField.POSITION and state_name:
        return _("Position of %(state)s") % {"state": state_name}
    return str(CorrectedField(field).label)


def describe_value(field: str, value: str, names: Mapping[str, str]) -> str:
    """A value as a reader knows it. `names`: iso3 -> name, for who voted."""
    if not value:
        return _("not listed") if field == CorrectedField.POSITION else _("no value")
    if field == CorrectedField.VOTER:
        return names.get(value, value)
    if field == CorrectedField.DATE:
        return date_format(datetime.date.fromisoformat(value), "j F Y")
    choices = CHOICES.get(CorrectedField(field))
    return str(choices(value).label) if choices and value in choices.values else value


def build_corrections(corrections: Iterable[Correction], names: Mapping[str, str]) -> list[ShownCorrection]:
    """Corrections, fetched with their States, in words. `names`: iso3 -> name of whoever else they speak of."""
    shown = []
    for correction in corrections:
        state = correction.state
        known = {**names, state.iso3: state.name} if state else names
        shown.append(
            ShownCorrection(
                correction,
                describe_field(correction.field, state.name if state else ""),
                describe_value(correction.field, correction.before, known),
                describe_value(correction.field, correction.after, known),
            )
        )
    return shown


def describe_wrong_voter(wrong: str, right: str, day: datetime.date | None) -> str:
    """Why the membership of the day proves that the State named `right` voted where `wrong` is listed."""
    return _(
        "%(wrong)s was not a member on %(day)s but is listed with a position; %(right)s was a member but "
        "is not listed. All other members are listed."
    ) % {"wrong": wrong, "right": right, "day": date_format(day, "j F Y") if day else ""}


def describe_inferred_day(day: datetime.date, printed: datetime.date, amended: str, meeting: str) -> str:
    """Why a vote on an amendment was on `day`, not on the day that the source gives.

    `amended`: the symbol of the text that it amends, "" if it is not on file; `meeting`: the meeting of the vote if
    other texts of it are on file, else "".
    """
    if amended and meeting:
        sentence = _(
            "The source says %(printed)s. The text that it is about, %(amended)s, and the other texts of the "
            "%(meeting)s were decided on %(day)s."
        )
    elif amended:
        sentence = _(
            "The source says %(printed)s. The text that it is about, %(amended)s, was decided on %(day)s."
        )
    else:
        sentence = _(
            "The source says %(printed)s. The other texts of the %(meeting)s were decided on %(day)s."
        )
    words = {
        "printed": date_format(printed, "j F Y"),
        "day": date_format(day, "j F Y"),
        "amended": amended,
        "meeting": meeting,
    }
    return f"{sentence % words} {_('An amendment is voted on before its text; the source gives the day of filing.')}"


def describe_misprinted_day(day: str, printed: str, meeting: str) -> str:
    """Why a text of a meeting was decided on `day`, not on the `printed` one; both as stored, "1972-04-03"."""
    words = {
        "printed": date_format(datetime.date.fromisoformat(printed), "j F Y"),
        "day": date_format(datetime.date.fromisoformat(day), "j F Y"),
        "meeting": meeting,
    }
    return (
        _(
            "The source says %(printed)s (%(meeting)s), which contradicts the days of other meetings. With another "
            "year, or with day and month exchanged, %(day)s is the only day that fits the meetings before and after."
        )
        % words
    )


def describe_source_change(change: SourceChange) -> str:
    """What is new in the source for a correction, in words."""
    correction = change.correction
    words = {
        "field": CorrectedField(correction.field).label
        + (f" ({correction.state})" if correction.state else ""),
        "says": change.value or "–",
        "said": correction.source_value or "–",
        "after": correction.after or "–",
    }
    if not change.fits:
        return _("%(field)s: the correction to %(after)s no longer fits the source’s roll-call") % words
    if change.agrees:
        return (
            _("%(field)s: the source now gives %(after)s, as corrected here; the correction remains in force")
            % words
        )
    return (
        _(
            "%(field)s: the source now gives %(says)s instead of %(said)s; "
            "the correction to %(after)s remains in force"
        )
        % words
    )
