"""What each rule of the check finds, in one sentence, for the table of rules. Odd seats belong to no text."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from votes.checking.findings import Rule

MEANINGS: dict[str, Promise] = {
    Rule.TOTALS: gettext_lazy("An official total differs from the number of States in the roll-call."),
    Rule.NOT_A_MEMBER: gettext_lazy("A State with a position was not a member on the day of the vote."),
    Rule.MISSING_MEMBER: gettext_lazy("A member is not listed in the roll-call."),
    Rule.SAME_VOTE: gettext_lazy("The source has the same vote in an earlier record."),
    Rule.DID_NOT_EXIST: gettext_lazy("A State has a position on a day on which it did not exist."),
    Rule.INCOMPLETE: gettext_lazy(
        "The source records a vote without totals or without a roll-call; an error if both are missing."
    ),
    Rule.SPONSOR_AGAINST: gettext_lazy(
        "A main sponsor voted against its own text; an error if more of them were against than in favour."
    ),
    Rule.SMALL_DIFFERENCE: gettext_lazy(
        "The official totals differ from the roll-call by two States at most."
    ),
    Rule.COPIED: gettext_lazy(
        "A roll-call with errors is identical, State by State, to that of another vote."
    ),
    Rule.OTHER_MEMBERS: gettext_lazy("The roll-call lists the members of another year."),
    Rule.WRONG_VOTER: gettext_lazy("The membership shows which State is listed in place of which other."),
    Rule.MISPRINT: gettext_lazy(
        "One official total is wrong, because the others match and the sum does not."
    ),
    Rule.OUTCOME: gettext_lazy("The totals deny the outcome, or the source states two outcomes."),
    Rule.DATE: gettext_lazy(
        "The date is not within the session; most days of sessions are general knowledge, so this is never an error."
    ),
    Rule.DAY_OF_FILING: gettext_lazy(
        "The source dates the vote on an amendment by the day on which the amendment was filed."
    ),
    Rule.MEETING_DAY: gettext_lazy(
        "The date contradicts those of the other texts of the meeting, or of the meetings before and after."
    ),
    Rule.AMENDMENT_DAY: gettext_lazy(
        "The vote on an amendment is dated differently from the decision on its text."
    ),
    Rule.TWO_RECORDS: gettext_lazy("The source has several records with the same symbol."),
    Rule.SECOND_SOURCE: gettext_lazy("Another official source shows a value that the catalogue has wrong."),
    Rule.ONE_DRAFT: gettext_lazy("Two texts are recorded as adopted from the same draft."),
    Rule.ONE_SERIES: gettext_lazy("A series contains two texts of the same session."),
    Rule.PRINTED_SYMBOL: gettext_lazy("The printed line of an amendment names another amendment."),
    Rule.PRINTED_KIND: gettext_lazy(
        "The printed line or the symbol names another kind of text; an error if an amendment is filed as a resolution."
    ),
    Rule.PRINTED_SESSION: gettext_lazy("The draft belongs to another session than the text."),
    Rule.ITEM: gettext_lazy("The number of the agenda item and its title belong to different items."),
    Rule.LETTERS: gettext_lazy("A title contains letters of another alphabet or invisible characters."),
}


def describe_meaning(rule: str) -> str:
    """What the rule finds; "" for a rule that was removed and is still on file."""
    return str(MEANINGS.get(rule, ""))
