"""What is no part of a list of States: sentences, footnotes, and what a page prints around its text. Pure."""

import re

from votes.core.state_names import WORD
from votes.ingest.readers.roll_call.wordings import fold

# Words in small letters that names of States and countries contain, in English, French and Spanish.
IN_NAMES = re.compile(
    r"and|of|the|de|du|des|la|les?|el|l[oa]s|et?|y|da|dos?|d|l|in|former|states?|republic|kingdom|democratic|people|s"
    r"|islamic|united|plurinational|bolivarian|federated|arab|northern|new|и"
)
MIN_PROSE_WORDS = 3  # words in small letters that belong to no name make a sentence
SYMBOL = re.compile(r"\b[AES]/(?:[A-Z0-9][\w.-]*/)+[A-Z0-9][\w.*-]*")
FURNITURE = re.compile(
    rf"{SYMBOL.pattern}|\bGE\.\d\d-\d{{3,6}}(?: {{0,2}}\([A-Z]\))?"
    r"|(?im:^[ \t]*(?:page|página|seite)? ?\d{1,4}(?: ?(?:/|of|de|sur) ?\d{1,4})?[ \t]*$)"
    r"|(?i:\((?:continued|cont['’]?d\.?|suite|continuaci[oó]n)\))"
    r"|(?im:^[ \t]*(?:united nations|nations unies|naciones unidas|general assembly|human rights council"
    r"|assembl[ée]e g[ée]n[ée]rale|conseil des droits de l['’]homme|consejo de derechos humanos|asamblea general"
    r"|page|distr\.? ?: ?\w+|original ?: ?\w+)[ \t]*$)"
)
CONTINUED = re.compile(r"(?i)continued|cont['’]?d|suite|continuaci")
REGION = re.compile(
    r"(?:the )?(?:african?|asian?|asia[ -]pacific|asia and the pacific|eastern european?|western european?"
    r"(?: and others?)?|latin american?(?: and (?:the )?caribbean)?|grulac|weog|eeg|apg|ag|weos"
    r"|(?:groupe |etats |pays )?(?:d'|des etats d')?(?:afrique|asie(?:[ -]pacifique)?|europe (?:orientale|occidentale)"
    r"(?: et autres etats)?|amerique latine(?: et (?:des )?caraibes)?)"
    r"|(?:grupo |estados |paises )?(?:de )?(?:africa|asia(?:[ -]pacifico)?|europa (?:oriental|occidental)"
    r"(?: y otros estados)?|america latina(?: y el caribe)?))"
    r"(?: (?:group|states?|countries|members?|groupe|grupo))*(?: of states)? {0,2}(?:\(?\d{1,2}\)?)? {0,2}[:–—-]? *"
)
FOOTNOTE_START = re.compile(r"\s*(?:[*†‡§¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜ]|\[\d{1,3}\]|\d{1,2}/|[a-z]/|\([a-z0-9]\)|_{3})")
PARAGRAPH_START = re.compile(r"\s*(?:\d{1,4}|[IVX]{1,5})[.)] *[^\W\d_]")


def count_prose_words(text: str) -> int:
    """How many words in small letters the text has that no name of a State contains."""
    return sum(word[0].islower() and not IN_NAMES.fullmatch(fold(word)) for word in WORD.findall(text))


def is_prose(text: str) -> bool:
    """Whether a text reads as a sentence."""
    return count_prose_words(text) >= MIN_PROSE_WORDS


def is_region(text: str) -> bool:
    """Whether the whole line is the name of a regional group."""
    return len(text) < 80 and REGION.fullmatch(fold(text).strip(" *_#|\t")) is not None


def blank_furniture(text: str) -> str:
    """The text with symbols, page numbers and lines of a page's head as stars, its length unchanged."""
    return FURNITURE.sub(lambda found: re.sub(r"[^\n]", "*", found[0]), text)
