"""The record: who exists, what came before the body, how each State voted and what it said."""

from votes.models.bloc import Bloc, BlocMembership, BlocName
from votes.models.correction import Correction
from votes.models.explanation import Explanation
from votes.models.forecast import BacktestRun, KeptForecast
from votes.models.provenance import ImportRun, RecordVersion
from votes.models.resolution import Resolution, Topic
from votes.models.session import Series, Session
from votes.models.state import Membership, State, StateName
from votes.models.upload import Upload, UploadedFile
from votes.models.vote import Vote

__all__ = [
    "BacktestRun",
    "Bloc",
    "BlocMembership",
    "BlocName",
    "Correction",
    "Explanation",
    "ImportRun",
    "KeptForecast",
    "Membership",
    "RecordVersion",
    "Resolution",
    "Series",
    "Session",
    "State",
    "StateName",
    "Topic",
    "Upload",
    "UploadedFile",
    "Vote",
]
