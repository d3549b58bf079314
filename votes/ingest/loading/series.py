"""Groups texts into series: texts whose title recurs in another session of the same body. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from django.utils.text import slugify

from votes.core.choices import KINDS_ABOUT_ANOTHER_TEXT, TextKind
from votes.core.rows import ExistingRecords, SeriesAssignment, SeriesRow, TextRow

COMMISSION_PREFIX = "chr-"
LONGEST_SLUG = 100
# Titles that recur although the texts are not the same: procedural business, and reviews of one State.
_NO_SERIES = re.compile(
    r"outcomeoftheuniv|(re)?organi[sz]ationof(the)?work|(draft)?(provisional)?agenda|placeofmeeting|postponement"
    r"|electionof|appointmentof|adoptionofthe|datesof|membershipof|intersessional|reportofthe\d|\d+(st|nd|rd|th)session"
)

# A body and the key of a title.
Key = tuple[bool, str]


@lru_cache(maxsize=16384)
def build_series_key(title: str) -> str:
    """The key by which titles of one series are equal: lower-case letters without marks, spaces and a leading 'the'."""
    words = re.findall(r"\w+", title.casefold())
    return "".join(words[1:] if words[:1] == ["the"] else words)


def build_slug(title: str) -> str:
    """The title as an address, cut after a whole word at 100 characters at the most."""
    slug = slugify(title)
    return slug if len(slug) <= LONGEST_SLUG else slug[: LONGEST_SLUG + 1].rpartition("-")[0]


def is_of_commission(session: str) -> bool:
    return session.startswith("CHR-")


def _get_key(text: TextRow) -> Key:
    return is_of_commission(text.session), build_series_key(text.title)


def find_recurring(texts: Iterable[TextRow]) -> dict[Key, TextRow]:
    """The titles of resolutions and decisions that recur in another session, each with its first text."""
    sessions: dict[Key, set[str]] = defaultdict(set)
    first: dict[Key, TextRow] = {}
    for text in texts:
        key = _get_key(text)
        if text.kind in (TextKind.RESOLUTION, TextKind.DECISION) and key[1] and not _NO_SERIES.match(key[1]):
            sessions[key].add(text.session)
            held = first.setdefault(key, text)
            if (str(text.date or "9"), text.symbol, text.source_record) < (
                str(held.date or "9"),
                held.symbol,
                held.source_record,
            ):
                first[key] = text
    return {key: text for key, text in first.items() if len(sessions[key]) > 1}


def _list_on_file(existing: ExistingRecords) -> dict[Key, str]:
    """The slugs of the series on file by the titles of their texts, and by their own."""
    bodies: dict[str, bool] = {}
    slugs: dict[Key, str] = {}
    for text in existing.texts:
        if text.series:
            bodies.setdefault(text.series, is_of_commission(text.session))
            slugs.setdefault(_get_key(text), text.series)
    for series in existing.series:
        body = bodies.get(series.slug, series.slug.startswith(COMMISSION_PREFIX))
        slugs[body, build_series_key(series.title)] = series.slug
    return slugs


def _name_series(recurring: Mapping[Key, TextRow], slugs: dict[Key, str]) -> list[SeriesRow]:
    """New series for the titles that have none, the oldest first; `slugs` gets their slugs."""
    new = []
    taken = set(slugs.values())
    fresh = [(key, text) for key, text in recurring.items() if key not in slugs]
    for key, text in sorted(fresh, key=lambda pair: (str(pair[1].date or "9"), pair[1].symbol, pair[0])):
        slug = plain = build_slug(f"{COMMISSION_PREFIX if key[0] else ''}{text.title}") or "series"
        number = 1
        while slug in taken:
            number += 1
            slug = f"{plain[: LONGEST_SLUG - 4]}-{number}"
        taken.add(slug)
        slugs[key] = slug
        new.append(SeriesRow(slug, text.title))
    return new


def link_series(
    rows: Sequence[TextRow], existing: ExistingRecords
) -> tuple[list[TextRow], list[SeriesRow], list[SeriesAssignment]]:
    """The rows with their series, the series that are new, and the texts on file that are of one from now on.

    A series on file keeps its slug, and a text on file stays in its series. Amendments are in no series, since they
    belong to the text that they amend.
    """
    given = {row.key for row in rows}
    on_file = {text.key: text for text in existing.texts}
    slugs = _list_on_file(existing)
    others = [text for text in existing.texts if text.key not in given]
    new = _name_series(find_recurring([*rows, *others]), slugs)

    def find(text: TextRow) -> str:
        if text.kind in KINDS_ABOUT_ANOTHER_TEXT:
            return ""
        held = on_file.get(text.key)
        return (held.series if held else "") or slugs.get(_get_key(text), "")

    assignments = [
        SeriesAssignment(text.key, find(text)) for text in others if not text.series and find(text)
    ]
    found = ((row, find(row)) for row in rows)
    return [replace(row, series=slug) if slug != row.series else row for row, slug in found], new, assignments
