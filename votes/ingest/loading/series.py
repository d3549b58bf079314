"""Groups texts into series: texts whose title recurs in other sessions of the same body. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from django.utils.text import slugify

from votes.core.choices import DECIDED, KINDS_ABOUT_ANOTHER_TEXT, TextKind
from votes.core.rows import ExistingRecords, SeriesAssignment, SeriesRow, TextRow
from votes.ingest.loading.title_keys import TitleKeys

COMMISSION_PREFIX = "chr-"
LONGEST_SLUG = 100
# Titles that recur although the texts are not the same: procedural business, and reviews of one State.
_NO_SERIES = re.compile(
    r"outcomeoftheuniv|(re)?organi[sz]ationof(the)?work|(draft)?(provisional)?agenda|placeofmeeting|postponement"
    r"|electionof|appointmentof|adoptionofthe|datesof|membershipof|intersessional|reportofthe\d|\d+(st|nd|rd|th)session"
)

# Other kinds belong to a series but do not make one.
OF_A_SERIES = (TextKind.RESOLUTION, TextKind.DECISION)

# Whether it is of the Commission, and the key of a title.
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


class SeriesFinder:
    """Finds the series of texts by their titles. `texts`: every text of the import and on file.

    A series has at most one text of a session. Where several texts of a session share a title, the title does not say
    which of them continues the series, so none of them is in it.
    """

    def __init__(self, texts: Iterable[TextRow], keys: TitleKeys) -> None:
        self.keys = keys
        by_title: dict[Key, dict[str, list[TextRow]]] = defaultdict(lambda: defaultdict(list))
        for text in texts:
            key = self.get_key(text)
            if text.kind not in KINDS_ABOUT_ANOTHER_TEXT and key[1] and not is_procedural(text.title):
                by_title[key][text.session].append(text)
        # Title -> the one text of each session, in order of time.
        self.chosen = {
            key: sorted(filter(None, map(choose_text, sessions.values())), key=sort_text)
            for key, sessions in by_title.items()
            if not self.is_item_title(key, sessions)
        }

    def get_key(self, text: TextRow) -> Key:
        return is_of_commission(text.session), self.keys.get(text.title)

    def is_item_title(self, key: Key, sessions: Mapping[str, Sequence[TextRow]]) -> bool:
        """Whether the title is that of the agenda item, under which a session adopts several texts."""
        texts = [text for found in sessions.values() for text in found]
        has_several = any(len(list_decided(found)) > 1 for found in sessions.values())
        return has_several and any(self.keys.get(text.agenda_item_title) == key[1] for text in texts)

    def find_recurring(self) -> dict[Key, TextRow]:
        """The titles of resolutions and decisions that recur in another session, each with its first text."""
        texts = {
            key: [text for text in found if text.kind in OF_A_SERIES] for key, found in self.chosen.items()
        }
        return {key: found[0] for key, found in texts.items() if len(found) > 1}

    def is_chosen(self, text: TextRow) -> bool:
        """Whether `text` is the one of its session that its title names."""
        return any(text.key == other.key for other in self.chosen.get(self.get_key(text), ()))


def is_procedural(title: str) -> bool:
    return bool(_NO_SERIES.match(build_series_key(title)))


def list_decided(texts: Iterable[TextRow]) -> list[TextRow]:
    """The resolutions and decisions that were adopted or rejected, one of each symbol."""
    decided = (text for text in texts if text.kind in OF_A_SERIES and text.outcome in DECIDED)
    return list({text.symbol: text for text in sorted(decided, key=sort_text, reverse=True)}.values())


def choose_text(texts: Sequence[TextRow]) -> TextRow | None:
    """The text of a session that its title names: the only one that was decided, else the only one; None if unclear."""
    found = list_decided(texts) or texts
    return found[0] if len(found) == 1 else None


def sort_text(text: TextRow) -> tuple[str, str, str]:
    return str(text.date or "9"), text.symbol, text.source_record


def _list_on_file(existing: ExistingRecords, keys: TitleKeys) -> dict[Key, str]:
    """The slugs of the series on file by the titles of their texts, and by their own."""
    bodies: dict[str, bool] = {}
    slugs: dict[Key, str] = {}
    for text in existing.texts:
        if text.series:
            bodies.setdefault(text.series, is_of_commission(text.session))
            slugs.setdefault((is_of_commission(text.session), keys.get(text.title)), text.series)
    by_own_title: dict[Key, str] = {}
    for series in existing.series:
        slug = series.merged_into or series.slug
        body = bodies.get(slug, slug.startswith(COMMISSION_PREFIX))
        by_own_title.setdefault((body, keys.get(series.title)), slug)
    return slugs | by_own_title


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

    A series on file keeps its slug, and a text on file stays in its series. A series has one text of a session at most.
    Amendments are in no series, since they belong to the text that they amend.
    """
    given = {row.key for row in rows}
    on_file = {text.key: text for text in existing.texts}
    keys = TitleKeys(existing.states)
    slugs = _list_on_file(existing, keys)
    others = [text for text in existing.texts if text.key not in given]
    finder = SeriesFinder([*rows, *others], keys)
    new = _name_series(finder.find_recurring(), slugs)
    # (series, session) -> the text on file that is of that series.
    taken = {(text.series, text.session): text.key for text in existing.texts if text.series}

    def find(text: TextRow) -> str:
        if text.kind in KINDS_ABOUT_ANOTHER_TEXT:
            return ""
        held = on_file.get(text.key)
        if held and (held.series or text.key in existing.series_by_hand):
            return held.series
        slug = slugs.get(finder.get_key(text), "") if finder.is_chosen(text) else ""
        return slug if taken.setdefault((slug, text.session), text.key) == text.key else ""

    assignments = [
        SeriesAssignment(text.key, slug) for text in others if not text.series and (slug := find(text))
    ]
    found = ((row, find(row)) for row in rows)
    return [replace(row, series=slug) if slug != row.series else row for row, slug in found], new, assignments
