"""Sentences about the documents of a text."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.documents.paragraphs import Kind
from votes.documents.service import Comparison, TextRecord
from votes.documents.verification import Difference, Verification
from votes.documents.versions import Change, count_changes
from votes.models import Document
from votes.web.wording import join_names

MOST_NAMED = 3  # new terms that the finding names


def describe_verification(found: Verification) -> str:
    """What the printed roll-call says about the one on file."""
    if found.agrees:
        return _("Verified against the resolution itself: the roll-call that it prints is the one on file.")
    if found.unread:
        return _("The roll-call that the resolution prints could not be read in full, so it proves nothing.")
    n = len(found.differences)
    return ngettext(
        "The roll-call that the resolution prints differs from the one on file for %(n)s State.",
        "The roll-call that the resolution prints differs from the one on file for %(n)s States.",
        n,
    ) % {"n": n}


def describe_difference(difference: Difference) -> str:
    printed = difference.printed.label if difference.printed else _("not listed")
    on_file = difference.on_file.label if difference.on_file else _("not listed")
    return _("%(state)s: printed “%(printed)s”, on file “%(on_file)s”") % {
        "state": difference.name,
        "printed": printed,
        "on_file": on_file,
    }


def name_document(document: Document) -> str:
    return document.symbol or document.title


def describe_comparison(found: Comparison) -> str:
    """The finding of two versions side by side: new paragraphs, and the terms that appear first in the later one."""
    counts = count_changes(found.pairs, Kind.OPERATIVE)
    total = sum(counts.values()) - counts[Change.GONE]
    new = counts[Change.NEW]
    if not any(change is not Change.KEPT for change in (pair.change for pair in found.pairs)):
        return _("The two versions have the same words.")
    said = ngettext(
        "%(new)s of %(n)s operative paragraphs in %(later)s is new.",
        "%(new)s of %(n)s operative paragraphs in %(later)s are new.",
        new,
    ) % {"new": new, "n": total, "later": name_document(found.later.document)}
    first = [
        name for name, n in found.later.words.counts.items() if n and not found.earlier.words.counts.get(name)
    ]
    if first:
        said += " " + _("It uses these key terms, which %(other)s does not: %(terms)s.") % {
            "other": name_document(found.earlier.document),
            "terms": join_names([f"“{name}”" for name in first[:MOST_NAMED]]),
        }
    return said


def describe_words(record: TextRecord) -> str:
    """The finding of a text alone: its length, and the key term that it uses most."""
    if not record.shown:
        return ""
    words = record.shown.words
    used = sorted(((n, name) for name, n in words.counts.items() if n), key=lambda pair: (-pair[0], pair[1]))
    said = _("%(n)s words in %(paragraphs)s numbered or preambular paragraphs.") % {
        "n": f"{words.length:,}",
        "paragraphs": sum(bool(p.label) for p in record.shown.paragraphs),
    }
    if used:
        said += " " + _("Of the key terms it uses “%(name)s” most: %(n)s times.") % {
            "name": used[0][1],
            "n": used[0][0],
        }
    return said
