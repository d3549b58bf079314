"""What the address asks for, validated: a value that cannot be understood is left out with a word."""

from votes.filters.lists import (
    ExplanationFilter,
    ResolutionFilter,
    StateVoteFilter,
    apply_filter,
    describe_filter,
    read_unreconciled,
)
from votes.filters.quality import FindingFilter

__all__ = [
    "ExplanationFilter",
    "FindingFilter",
    "ResolutionFilter",
    "StateVoteFilter",
    "apply_filter",
    "describe_filter",
    "read_unreconciled",
]
