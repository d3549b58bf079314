"""One bloc as it is published: its name and source, and who belonged to it on a day."""

import datetime
from dataclasses import dataclass

from votes.blocs.terms import BlocTerms
from votes.models import Bloc, BlocMembership
from votes.scope.vote_table import VoteTable


@dataclass(frozen=True)
class Member:
    """A State that belonged to a bloc on the day asked for, since when and until when; None: no such day on file.

    `in_council`: whether it held a seat in the Council that day.
    """

    iso3: str
    name: str
    start: datetime.date | None
    end: datetime.date | None
    note: str
    in_council: bool


def get_bloc_or_none(slug: str) -> Bloc | None:
    return Bloc.objects.filter(slug=slug).first()


def list_members_on(
    bloc: Bloc | None, terms: BlocTerms | None, table: VoteTable, day: datetime.date
) -> list[Member]:
    """The members of a bloc on `day` by name; of a regional group those that held one of its seats. One query."""
    seated = table.members_on(day)
    if bloc is not None:
        found = BlocMembership.objects.filter(bloc=bloc).on(day).select_related("state")
        members = [
            Member(m.state.iso3, m.state.name, m.start, m.end, m.note, m.state.iso3 in seated) for m in found
        ]
    elif terms is not None and terms.group:
        members = [
            Member(term.iso3, table.names[term.iso3], term.start, term.end, "", True)
            for term in table.terms
            if term.covers(day) and term.group == terms.group
        ]
    else:
        members = []
    return sorted(members, key=lambda member: member.name)
