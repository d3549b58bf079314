"""A session in words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from votes.core.choices import Adoption, Outcome
from votes.models import Resolution


def describe_session(texts: Sequence[Resolution]) -> str:
    """'64 texts on file: 36 adopted without a vote, 12 adopted and 7 rejected by vote, 9 withdrawn'."""

    def lacks_totals(text: Resolution) -> bool:
        return text.adoption == Adoption.RECORDED_VOTE and not text.has_totals

    contradictory = [text for text in texts if text.contradicts_itself]
    without_totals = [text for text in texts if lacks_totals(text) and not text.contradicts_itself]
    clear = [text for text in texts if not text.contradicts_itself and not lacks_totals(text)]

    def count(**wanted: str) -> int:
        return sum(all(getattr(text, name) == value for name, value in wanted.items()) for text in clear)

    parts = [
        (count(adoption=Adoption.WITHOUT_VOTE), _("%(n)s adopted without a vote")),
        (
            count(adoption=Adoption.RECORDED_VOTE, outcome=Outcome.ADOPTED),
            _("%(n)s adopted by a recorded vote"),
        ),
        (
            count(adoption=Adoption.RECORDED_VOTE, outcome=Outcome.REJECTED),
            _("%(n)s rejected by a recorded vote"),
        ),
        (
            count(adoption=Adoption.NON_RECORDED_VOTE),
            _("%(n)s decided by a non-recorded vote"),
        ),
        (count(outcome=Outcome.WITHDRAWN), _("%(n)s withdrawn")),
        (count(outcome=Outcome.NOT_CONSIDERED), _("%(n)s not considered")),
        (count(outcome=Outcome.NOT_ACTED_UPON), _("%(n)s not acted upon")),
        (count(outcome=Outcome.ACCEPTED_BY_SPONSOR), _("%(n)s accepted by the sponsor")),
        (count(outcome=Outcome.TABLED), _("%(n)s tabled")),
        (len(without_totals), _("%(n)s by a recorded vote according to the source (no totals)")),
        (len(contradictory), _("%(n)s with a record that contradicts itself")),
    ]
    return ", ".join(sentence % {"n": n} for n, sentence in parts if n)
