"""What the addresses of the series ask for."""

from dataclasses import dataclass

from django.http import QueryDict

from votes.analysis.scope import Scope
from votes.scope.query import read_texts_scope
from votes.web.address import describe_unknown_names, read_choice

# So much of what is sought is read.
LONGEST_WORDS = 200


@dataclass(frozen=True)
class SeriesListQuery:
    """The series with all of `words` in their title, "" for all, that have a text of `scope`, and notes."""

    words: str = ""
    scope: Scope = Scope()  # noqa: RUF009 as it is frozen
    notes: tuple[str, ...] = ()


def read_list_query(data: QueryDict) -> SeriesListQuery:
    """From `?q=right+to+food&body=commission`."""
    scope, notes = read_texts_scope(data, ["q"])
    return SeriesListQuery(data.get("q", "").strip()[:LONGEST_WORDS], scope, tuple(notes))


@dataclass(frozen=True)
class SeriesQuery:
    """What the page of a series shows: `earlier` and `later` are the two votes to compare, by the addresses of their
    texts; "" where the address names none.

    `unreconciled`: whether roll-calls that the check calls wrong are compared too. `only_today`: whether only today's
    members are listed beside the roll-calls. `notes`: a sentence for each value or
    name that was not understood.

    Whether the series has them is known only where its texts are: see `page.choose_pair`.
    """

    earlier: str = ""
    later: str = ""
    unreconciled: bool = False
    only_today: bool = False
    notes: tuple[str, ...] = ()


def read_series_query(data: QueryDict) -> SeriesQuery:
    """From `?earlier=A/HRC/RES/37/23&later=A/HRC/RES/46/13&unreconciled=include&members=today`."""
    unreconciled, notes = read_choice(data, "unreconciled", ["include"])
    members, members_notes = read_choice(data, "members", ["today"])
    unknown = describe_unknown_names(data, ["earlier", "later", "unreconciled", "members"])
    return SeriesQuery(
        earlier=data.get("earlier", ""),
        later=data.get("later", ""),
        unreconciled=bool(unreconciled),
        only_today=bool(members),
        notes=(*unknown, *notes, *members_notes),
    )
