"""What the address of a text's words asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

from votes.core.choices import Language
from votes.web.address import describe_unknown_names, read_choice

LONGEST_SYMBOL = 60


@dataclass(frozen=True)
class TextQuery:
    """`language`: of the six, English by default. `compare`: symbol of another text or document, "" for none.

    `version`: the symbol of the document that is shown, "" for the text as adopted. `notes` on what was left out.
    """

    language: str = Language.ENGLISH.value
    compare: str = ""
    version: str = ""
    notes: tuple[str, ...] = ()


def read_text_query(data: Mapping[str, str]) -> TextQuery:
    """From `?lang=fr&compare=A/HRC/RES/37/23`."""
    language, notes = read_choice(data, "lang", Language.values)
    unknown = describe_unknown_names(data, ["lang", "compare", "version"])
    return TextQuery(
        language or Language.ENGLISH.value,
        data.get("compare", "").strip().upper()[:LONGEST_SYMBOL],
        data.get("version", "").strip().upper()[:LONGEST_SYMBOL],
        (*notes, *unknown),
    )
