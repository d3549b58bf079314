"""Saves the drafts of a list in one transaction, with history."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction

from votes.core.choices import Adoption, Outcome, TextKind
from votes.core.symbols import drop_revision
from votes.entry.tabled.drafts import Draft
from votes.ingest.readers.tabled_list.values import find_amended
from votes.models import Resolution, Series, Session


@transaction.atomic
def save_drafts(
    drafts: Sequence[Draft], given: dict[str, Any], user: AbstractBaseUser | AnonymousUser, *, published: bool
) -> int:
    """Save the drafts that have not been decided; returns how many. Amendments come last and are linked.

    Sessions that are not on file are filed, without days.
    """
    saved: dict[str, Resolution] = {}
    for draft in sorted(drafts, key=lambda one: bool(one.row.amends)):
        if draft.is_savable:
            base = drop_revision(draft.row.symbol)
            saved[base] = save_draft(draft, saved, given, user, published=published)
    for text in saved.values():
        link_amendments(text, user)
    return len(saved)


def save_draft(
    draft: Draft,
    saved: dict[str, Resolution],
    given: dict[str, Any],
    user: AbstractBaseUser | AnonymousUser,
    *,
    published: bool,
) -> Resolution:
    """One draft, as a new text or in place of the one on file, which keeps what the list does not say."""
    row = draft.row
    text = draft.stored or Resolution()
    amended = saved.get(drop_revision(row.amends)) or draft.amended
    if draft.stored is None or row.kind != TextKind.RESOLUTION:
        text.kind = TextKind(row.kind)
    text.symbol = text.draft_symbol = row.symbol
    text.title = row.title
    text.session = Session.get_or_make(row.session)
    text.agenda_item = row.item or text.agenda_item or (amended.agenda_item if amended else None)
    text.adoption, text.outcome = Adoption.NONE, Outcome.TABLED
    text.expected_on = row.expected_on or given["expected_on"] or text.expected_on
    text.sponsors_as_printed = row.sponsors_as_printed or text.sponsors_as_printed
    text.amends = amended if text.kind == TextKind.AMENDMENT and amended else text.amends
    if draft.series and is_free(draft.series, text):
        text.series = draft.series
    text.source, text.source_url = given["source"], row.source_url or given["source_url"]
    text.published = text.published or published
    save_as(user, text)
    if row.sponsors_as_printed:
        text.sponsors.set(draft.sponsors)
        text.sponsor_blocs.set(draft.blocs)
    return text


def link_amendments(text: Resolution, user: AbstractBaseUser | AnonymousUser) -> None:
    """Link the tabled amendments that name this draft and were entered before it was on file."""
    unlinked = Resolution.objects.filter(
        session=text.session, kind=TextKind.AMENDMENT, amends=None, outcome=Outcome.TABLED
    )
    for amendment in unlinked.exclude(pk=text.pk):
        named = find_amended(amendment.title, text.session.code, amendment.symbol)
        if named and drop_revision(named) == drop_revision(text.symbol):
            amendment.amends = text
            save_as(user, amendment)


def save_as(user: AbstractBaseUser | AnonymousUser, text: Resolution) -> None:
    """Save with the user in the history."""
    text._history_user = user  # type: ignore[attr-defined]
    text.save()


def is_free(series: Series, text: Resolution) -> bool:
    """Whether no other text of the session is in the series, which has at most one."""
    return not series.resolutions.filter(session=text.session).exclude(pk=text.pk).exists()
