"""What a search finds: States, texts, series and statements."""

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from django.db.models import Count, Q

from votes.analysis.scope import Scope
from votes.core.choices import EVERY, KINDS_ABOUT_ANOTHER_TEXT, Body
from votes.core.folding import list_search_words
from votes.core.lookup import find_near_resolutions, find_resolution
from votes.core.population import build_text_condition
from votes.core.search_index import MOST_WORDS, get_statement_index, get_text_index
from votes.core.symbols import build_symbol_patterns, read_symbol
from votes.explanations.service import list_explanations
from votes.models import Explanation, Resolution, Series, State
from votes.resolutions.search import (
    find_single_text,
    find_state_by_name,
    find_states_named,
    search_resolutions,
)
from votes.series.query import SeriesListQuery
from votes.series.service import list_series

# So many of each kind are listed; the page leads to all of them.
MOST_LISTED = 10
# So many similar words are compared with one another.
MOST_COMPARED = 5
# From 0 to 1: how much a word of the record must be like a mistyped one to be suggested.
LEAST_LIKENESS = 0.75
# A shorter word has too many that are like it.
SHORTEST_CORRECTED = 4


@dataclass(frozen=True)
class TextCounts:
    """How many texts match. `n`: those that lists show by default, the Council's without amendments.

    `amendments`: the Council's amendments and no-action motions. `commission`: texts of the Commission of any kind.
    """

    n: int
    amendments: int
    commission: int

    @property
    def in_all(self) -> int:
        return self.n + self.amendments + self.commission


@dataclass(frozen=True)
class SearchResult:
    """What `words` find, `MOST_LISTED` of each kind at most.

    `texts`: the newest of those that `counts` has as `n` or, if `is_wide`, of all. `near`: texts with similar symbols,
    where a symbol is on file under no text. `spelling`: the words as they probably were meant, "" if nothing is like
    them. `apart`: how many texts have each of several words that no text has together.
    """

    words: str
    is_symbol: bool
    states: list[State]
    counts: TextCounts
    is_wide: bool
    texts: list[Resolution]
    series: list[Series]
    n_series: int
    statements: list[Explanation]
    n_statements: int
    near: list[Resolution]
    spelling: str
    apart: list[tuple[str, int]]

    @property
    def is_empty(self) -> bool:
        return not (self.states or self.texts or self.n_series or self.n_statements)


def find_exact(words: str) -> Resolution | None:
    """The one text that a symbol means, in any form in which it is typed or pasted; None for anything else."""
    symbol = read_symbol(words)
    return ("/" in symbol and find_resolution(symbol)) or find_single_text(words)


def get_search_result(words: str) -> SearchResult:
    """Everything that `words` find, with suggestions where nothing is found."""
    is_symbol = bool(build_symbol_patterns(words))
    found = search_resolutions(Resolution.objects.public(), words) if words else Resolution.objects.none()
    matching = Q(pk__in=found.order_by().values("pk"))
    counts = count_texts(matching)
    is_wide = is_symbol or not counts.n
    condition = Q() if is_wide else build_text_condition(Body.COUNCIL.value, "")
    texts = Resolution.objects.filter(matching, condition).with_names().newest_first()[:MOST_LISTED]
    by_words = bool(words) and not is_symbol
    series = list_series(SeriesListQuery(words, Scope(kind=EVERY))) if by_words else Series.objects.none()
    statements = (
        list_explanations().filter(get_statement_index().build_condition(words))
        if by_words
        else Explanation.objects.none()
    )
    states = find_states(words) if by_words else []
    nothing = not (texts or states)
    return SearchResult(
        words=words,
        is_symbol=is_symbol,
        states=states[:MOST_LISTED],
        counts=counts,
        is_wide=is_wide,
        texts=list(texts),
        series=list(series[:MOST_LISTED]),
        n_series=series.count(),
        statements=list(statements[:MOST_LISTED]),
        n_statements=statements.count(),
        near=find_near_resolutions(read_symbol(words)) if nothing and "/" in words else [],
        spelling=suggest_spelling(words) if nothing and by_words else "",
        apart=count_apart(words) if nothing and by_words else [],
    )


def count_texts(matching: Q) -> TextCounts:
    """The public texts that match, counted in one query."""
    about_another = Q(kind__in=KINDS_ABOUT_ANOTHER_TEXT)
    council = Q(session__body=Body.COUNCIL)
    return TextCounts(
        **Resolution.objects.filter(matching).aggregate(
            n=Count("pk", filter=council & ~about_another),
            amendments=Count("pk", filter=council & about_another),
            commission=Count("pk", filter=~council),
        )
    )


def find_states(words: str) -> list[State]:
    """The State that `words` name, or else those in whose names all of them occur."""
    named = find_state_by_name(words)
    others = [state for state in find_states_named(words) if state != named]
    return [named, *others] if named else others


def suggest_spelling(words: str) -> str:
    """`words` with each that is in no text replaced by the most similar one that is; "" if that finds nothing either.

    Of words that are equally similar, the most frequent one is taken.
    """
    index = get_text_index()
    known = Counter(word.strip(".,;:()[]“”") for row in index.words.values() for word in row.split())
    meant = []
    for word in list_search_words(words, MOST_WORDS):
        near = [word]
        if len(word) >= SHORTEST_CORRECTED and word not in known:
            near = get_close_matches(word, known, MOST_COMPARED, LEAST_LIKENESS) or near
        # The matches come best first; those as good as the best are told apart by how often they occur.
        best = measure_likeness(word, near[0])
        meant.append(
            max((one for one in near if measure_likeness(word, one) == best), key=lambda one: known[one])
        )
    corrected = " ".join(meant)
    return corrected if index.find(corrected) else ""


def measure_likeness(one: str, other: str) -> float:
    """From 0 to 1, as `get_close_matches` measures it."""
    return SequenceMatcher(None, other, one).ratio()


def count_apart(words: str) -> list[tuple[str, int]]:
    """(word, how many texts have it) of each of several words, those in no text included."""
    single = list_search_words(words, MOST_WORDS)
    if len(single) < 2:
        return []
    public = Resolution.objects.public()
    return [(word, search_resolutions(public, word).count()) for word in single]
