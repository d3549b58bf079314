"""Who called a vote: for how many recorded votes that is on file."""

from dataclasses import dataclass

from django.db.models import Count, Q

from votes.core.choices import EVERY
from votes.core.models import Resolution
from votes.core.population import build_text_condition
from votes.core.record_size import RECORDED
from votes.core.record_version import get_or_build

# Who called the vote on a text is on file: a State, or a group in words.
CALLER_ON_FILE = Q(called_by__isnull=False) | ~Q(called_by_group="")


@dataclass(frozen=True)
class CalledVotes:
    """Of how many of the `recorded` votes of a body, those with totals, it is on file who called them."""

    on_file: int
    recorded: int


def get_called_votes(body: str) -> CalledVotes:
    """The counts of one body, or of both for EVERY, with amendments: one query if they are not in the cache."""

    def build() -> CalledVotes:
        voted = Resolution.objects.filter(build_text_condition(body, EVERY), RECORDED)
        return CalledVotes(
            **voted.aggregate(on_file=Count("pk", filter=CALLER_ON_FILE), recorded=Count("pk"))
        )

    return get_or_build(f"called-votes:{body}", build)
