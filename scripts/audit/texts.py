"""Contradictions between the facts of a text and those of others: days, meetings, symbols, items, titles, series."""

import datetime
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from statistics import median

from audit.instances import contradiction
from audit.record import Record, Text

Found = Iterator[tuple[Text | None, str]]

# What is said of each of the ten items since the sixth session: Human Rights Council resolution 5/1, part V.
ITEM_WORDS = {
    1: {"organizational", "procedural"},
    2: {"commissioner", "secretary"},
    3: {"civil", "economic", "cultural"},
    4: {"situations", "attention", "require"},
    5: {"bodies", "mechanisms"},
    6: {"universal", "periodic", "review"},
    7: {"palestine", "occupied", "arab"},
    8: {"vienna"},
    9: {"racism", "durban", "xenophobia"},
    10: {"technical", "assistance", "capacity"},
}
COUNCIL_DRAFT = re.compile(r"(?:A/+|\b|/)HRC/+((?:S-)?\d+)/*(L\.{1,2}\d+)")
KINDS_IN_SYMBOLS = {"RES": "resolution", "DEC": "decision", "PRST": "presidents_statement"}
MOST_DAYS_FROM_MIDDLE = 150


def blame(texts: Iterable[Text], suspects: Iterable[Text], *rules: str) -> list[Text]:
    """Of texts that contradict one another those that the site gives a sign for; if it gives none, the suspects."""
    signed = [text for text in texts if text.notes & set(rules)]
    return signed or list(suspects)


def blame_fewest(texts: Iterable[Text], name: str) -> list[Text]:
    """The texts whose value of `name` fewer of them have than another; all of them if no value leads."""
    found = list(texts)
    counts = Counter(getattr(text, name) for text in found)
    most = max(counts.values())
    leading = [value for value, n in counts.items() if n == most]
    return [text for text in found if len(leading) > 1 or getattr(text, name) != leading[0]]


@contradiction("one meeting is on two days", "meeting_day", "date")
def meeting_on_two_days(record: Record) -> Found:
    for (_session, meeting), texts in record.group("session", "meeting").items():
        dated = [text for text in texts if text.date]
        if "meeting" not in meeting and "SR." not in meeting:
            continue
        if len({text.date for text in dated}) > 1:
            for text in blame(dated, blame_fewest(dated, "date"), "meeting_day"):
                yield text, f"{meeting}: {text.date}"


@contradiction("a meeting is on an earlier day than one before it", "meeting_day", "date")
def meetings_out_of_order(record: Record) -> Found:
    first: dict[tuple[int, int], Text] = {}
    for (session, meeting), texts in record.group("session", "meeting").items():
        number = re.search(r"SR\.(\d+)|^(\d+)", meeting)
        dated = [text for text in texts if text.date]
        if number and dated:
            day, _n = Counter(text.date for text in dated).most_common(1)[0]
            first[session, int(number[1] or number[2])] = next(t for t in dated if t.date == day)
    ordered = [first[key] for key in sorted(first)]
    for one, other in itertools.pairwise(ordered):
        if one.session == other.session and one.date > other.date:
            (text, *_rest) = blame([one, other], [other], "meeting_day")
            yield text, f"{one.meeting} on {one.date}, {other.meeting} on {other.date}"


@contradiction("an amendment is on another day than its text", "amendment_day", "meeting_day", "date")
def amendment_on_another_day(record: Record) -> Found:
    for text in record.texts:
        amended = record.by_id.get(text.amends)
        if amended and text.adoption == "recorded_vote" and text.date != amended.date and amended.date:
            yield text, f"{text.date}, and {amended.symbol} on {amended.date}"


@contradiction("an amendment belongs to another session than its text", "printed_session", counts=False)
def amendment_of_another_session(record: Record) -> Found:
    for text in record.texts:
        amended = record.by_id.get(text.amends)
        if amended and amended.session != text.session:
            yield text, f"{text.session_code}, and {amended.symbol}"


@contradiction("the day is outside the session", "date", "meeting_day")
def day_outside_session(record: Record) -> Found:
    # The days that the site calls wrong do not say when the session was.
    middles = {
        session: median(dated)
        for (session,), texts in record.group("session").items()
        if (dated := [t.date.toordinal() for t in texts if t.date and "meeting_day" not in t.notes])
    }
    for text in record.texts:
        if text.date is None:
            continue
        first, last = text.first_day or datetime.date.min, text.last_day or datetime.date.max
        known = text.first_day or text.last_day
        far = abs(text.date.toordinal() - middles.get(text.session, text.date.toordinal()))
        if not first <= text.date <= last or (not known and far > MOST_DAYS_FROM_MIDDLE):
            yield text, f"{text.date}, session {text.session_code}"


@contradiction("the day is in the future", "date")
def day_in_the_future(record: Record) -> Found:
    for text in record.texts:
        if text.date and text.date > datetime.datetime.now(datetime.UTC).date():
            yield text, str(text.date)


@contradiction("an amendment is on file as another kind", "printed_kind", "kind")
def amendment_of_another_kind(record: Record) -> Found:
    for text in record.texts:
        about = ("amendment", "no_action_motion")
        if text.kind not in about and text.printed.lower().startswith("amendment"):
            yield text, f"{text.kind}: {text.printed}"


@contradiction("the kind contradicts the symbol", "printed_kind", "kind")
def kind_against_symbol(record: Record) -> Found:
    for text in record.texts:
        code = re.match(r"(?:A/HRC|E/CN\.4|E/HR)/(RES|DEC|PRST)\b", text.symbol)
        if code and KINDS_IN_SYMBOLS[code[1]] != text.kind:
            yield text, text.kind


@contradiction("the printed line names another kind", "printed_kind", counts=False)
def printed_kind(record: Record) -> Found:
    names = {"resolution": "resolution", "decision": "decision", "presidential": "presidents_statement"}
    for text in record.texts:
        line = re.match(r"Draft (resolution|decision|presidential)\b", text.printed)
        if text.is_council and line and names[line[1]] != text.kind:
            yield text, f"{text.kind}: {text.printed}"


@contradiction("the printed line of an amendment names another symbol", "printed_symbol", counts=False)
def printed_symbol(record: Record) -> Found:
    for text in record.texts:
        own = re.search(r"/(L\.\d+)", text.symbol)
        line = re.match(r"Amendment\s+\S*?(L\.{1,2}\d+)", text.printed)
        if text.kind == "amendment" and own and line and line[1].replace("..", ".") != own[1]:
            yield text, text.printed


@contradiction("the draft belongs to another session", "printed_session", counts=False)
def draft_of_another_session(record: Record) -> Found:
    for text in record.texts:
        found = {m[1] for m in COUNCIL_DRAFT.finditer(text.printed)}
        if text.is_council and found - {text.session_code}:
            yield text, text.printed


@contradiction("two texts come from one draft", "one_draft", "printed_session", counts=False)
def one_draft_of_two_texts(record: Record) -> Found:
    for (draft,), texts in record.group("draft").items():
        # The Commission divided resolutions: 1982/1A and 1982/1B have one draft.
        bases = {re.sub(r"(?:[A-F]|PART[IVX]+)(?=\(|$)", "", text.symbol) for text in texts}
        for text in blame(texts, texts, "one_draft", "printed_session") if len(bases) > 1 else ():
            yield text, f"{draft}: {' '.join(sorted(other.symbol for other in texts))}"


@contradiction("the number of the agenda item contradicts its title", "item", counts=False)
def item_against_title(record: Record) -> Found:
    for text in record.texts:
        if not text.is_council or text.session_kind != "regular" or text.number < 6 or not text.item_title:
            continue
        words = set(re.findall(r"[a-z]+", text.item_title.lower()))
        scores = {item: len(words & said) / len(said) for item, said in ITEM_WORDS.items()}
        best = max(scores, key=lambda item: scores[item])
        if text.item and (text.item not in ITEM_WORDS or scores[text.item] < scores[best]):
            yield text, f"item {text.item}: {text.item_title}"


@contradiction("a title has letters of another alphabet or invisible characters", "letters", counts=False)
def letters_in_title(record: Record) -> Found:
    for text in record.texts:
        odd = [
            letter
            for letter in text.title + text.item_title
            if unicodedata.category(letter) in ("Cf", "Cc", "Co", "Cn")
            or (letter.isalpha() and not unicodedata.name(letter, "").startswith("LATIN"))
        ]
        if odd:
            yield text, " ".join(f"U+{ord(letter):04X}" for letter in odd)


@contradiction("a series has two texts of one session", "one_series", counts=False)
def two_texts_of_one_series(record: Record) -> Found:
    for (_series, _session), texts in record.group("series", "session").items():
        if len(texts) > 1:
            for text in texts:
                yield text, " ".join(sorted(other.symbol for other in texts))


@contradiction("two records have one symbol", "two_records", "same_vote", counts=False)
def two_records_of_one_symbol(record: Record) -> Found:
    for (symbol,), texts in record.group("symbol").items():
        numbered = re.search(r"\d", re.sub(r"\(.*\)|^(A/HRC|E/CN\.4)|/\d{4}$", "", symbol))
        for text in texts if len(texts) > 1 and numbered else ():
            yield text, f"{len(texts)} records"


@contradiction("the symbol names another session", counts=False)
def symbol_of_another_session(record: Record) -> Found:
    for text in record.texts:
        code = re.match(r"A/HRC/(?:(?:RES|DEC|PRST)/)?((?:S-)?\d+)/", text.symbol)
        if code and code[1] != text.session_code:
            yield text, text.session_code
