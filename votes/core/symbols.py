"""UN document symbols: normalise, sort, and match what people type. Pure; knows nothing of the database."""

import re
from difflib import SequenceMatcher
from urllib.parse import unquote

from votes.core.folding import clean_text

_NUMBER = re.compile(r"\d+")
_KIND = re.compile("/(RES|DEC|PRST)/")
# "37/23", "S-28/1": the session and number of a resolution or decision, written alone.
_SHORT = re.compile(r"^(?P<session>(?:S-|OS-)?\d{1,3})/(?P<number>\d{1,3})$", re.IGNORECASE)
# "L.36", "l.36/rev.1", "37/L.36": a draft, with or without its session.
_DRAFT = re.compile(
    r"^(?:(?P<session>(?:S-|OS-)?\d{1,3})/)?L\.?\s?(?P<number>\d{1,3})(?:/Rev\.?\s?(?P<rev>\d+))?$",
    re.IGNORECASE,
)
# What people write before a symbol, and the symbol as the name of a file: A-HRC-RES-37-23.
_SAID_BEFORE = re.compile(
    r"^(?:(?:UN\s+)?(?:HRC|UNHRC|Human\s+Rights\s+Council)\s+)?"
    r"(?:(?:draft\s+)?(?:resolution|decision|res\.?|dec\.?|draft)\s+(?=\S*\d)|amendment\s+(?=\S*L\.?\s?\d))",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(
    r"^(?:A[-_ /]+)?HRC(?:[-_ /]+(?:RES|DEC|PRST|S|OS|L\.?\s?\d+|Rev\.?\s?\d+|\d+))+$", re.IGNORECASE
)
# The symbol at the end of an address of the UN's document servers: undocs.org/en/A/HRC/RES/37/23.
_ADDRESS = re.compile(
    r"^(?:https?://)?(?:www\.)?(?:undocs\.org|docs\.un\.org|documents\.un\.org)/\S*?(?P<symbol>(?:A/HRC|E/CN\.4|E/HR)/[^\s?&#]+)"
    r"\S*$",
    re.IGNORECASE,
)
# What is said behind a symbol: "A/HRC/37/L.36 (as orally revised)", "37/L.36 as revised", "37/23 of 23 March 2018".
_SAID_BEHIND = re.compile(
    r"\s*(?:\(.*\)|,?\s+as\s+(?:orally\s+)?(?:revised|amended).*"
    r"|(?<=\d),?\s+of\s+(?:\d{1,2}\s+[A-Z]+\s+\d{4}|the\s+(?:UN\s+)?(?:HRC|Human\s+Rights\s+Council)))$",
    re.IGNORECASE,
)
# Other characters that look like a slash and stand in symbols copied from printed documents.
_SLASHES = str.maketrans("\N{DIVISION SLASH}\N{FRACTION SLASH}", "//")
# "28-1-17", "28–1–17": totals in favour, against, abstaining.
_TOTALS = re.compile(r"^(\d{1,2})\s*[-–—]\s*(\d{1,2})\s*[-–—]\s*(\d{1,2})$")
_SYMBOL = re.compile(r"[A-Za-z0-9][A-Za-z0-9/.()&,-]*")
_REVISION = re.compile(r"/Rev\.\d+$")
# The body and the session, with no number behind: E/HR/RES, E/CN.4/RES(II), E/CN.4/DEC/2001.
_NO_NUMBER = re.compile(r"^(?:A/HRC|E/CN\.4|E/HR)/(?:RES|DEC|PRST)(?:\([IVXL]+\)|/[0-9]+)?$")
_ROMAN = re.compile(r"\(([IVXL]+)\)")
# "Amendment A/HRC/45/L.57 (as orally revised) to ...", "Amendment to A/HRC/39/L.20 A/HRC/39/L.27 Egypt ...".
_OWN = re.compile(
    r"^amendment\s+(?:to\s+(?:draft\s+(?:resolution|decision)\s+)?\S+\s+)?"
    r"(?P<symbol>A/HRC/\S+/L\.\d+(?:/Rev\.\d+)?)",
    re.IGNORECASE,
)
_AMENDED = re.compile(
    r"\bto\s+(?:draft\s+(?:resolution|decision)\s+)?(?P<symbol>(?:A/\S+)?L\.\d\S*)", re.IGNORECASE
)


def normalise_symbol(text: str) -> str:
    """`text` as the UN writes a symbol: no blanks, one slash, A/HRC/.../L.36/Rev.1 in the right case.

    Only spelling changes ("a/hrc/37/l.36" becomes "A/HRC/37/L.36"); what is not a symbol comes back upper-cased.
    """
    symbol = re.sub(r"\s+", "", text).replace("\\", "/").strip("/.,;").upper()
    symbol = re.sub(r"/{2,}", "/", symbol)
    symbol = re.sub(r"(\d)L\.", r"\1/L.", symbol)
    symbol = re.sub(r"L\.{2,}", "L.", symbol)
    symbol = re.sub(r"/L(\d)", r"/L.\1", symbol)
    symbol = re.sub(r"/(REV|ADD|CORR)\.?(\d)", lambda m: f"/{m[1].capitalize()}.{m[2]}", symbol)
    return symbol


def is_symbol(text: str) -> bool:
    """Whether `text` is spelled as a symbol is: letters, digits and / . ( ) & , - alone."""
    return bool(_SYMBOL.fullmatch(text))


def drop_revision(symbol: str) -> str:
    """'A/HRC/43/L.31/Rev.1' -> 'A/HRC/43/L.31'."""
    return _REVISION.sub("", symbol)


def parse_amended_draft(printed: str, session: str) -> str:
    """The draft that an amendment amends as printed, with its session: 'L.1' of the 37th is A/HRC/37/L.1.

    '' if none is printed.
    """
    match = _AMENDED.search(" ".join(printed.split()))
    if not match:
        return ""
    symbol = normalise_symbol(match["symbol"])
    return symbol if symbol.startswith("A/") else f"A/HRC/{session}/{symbol}"


def parse_own_symbol(printed: str) -> str:
    """The symbol that the printed line of an amendment gives the amendment itself; '' if it gives none."""
    match = _OWN.match(" ".join(printed.split()))
    return normalise_symbol(match["symbol"]) if match else ""


def names_one_text(symbol: str) -> bool:
    """Whether a symbol has a number of its own: thirty resolutions of 1947 are all E/CN.4/RES(II)."""
    return bool(symbol) and not _NO_NUMBER.match(symbol)


def parse_roman(text: str) -> int:
    """36 from 'XXXVI'; the text holds the letters I, V, X and L alone."""
    values = [{"I": 1, "V": 5, "X": 10, "L": 50}[letter] for letter in text]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def format_roman(number: int) -> str:
    """'XXXVI' from 36; for 1 to 89."""
    tens, ones = divmod(number, 10)
    fifties, tens = divmod(tens, 5)
    written = "L" * fifties + ("XL" if tens == 4 else "X" * tens)
    return written + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def build_sort_key(symbol: str) -> str:
    """A key that sorts symbols as people count: A/HRC/RES/9/2 before A/HRC/RES/37/23, .../2(IX) before .../1(XXX)."""
    # The Commission wrote the session behind the number.
    symbol = _ROMAN.sub(lambda m: f"({parse_roman(m[1])})", symbol)
    if match := re.match(r"^(E/CN\.4/(?:RES|DEC))/?(.*)\((\d+)\)$", symbol):
        symbol = f"{match[1]}/{match[3]}/{match[2]}"
    return _NUMBER.sub(lambda m: m[0].zfill(5), symbol)[:120]


def read_symbol(query: str) -> str:
    """The symbol in what people type or paste, as far as it is one: without "resolution", an address or a file's marks.

    "https://undocs.org/en/A/HRC/RES/37/23", "A-HRC-RES-37-23" and "A/HRC/RES/37/23 (as orally revised)" give
    A/HRC/RES/37/23. What is no symbol comes back as it is, trimmed.
    """
    text = unquote(clean_text(query)).translate(_SLASHES).strip().strip("\"'\u201c\u201d\u2018\u2019")
    if address := _ADDRESS.match(text):
        text = address["symbol"]
    text = _SAID_BEHIND.sub("", text).strip()
    if not _FILE_NAME.match(text):
        text = _SAID_BEFORE.sub("", text)
    if _FILE_NAME.match(text):
        text = re.sub(r"[-_ ]+(?=[\w.])", "/", text)
        text = re.sub(r"/(S|OS)/(?=\d)", r"/\1-", text, flags=re.IGNORECASE)
    text = re.sub(r"[\s/]*/[\s/]*", "/", text)
    text = re.sub(r"[\s/]+Rev\b[\s./]*(?=\d)", "/Rev.", text, flags=re.IGNORECASE)
    return f"A/{text}" if re.match(r"HRC/", text, re.IGNORECASE) else text


def build_symbol_patterns(query: str) -> list[str]:
    """Regular expressions that find the symbols `query` may mean, most exact first; empty if it is no symbol.

    A whole symbol finds itself and its revisions, a beginning finds what is below it ("A/HRC/RES/51"),
    "37/23" finds resolutions and decisions of that number, "L.36" and "37/L.36" find drafts.
    """
    text = read_symbol(query)
    if match := _SHORT.match(text):
        return [rf"^A/HRC/(RES|DEC|PRST)/{re.escape(match['session'].upper())}/{match['number']}$"]
    if match := _DRAFT.match(text):
        session = re.escape(match["session"].upper()) if match["session"] else r"[^/]+"
        tail = rf"/Rev\.{match['rev']}$" if match["rev"] else r"(/Rev\.\d+)?$"
        return [rf"/{session}/L\.{match['number']}{tail}"]
    symbol = normalise_symbol(text)
    if re.match(r"^[AE]/[A-Z]", symbol):
        whole = re.escape(symbol)
        return [rf"^{whole}$", rf"^{whole}/"]
    return []


def parse_totals(query: str) -> tuple[int, int, int] | None:
    """(28, 1, 17) from "28-1-17" or "28–1–17": in favour, against, abstaining; None from anything else."""
    match = _TOTALS.match(clean_text(query).strip())
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def find_near_symbols(wanted: str, symbols: list[str], limit: int = 5) -> list[str]:
    """Up to `limit` of `symbols` most like `wanted`, best first; ties in the order given.

    Those that differ in the kind of text alone come before all others: A/HRC/RES/37/23 for A/HRC/37/23.
    """
    target = normalise_symbol(wanted)
    without_kind = _KIND.sub("/", target)
    matcher = SequenceMatcher(b=target, autojunk=False)
    scored: list[tuple[bool, float, int, str]] = []
    for symbol in symbols:
        matcher.set_seq1(symbol)
        if (
            matcher.real_quick_ratio() > 0.6
            and matcher.quick_ratio() > 0.6
            and (score := matcher.ratio()) > 0.6
        ):
            scored.append((_KIND.sub("/", symbol) != without_kind, -score, len(scored), symbol))
    return [symbol for *_, symbol in sorted(scored)[:limit]]
