"""The vocabulary of the record, as the Council uses it. Everything else imports its words from here."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Position(TextChoices):
    """What a member did in a recorded vote. Only the first three are positions; the fourth is an absence."""

    IN_FAVOUR = "in_favour", _("In favour")
    AGAINST = "against", _("Against")
    ABSTAINING = "abstaining", _("Abstaining")
    NOT_VOTING = "not_voting", _("Not voting")


POSITIONS_TAKEN = (Position.IN_FAVOUR, Position.AGAINST, Position.ABSTAINING)


class RegionalGroup(TextChoices):
    AFRICAN = "african", _("African States")
    ASIA_PACIFIC = "asia_pacific", _("Asia-Pacific States")
    EASTERN_EUROPEAN = "eastern_european", _("Eastern European States")
    LATIN_AMERICAN_CARIBBEAN = "latin_american_caribbean", _("Latin American and Caribbean States")
    WESTERN_EUROPEAN_OTHER = "western_european_other", _("Western European and other States")

    @property
    def slug(self) -> str:
        """As it is written in an address: "asia-pacific"."""
        return self.value.replace("_", "-")

    @property
    def short_label(self) -> str:
        """The name without "States", where the column or the axis says that States are meant."""
        return str(SHORT_GROUP_LABELS[self])


SHORT_GROUP_LABELS = {
    RegionalGroup.AFRICAN: _("African"),
    RegionalGroup.ASIA_PACIFIC: _("Asia-Pacific"),
    RegionalGroup.EASTERN_EUROPEAN: _("Eastern European"),
    RegionalGroup.LATIN_AMERICAN_CARIBBEAN: _("Latin American and Caribbean"),
    RegionalGroup.WESTERN_EUROPEAN_OTHER: _("Western European and other"),
}

# General Assembly resolution 60/251: the Council met first in June 2006; its seats are in paragraph 7.
COUNCIL_SINCE = 2006
COUNCIL_SEATS = {
    RegionalGroup.AFRICAN: 13,
    RegionalGroup.ASIA_PACIFIC: 13,
    RegionalGroup.EASTERN_EUROPEAN: 6,
    RegionalGroup.LATIN_AMERICAN_CARIBBEAN: 8,
    RegionalGroup.WESTERN_EUROPEAN_OTHER: 7,
}


class Body(TextChoices):
    COUNCIL = "council", _("Human Rights Council")
    COMMISSION = "commission", _("Commission on Human Rights")


class SessionKind(TextChoices):
    REGULAR = "regular", _("Regular session")
    SPECIAL = "special", _("Special session")
    ORGANIZATIONAL = "organizational", _("Organizational session")
    # Of the Commission, in 1946, before its members were named.
    NUCLEAR = "nuclear", _("Nuclear session")


class TextKind(TextChoices):
    RESOLUTION = "resolution", _("Resolution")
    DECISION = "decision", _("Decision")
    AMENDMENT = "amendment", _("Amendment")
    PRESIDENTS_STATEMENT = "presidents_statement", _("President’s statement")
    # A vote on whether to decide at all: in favour means in favour of taking no action.
    NO_ACTION_MOTION = "no_action_motion", _("No-action motion")


# A vote on one of these is not a vote on the text whose title it bears, so no figure counts it unless the reader asks.
KINDS_ABOUT_ANOTHER_TEXT = (TextKind.AMENDMENT, TextKind.NO_ACTION_MOTION)

# The value by which a reader asks for every kind of text, or for the texts of both bodies.
EVERY = "all"


class CountedKind(TextChoices):
    """The two kinds of recorded votes that are counted apart."""

    TEXTS = "texts", _("Resolutions and decisions")
    AMENDMENTS = "amendments", _("Amendments and no-action motions")

    @classmethod
    def of(cls, kind: str) -> "CountedKind":
        """Where a text of this `TextKind` is counted."""
        return cls.AMENDMENTS if kind in KINDS_ABOUT_ANOTHER_TEXT else cls.TEXTS


class Adoption(TextChoices):
    """How the text was decided."""

    RECORDED_VOTE = "recorded_vote", _("Recorded vote")
    WITHOUT_VOTE = "without_vote", _("Without a vote")
    NON_RECORDED_VOTE = "non_recorded_vote", _("Non-recorded vote")
    NONE = "none", _("No decision taken")


class Outcome(TextChoices):
    ADOPTED = "adopted", _("Adopted")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    NOT_CONSIDERED = "not_considered", _("Not considered")
    # Of an amendment: decided by what became of another one, or taken into the text without a decision of the body.
    NOT_ACTED_UPON = "not_acted_upon", _("Not acted upon")
    ACCEPTED_BY_SPONSOR = "accepted_by_sponsor", _("Accepted by the sponsor")
    TABLED = "tabled", _("Tabled, no action taken yet")


# The outcomes that only a decision of the body can give.
DECIDED = (Outcome.ADOPTED, Outcome.REJECTED)


class ExplanationKind(TextChoices):
    INTRODUCTION = "introduction", _("Introduction by the sponsor")
    GENERAL_COMMENT = "general_comment", _("General comment")
    BEFORE_VOTE = "before_vote", _("Explanation of vote before the vote")
    AFTER_VOTE = "after_vote", _("Explanation of vote after the vote")
    POSITION = "position", _("Explanation of position")
    UNSPECIFIED = "unspecified", _("Explanation (timing not recorded)")
    STUDY_SUBMISSION = "study_submission", _("Later submission to a study")


class AnnouncedPosition(TextChoices):
    """The position a speaker announced; it may differ from the recorded one, and then the page says so."""

    IN_FAVOUR = "in_favour", _("In favour")
    AGAINST = "against", _("Against")
    ABSTAINING = "abstaining", _("Abstaining")
    DISSOCIATED = "dissociated", _("Dissociated from the consensus")
    NONE = "", _("Not announced")


class CheckStatus(TextChoices):
    """The result of checking a roll-call against its official totals and the membership of the day."""

    RECONCILED = "reconciled", _("Reconciled")
    UNRECONCILED = "unreconciled", _("Not reconciled")
    NOT_CHECKED = "not_checked", _("Not checked")


class CorrectedField(TextChoices):
    """What of a text can be corrected: its columns by their names, a State's position, or who voted."""

    TITLE = "title", _("Title")
    KIND = "kind", _("Kind")
    DATE = "date", _("Date")
    AGENDA_ITEM = "agenda_item", _("Agenda item")
    AGENDA_ITEM_TITLE = "agenda_item_title", _("Title of the agenda item")
    MEETING = "meeting", _("Meeting")
    SYMBOL = "symbol", _("Symbol")
    DRAFT_SYMBOL = "draft_symbol", _("Draft symbol")
    SPONSORS_AS_PRINTED = "sponsors_as_printed", _("Main sponsors as printed")
    ADOPTION = "adoption", _("How it was decided")
    OUTCOME = "outcome", _("Outcome")
    OTHER_OUTCOME = "other_outcome", _("Second outcome stated by the source")
    OFFICIAL_IN_FAVOUR = "official_in_favour", _("Official total in favour")
    OFFICIAL_AGAINST = "official_against", _("Official total against")
    OFFICIAL_ABSTAINING = "official_abstaining", _("Official total abstaining")
    OFFICIAL_NOT_VOTING = "official_not_voting", _("Official total not voting")
    POSITION = "position", _("Position of a State")
    VOTER = "voter", _("State that voted")


class ReportState(TextChoices):
    OPEN = "open", _("Open")
    ANSWERED = "answered", _("Answered")


class DocumentKind(TextChoices):
    """What a document is to the text that it belongs to, in the order in which such documents come."""

    CONCEPT_NOTE = "concept_note", _("Concept note")
    DRAFT = "draft", _("Draft as tabled")
    REVISION = "revision", _("Revised draft")
    ORAL_REVISION = "oral_revision", _("Oral revision")
    AMENDMENT = "amendment", _("Proposed amendment")
    RESOLUTION = "resolution", _("Text as adopted")
    SESSION_REPORT = "session_report", _("Report of the session")
    STUDY = "study", _("Study or report that it asked for")
    SUBMISSION = "submission", _("Submission of a State")


class Language(TextChoices):
    """The six official languages of the United Nations."""

    ENGLISH = "en", _("English")
    FRENCH = "fr", _("French")
    SPANISH = "es", _("Spanish")
    RUSSIAN = "ru", _("Russian")
    CHINESE = "zh", _("Chinese")
    ARABIC = "ar", _("Arabic")
