"""Explanations of vote, with the recorded position of the State behind each."""

from collections.abc import Iterable

from votes.core.choices import ExplanationKind, Position
from votes.models import Explanation, Vote


def get_latest_explanations(limit: int) -> list[Explanation]:
    return list(
        Explanation.objects.public().exclude(kind=ExplanationKind.STUDY_SUBMISSION).for_list()[:limit]
    )


def get_recorded_positions(explanations: Iterable[Explanation]) -> dict[int, Position]:
    """The recorded position of the State behind each explanation, by the explanation's primary key: one query."""
    explanations = list(explanations)
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
