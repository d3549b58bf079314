"""Reads the catalogue's CSV layout (OHCHR library, Voting collection) into typed rows. Pure: text in, rows out.

Only spelling is touched: blanks, the kind printed behind the title, a slash left out of a symbol. What the
catalogue printed stays beside what we made of it.
"""

import datetime
import re
from collections.abc import Iterable, Mapping

from votes.choices import Adoption, Outcome, Position, TextKind
from votes.record.rows import TextRow
from votes.symbols import normalise_symbol

SOURCE = "OHCHR library, Voting collection"

# The catalogue's codes; "." is absent and an empty cell says that no position was recorded.
POSITION_CODES = {
    "Y": Position.IN_FAVOUR.value,
    "N": Position.AGAINST.value,
    "A": Position.ABSTAINING.value,
    ".": Position.NOT_VOTING.value,
    "": Position.NOT_VOTING.value,
}

_TAILS = {
    "resolution": TextKind.RESOLUTION,
    "decision": TextKind.DECISION,
    "amendment": TextKind.AMENDMENT,
    "presidential statement": TextKind.PRESIDENTS_STATEMENT,
}
_TAIL = re.compile(rf"\s*:\s*({'|'.join(_TAILS)})\s*/?\s*$")
# Also as misprinted: "A//HRC/40/L.1", "/HRC/45/L.30", "A/HRC/46//L.3", "A/HRC/27L.15".
_DRAFT = re.compile(r"(?:A/+|/)(HRC|43|42)/+((?:S-)?\d+)/*(L\.{1,2}\d+(?:/Rev\.\d+)?)")
_AMENDED = re.compile(
    r"\bto\s+(?:draft\s+(?:resolution|decision)\s+)?(?P<symbol>(?:A/\S+)?L\.\d\S*)", re.IGNORECASE
)
_MEETING = re.compile(r"(\d+(?:st|nd|rd|th))\s*meeting", re.IGNORECASE)
_SESSION = re.compile(r"(\d+)(?:st|nd|rd|th)\s+(special|organizational)?\s*session", re.IGNORECASE)
# Catalogued as a resolution, but the symbol is a draft's: A/HRC/RES/56/L.30.
_DRAFT_AS_RESOLUTION = re.compile(r"^A/HRC/(?:RES|DEC)/((?:S-)?\d+/L\.)")
_LEFT_OUT_SLASH = re.compile(r"^A/HRC/(RES|DEC|PRST)(?=\d)")
_REMARK = re.compile(r"\s+as\s+.*$", re.IGNORECASE)

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
_NAMES = {
    "DEMOCRATIC PEOPLE'S REPUBLIC OF KOREA": "Democratic People’s Republic of Korea",
    "SAN MARINO": "San Marino",
}


def squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def parse_title(title: str) -> tuple[str, str | None]:
    """('The right to food', 'resolution') from 'The right to food : resolution /'; kind None where not printed."""
    text = squeeze(title)
    match = _TAIL.search(text)
    return (text[: match.start()].strip(), _TAILS[match[1]].value) if match else (text.rstrip(" /"), None)


def parse_symbol(symbol: str) -> str:
    """The symbol as the UN writes it, without a remark.

    'A/HRC/RES/56/L.30' is the draft A/HRC/56/L.30, 'A/HRC/DEC41/104' is A/HRC/DEC/41/104, and
    'A/HRC/27/L.31 as orally revised' is A/HRC/27/L.31.
    """
    plain = _LEFT_OUT_SLASH.sub(r"A/HRC/\1/", normalise_symbol(_REMARK.sub("", squeeze(symbol))))
    return _DRAFT_AS_RESOLUTION.sub(r"A/HRC/\1", plain)


def parse_draft(printed: str, kind: str) -> str:
    """The draft's symbol out of 'Draft resolution A/HRC/27L.15/Rev.1 as amended'; '' where none is printed."""
    if kind == TextKind.AMENDMENT:
        return ""
    match = _DRAFT.search(squeeze(printed))
    return normalise_symbol(f"A/{match[1]}/{match[2]}/{match[3]}") if match else ""


def parse_amended(printed: str, session: str) -> str:
    """The draft an amendment is printed to amend, with its session: 'L.1' of the 37th is A/HRC/37/L.1."""
    match = _AMENDED.search(squeeze(printed))
    if not match:
        return ""
    symbol = normalise_symbol(match["symbol"])
    return symbol if symbol.startswith("A/") else f"A/HRC/{session}/{symbol}"


def parse_session(statement: str, symbol: str) -> str:
    """'37' or 'S-28', from the symbol where it has one, else from 'adopted by ... at its 28th special session'."""
    if match := re.match(r"^A/HRC/(?:(?:RES|DEC|PRST)/)?((?:S-|OS/)?\d+)/", symbol):
        return match[1].replace("OS/", "OS-")
    if match := _SESSION.search(statement):
        prefix = {"special": "S-", "organizational": "OS-"}.get((match[2] or "").lower(), "")
        return prefix + match[1]
    raise ValueError(f"no session in {statement!r}")


def parse_outcome(row: Mapping[str, str], kind: str) -> tuple[str, str]:
    """(adoption, outcome) from the catalogue's vote type; amendments say adopted or rejected in their draft line.

    Where no word says so, the totals do. ValueError for a vote type that nobody knows.
    """
    vote_type = row["vote_type"]
    if vote_type == "WITHDRAWN":
        return Adoption.NONE.value, Outcome.WITHDRAWN.value
    if vote_type == "NOT CONSIDERED":
        return Adoption.NONE.value, Outcome.NOT_CONSIDERED.value
    if vote_type == "ADOPTED WITHOUT VOTE":
        return Adoption.WITHOUT_VOTE.value, Outcome.ADOPTED.value
    if not vote_type.startswith(("RECORDED", "NON-RECORDED")):
        raise ValueError(f"no vote type is called {vote_type!r}")
    adoption = Adoption.RECORDED_VOTE if vote_type.startswith("RECORDED") else Adoption.NON_RECORDED_VOTE
    said = f"{row['draft']} {row['meeting']}".lower()
    rejected = "rejected" in said and not (
        kind == TextKind.AMENDMENT and "adopted by" in row["draft"].lower()
    )
    if "rejected" not in said and "adopted" not in said and (totals := parse_totals(row)):
        rejected = totals[0] <= totals[1]
    return adoption.value, (Outcome.REJECTED if rejected else Outcome.ADOPTED).value


def parse_totals(row: Mapping[str, str]) -> tuple[int, int, int, int | None] | None:
    if not row["yes"]:
        return None
    not_voting = int(row["nonvoting"]) if row["nonvoting"] else None
    return int(row["yes"]), int(row["no"] or 0), int(row["abstain"] or 0), not_voting


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
    """(3, 'Promotion and protection of ...'); no number at special sessions, where a country stands there."""
    digits = number.strip().rstrip(".")
    return (int(digits) if digits.isdigit() else None), squeeze(title).rstrip(" .-")


def parse_resolution(
    row: Mapping[str, str], votes: Iterable[Mapping[str, str]], names: Mapping[str, str]
) -> TextRow:
    """One record of `resolutions.csv` with its rows of `votes_long.csv`.

    `names`: catalogue names of States in upper case -> as written, for the topics. Sponsors stay as printed;
    the amended draft and the series are linked later, when all texts are known. ValueError where the record
    cannot be read.
    """
    title, printed_kind = parse_title(row["title"])
    symbol = parse_symbol(row["symbol"])
    kind = printed_kind or TextKind.RESOLUTION.value
    session = parse_session(row["statement"], symbol)
    adoption, outcome = parse_outcome(row, kind)
    item, item_title = parse_item(row["agenda_item_no"], row["agenda_item_title"])
    meeting = _MEETING.search(row["meeting"])
    silence = "Silence procedure" if "silence procedure" in row["meeting"] else ""
    positions: dict[str, str] = {}
    for vote in votes:
        if vote["iso3"] in positions:
            raise ValueError(f"{vote['iso3']} stands twice in the roll-call of record {row['record_id']}")
        code = vote["vote"].strip().upper()
        if code not in POSITION_CODES:
            raise ValueError(f"no position has the code {code!r}, given to {vote['iso3']}")
        positions[vote["iso3"]] = POSITION_CODES[code]
    subjects = [s for s in (squeeze(part) for part in re.split(r"\s+-\s*", row["agenda_subject"])) if s]
    return TextRow(
        symbol=symbol,
        symbol_as_printed=row["symbol"] if row["symbol"] != symbol else "",
        kind=kind,
        title=title,
        session=session,
        date=datetime.date.fromisoformat(row["date"]),
        agenda_item=item,
        agenda_item_title=item_title,
        topics=tuple(dict.fromkeys(format_topic(s, names) for s in subjects)),
        meeting=f"{meeting[1]} meeting" if meeting else silence,
        draft_symbol=parse_draft(row["draft"], kind),
        draft_as_printed=squeeze(row["draft"]),
        amends=parse_amended(row["draft"], session) if kind == TextKind.AMENDMENT else "",
        sponsors_as_printed=squeeze(row["main_sponsors"]),
        adoption=adoption,
        outcome=outcome,
        official=parse_totals(row),
        positions=positions,
        source=SOURCE,
        source_record=row["record_id"],
        source_url=row["record_url"],
        text_url=row["url_resolution"].replace("http://", "https://"),
    )
