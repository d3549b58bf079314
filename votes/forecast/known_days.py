"""The day from which a forecast may know each vote, so that none knows a vote of its own text or its own eve. Pure."""

import datetime
from collections.abc import Collection, Mapping

from votes.checking.days import DatedText, find_doubtful_days


def find_known_days(
    texts: Collection[DatedText], undecided: Collection[int] = ()
) -> dict[int, datetime.date | None]:
    """Primary key -> the day of the vote as far as a forecast may use it; None if no forecast may.

    Usually this is the day on file. If it is in doubt, as it is for amendments with the day of filing, it is the last
    day on file of the session: the forecasts of the session then do not know the vote. A vote on an amendment or a
    motion is never known before the day of the text that it is about, and not at all while that text is `undecided`.
    """
    doubtful = find_doubtful_days(texts)
    last = find_last_days(texts)
    by_key = {text.pk: text for text in texts}
    known: dict[int, datetime.date | None] = {}
    for text in texts:
        day = last[text.session] if text.pk in doubtful else text.date
        if text.is_about_another and text.amends in undecided:
            known[text.pk] = None
        elif text.is_about_another and (amended := by_key.get(text.amends or 0)):
            known[text.pk] = max(day, amended.date)
        else:
            known[text.pk] = day
    return known


def find_last_days(texts: Collection[DatedText]) -> Mapping[int, datetime.date]:
    """Session -> its last day on file."""
    last: dict[int, datetime.date] = {}
    for text in texts:
        last[text.session] = max(text.date, last.get(text.session, text.date))
    return last
