"""The day of a vote on an amendment, where the source gives the day on which the amendment was filed. Pure."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from votes.core.choices import KINDS_ABOUT_ANOTHER_TEXT

# Days. Amendments are filed two or three days before the vote; the longest time on file is eight days.
LONGEST_WAIT = 14

# (session, meeting): the number of a meeting as printed counts within one session.
Meeting = tuple[int, str]


@dataclass(frozen=True)
class DatedText:
    """A decided text with its day. `meeting` is "" if none is printed; `amends` is the text that it is about."""

    pk: int
    session: int
    kind: str
    meeting: str
    date: datetime.date
    amends: int | None = None

    @property
    def is_about_another(self) -> bool:
        """Whether it is an amendment or a no-action motion."""
        return self.kind in KINDS_ABOUT_ANOTHER_TEXT


@dataclass(frozen=True)
class InferredDay:
    """The day of the vote, the day that the source gives, and the evidence.

    `amended`: the text decided on that day, if it is on file. `meeting`: the meeting whose other texts were all decided
    on that day; "" if none is on file.
    """

    day: datetime.date
    printed: datetime.date
    amended: int | None
    meeting: str


def list_days_by_meeting(texts: Iterable[DatedText]) -> dict[Meeting, set[datetime.date]]:
    """The days that the texts of each meeting have; amendments and motions, whose day is in doubt, are left out."""
    days: dict[Meeting, set[datetime.date]] = defaultdict(set)
    for text in texts:
        if text.meeting and not text.is_about_another:
            days[text.session, text.meeting].add(text.date)
    return dict(days)


def infer_days(texts: Collection[DatedText]) -> dict[int, InferredDay]:
    """Primary key -> the day of the vote, for each amendment or motion for which the source gives an earlier one.

    An amendment is voted on just before its text, so its day is that of its text and that of the other texts of its
    meeting. A day is inferred only if all the evidence on file names the same one and it is at most `LONGEST_WAIT` days
    after the source's, so that the source's can be the day of filing.
    """
    by_key = {text.pk: text for text in texts}
    days = list_days_by_meeting(texts)
    found = {
        text.pk: infer_day(text, by_key.get(text.amends or 0), days)
        for text in texts
        if text.is_about_another
    }
    return {pk: inferred for pk, inferred in found.items() if inferred}


def infer_day(
    text: DatedText, amended: DatedText | None, days: Mapping[Meeting, Collection[datetime.date]]
) -> InferredDay | None:
    """The day of the vote on one amendment; None if nothing is proved or the source is right."""
    named = list_named_days(text, amended, days)
    if len(named) != 1:
        return None
    (day,) = named
    if not 0 < (day - text.date).days <= LONGEST_WAIT:
        return None
    is_of_text = amended is not None and amended.session == text.session
    return InferredDay(
        day,
        text.date,
        amended.pk if amended and is_of_text else None,
        text.meeting if (text.session, text.meeting) in days else "",
    )


def list_named_days(
    text: DatedText, amended: DatedText | None, days: Mapping[Meeting, Collection[datetime.date]]
) -> set[datetime.date]:
    """The days that the rest of the record names for an amendment: of its text, and of the texts of its meeting."""
    of_text = [amended.date] if amended and amended.session == text.session else []
    return {*of_text, *days.get((text.session, text.meeting), ())}


def find_doubtful_days(texts: Collection[DatedText]) -> set[int]:
    """The texts whose day is in doubt, by primary key.

    For an amendment or a motion, no evidence on file confirms it, or some of it names another day. For other texts, the
    texts of its meeting have several days.
    """
    by_key = {text.pk: text for text in texts}
    days = list_days_by_meeting(texts)
    return {
        text.pk
        for text in texts
        if (
            list_named_days(text, by_key.get(text.amends or 0), days) != {text.date}
            if text.is_about_another
            else len(days.get((text.session, text.meeting), ())) > 1
        )
    }
