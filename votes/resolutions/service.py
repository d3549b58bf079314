"""The list of texts, and one text with everything on file about it."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, F, Max, Min, Prefetch, Q, QuerySet, When
from django.db.models.functions import Abs

from votes.analysis.movement import Movement, compare_roll_calls
from votes.analysis.scope import Scope
from votes.blocs.terms import get_bloc_table
from votes.checking.findings import read_findings
from votes.core.called_votes import CalledVotes, get_called_votes
from votes.core.choices import (
    EVERY,
    KINDS_ABOUT_ANOTHER_TEXT,
    Adoption,
    CorrectedField,
    ExplanationKind,
    Outcome,
    Position,
    RegionalGroup,
)
from votes.core.coverage import get_coverage
from votes.core.membership import get_members_on
from votes.core.models.resolution import CONTRADICTORY, SOUND_TOTALS, ResolutionQuerySet
from votes.core.record_version import get_record_version
from votes.core.roll_calls import read_roll_calls
from votes.core.terms import UNKNOWN_MEMBERS, MembersOnDay
from votes.documents.service import has_adopted_words, list_documents
from votes.documents.verification import Verification, get_verification
from votes.forecast.saved_forecasts.service import find_saved_forecast
from votes.models import Correction, Document, Explanation, Resolution, SavedForecast, State
from votes.resolutions.filters import ResolutionFilter
from votes.resolutions.roll_call import (
    RollCallEntry,
    RollCallGroup,
    build_entries,
    group_by_bloc,
    group_by_region,
)
from votes.resolutions.search import search_resolutions
from votes.resolutions.table import NEWEST_FIRST
from votes.scope.population import Population, describe_selection

# The attribute of a listed text that holds its amendments.
FOLDED = "folded_amendments"
# So many texts that a list does not show are named where it finds nothing.
MOST_NAMED_ELSEWHERE = 3

SPONSORS_ON_FILE = (
    ~Q(sponsors_as_printed="")
    | Q(pk__in=Resolution.sponsors.through.objects.values("resolution_id"))
    | Q(pk__in=Resolution.sponsor_blocs.through.objects.values("resolution_id"))
)

EXPLANATION_ORDER = {kind: place for place, kind in enumerate(ExplanationKind.values)}


def list_texts() -> ResolutionQuerySet:
    """All public texts, each with what its row in a list shows; `margin` is None without sound totals."""
    margin = Case(When(SOUND_TOTALS, then=Abs(F("official_in_favour") - F("official_against"))))
    return Resolution.objects.public().with_names().annotate(margin=margin)


def fold_amendments(found: QuerySet[Resolution]) -> QuerySet[Resolution]:
    """A list without the amendments whose text is in it too; each text has these as `folded_amendments`.

    Motions to take no action are folded in the same way. One query more than the list, whatever its length.
    """
    listed = Resolution.objects.filter(pk__in=found.order_by().values("pk"))
    amended = listed.exclude(kind__in=KINDS_ABOUT_ANOTHER_TEXT)
    amendments = listed.filter(kind__in=KINDS_ABOUT_ANOTHER_TEXT).with_names().order_by("symbol_key", "pk")
    return found.exclude(amends__in=amended).prefetch_related(
        Prefetch("amendments", amendments, to_attr=FOLDED)
    )


def fold_listed(texts: Sequence[Resolution]) -> list[Resolution]:
    """The same for texts that were read already: in their order, each with its amendments among them."""
    amended = {text.pk: text for text in texts if text.kind not in KINDS_ABOUT_ANOTHER_TEXT}
    folded: dict[int, list[Resolution]] = {pk: [] for pk in amended}
    shown = []
    for text in texts:
        if text.kind in KINDS_ABOUT_ANOTHER_TEXT and text.amends_id in folded:
            folded[text.amends_id].append(text)
        else:
            shown.append(text)
    for pk, amendments in folded.items():
        setattr(amended[pk], FOLDED, amendments)
    return shown


@dataclass(frozen=True)
class OutcomeCounts:
    """How the `n` texts of a list were decided; `rejected` are part of those put to a recorded vote, `by_vote`.

    `contradictory`: those of them whose record contradicts itself about the outcome; none of them is in `rejected`.
    `without_totals`: those that the source says were put to a recorded vote without giving totals; not in `by_vote`.

    `with_sponsors`: those whose main sponsors are on file. `population` says which texts they are.
    """

    population: Population
    by_vote: int
    rejected: int
    contradictory: int
    without_totals: int
    without_vote: int
    non_recorded: int
    undecided: int
    with_sponsors: int = 0

    @property
    def n(self) -> int:
        return self.population.n


def count_outcomes(filter_set: ResolutionFilter) -> OutcomeCounts:
    """The counts of a filtered list: one query, which counts each text once, and one more if totals choose them."""
    wider = filter_set.list_every_kind().order_by().values("pk")
    listed = Q() if filter_set.chosen_kind else ~Q(kind__in=KINDS_ABOUT_ANOTHER_TEXT)

    has_totals = Q(official_in_favour__isnull=False)
    by_vote = Q(has_totals, adoption=Adoption.RECORDED_VOTE)

    def count(*conditions: Q, **decided: str) -> Count:
        return Count("pk", filter=listed & Q(*conditions, **decided))

    found = Resolution.objects.filter(pk__in=wider).aggregate(
        in_all=Count("pk"),
        n=count(),
        by_vote=count(by_vote),
        rejected=count(by_vote, ~CONTRADICTORY, outcome=Outcome.REJECTED),
        contradictory=count(by_vote, CONTRADICTORY),
        without_totals=count(~has_totals, adoption=Adoption.RECORDED_VOTE),
        without_vote=count(adoption=Adoption.WITHOUT_VOTE),
        non_recorded=count(adoption=Adoption.NON_RECORDED_VOTE),
        undecided=count(adoption=Adoption.NONE),
        with_sponsors=count(SPONSORS_ON_FILE),
        first=Min("date__year", filter=listed),
        last=Max("date__year", filter=listed),
    )
    n = found.pop("n")
    population = Population(
        Scope(
            body=filter_set.chosen_body,
            kind=filter_set.chosen_kind,
            unreconciled=filter_set.asks_for_totals and filter_set.includes_unreconciled,
        ),
        n=n,
        first=found.pop("first"),
        last=found.pop("last"),
        n_unreconciled=filter_set.count_contradictory(),
        n_other_kinds=found.pop("in_all") - n,
        of_texts=True,
        complete=describe_selection(get_coverage(), filter_set.sessions_scope),
    )
    return OutcomeCounts(population, **found)


@dataclass(frozen=True)
class FoundElsewhere:
    """What a filter that finds nothing in its body and kinds finds outside of them.

    `n`: how many texts; `texts`: the first of them. `changes`: what shows all of them, as changes to the address.
    """

    n: int
    texts: list[Resolution]
    changes: dict[str, str | None]


def find_elsewhere(filter_set: ResolutionFilter) -> FoundElsewhere | None:
    """The texts of other kinds and of the other body that the filter would find, or else those with the words alone.

    None if there are none, or if the address asks for everything already. Two to four queries.
    """
    everywhere: dict[str, str | None] = {"kind": EVERY, "body": EVERY}
    asked = [(filter_set.list_everywhere(), everywhere)]
    words = filter_set.form.cleaned_data.get("q")
    if words:
        others = dict.fromkeys(name for name in filter_set.filters if name != "q")
        asked.append((search_resolutions(list_texts(), words), {**others, **everywhere}))
    for found, changes in asked:
        if n := found.count():
            return FoundElsewhere(n, list(found.order_by(*NEWEST_FIRST)[:MOST_NAMED_ELSEWHERE]), changes)
    return None


@dataclass(frozen=True)
class SeriesEntry:
    """One text of a series; `movement` compares it with the text on the page (earlier -> later), if both voted."""

    resolution: Resolution
    is_this: bool
    movement: Movement | None


@dataclass(frozen=True)
class ResolutionRecord:
    """All that is on file about one text.

    `members`: the Council's on that day, unknown for a text without a roll-call. `states`: by code, those of the
    roll-call and all that its series or its check name. `edited_on`: when a person
    last changed what an import had brought.
    """

    resolution: Resolution
    members: MembersOnDay
    entries: list[RollCallEntry]
    groups: dict[RegionalGroup, RollCallGroup]
    blocs: list[RollCallGroup]
    explanations: list[Explanation]
    submissions: list[Explanation]
    amendments: list[Resolution]
    series: list[SeriesEntry]
    states: dict[str, State]
    edited_on: datetime.datetime | None
    saved_forecast: SavedForecast | None
    corrections: list[Correction]
    called_votes: CalledVotes
    documents: list[Document]
    verification: Verification | None


def get_resolution_record(resolution: Resolution) -> ResolutionRecord:
    """Everything on file about `resolution`: at most thirteen queries, whatever the number of votes or texts.

    A roll-call that the check calls wrong is listed as it is on file, and nothing is made of it: no group, bloc or
    earlier vote is compared with it. Four of the queries are for the blocs, one where these are in the cache.
    """
    votes = list(resolution.votes.select_related("state").order_by("state__name_key", "state__name"))
    explanations = list(
        resolution.explanations.select_related("state").order_by(F("date").asc(nulls_last=True), "pk")
    )
    spoken = [e for e in explanations if e.kind != ExplanationKind.STUDY_SUBMISSION]
    corrections = list(resolution.corrections.in_force().select_related("state").order_by("made_at", "pk"))
    members = get_members_on(resolution.date) if votes else UNKNOWN_MEMBERS
    is_trusted = resolution.is_trusted
    entries = build_entries(votes, members, spoken, index_by_voter(corrections), is_trusted=is_trusted)
    positions = {entry.state.iso3: entry.position for entry in entries} if is_trusted else {}
    series = get_series_entries(resolution, positions)
    documents = list_documents(resolution)
    return ResolutionRecord(
        resolution=resolution,
        members=members,
        entries=entries,
        groups=group_by_region(entries) if resolution.is_trusted else {},
        blocs=get_bloc_groups(resolution, entries),
        explanations=sorted(spoken, key=lambda e: (EXPLANATION_ORDER[e.kind], e.pk)),
        submissions=[e for e in explanations if e.kind == ExplanationKind.STUDY_SUBMISSION],
        amendments=list(resolution.amendments.public().with_names().order_by("symbol_key")),
        series=series,
        states=get_states_named(resolution, entries, series),
        edited_on=get_last_edit(resolution),
        saved_forecast=find_saved_forecast(resolution),
        corrections=corrections,
        called_votes=get_called_votes(resolution.session.body),
        documents=documents,
        verification=get_verification(resolution) if entries and has_adopted_words(documents) else None,
    )


def get_bloc_groups(resolution: Resolution, entries: list[RollCallEntry]) -> list[RollCallGroup]:
    """The blocs in the roll-call by name; none for a text without a roll-call that can be trusted, or a day."""
    if not entries or resolution.date is None or not resolution.is_trusted:
        return []
    return group_by_bloc(entries, get_bloc_table(get_record_version()).blocs, resolution.date)


def get_states_named(
    resolution: Resolution, entries: Iterable[RollCallEntry], series: Iterable[SeriesEntry]
) -> dict[str, State]:
    """By code, the States of the roll-call and those that only the series or the check name: one query for these."""
    states = {entry.state.iso3: entry.state for entry in entries}
    named = {iso3 for entry in series if entry.movement for iso3 in list_movers(entry.movement)}
    named |= {iso3 for finding in read_findings(resolution.check_findings) for iso3 in finding.states}
    if missing := named - set(states):
        states |= {state.iso3: state for state in State.objects.filter(iso3__in=missing)}
    return states


def index_by_voter(corrections: Iterable[Correction]) -> dict[str, Correction]:
    """Corrections of the roll-call by the code of the State in whose row they show.

    Where both the voter and its position were corrected, it is the correction of the position.
    """
    voters = {c.after: c for c in corrections if c.field == CorrectedField.VOTER}
    return voters | {c.state.iso3: c for c in corrections if c.field == CorrectedField.POSITION and c.state}


def get_last_edit(resolution: Resolution) -> datetime.datetime | None:
    """When an imported text was last edited in the admin; None if it was not."""
    if resolution.import_run_id is None:
        return None
    edits = resolution.history.filter(history_user__isnull=False).order_by("-history_date")
    last: datetime.datetime | None = edits.values_list("history_date", flat=True).first()
    return last


def list_movers(movement: Movement) -> set[str]:
    return {move.iso3 for move in movement.moves} | set(movement.new) | set(movement.left)


def get_series_entries(resolution: Resolution, positions: Mapping[str, Position]) -> list[SeriesEntry]:
    """The texts of the same series, oldest first; empty if it has none.

    Each is compared with `resolution` if both roll-calls can be trusted. `positions` are empty if its own cannot.
    """
    if resolution.series_id is None:
        return []
    texts = list(
        Resolution.objects.public()
        .filter(series_id=resolution.series_id)
        .select_related("session", "called_by")
        .order_by(F("date").asc(nulls_last=True), "symbol_key", "pk")
    )
    roll_calls = read_roll_calls(texts)
    entries = []
    for text in texts:
        movement = None
        other = roll_calls.get(text.pk) if text.is_trusted else None
        if text.pk != resolution.pk and other and positions and text.date and resolution.date:
            earlier = text.date < resolution.date
            movement = (
                compare_roll_calls(other, positions) if earlier else compare_roll_calls(positions, other)
            )
        entries.append(SeriesEntry(text, text.pk == resolution.pk, movement))
    return entries
