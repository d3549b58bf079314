"""Divides the text of a document into its paragraphs. Pure: lines in, paragraphs out.

The UN prints a resolution as preambular paragraphs, each of which begins with a participle ("Recalling ..."), then
numbered operative paragraphs, then the meeting, and the roll-call where a vote was recorded.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

LONGEST_TEXT = 400_000  # letters of one document
# The beginning of a preambular paragraph, where the line before ends with a comma or the like: in English a participle,
# in another language a capital letter, or any letter of a script without capitals.
_OPENER = re.compile(
    r"(?:(?:Deeply|Gravely|Strongly|Also|Further|Fully|Particularly|Seriously|Profoundly|Alarmed|Having) )?"
    r"(?:[A-Z]\w+(?:ing|med|ned|ded|ced|ted|bed)|Mindful|Aware|Conscious|Determined|Desirous|Encouraged|Cognizant)\b",
)
_OTHER_OPENER = re.compile(r"[^a-zà-öø-ÿа-я\W\d_]")
_NUMBER = re.compile(r"(\d{1,3})\s?[.．、]\s*(?=\S)")
_LETTER = re.compile(r"[(（]([a-z]|[ivx]{1,4})[)）]\s*(?=\S)")
_ENDS = re.compile(r"[,;.:،؛。，；：)）»”\"]$")
_FURNITURE = re.compile(
    r"A/HRC/[A-Z0-9/.\-]+|GE\.\d\d-\d+.*|\*\d+\*|\d{1,3}(?: ?/ ?\d{1,3})?|(?:United Nations|Page) ?\d*|Distr\.:.*",
    re.IGNORECASE,
)
_ROLL_CALL = re.compile(
    r"\[?\s*(?:(?:Adopted|Rejected) by a recorded vote|Adopt[ée]e? par|Aprobad[ao] en votación)",
    re.IGNORECASE,
)
_CLOSE = re.compile(
    r"\d{1,3}(?:st|nd|rd|th) meeting|\d{1,2} \w+ (?:19|20)\d\d|\[?(?:Adopted|Rejected) without a vote.*|_{3,}"
)

# The subject of all that follows, on a line of its own.
_SUBJECT = re.compile(
    r"The Human Rights Council,?|Le Conseil des droits de l['’]homme,?|El Consejo de Derechos Humanos,?|"
    r"Совет по правам человека,?|人权理事会[，,]?|إن مجلس حقوق الإنسان،?"
)


class Kind(StrEnum):
    """What a paragraph is; only preambular and operative paragraphs are counted and compared."""

    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    OTHER = "other"
    ROLL_CALL = "roll_call"


@dataclass(frozen=True)
class Paragraph:
    """`label`: "PP1", "OP5", "OP5(a)"; "" for what is neither. `text`: without its number, on one line."""

    label: str
    kind: Kind
    text: str

    @property
    def anchor(self) -> str:
        return re.sub(r"\W+", "-", self.label.lower()).strip("-")


def parse_paragraphs(text: str, language: str = "en") -> list[Paragraph]:
    """The paragraphs of a document in order, without page numbers and symbols in its margins."""
    lines = [" ".join(line.split()) for line in text[:LONGEST_TEXT].splitlines()]
    body, roll_call = _divide([line for line in lines if not _FURNITURE.fullmatch(line)])
    return [
        *_label(_join(body, _OPENER if language == "en" else _OTHER_OPENER)),
        *_build_roll_call(roll_call),
    ]


def _divide(lines: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The lines before the printed roll-call, and those of it."""
    start = next((n for n, line in enumerate(lines) if _ROLL_CALL.match(line)), len(lines))
    return lines[:start], lines[start:]


def _join(lines: Sequence[str], opener: re.Pattern[str]) -> Iterator[str]:
    """Paragraphs from lines: a line that does not begin one continues the line before it."""
    held = ""
    for line in lines:
        if not line or (held and not _begins(line, held, opener)):
            if line:
                held = f"{held} {line}"
            elif held:
                yield held
                held = ""
        else:
            if held:
                yield held
            held = line
    if held:
        yield held


def _begins(line: str, before: str, opener: re.Pattern[str]) -> bool:
    if _CLOSE.fullmatch(line) or _CLOSE.fullmatch(before) or _SUBJECT.fullmatch(before):
        return True
    is_opener = _NUMBER.match(line) or _LETTER.match(line) or opener.match(line)
    return bool(_ENDS.search(before) and is_opener)


def _label(paragraphs: Iterator[str]) -> Iterator[Paragraph]:
    preambular = operative = 0
    for paragraph in paragraphs:
        if _CLOSE.fullmatch(paragraph) or _SUBJECT.fullmatch(paragraph):
            yield Paragraph("", Kind.OTHER, paragraph)
        elif (number := _NUMBER.match(paragraph)) and int(number[1]) == operative + 1:
            operative += 1
            yield Paragraph(f"OP{operative}", Kind.OPERATIVE, paragraph[number.end() :])
        elif operative and (letter := _LETTER.match(paragraph)):
            yield Paragraph(f"OP{operative}({letter[1]})", Kind.OPERATIVE, paragraph[letter.end() :])
        elif operative or not _ENDS.search(paragraph) or paragraph.endswith(":"):
            # A title, a heading, "The Human Rights Council," on a line of its own, or what follows the last paragraph.
            yield Paragraph("", Kind.OTHER, paragraph)
        else:
            preambular += 1
            yield Paragraph(f"PP{preambular}", Kind.PREAMBULAR, paragraph)


def _build_roll_call(lines: Sequence[str]) -> list[Paragraph]:
    """The printed roll-call as one paragraph that keeps its lines, since these say which States belong together."""
    found = "\n".join(line for line in lines if line).strip()
    return [Paragraph("", Kind.ROLL_CALL, found)] if found else []


def list_counted(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    return [p for p in paragraphs if p.kind in (Kind.PREAMBULAR, Kind.OPERATIVE)]


def get_roll_call(paragraphs: Sequence[Paragraph]) -> str:
    """The roll-call as the document prints it; "" if it prints none."""
    return next((p.text for p in paragraphs if p.kind is Kind.ROLL_CALL), "")
