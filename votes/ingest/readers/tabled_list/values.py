"""What a cell of a tabled list may be: the symbol of a draft, an agenda item, a day, an address. Pure.

Each function takes text as offices write it and returns None for anything else.
"""

import datetime
import re
import unicodedata
from dataclasses import dataclass

from votes.core.symbols import drop_revision

ITEMS = range(1, 11)  # the Council's agenda has ten items
LONGEST_PAST = datetime.timedelta(days=60)  # a day without a year is not longer ago, if that is possible
LONGEST_DAY = 60  # letters: "jueves, 25 de septiembre de 2026 (por la mañana)"


_SESSION_AND_NUMBER = (
    r"A ?/ ?HRC ?/ ?(?P<session>(?:S-|OS-)?[1-9]\d{0,2}) ?/ ?L ?\.? ?(?P<number>\d{1,4})"
    r"(?: ?/? ?Rev ?\.? ?(?P<revision>\d{1,2}))?"
)
_MARK = (
    r"(?: ?(?:[*†‡§¶¹²³⁰⁴-⁹]+|\[\d{1,2}\]|\((?:\d{1,2}|[a-z])\)|[\da-z]/(?!\w)|"
    r"[\[(]?as (?:orally )?(?:revised|amended)[\])]?))*"
)
_KIND = (
    r"(?:(?P<kind>draft (?:resolution|decision)|projet de (?:résolution|décision)|"
    r"proyecto de (?:resolución|decisión)|amendment|amendement|enmienda) )?"
)
_OWN_SYMBOL = re.compile(
    rf"{_KIND}[\[(“\"]?{_SESSION_AND_NUMBER}(?![\d/.]\w)[\])”\"]?(?P<mark>{_MARK})(?P<rest>(?![\w/]).*)",
    re.IGNORECASE,
)
# In the title of an amendment, where the session may be left out.
_AMENDED = re.compile(
    rf"(?<![\w/.])(?:{_SESSION_AND_NUMBER}|L ?\. ?(?P<short>\d{{1,4}})(?:/Rev\.(?P<short_revision>\d{{1,2}}))?)(?!\d)",
    re.IGNORECASE,
)
_AMENDMENT = re.compile(
    r"(?:(?:oral|proposed|draft|written) )?(?:amendments?|amendements?|enmiendas?|propuesta de enmienda)\b",
    re.IGNORECASE,
)

_ITEM_WORD = r"(?:agenda item|item|point|tema)s?"
_ITEM_END = r"(?: (?:of the (?:provisional )?agenda|de l[’'`]ordre du jour|de la agenda|del programa))?"
_ITEM = re.compile(
    rf"[\[(]?(?:{_ITEM_WORD} )?(?:n[o°º]\.? ?)?(?P<item>\d{{1,2}}){_ITEM_END}[\])]?[.:]?", re.IGNORECASE
)
_ITEM_WITH_TITLE = re.compile(
    rf"{_ITEM_WORD} (?P<item>\d{{1,2}})(?!\d){_ITEM_END}(?:[.:,–—-]| [–—|-])? *(?P<title>[(“\"]?[^\W\d_].*)?",
    re.IGNORECASE,
)

_MONTHS = (
    ("january", "janvier", "enero"),
    ("february", "fevrier", "febrero"),
    ("march", "mars", "marzo"),
    ("april", "avril", "abril"),
    ("may", "mai", "mayo"),
    ("june", "juin", "junio"),
    ("july", "juillet", "julio"),
    ("august", "aout", "agosto"),
    ("september", "septembre", "septiembre", "setiembre"),
    ("october", "octobre", "octubre"),
    ("november", "novembre", "noviembre"),
    ("december", "decembre", "diciembre"),
)
_WEEKDAYS = (
    ("monday", "lundi", "lunes"),
    ("tuesday", "mardi", "martes"),
    ("wednesday", "mercredi", "miercoles"),
    ("thursday", "jeudi", "jueves"),
    ("friday", "vendredi", "viernes"),
    ("saturday", "samedi", "sabado"),
    ("sunday", "dimanche", "domingo"),
)
SHORTEST_WORD = 3  # letters of a month or weekday cut short: "Sep", "jeu."
_TIME = re.compile(
    r"(?:[T ]00:00(?::00)?|[ ,]+\(?(?:\d{1,2}(?:[:.]\d{2})? ?)?(?:[ap]\.?m\.?|morning|afternoon)\)?)$",
    re.IGNORECASE,
)
_BY_NUMBER = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})")
_BY_NUMBER_YEAR_FIRST = re.compile(r"(\d{4})([./-])(\d{1,2})\2(\d{1,2})")
_WEEKDAY = r"(?:(?P<weekday>[a-z]+)\.?,? (?:le |el )?)?"
_IN_WORDS = re.compile(
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|o|º|°)?[ -](?:of |de )?(?P<month>[a-z]+)\.?,?"
    r"(?:[ -](?:de |del )?(?P<year>\d{4}))?"
)
_MONTH_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<month>[a-z]+)\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?"
)


@dataclass(frozen=True)
class OwnSymbol:
    """A draft's symbol at the beginning of a cell; `kind` is what is printed before it, `rest` what follows."""

    symbol: str
    session: str
    kind: str
    rest: str


@dataclass(frozen=True)
class ReadDay:
    """A day; `is_assumed` where the text leaves its month or year open, so that the user must see how it was read."""

    day: datetime.date
    is_assumed: bool = False


def build_symbol(session: str, number: str, revision: str | None) -> str:
    """'A/HRC/63/L.1/Rev.1' from "63", "1", "1"."""
    return f"A/HRC/{session.upper()}/L.{int(number)}" + (f"/Rev.{int(revision)}" if revision else "")


def get_revision(symbol: str) -> int:
    """2 from A/HRC/62/L.5/Rev.2; 0 without a revision."""
    return int(symbol.removeprefix(drop_revision(symbol)).removeprefix("/Rev.") or 0)


def parse_symbol(text: str) -> OwnSymbol | None:
    """The draft whose symbol stands at the beginning of `text`, without footnote marks behind it."""
    found = _OWN_SYMBOL.fullmatch(text)
    if not found:
        return None
    symbol = build_symbol(found["session"], found["number"], found["revision"])
    return OwnSymbol(
        symbol, found["session"].upper(), (found["kind"] or "").casefold(), found["rest"].strip()
    )


def is_amendment(text: str) -> bool:
    """Whether a title or a kind says that the text is an amendment."""
    return bool(_AMENDMENT.match(text))


def find_amended(text: str, session: str, own: str) -> str:
    """The symbol of the draft that is named in `text`, other than `own`; without a session it is that of `session`."""
    for found in _AMENDED.finditer(text):
        if found["short"]:
            symbol = build_symbol(session, found["short"], found["short_revision"])
        else:
            symbol = build_symbol(found["session"], found["number"], found["revision"])
        if symbol != own:
            return symbol
    return ""


def parse_item(text: str) -> int | None:
    """The agenda item: "3", "Item 3", "Agenda item 3: Promotion ...", "Point 3 de l’ordre du jour"."""
    found = _ITEM.fullmatch(text) or _ITEM_WITH_TITLE.fullmatch(text)
    return int(found["item"]) if found and int(found["item"]) in ITEMS else None


def parse_item_heading(text: str) -> int | None:
    """The agenda item of a line that says so in words; a number alone is none."""
    found = _ITEM_WITH_TITLE.fullmatch(text)
    return int(found["item"]) if found and int(found["item"]) in ITEMS else None


def is_address(text: str) -> bool:
    return bool(re.fullmatch(r"https?://\S+", text))


def _find_word(word: str, names: tuple[tuple[str, ...], ...]) -> int | None:
    """The place of the only entry that has `word` as a name or as the beginning of one."""
    places = {
        place
        for place, forms in enumerate(names)
        if any(form == word or (len(word) >= SHORTEST_WORD and form.startswith(word)) for form in forms)
    }
    return places.pop() if len(places) == 1 else None


def parse_day(text: str, today: datetime.date) -> ReadDay | None:
    """The day, in numbers or in words of English, French and Spanish.

    In numbers the day comes first, as at the United Nations. A day without a year is the one nearest to `today`, and
    rather to come than more than two months ago. None also where the weekday is another than that of the day.
    """
    if len(text) > LONGEST_DAY:
        return None
    plain = unicodedata.normalize("NFD", _TIME.sub("", text)).casefold()
    plain = " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
    try:
        if found := _BY_NUMBER_YEAR_FIRST.fullmatch(plain):
            return ReadDay(datetime.date(int(found[1]), int(found[3]), int(found[4])))
        if found := _BY_NUMBER.fullmatch(plain):
            return _read_numbers(int(found[1]), int(found[3]), found[4])
        if found := _IN_WORDS.fullmatch(plain) or _MONTH_FIRST.fullmatch(plain):
            return _read_words(found, today)
    except ValueError:  # 31 June
        pass
    return None


def _read_numbers(first: int, second: int, year: str) -> ReadDay:
    full_year = int(year) + (2000 if len(year) == 2 else 0)
    is_month_first = second > 12
    day, month = (second, first) if is_month_first else (first, second)
    is_open = is_month_first or len(year) == 2 or (first <= 12 and first != second)
    return ReadDay(datetime.date(full_year, month, day), is_open)


def _read_words(found: re.Match[str], today: datetime.date) -> ReadDay | None:
    month = _find_word(found["month"], _MONTHS)
    weekday = _find_word(found["weekday"], _WEEKDAYS) if found["weekday"] else None
    if month is None or (found["weekday"] and weekday is None):
        return None
    years = [int(found["year"])] if found["year"] else [today.year - 1, today.year, today.year + 1]
    days = [day for year in years if (day := _build_day(year, month + 1, int(found["day"])))]
    days = [day for day in days if weekday is None or day.weekday() == weekday]
    if not days:
        return None
    nearest = min(days, key=lambda day: (day < today - LONGEST_PAST, abs(day - today)))
    return ReadDay(nearest, is_assumed=not found["year"])


def _build_day(year: int, month: int, day: int) -> datetime.date | None:
    """The day; None if the year does not have it."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
