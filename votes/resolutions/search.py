"""Search: what a symbol, totals, a name or words may mean."""

from django.db.models import Q, QuerySet

from votes.core.folding import fold_text
from votes.core.search_index import get_state_index, get_text_index
from votes.core.symbols import build_symbol_patterns, parse_totals
from votes.models import Resolution, State


def search_resolutions(resolutions: QuerySet[Resolution], text: str) -> QuerySet[Resolution]:
    """The texts `text` may mean: a symbol, a draft's symbol, "37/23", "L.36", totals "28-1-17", or words of the title.

    Every word must occur in the title, the sponsors, the topics, the symbol or the year, or in the subject of a special
    session. Capitals, accents, apostrophes and hyphens do not matter.
    """
    text = text.strip()
    if totals := parse_totals(text):
        names = ("official_in_favour", "official_against", "official_abstaining")
        return resolutions.filter(**dict(zip(names, totals, strict=True)))
    patterns = build_symbol_patterns(text)
    if patterns:
        matching = Q()
        for pattern in patterns:
            matching |= Q(symbol__regex=pattern) | Q(draft_symbol__regex=pattern)
            matching |= Q(symbol_as_printed__regex=pattern)
        return resolutions.filter(matching)
    return resolutions.filter(get_text_index().build_condition(text))


def find_single_text(text: str) -> Resolution | None:
    """The one public text that a symbol such as "37/23" or "37/L.36" means; None for words, or for several."""
    if not build_symbol_patterns(text):
        return None
    found = search_resolutions(Resolution.objects.public(), text).order_by("pk")[:2]
    return found[0] if len(found) == 1 else None


def find_state_by_name(text: str) -> State | None:
    """The State with this code, present or other name; None unless exactly one has it."""
    wanted = fold_text(text)
    if not wanted:
        return None
    named = [pk for pk, names in get_state_index().words.items() if wanted in names.split(" | ")]
    found = State.objects.filter(Q(iso3=wanted.upper()) | Q(pk__in=named))[:2]
    return found[0] if len(found) == 1 else None


def find_states_named(text: str) -> list[State]:
    """The States in whose name, or one of whose other names, every word of `text` occurs, by name."""
    return list(State.objects.filter(get_state_index().build_condition(text)).order_by("name_key", "name"))
