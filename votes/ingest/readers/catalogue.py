"""Reads a record of the catalogue (OHCHR library, Voting collection) into a typed row. Pure: cells in, rows out.

The cells have the names of the CSV layout's columns; MARCXML is read into the same cells. Only spelling is changed:
spaces, the kind printed after the title, a slash missing from a symbol. The printed form is stored as well.
"""

import datetime
import re
from collections.abc import Mapping

from votes.core.choices import KINDS_ABOUT_ANOTHER_TEXT, TextKind
from votes.core.rows import TextRow
from votes.core.symbols import format_roman, normalise_symbol, parse_amended_draft, parse_roman
from votes.ingest.readers.outcome import VOTED, read_decision
from votes.ingest.readers.storable import is_storable

SOURCE = "OHCHR library, Voting collection"

COUNCIL, COMMISSION = "human rights council", "commission on human rights"

_TAILS = {
    "resolution": TextKind.RESOLUTION,
    "decision": TextKind.DECISION,
    "amendment": TextKind.AMENDMENT,
    "presidential statement": TextKind.PRESIDENTS_STATEMENT,
}
# Before the last slash the colon may be missing: "in its aftermath amendment /".
_TAIL = re.compile(rf"(?:\s*:\s*({'|'.join(_TAILS)})\s*/?|\s({'|'.join(_TAILS)})\s*/)\s*$")
# Also as misprinted: "A//HRC/40/L.1", "/HRC/45/L.30", "A/HRC/46//L.3", "A/HRC/27L.15".
_DRAFT = re.compile(r"(?:A/{1,3}|/)(HRC|43|42)/{1,3}((?:S-)?\d{1,3})/{0,3}(L\.{1,2}\d+(?:/Rev\.\d+)?)")
_COMMISSION_DRAFT = re.compile(r"E/CN\.4/(?:\d{4}/)?(?:S-\d{1,3}/)?L\.\d+(?:/Rev\.\d+)?")
_MEETING = re.compile(r"(\d{1,4}(?:st|nd|rd|th))\s?meeting", re.IGNORECASE)
_SUMMARY_RECORD = re.compile(r"E/(?:CN\.4|HR)/\S{0,40}SR\.\d{1,4}")
_SESSION = re.compile(
    r"(\d{1,4})(?:st|nd|rd|th) (?:(?:(special|nuclear) )?session|(organi[sz]ational) (?:session|meeting))",
    re.IGNORECASE,
)
_SESSION_PREFIXES = {"special": "S-", "nuclear": "N-"}
_COUNCIL_SESSION = re.compile(r"^A/HRC/(?:(?:RES|DEC|PRST)/)?(S-|OS/|OM/)?(\d+)/")
# The Commission's sessions in its symbols, until 1979: E/CN.4/RES/7(XXX).
_ROMAN = re.compile(r"\(([IVXL]+)\)")
# Catalogued as a resolution, but the symbol is a draft's: A/HRC/RES/56/L.30.
_DRAFT_AS_RESOLUTION = re.compile(r"^A/HRC/(?:RES|DEC)/((?:S-)?\d+/L\.)")
_LEFT_OUT_SLASH = re.compile(r"^A/HRC/(RES|DEC|PRST)(?=\d)")
# The Commission's symbols as misprinted, and their one spelling: RESII), RES/5XXXII), RES7(XXX), RES/20/(XXXV).
_COMMISSION_SPELLINGS = (
    (re.compile(r"^(E/CN\.4/(?:RES|DEC))([IVXL]+)\)$"), r"\1(\2)"),
    (re.compile(r"(\d)([IVXL]{1,12})\)$"), r"\1(\2)"),
    (re.compile(r"^(E/CN\.4/(?:RES|DEC))(?=[0-9A-Z])"), r"\1/"),
    (re.compile(r"(?<=[0-9A-Z])/\("), "("),
)
_KINDS_IN_SYMBOLS = {
    "RES": TextKind.RESOLUTION,
    "DEC": TextKind.DECISION,
    "PRST": TextKind.PRESIDENTS_STATEMENT,
}
# How the line on the draft begins where it says what the record itself is.
_AMENDMENT_LINE = re.compile(r"amendment\b", re.IGNORECASE)
_DRAFT_LINE = re.compile(r"draft\s+(?P<kind>resolution|decision)\s+(?P<symbol>\S+)", re.IGNORECASE)
_REMARK = re.compile(r" as .*$", re.IGNORECASE)

# Subjects are printed in capitals; these words keep theirs, so do the names of States.
_CAPITALS = [
    "OHCHR",
    "HIV/AIDS",
    "COVID-19",
    "UN",
    "UPR",
    "Israel",
    "Palestine",
    "Jerusalem",
    "Golan",
    "Heights",
    "Gaza",
    "Strip",
    "Arab",
    "Palestinians",
    "Africa",
    "African",
    "Asia",
    "Durban",
    "Olympic",
    "Belarus",
    "Burundi",
    "Lebanon",
    "Sudan",
    "Kampuchea",
]
# The longest cell in 80 years of the catalogue has 610 letters.
MAX_CELL_LETTERS = 4_000
MAX_ITEM_LETTERS = 100
_NAMES = {
    "DEMOCRATIC PEOPLE'S REPUBLIC OF KOREA": "Democratic People’s Republic of Korea",
    "SAN MARINO": "San Marino",
}


def squeeze(text: str) -> str:
    return " ".join(text.split())


def parse_title(title: str) -> tuple[str, str | None]:
    """('The right to food', 'resolution') from 'The right to food : resolution /'; kind None if not printed."""
    text = squeeze(title)
    match = _TAIL.search(text)
    if not match or not match.start():
        return text.rstrip(" /"), None
    return text[: match.start()].strip(), _TAILS[match[1] or match[2]].value


def parse_symbol(symbol: str) -> str:
    """The symbol as the UN writes it, without a remark.

    'A/HRC/RES/56/L.30' is the draft A/HRC/56/L.30, 'A/HRC/DEC41/104' is A/HRC/DEC/41/104,
    'A/HRC/27/L.31 as orally revised' is A/HRC/27/L.31, and 'E/CN.4/RES/I[X]' is E/CN.4/RES/I(X).
    """
    plain = _LEFT_OUT_SLASH.sub(r"A/HRC/\1/", normalise_symbol(_REMARK.sub("", squeeze(symbol))))
    if plain.startswith("E/CN.4/"):
        plain = plain.replace("[", "(").replace("]", ")")
        for misprint, spelling in _COMMISSION_SPELLINGS:
            plain = misprint.sub(spelling, plain)
    return _DRAFT_AS_RESOLUTION.sub(r"A/HRC/\1", plain)


def build_symbol(kind: str, session: str) -> str:
    """For a resolution or decision that has no symbol: its body, kind and session, 'E/CN.4/DEC(XXVI)'."""
    kinds = {kind.value: code for code, kind in _KINDS_IN_SYMBOLS.items()}
    if kind not in kinds:
        raise ValueError("there is no symbol")
    number = session.removeprefix("CHR-")
    if session == number or not number.isdigit():
        return f"{'A/HRC' if session == number else 'E/CN.4'}/{kinds[kind]}/{number}"
    return f"E/CN.4/{kinds[kind]}({format_roman(int(number))})"


def parse_draft(printed: str, kind: str) -> str:
    """The draft's symbol from 'Draft resolution A/HRC/27L.15/Rev.1 as amended'; '' if none is printed."""
    if kind in KINDS_ABOUT_ANOTHER_TEXT:
        return ""
    text = squeeze(printed)
    if match := _DRAFT.search(text):
        return normalise_symbol(f"A/{match[1]}/{match[2]}/{match[3]}")
    match = _COMMISSION_DRAFT.search(text)
    return normalise_symbol(match[0]) if match else ""


def parse_session(statement: str, symbol: str, body: str = "") -> str:
    """'37', 'S-28' or 'CHR-30': from the symbol if it has one, else from 'adopted ... at its 28th special session'.

    'OS-1' is the Council's organizational meeting of 2007 (A/HRC/DEC/OM/1/102), 'CHR-N-1' the Commission's
    nuclear session of 1946. ValueError where neither says it.
    """
    if match := _COUNCIL_SESSION.match(symbol):
        return {"S-": "S-", None: ""}.get(match[1], "OS-") + str(int(match[2]))
    commission = symbol.startswith("E/") or (not symbol and squeeze(body).lower() == COMMISSION)
    if commission and (match := _ROMAN.search(symbol)):
        return f"CHR-{parse_roman(match[1])}"
    if match := _SESSION.search(squeeze(statement)):
        prefix = "OS-" if match[3] else _SESSION_PREFIXES.get((match[2] or "").lower(), "")
        code = prefix + str(int(match[1]))
        return f"CHR-{code}" if commission else code
    raise ValueError(f"no session in {statement!r}")


def parse_date(printed: str) -> datetime.date | None:
    """The day, printed as 2018-03-23 or 20180323; None for a year or a month alone. ValueError for anything else."""
    text = printed.strip()
    if re.fullmatch(r"\d{4}(-?\d\d)?", text, re.ASCII):
        return None
    if not re.fullmatch(r"\d{4}-\d\d-\d\d|\d{8}", text, re.ASCII):
        raise ValueError(f"{text!r} is not a date")
    return datetime.date.fromisoformat(text)


def parse_official_totals(row: Mapping[str, str]) -> tuple[int, int, int, int | None] | None:
    """(in favour, against, abstaining, not voting); None if no total is printed. ValueError if one is no number."""
    cells = [row[name].strip() for name in ("yes", "no", "abstain", "nonvoting")]
    if unreadable := [cell for cell in cells if cell and not re.fullmatch(r"[0-9]{1,3}", cell)]:
        raise ValueError(f"a total cannot be {unreadable[0]!r}")
    if not cells[0]:
        return None
    not_voting = int(cells[3]) if cells[3] else None
    return int(cells[0]), int(cells[1] or 0), int(cells[2] or 0), not_voting


def format_topic(subject: str, names: Mapping[str, str]) -> str:
    """'SETTLEMENT POLICY' -> 'Settlement policy'; the words in `names` (upper case -> as written) keep theirs."""
    text = squeeze(subject)
    if text != text.upper():
        return text
    if name := names.get(text) or _NAMES.get(text):
        return name
    capitals = {word.upper(): word for word in _CAPITALS}
    words = [capitals.get(word, word.lower()) for word in text.split(" ")]
    return words[0][:1].upper() + words[0][1:] + "".join(f" {word}" for word in words[1:])


def parse_item(number: str, title: str) -> tuple[int | None, str]:
    """(3, 'Promotion and protection of ...'), and (17, '(c) Status of ...') from '17c.'.

    There is no number at special sessions, which have a country instead, or if the catalogue prints 'x.'.
    """
    words = squeeze(title).rstrip(" .-")
    match = re.fullmatch(r"([0-9]{1,3})\s*[.,]*\s*([a-z() ]*?)[.,\s]*", number.strip()[:MAX_ITEM_LETTERS])
    if not match:
        return None, words
    below = " ".join(f"({part})" for part in re.findall(r"[a-z]+", match[2]))
    return int(match[1]), f"{below} {words}".strip()


def parse_meeting(printed: str) -> str:
    """'54th meeting', 'Silence procedure', or the meeting's summary record, 'E/CN.4/1984/SR.31'; else ''."""
    printed = squeeze(printed)
    if match := _MEETING.search(printed):
        return f"{match[1]} meeting"
    if "silence procedure" in printed:
        return "Silence procedure"
    match = _SUMMARY_RECORD.search(printed)
    return match[0] if match else ""


def parse_address(printed: str) -> str:
    """An https address, 'https://undocs.org/A/HRC/RES/37/23'; '' if the printed value is not one."""
    text = re.sub(r"\s+", "", printed)
    text = (
        f"https://{text}" if text.startswith(("undocs.org/", "www.")) else text.replace("http://", "https://")
    )
    return text if re.fullmatch(r"https://[\w.-]+\.[a-z]+(/[^\s<>\"]*)?", text, re.ASCII) else ""


def parse_kind(printed: str, kind_in_title: str | None, symbol: str) -> str:
    """The kind of a record: what its own line on the draft says, else what its title says, else its symbol's.

    The line decides whether the record is an amendment: one filed as a resolution has the line "Amendment
    A/HRC/35/L.41 to draft resolution ...", and a draft filed as an amendment has "Draft resolution A/HRC/56/L.20".
    The symbol of a resolution is never that of an amendment.
    """
    line = squeeze(printed)
    if _AMENDMENT_LINE.match(line) and "/L." in symbol:
        return TextKind.AMENDMENT.value
    match = _DRAFT_LINE.match(line)
    if kind_in_title == TextKind.AMENDMENT and match and normalise_symbol(match["symbol"]) == symbol:
        return _TAILS[match["kind"].lower()].value
    if kind_in_title:
        return kind_in_title
    code = re.match(r"(?:A/HRC|E/CN\.4|E/HR)/(RES|DEC|PRST)", symbol)
    return _KINDS_IN_SYMBOLS[code[1] if code else "RES"].value


def parse_heading(row: Mapping[str, str]) -> tuple[str, str, str, str]:
    """(symbol, kind, title, session) of a record. ValueError if one is not printed or the body is another one."""
    if (body := squeeze(row["body"])) and body.lower() not in (COUNCIL, COMMISSION):
        raise ValueError(f"it belongs to another body, {body!r}")
    title, printed_kind = parse_title(row["title"])
    if not title:
        raise ValueError("there is no title")
    symbol = parse_symbol(row["symbol"])
    kind = parse_kind(row["draft"], printed_kind, symbol)
    session = parse_session(row["statement"], symbol, row["body"])
    return symbol or build_symbol(kind, session), kind, title, session


def check_cells(row: Mapping[str, str]) -> None:
    """Raises ValueError for a cell that cannot be stored or is too long."""
    if not is_storable("".join(row.values())):
        raise ValueError("it contains a NUL byte, which cannot be stored")
    for name, cell in row.items():
        if len(cell) > MAX_CELL_LETTERS:
            raise ValueError(f"the cell {name} has {len(cell):,} letters, more than {MAX_CELL_LETTERS:,}")


def parse_resolution(
    row: Mapping[str, str], positions: Mapping[str, str], names: Mapping[str, str]
) -> TextRow:
    """The printed cells of one record, with the positions of its roll-call, as a row.

    `names`: catalogue names of States in upper case -> as written, for the topics. Sponsors stay as printed;
    the amended draft and the series are linked later, when all texts are known; so is the day where the
    catalogue prints the year alone. ValueError where the record cannot be read.
    """
    check_cells(row)
    symbol, kind, title, session = parse_heading(row)
    official = parse_official_totals(row)
    decision = read_decision(row, kind, official, bool(positions))
    if decision.of_motion:
        kind = TextKind.NO_ACTION_MOTION.value
    date = parse_date(row["date"])
    item, item_title = parse_item(row["agenda_item_no"], row["agenda_item_title"])
    notes = []
    if not row["symbol"].strip():
        notes.append(
            "The catalogue gives this text no symbol; this one says its body, kind and session alone."
        )
    if date is None:
        notes.append(f"The catalogue does not print the day, only {row['date'].strip()}.")
    if official and decision.adoption not in VOTED:
        totals = "–".join(str(total) for total in official[:3])
        notes.append(f"The catalogue prints the totals {totals}, and that there was no vote.")
        official = None
    if decision.note:
        notes.append(decision.note)
    subjects = [s for s in (squeeze(part) for part in re.split(r" - ?", squeeze(row["agenda_subject"]))) if s]
    return TextRow(
        symbol=symbol,
        symbol_as_printed=row["symbol"] if row["symbol"] != symbol else "",
        kind=kind,
        title=title,
        session=session,
        date=date,
        agenda_item=item,
        agenda_item_title=item_title,
        topics=tuple(dict.fromkeys(format_topic(s, names) for s in subjects)),
        meeting=parse_meeting(row["meeting"]),
        draft_symbol=parse_draft(row["draft"], kind),
        draft_as_printed=squeeze(row["draft"]),
        amends=parse_amended_draft(row["draft"], session) if kind in KINDS_ABOUT_ANOTHER_TEXT else "",
        sponsors_as_printed=squeeze(row["main_sponsors"]),
        adoption=decision.adoption.value,
        outcome=decision.outcome.value,
        other_outcome=decision.other_outcome.value if decision.other_outcome else "",
        official=official,
        positions=dict(positions),
        note=" ".join(notes),
        source=SOURCE,
        source_record=row["record_id"],
        source_url=row["record_url"],
        text_url=parse_address(row["url_resolution"]),
    )
