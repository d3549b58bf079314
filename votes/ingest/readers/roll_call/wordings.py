"""The words for a position, in the six languages of the UN, and the letters that stand for one. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from votes.core.choices import Position


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    return unicodedata.normalize("NFD", _SAME.get(character, character))[0].lower()[0]


def fold(text: str) -> str:
    """The text in small letters without accents, character by character, so that places in it stay the same."""
    return text.lower() if text.isascii() else "".join(map(_fold_character, text))


_SAME = {"’": "'", "‘": "'", "`": "'", "´": "'", "‑": "-", "‐": "-"}

NO_SHARE = (
    r"(?:(?:present|absent) +(?:but|and|or) +)?(?:not|non)[ -](?:vot(?:ing|ed?|es)|participating|present)"
    r"|(?:did|do|does) +not +(?:vote|participate|take +part)(?: +in +the +(?:vote|voting))?|no +vote|absent(?:ees)?"
    r"|not +taking +part(?: +in +the +(?:vote|voting))?|took +no +part(?: +in +the +(?:vote|voting))?"
    r"|n'(?:ont|a|ayant) +pas +(?:vote|participe|pris +part)(?: +au +(?:vote|scrutin))?|non[ -]votants?|absente?s"
    r"|non[ -]participants?|ne +participant +pas(?: +au +(?:vote|scrutin))?"
    r"|no +(?:votaron|voto|votantes?|participaron|participo|participantes?)(?: +en +la +votacion)?|ausentes?"
    r"|не +(?:голосовали|голосовал|голосовавшие|участвовали|участвовал|принимали +участия)(?: +в +голосовании)?"
    r"|отсутствовали|отсутствовал|отсутствующие|未投票|未参加(?:投票)?|不参加投票|缺席"
    r"|لم +(?:يصوتوا?|تصوت|يشاركوا?)|الغائبون"
)
WORDINGS = {
    Position.NOT_VOTING: NO_SHARE,
    Position.IN_FAVOUR: r"in +favou?r|for|yes|yeas?|ayes?|affirmative|approv(?:e|ed|ing)|support(?:ed|ing)?"
    r"|pour|oui|en +faveur|favorables?|a +favor|si|afirmativos?|за|(?:投)?(?:赞成|贊成)票?"
    r"|المؤيدون|مؤيدون|المؤيدة|مؤيدا|نعم",
    Position.AGAINST: r"against|no|noes|nays?|oppos(?:e|ed|ing)|negative|reject(?:ed|ing)?|contre|non|defavorables?"
    r"|en +contra|contra|negativos?|против|(?:投)?(?:反对|反對)票?|المعارضون|معارضون|المعارضة|ضد|لا",
    Position.ABSTAINING: r"abstain(?:ing|ed)?(?: +from +(?:voting|the +vote))?|abst\.?|abs\.?|abstentions?"
    r"|(?:se +sont|s'est|s'etant) +abstenu(?:e?s?)|abstenu(?:e?s?)|abstenciones|abstencion|se +abstuvieron"
    r"|se +abstuvo|abstenidos|воздержались|воздержался|воздержалась|воздержавшиеся|(?:投)?(?:弃权|棄權)票?"
    r"|الممتنعون(?: +عن +التصويت)?|ممتنعون|ممتنع(?: +عن +التصويت)?|امتنع(?:ت|وا)?(?: +عن +التصويت)?",
}
_POSITION = "|".join(f"(?P<{position.value}>{fold(words)})" for position, words in WORDINGS.items())
_WHO = (
    r"(?:the|those|these|following|member|states?|members?|countries|delegations?|votes?|voted|voting|cast|who|which"
    r"|that|have|has|recorded|total|number|of|les?|la|l'|etats?|pays|membres?|ont|a|ayant|vote|voix|qui|delegations"
    r"|votants|nombre|de|los|las|el|estados?|paises|miembros|que|han|ha|votos?|votaron|total|numero"
    r"|(?:про)?голосовали|(?:про)?голосовал[ао]?|голосовавшие|государства|голоса|голосов|الدول|الأعضاء|صوت|صوتت|التي)"
)
_WHO = fold(_WHO)
_MARKS = r"[ *_“”\"'«»]{0,12}+"  # possessive, here and below: no text may make the search slow
_COUNT = (
    rf"(?:(?P<bracket>[\[(]) {{0,3}}+(?P<counted>\d{{1,3}})(?: {{1,3}}{_WHO}){{0,2}} {{0,3}}+[\])]"
    r"|(?P<bare>\d{1,3})(?![\d.)]))"
)
HEADING = re.compile(
    rf"(?<![^\W_])(?<!['-])(?:{_WHO} {{1,3}}){{0,4}}[“\"«]?(?:{_POSITION})[”\"»]?(?: {{1,3}}{_WHO}){{0,2}}(?![^\W_]|')"
    rf"{_MARKS}{_COUNT}?{_MARKS}(?P<sign>[:=–—-]{{1,3}}+{_MARKS})?"
)
WHOLE = re.compile(rf"(?:{_WHO} +){{0,4}}[“\"«]?(?:{_POSITION})[”\"»]?(?: +{_WHO}){{0,2}}")
# Letters for positions, as one system prints them. Letters that two systems read differently mean nothing.
CODE_SYSTEMS: tuple[dict[str, str], ...] = tuple(
    dict(zip(letters.split(), [p.value for p in Position] + [Position.NOT_VOTING.value] * 3, strict=False))
    for letters in ("Y N A X NV N/V DNV", "O N A X NV", "S N A X NV", "P C A X NV", "F A AB X NV")
)
CODES = frozenset(code for system in CODE_SYSTEMS for code in system)
SHORT = 4  # letters: "for", "yes", "no", "pour" begin many a sentence, "abstaining" does not
LONGEST_WORDING = 60  # characters


def find_position(text: str) -> str | None:
    """The position that the whole text names: "Voted in favour", "Abstención"; None for any other text."""
    if len(text) > LONGEST_WORDING:
        return None
    found = WHOLE.fullmatch(fold(text).strip(" *_“”\"'«».:"))
    return found.lastgroup if found else None


def get_heading_position(found: re.Match[str]) -> str:
    """The position of a match of `HEADING`."""
    return next(position.value for position in WORDINGS if found[position.value])


def find_code_system(used: Iterable[str]) -> dict[str, str]:
    """What each of the letters used in one list means; {} if two systems have them and differ, or none has all."""
    letters = set(used)
    fitting = [system for system in CODE_SYSTEMS if letters <= system.keys()]
    meanings = [{letter: system[letter] for letter in letters} for system in fitting]
    return meanings[0] if meanings and all(meaning == meanings[0] for meaning in meanings) else {}
