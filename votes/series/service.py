"""Series: the same text coming back over the years, with every roll-call beside the others."""

from dataclasses import dataclass, field

from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.utils import timezone

from votes.core.choices import EVERY, Adoption, Body, ExplanationKind, Outcome, Position
from votes.core.coverage import get_coverage
from votes.core.membership import read_terms
from votes.core.population import build_text_condition
from votes.core.roll_calls import read_roll_calls
from votes.core.search_index import get_series_index
from votes.core.terms import UNKNOWN_MEMBERS, MembersOnDay, find_members_on
from votes.models import Explanation, Resolution, Series, State
from votes.scope.population import Population, describe_selection
from votes.series.query import SeriesListQuery


def list_series(query: SeriesListQuery) -> QuerySet[Series]:
    """The series with texts of the scope, most voted first, with `texts`, `recorded`, `tabled`, `first` and `last`.

    Each of the words asked for must stand in the title; capitals, accents, apostrophes and hyphens do not matter.
    """
    counted = build_text_condition(query.scope.body, query.scope.kind, "resolutions__")
    named = get_series_index().build_condition(query.words) if query.words else Q()
    return (
        Series.objects.filter(counted, named)
        .annotate(
            texts=Count("resolutions", filter=counted),
            recorded=Count("resolutions", filter=counted & Q(resolutions__adoption=Adoption.RECORDED_VOTE)),
            tabled=Count("resolutions", filter=counted & Q(resolutions__outcome=Outcome.TABLED)),
            first=Min("resolutions__date", filter=counted),
            last=Max("resolutions__date", filter=counted),
        )
        .order_by("-recorded", "-texts", "title")
    )


def measure_series(query: SeriesListQuery) -> Population:
    """The texts of the series that `list_series` finds: one query."""
    scope = query.scope
    named = Q(series__in=get_series_index().find(query.words)) if query.words else Q()
    found = Resolution.objects.filter(named, series__isnull=False).aggregate(
        n=Count("pk", filter=build_text_condition(scope.body, scope.kind)),
        in_all=Count("pk", filter=build_text_condition(scope.body, scope.kind or EVERY)),
        first=Min("date__year", filter=build_text_condition(scope.body, scope.kind)),
        last=Max("date__year", filter=build_text_condition(scope.body, scope.kind)),
    )
    return Population(
        scope,
        n_other_kinds=found.pop("in_all") - found["n"],
        of_texts=True,
        complete=describe_selection(get_coverage(), scope),
        **found,
    )


@dataclass(frozen=True)
class Appearance:
    """One text of a series: its roll-call by code, and the members of that day as far as they are on file."""

    text: Resolution
    positions: dict[str, Position] = field(default_factory=dict)
    members: MembersOnDay = UNKNOWN_MEMBERS
    explanations: list[Explanation] = field(default_factory=list)


@dataclass(frozen=True)
class SeriesRecord:
    """A series with its texts, oldest first and tabled ones last, and every State in one of its roll-calls.

    `members_today`: the Council's members on the day on which the page is asked for.
    `unreconciled`: whether roll-calls that the check calls wrong are compared with the others too.
    """

    series: Series
    appearances: list[Appearance]
    states: dict[str, State]
    unreconciled: bool = False
    members_today: MembersOnDay = UNKNOWN_MEMBERS

    @property
    def is_of_council(self) -> bool:
        """Whether it has a text of the Council."""
        return any(one.text.session.body == Body.COUNCIL for one in self.appearances)

    @property
    def voted(self) -> list[Appearance]:
        """The texts with a roll-call."""
        return [appearance for appearance in self.appearances if appearance.positions]

    @property
    def compared(self) -> list[Appearance]:
        """The texts whose roll-calls are compared: those without an error, and the others where they are wanted."""
        return [one for one in self.voted if self.unreconciled or one.text.is_trusted]

    @property
    def left_out(self) -> int:
        """How many roll-calls are not compared because the check calls them wrong."""
        return len(self.voted) - len(self.compared)


def find_merged_slug(slug: str) -> str:
    """The slug of the series into which the one at `slug` was merged; "" if it was not."""
    merged = Series.objects.filter(slug=slug, merged_into__isnull=False)
    return merged.values_list("merged_into__slug", flat=True).first() or ""


def get_series_or_none(slug: str) -> Series | None:
    """The series at this address if it has a public text."""
    return Series.objects.filter(slug=slug, resolutions__published=True).first()


def get_series_record(series: Series, *, unreconciled: bool = False) -> SeriesRecord:
    """Everything on file about `series`: seven queries, whatever the number of texts and votes."""
    texts = list(
        Resolution.objects.public()
        .filter(series=series)
        .with_names()
        .order_by(F("date").asc(nulls_last=True), "symbol_key", "pk")
    )
    states = {state.iso3: state for state in State.objects.all()}
    roll_calls = read_roll_calls(texts)
    explanations: dict[int, list[Explanation]] = {}
    spoken = Explanation.objects.filter(resolution__in=texts).exclude(kind=ExplanationKind.STUDY_SUBMISSION)
    for explanation in spoken.select_related("state").order_by(F("date").asc(nulls_last=True), "pk"):
        explanations.setdefault(explanation.resolution_id, []).append(explanation)
    terms = read_terms()
    return SeriesRecord(
        series=series,
        appearances=[
            Appearance(
                text,
                roll_calls.get(text.pk, {}),
                find_members_on(terms, text.date),
                explanations.get(text.pk, []),
            )
            for text in texts
        ],
        states=states,
        unreconciled=unreconciled,
        members_today=find_members_on(terms, timezone.localdate()),
    )
