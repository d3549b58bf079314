"""Words for votes of a scope: names of States inside a sentence, and what a page counts."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from votes.core.choices import EVERY, Body, TextKind
from votes.scope.population import Population
from votes.scope.vote_table import VoteTable
from votes.web.agenda import name_item
from votes.web.numbers import format_number
from votes.web.wording import add_article

BODY_WORDS = {
    Body.COUNCIL.value: gettext_lazy("Council"),
    Body.COMMISSION.value: gettext_lazy("Commission"),
    EVERY: gettext_lazy("Council and Commission"),
}
KIND_WORDS = {
    "": gettext_lazy("without amendments"),
    EVERY: gettext_lazy("with amendments"),
    TextKind.RESOLUTION.value: gettext_lazy("resolutions only"),
    TextKind.DECISION.value: gettext_lazy("decisions only"),
    TextKind.AMENDMENT.value: gettext_lazy("amendments only"),
    TextKind.PRESIDENTS_STATEMENT.value: gettext_lazy("President’s statements only"),
    TextKind.NO_ACTION_MOTION.value: gettext_lazy("no-action motions only"),
}


def name_states(table: VoteTable) -> dict[str, str]:
    """Code -> name inside a sentence ("the United States of America"), for all States of the table."""
    return {iso3: add_article(name, iso3 in table.with_article) for iso3, name in table.names.items()}


def list_population_words(population: Population) -> list[str]:
    """What is counted, part by part: "Council", "2006–2026", "without amendments", "553 votes"."""
    scope = population.scope
    parts = [str(BODY_WORDS[scope.body])]
    if population.first and population.last:
        parts.append(describe_years(population.first, population.last))
    elif scope.first and scope.first == scope.default_first:
        parts.append(_("from %(year)s on") % {"year": scope.first.year})
    parts += [str(KIND_WORDS[scope.kind]), *list_subjects(population), count_population(population)]
    if scope.unreconciled and population.n_unreconciled:
        parts.append(_("%(n)s of them not reconciled") % {"n": format_number(population.n_unreconciled)})
    if population.complete and population.n:
        parts.append(population.complete)
    return parts


def describe_years(first: int, last: int) -> str:
    """ "2006–2026", or "2018"."""
    return str(first) if first == last else f"{first}–{last}"


def count_population(population: Population) -> str:
    """ "553 votes", "1,204 texts" or "no votes"."""
    n = population.n
    if not n:
        return _("no texts") if population.of_texts else _("no votes")
    words = (
        ngettext("%(n)s text", "%(n)s texts", n)
        if population.of_texts
        else ngettext("%(n)s vote", "%(n)s votes", n)
    )
    return words % {"n": format_number(n)}


def list_subjects(population: Population) -> list[str]:
    """The session, agenda item, topic and sponsor to which the scope is limited, in words."""
    scope, choices = population.scope, population.choices
    words = [name_item(scope.item, scope.body)] if scope.item is not None else []
    if choices:
        named = [
            (scope.session, choices.sessions),
            (scope.topic, choices.topics),
            (scope.sponsor, choices.sponsors),
        ]
        words += [dict(offered)[value] for value, offered in named if value]
    return words
