"""What the classes of contradictions share: the form of an instance, and the list of classes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from audit.record import Record, Text

Finder = Callable[[Record], Iterable[tuple[Text | None, str]]]


@dataclass(frozen=True)
class Instance:
    """One contradiction. `text`: the one to blame, None if it is no text's; `sign`: what the site says about it.

    "none": nothing; "noted": a note, while the vote is counted; "flagged": an error, a correction, or a note where no
    figure depends on it.
    """

    name: str
    text: Text | None
    detail: str
    sign: str


@dataclass(frozen=True)
class Kind:
    """A class of contradictions. `notes`: rules whose notes speak of it; `counts`: a figure or a day depends on it."""

    name: str
    meaning: str
    find: Finder
    notes: frozenset[str]
    counts: bool

    def list_instances(self, record: Record) -> Iterator[Instance]:
        for text, detail in self.find(record):
            yield Instance(self.name, text, detail, self.read_sign(text))

    def read_sign(self, text: Text | None) -> str:
        if text is None:
            return "none"
        if text.is_flagged:
            return "flagged"
        if not self.notes & text.notes:
            return "none"
        return "noted" if self.counts else "flagged"


KINDS: list[Kind] = []


def contradiction(meaning: str, *notes: str, counts: bool = True) -> Callable[[Finder], Finder]:
    """Adds the decorated finder as a class, by its own name."""

    def add(find: Finder) -> Finder:
        KINDS.append(Kind(find.__name__, meaning, find, frozenset(notes), counts))
        return find

    return add
