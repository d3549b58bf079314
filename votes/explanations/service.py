"""Explanations of vote, with the recorded position of the State behind each."""

from collections.abc import Iterable

from django.db.models import QuerySet

from votes.core.choices import ExplanationKind, Position
from votes.core.record_size import list_years
from votes.models import Explanation, State, Vote


def list_explanations() -> QuerySet[Explanation]:
    """The explanations of public texts, each with its text and State, in the order of the list."""
    return Explanation.objects.public().for_list()


def list_explanation_years() -> list[tuple[int, int]]:
    """(value, words) of the years in which explanations were given."""
    return [(year, year) for year in list_years(Explanation.objects.public())]


def list_speakers() -> list[tuple[str, str]]:
    """(code, name) of the States with an explanation of a public text, by name."""
    speakers = (
        State.objects.filter(explanations__resolution__published=True).distinct().order_by("name_key", "name")
    )
    return list(speakers.values_list("iso3", "name"))


def get_latest_explanations(limit: int) -> list[Explanation]:
    """The first `limit` of the list, submissions to a study left out."""
    return list(list_explanations().exclude(kind=ExplanationKind.STUDY_SUBMISSION)[:limit])


def count_explanations() -> int:
    """How many explanations of public texts are on file."""
    return Explanation.objects.public().count()


def get_recorded_positions(explanations: Iterable[Explanation]) -> dict[int, Position]:
    """The recorded position of the State behind each explanation, by the explanation's primary key: one query.

    `explanations` have their texts. One on a text whose roll-call cannot be trusted has no position here.
    """
    explanations = [e for e in explanations if e.resolution.is_trusted]
    votes = Vote.objects.filter(
        resolution_id__in=[e.resolution_id for e in explanations],
        state_id__in=[e.state_id for e in explanations],
    ).values_list("resolution_id", "state_id", "position")
    positions: dict[tuple[int, int | None], Position] = {
        (resolution_id, state_id): Position(position) for resolution_id, state_id, position in votes
    }
    return {
        e.pk: positions[e.resolution_id, e.state_id]
        for e in explanations
        if (e.resolution_id, e.state_id) in positions
    }
