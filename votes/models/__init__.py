"""The record: who exists, what came before the body, how each State voted and what it said."""

from votes.models.explanation import Explanation
from votes.models.provenance import ImportRun
from votes.models.resolution import Resolution, Topic
from votes.models.session import Series, Session
from votes.models.state import Membership, State, StateName
from votes.models.vote import Vote

__all__ = [
    "Explanation",
    "ImportRun",
    "Membership",
    "Resolution",
    "Series",
    "Session",
    "State",
    "StateName",
    "Topic",
    "Vote",
]
