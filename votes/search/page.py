"""The sections of the page of results, each with its count and the address of the whole list."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from votes.core.choices import EVERY, Body
from votes.explanations.page import ExplanationRow, build_explanation
from votes.explanations.service import get_recorded_positions
from votes.search.service import SearchResult
from votes.search.wording import describe_amendments_found, describe_commission_found


@dataclass(frozen=True)
class Section:
    """One kind of results: its key (also the id on the page), heading and count.

    `all_url` leads to the list of all of them. `more`: (words, address) of what the count leaves out.
    """

    key: str
    heading: str
    n: int
    all_url: str
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class SearchPage:
    """The sections that have results, in the order of the page, and the statements beside the recorded votes."""

    sections: list[Section]
    statements: list[ExplanationRow]


def build_search_page(result: SearchResult) -> SearchPage:
    """A section without results has no place on the page. One query, for the recorded positions of the statements."""
    everything = {"body": EVERY, "kind": EVERY} if result.is_wide else {}
    sections = [
        Section("states", _("States"), len(result.states), reverse("states")),
        Section(
            "texts",
            _("Texts"),
            result.counts.in_all if result.is_wide else result.counts.n,
            build_address("resolutions", {"q": result.words, **everything}),
            () if result.is_wide else tuple(list_left_out(result)),
        ),
        Section(
            "series",
            _("Series"),
            result.n_series,
            build_address("series-list", {"q": result.words, "kind": EVERY}),
        ),
        Section(
            "statements",
            _("Statements"),
            result.n_statements,
            build_address("explanations", {"q": result.words}),
        ),
    ]
    positions = get_recorded_positions(result.statements)
    return SearchPage(
        [section for section in sections if section.n],
        [build_explanation(statement, positions.get(statement.pk)) for statement in result.statements],
    )


def list_left_out(result: SearchResult) -> list[tuple[str, str]]:
    """What matches outside the texts that lists show by default: (words, address) each."""
    counts, found = result.counts, []
    if counts.amendments:
        address = build_address("resolutions", {"q": result.words, "kind": EVERY})
        found.append((describe_amendments_found(counts.amendments), address))
    if counts.commission:
        address = build_address(
            "resolutions", {"q": result.words, "body": Body.COMMISSION.value, "kind": EVERY}
        )
        found.append((describe_commission_found(counts.commission), address))
    return found


def build_address(name: str, parameters: Mapping[str, str]) -> str:
    return f"{reverse(name)}?{urlencode(parameters)}"
