"""The record: who exists, what came before the body, how each State voted and what it said."""

from votes.core.models.bloc import Bloc, BlocMembership, BlocName
from votes.core.models.correction import Correction
from votes.core.models.document import Document, DocumentText, KeyTerm, KeyTermForm
from votes.core.models.explanation import Explanation
from votes.core.models.forecast import BacktestRun, SavedForecast
from votes.core.models.provenance import ImportRun, RecordVersion
from votes.core.models.report import ErrorReport
from votes.core.models.resolution import Resolution
from votes.core.models.session import RecordedVoteCount, Series, Session
from votes.core.models.state import Membership, State, StateName
from votes.core.models.topic import Topic, TopicAlias
from votes.core.models.upload import Upload, UploadedFile
from votes.core.models.vote import Vote

__all__ = [
    "BacktestRun",
    "Bloc",
    "BlocMembership",
    "BlocName",
    "Correction",
    "Document",
    "DocumentText",
    "ErrorReport",
    "Explanation",
    "ImportRun",
    "KeyTerm",
    "KeyTermForm",
    "Membership",
    "RecordVersion",
    "RecordedVoteCount",
    "Resolution",
    "SavedForecast",
    "Series",
    "Session",
    "State",
    "StateName",
    "Topic",
    "TopicAlias",
    "Upload",
    "UploadedFile",
    "Vote",
]
