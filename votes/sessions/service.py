"""Sessions and their texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Min, Q

from votes.analysis.scope import Scope
from votes.core.choices import EVERY, KINDS_ABOUT_ANOTHER_TEXT, Adoption, CountedKind
from votes.core.coverage import Coverage, SessionCoverage, Tally, get_coverage
from votes.core.population import build_text_condition
from votes.models import Resolution, Session
from votes.scope.population import Population, describe_selection

# A recorded vote with totals. Where the source gives none, it is not certain that there was a vote.
RECORDED = Q(resolutions__adoption=Adoption.RECORDED_VOTE, resolutions__official_in_favour__isnull=False)


@dataclass(frozen=True)
class SessionList:
    """The sessions with public texts on file, and under `population` which of the texts their counts are about.

    `coverage`: by the code of a session of the Council, how many recorded votes of the counted kinds are on file.
    """

    sessions: Sequence[Session]
    population: Population
    coverage: Mapping[str, Tally]


def get_sessions(scope: Scope) -> SessionList:
    """The sessions of the scope's body, latest first, with counts of how their texts of its kinds were decided."""
    public = build_text_condition(scope.body, EVERY, "resolutions__")
    counted = build_text_condition(scope.body, scope.kind, "resolutions__")

    def count(*conditions: Q, **decided: str) -> Count:
        return Count("resolutions", filter=counted & Q(*conditions, **decided))

    sessions = list(
        Session.objects.filter(public)
        .annotate(
            texts=count(),
            of_every_kind=Count("resolutions"),
            recorded=count(RECORDED),
            without_totals=count(~RECORDED, resolutions__adoption=Adoption.RECORDED_VOTE),
            without_vote=count(resolutions__adoption=Adoption.WITHOUT_VOTE),
            non_recorded=count(resolutions__adoption=Adoption.NON_RECORDED_VOTE),
            undecided=count(resolutions__adoption=Adoption.NONE),
            first=Min("resolutions__date"),
            last=Max("resolutions__date"),
            first_counted=Min("resolutions__date", filter=counted),
            last_counted=Max("resolutions__date", filter=counted),
        )
        .order_by(F("last").desc(nulls_last=True), "-number", "pk")
    )
    kinds = list(CountedKind) if scope.kind == EVERY else [CountedKind.of(scope.kind)]
    coverage = get_coverage()
    covered = {code: session.count(kinds) for code, session in coverage.by_code.items()}
    return SessionList(sessions, measure_texts(scope, sessions, coverage), covered)


def measure_texts(scope: Scope, sessions: Sequence[Any], coverage: Coverage) -> Population:
    """The texts that the counts of `sessions` are about."""
    n = sum(session.texts for session in sessions)
    of_every_kind = sum(session.of_every_kind for session in sessions)
    return Population(
        scope,
        n=n,
        first=min((s.first_counted.year for s in sessions if s.first_counted), default=None),
        last=max((s.last_counted.year for s in sessions if s.last_counted), default=None),
        n_other_kinds=0 if scope.kind else of_every_kind - n,
        of_texts=True,
        complete=describe_selection(coverage, scope),
    )


@dataclass(frozen=True)
class SessionRecord:
    """A session with its public texts by agenda item, then symbol.

    `coverage`: how many of its recorded votes are on file; None if nothing is known about that.
    """

    session: Session
    texts: list[Resolution]
    coverage: SessionCoverage | None

    @property
    def own_texts(self) -> list[Resolution]:
        """The texts without amendments and no-action motions."""
        return [text for text in self.texts if text.kind not in KINDS_ABOUT_ANOTHER_TEXT]

    @property
    def about_other_texts(self) -> list[Resolution]:
        """The amendments and no-action motions."""
        return [text for text in self.texts if text.kind in KINDS_ABOUT_ANOTHER_TEXT]


def get_session_record(session: Session) -> SessionRecord:
    """All texts of `session`: four queries, or six if the coverage is not in the cache."""
    texts = Resolution.objects.public().filter(session=session).with_names()
    return SessionRecord(
        session,
        list(texts.order_by(F("agenda_item").asc(nulls_last=True), "symbol_key", "pk")),
        get_coverage().by_code.get(session.code),
    )
