"""Search: what a symbol, totals, a name or words may mean."""

from django.db.models import Q, QuerySet

from votes.core.symbols import build_symbol_patterns, parse_totals
from votes.models import Resolution, State

# The largest number of words used in a search; each costs the database a scan.
MOST_WORDS = 12


def search_resolutions(resolutions: QuerySet[Resolution], text: str) -> QuerySet[Resolution]:
    """The texts `text` may mean: a symbol, a draft's symbol, "37/23", "L.36", totals "28-1-17", or words of the title.

    Every word must occur in the title, the sponsors, the topics or the symbol; case does not matter.
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
    for word in text.split()[:MOST_WORDS]:
        resolutions = resolutions.filter(
            Q(title__icontains=word)
            | Q(symbol__icontains=word)
            | Q(draft_symbol__icontains=word)
            | Q(sponsors_as_printed__icontains=word)
            | Q(
                pk__in=Resolution.topics.through.objects.filter(topic__name__icontains=word).values(
                    "resolution_id"
                )
            )
        )
    return resolutions


def find_single_text(text: str) -> Resolution | None:
    """The one public text that a symbol such as "37/23" or "37/L.36" means; None for words, or for several."""
    if not build_symbol_patterns(text):
        return None
    found = search_resolutions(Resolution.objects.public(), text).order_by("pk")[:2]
    return found[0] if len(found) == 1 else None


def find_state_by_name(text: str) -> State | None:
    """The State with this code, present or other name; None unless exactly one has it."""
    text = text.strip()
    if not text:
        return None
    found = State.objects.filter(
        Q(iso3=text.upper()) | Q(name__iexact=text) | Q(other_names__name__iexact=text)
    ).distinct()[:2]
    return found[0] if len(found) == 1 else None
