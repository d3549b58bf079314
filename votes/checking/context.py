"""The facts of texts and of those around them, read for the rules that hold them against one another."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from django.db.models import Q

from votes.checking.findings import Finding
from votes.checking.rules.agenda import find_odd_item
from votes.checking.rules.facts import COLUMNS, TextFacts
from votes.checking.rules.letters import find_odd_letters
from votes.checking.rules.meetings import THROUGH_ALL_SESSIONS, find_odd_meeting_days
from votes.checking.rules.others import (
    find_odd_amendment_day,
    find_shared_draft,
    find_shared_series,
    list_revisions,
)
from votes.checking.rules.printed import find_printed_kind, find_printed_session, find_printed_symbol
from votes.checking.rules.voting import find_incomplete, find_sponsors_against
from votes.core.symbols import drop_revision
from votes.models import Resolution


def select_surrounding(texts: Collection[Resolution]) -> Q:
    """The texts that can contradict one of these: of the same sessions and drafts, and those that they amend.

    Some meetings of the Commission are numbered through all its sessions, so those can contradict one another.
    """
    selected = (
        Q(session__in={text.session_id for text in texts})
        | Q(draft_symbol__in=list_revisions(text.draft_symbol for text in texts))
        | Q(pk__in={text.amends_id for text in texts if text.amends_id})
    )
    if any(text.meeting.startswith(THROUGH_ALL_SESSIONS) for text in texts):
        selected |= Q(meeting__startswith=THROUGH_ALL_SESSIONS)
    return selected


def find_odd_days(facts: Iterable[TextFacts]) -> dict[int, list[Finding]]:
    """The findings on the days of meetings, by primary key.

    A text that is not public proves nothing about one that is.
    """
    found = list(facts)
    public = find_odd_meeting_days([text for text in found if text.published])
    hidden = {text.pk for text in found if not text.published}
    everything = find_odd_meeting_days(found) if hidden else {}
    return public | {pk: findings for pk, findings in everything.items() if pk in hidden}


class Context:
    """The facts of `texts` and of those around them; of all texts on file if `everything`. Two queries.

    The findings on a public text are public, so they never rest on one that is not.
    """

    def __init__(self, texts: Collection[Resolution], *, everything: bool = False) -> None:
        rows = Resolution.objects.order_by("pk")
        sponsors = Resolution.sponsors.through.objects.order_by("pk")
        if not everything:
            rows = rows.filter(select_surrounding(texts))
            sponsors = sponsors.filter(resolution__in=[text.pk for text in texts])
        self.facts = {facts.pk: facts for facts in (TextFacts(*row) for row in rows.values_list(*COLUMNS))}
        self.by_symbol: dict[str, list[TextFacts]] = defaultdict(list)
        self.by_draft: dict[tuple[str, str], list[TextFacts]] = defaultdict(list)
        self.by_series: dict[tuple[int, int], list[TextFacts]] = defaultdict(list)
        for facts in self.facts.values():
            self.by_symbol[facts.symbol].append(facts)
            if facts.draft:
                self.by_draft[facts.body, drop_revision(facts.draft)].append(facts)
            if facts.series:
                self.by_series[facts.series, facts.session].append(facts)
        self.sponsors: dict[int, list[str]] = defaultdict(list)
        for pk, iso3 in sponsors.values_list("resolution", "state__iso3"):
            self.sponsors[pk].append(iso3)
        self.odd_days = find_odd_days(self.facts.values())

    def list_visible(self, text: TextFacts, group: Iterable[TextFacts]) -> list[TextFacts]:
        """Those of a group that the findings on `text` may mention, itself included."""
        return [other for other in group if other.published or not text.published or other.pk == text.pk]

    def find(self, text: Resolution, positions: Mapping[str, str]) -> list[Finding]:
        """What contradicts the text. `positions`: its roll-call, iso3 -> position."""
        facts = self.facts.get(text.pk)
        if facts is None:
            return []
        amended = self.facts.get(facts.amends or 0)
        if amended and not self.list_visible(facts, [amended]):
            amended = None
        same_draft = self.list_visible(facts, self.by_draft.get((facts.body, drop_revision(facts.draft)), ()))
        same_series = self.list_visible(facts, self.by_series.get((facts.series or 0, facts.session), ()))
        return [
            *find_incomplete(facts.adoption, text.has_totals, bool(positions)),
            *find_sponsors_against(facts.kind, self.sponsors.get(facts.pk, []), positions),
            *self.odd_days.get(facts.pk, []),
            *find_odd_amendment_day(facts, amended),
            *find_shared_draft(facts, same_draft),
            *find_shared_series(facts, same_series),
            *find_printed_symbol(facts, self.count_symbols(facts)),
            *find_printed_kind(facts),
            *find_printed_session(facts),
            *find_odd_item(facts, amended),
            *find_odd_letters(facts),
        ]

    def count_symbols(self, text: TextFacts) -> Callable[[str], int]:
        return lambda symbol: len(self.list_visible(text, self.by_symbol.get(symbol, ())))
