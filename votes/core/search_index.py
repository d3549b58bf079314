"""The words of texts, series and statements in the form in which a search compares them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from votes.core.folding import fold_text, list_search_words
from votes.core.models import Explanation, Resolution, Series, State
from votes.core.record_version import get_or_build

# The largest number of words used in a search.
MOST_WORDS = 12
# Part of the key in the cache: count it up when the form of an index changes.
FORM = 1


@dataclass(frozen=True)
class SearchIndex:
    """Rows of one kind: the folded words of each, by its primary key."""

    words: dict[int, str]

    def find(self, query: str) -> set[int]:
        """The rows in which every word of `query` occurs, capitals, accents and hyphens aside; none without words."""
        wanted = list_search_words(query, MOST_WORDS)
        if not wanted:
            return set()
        return {pk for pk, words in self.words.items() if all(word in words for word in wanted)}

    def build_condition(self, query: str) -> Q:
        """The rows that `find` gives, as a condition of a query."""
        return Q(pk__in=self.find(query))


def get_text_index(version: int | None = None) -> SearchIndex:
    """Every public text by title, symbols, sponsors, topics and year."""
    return get_or_build(f"search:texts:{FORM}", build_text_index, version)


def get_series_index() -> SearchIndex:
    """Every series by its title."""
    return get_or_build(f"search:series:{FORM}", lambda: fold_rows(Series.objects.values_list("pk", "title")))


def get_statement_index() -> SearchIndex:
    """Every statement by its words, its speaker, and the title and symbol of its text."""
    columns = ("summary", "excerpt", "state__name", "on_behalf_of", "resolution__title", "resolution__symbol")
    return get_or_build(
        f"search:statements:{FORM}",
        lambda: fold_rows(Explanation.objects.order_by().values_list("pk", *columns)),
    )


def get_state_index() -> SearchIndex:
    """Every State by its present and other names."""
    return get_or_build(f"search:states:{FORM}", build_state_index)


def fold_rows(rows: Iterable[Sequence[object]]) -> SearchIndex:
    """An index of rows with the primary key first. Columns are kept apart, so that no word runs across two."""
    return SearchIndex(
        {int(str(pk)): " | ".join(fold_text(str(v)) for v in values if v) for pk, *values in rows}
    )


def build_text_index() -> SearchIndex:
    """The index from the database: two queries."""
    topics: dict[int, list[str]] = {}
    for pk, name in Resolution.topics.through.objects.values_list("resolution_id", "topic__name"):
        topics.setdefault(pk, []).append(name)
    columns = ("title", "symbol", "draft_symbol", "sponsors_as_printed", "date__year", "session__subject")
    rows = Resolution.objects.public().order_by().values_list("pk", *columns)
    return fold_rows([(pk, *values, *topics.get(pk, [])) for pk, *values in rows])


def build_state_index() -> SearchIndex:
    """The index from the database: two queries."""
    names: dict[int, list[str]] = {}
    for pk, other in State.objects.filter(other_names__isnull=False).values_list("pk", "other_names__name"):
        names.setdefault(pk, []).append(other)
    return fold_rows([(pk, name, *names.get(pk, [])) for pk, name in State.objects.values_list("pk", "name")])
