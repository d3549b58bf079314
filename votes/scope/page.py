"""The line that says what a page counts, and the links that change it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.analysis.scope import Scope
from votes.core.choices import COUNCIL_SINCE, EVERY, Body, TextKind
from votes.scope.population import Population
from votes.scope.wording import list_population_words
from votes.web.address import change_query
from votes.web.numbers import format_number

# What a link to the other body removes from the address: the two bodies have other sessions, items and topics.
OF_ONE_BODY = ("session", "item", "topic", "sponsor")
NARROWING = ("from", "to", "session", "item", "topic", "sponsor", "min")


@dataclass(frozen=True)
class Switch:
    """A link to the same page with another population: its words, and its query string."""

    words: str
    query: str


@dataclass(frozen=True)
class PopulationLine:
    """What the template of the line shows: its `parts` ("Council", "2006–2026", …), and the links that change it."""

    parts: list[str]
    switches: list[Switch]
    left_out: int
    unreconciled: bool
    of_commission: bool = False


def build_population_line(population: Population, data: QueryDict, form: str = "") -> PopulationLine:
    """The line for the address `data`. `form`: the id of the page's own form of filters, "" where it has none."""
    switches = [
        *list_kind_switches(population, data),
        *list_body_switches(population, data),
        *list_narrowing_switches(population, data),
        *list_year_switches(population, data),
    ]
    if form:
        switches.append(Switch(_("more filters"), f"#{form}"))
    return PopulationLine(
        parts=list_population_words(population),
        switches=switches,
        left_out=population.left_out,
        unreconciled=population.scope.unreconciled,
        of_commission=population.scope.body in (Body.COMMISSION, EVERY),
    )


def build_switch(words: str, data: QueryDict, changes: Mapping[str, object]) -> Switch:
    """A link with some values of the address changed; it leads to the first page of a list."""
    return Switch(words, change_query(data, {**changes, "page": None}))


def list_kind_switches(population: Population, data: QueryDict) -> list[Switch]:
    """With amendments and without, or amendments alone."""
    kind, n = population.scope.kind, population.n_other_kinds
    if not kind:
        words = ngettext(
            "with %(n)s amendment or no-action motion", "with %(n)s amendments and no-action motions", n
        )
        return [build_switch(words % {"n": format_number(n)}, data, {"kind": EVERY})] if n else []
    switches = [build_switch(_("without amendments"), data, {"kind": None})]
    if kind != TextKind.AMENDMENT:
        switches.append(build_switch(_("amendments only"), data, {"kind": TextKind.AMENDMENT.value}))
    return switches


def list_body_switches(population: Population, data: QueryDict) -> list[Switch]:
    """The other body; for a list of both, each of them; for a list of one, both."""
    words = {Body.COUNCIL.value: str(Body.COUNCIL.label), Body.COMMISSION.value: str(Body.COMMISSION.label)}
    if population.of_texts:
        words[EVERY] = _("both bodies")
    cleared = dict.fromkeys(OF_ONE_BODY)
    return [
        build_switch(label, data, {**cleared, "body": body if body != Body.COUNCIL else None})
        for body, label in words.items()
        if body != population.scope.body
    ]


def list_narrowing_switches(population: Population, data: QueryDict) -> list[Switch]:
    """The years that are counted by default and all subjects, where the address names some."""
    if not any(data.get(name) for name in NARROWING):
        return []
    first = population.scope.default_first
    words = (
        _("from %(year)s on, all subjects") % {"year": first.year} if first else _("all years and subjects")
    )
    return [build_switch(words, data, dict.fromkeys(NARROWING))]


def build_all_years(scope: Scope) -> dict[str, object]:
    """What to change in an address in order to count all years and subjects."""
    return {**dict.fromkeys(NARROWING), "page": None, "from": COUNCIL_SINCE if scope.default_first else None}


def list_year_switches(population: Population, data: QueryDict) -> list[Switch]:
    """All years, where the record is complete of some alone and the page does not count all."""
    scope = population.scope
    if not scope.default_first:
        return []
    is_everything = scope.first and scope.first.year <= COUNCIL_SINCE and not (scope.last or scope.session)
    if is_everything:
        return []
    changes = {"from": COUNCIL_SINCE, "to": None, "session": None}
    return [build_switch(_("all years, of which earlier ones are a selection"), data, changes)]
