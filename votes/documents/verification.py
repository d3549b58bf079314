"""The second proof of a vote: the roll-call that the resolution itself prints, compared State by State."""

from dataclasses import dataclass

from django.db.models import QuerySet

from votes.core.choices import Body, DocumentKind, Language, Outcome, Position, TextKind
from votes.core.known_names import build_candidate
from votes.core.membership import get_members_on
from votes.core.record_version import get_or_build
from votes.core.roll_calls import read_roll_call
from votes.documents.paragraphs import get_roll_call, parse_paragraphs
from votes.ingest.readers.roll_call.reader import parse_roll_call
from votes.models import Document, DocumentText, Resolution, State

# What the reader reports besides what it could not read: these say something of the record, not of the printed list.
NOT_ABOUT_READING = ("total", "not_a_member")


@dataclass(frozen=True)
class Difference:
    """A State whose position on file is not the printed one; None where one of the two does not name it."""

    iso3: str
    name: str
    printed: Position | None
    on_file: Position | None


@dataclass(frozen=True)
class Verification:
    """What comparing gave. `unread`: lines of the printed list that were not understood, so nothing is concluded."""

    document: Document
    differences: tuple[Difference, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        return not self.differences and not self.unread


def get_verification(resolution: Resolution) -> Verification | None:
    """None where no document with a printed roll-call is on file, or no roll-call. From the cache."""
    return get_or_build(f"verification:1:{resolution.pk}", lambda: verify(resolution))


def list_verifiable(symbol: str = "") -> QuerySet[Resolution]:
    """The adopted resolutions of the Council with a recorded vote: those that print their roll-call."""
    found = (
        Resolution.objects.public()
        .recorded()
        .filter(kind=TextKind.RESOLUTION, outcome=Outcome.ADOPTED, session__body=Body.COUNCIL)
    )
    return found.filter(symbol=symbol) if symbol else found


def verify(resolution: Resolution) -> Verification | None:
    text = (
        DocumentText.objects.filter(
            document__resolution=resolution, document__kind=DocumentKind.RESOLUTION, language=Language.ENGLISH
        )
        .select_related("document")
        .first()
    )
    printed = get_roll_call(parse_paragraphs(text.body)) if text else ""
    on_file = read_roll_call(resolution) if printed else {}
    if text is None or not printed or not on_file:
        return None
    states = {s.iso3: s for s in State.objects.prefetch_related("other_names")}
    candidates = [
        build_candidate(s.iso3, [s.name, *(n.name for n in s.other_names.all())]) for s in states.values()
    ]
    members = get_members_on(resolution.date)
    read = parse_roll_call(printed, candidates, members.voting)
    unread = [issue.text for issue in read.issues if issue.kind not in NOT_ABOUT_READING]
    if read.refusal or not read.positions:
        unread.append(printed[:200])
    if unread:
        return Verification(text.document, unread=tuple(unread))
    return Verification(text.document, tuple(compare(read.positions, on_file, states)))


def compare(
    printed: dict[str, str], on_file: dict[str, Position], states: dict[str, State]
) -> list[Difference]:
    """The differing States by name. Who is listed without a position on file may be left out of the printed list."""
    found = []
    for iso3 in sorted(printed.keys() | on_file.keys(), key=lambda code: states[code].name):
        here, there = printed.get(iso3), on_file.get(iso3)
        if here != there and not (here is None and there == Position.NOT_VOTING):
            found.append(
                Difference(
                    iso3,
                    states[iso3].name,
                    Position(here) if here else None,
                    Position(there) if there else None,
                )
            )
    return found
