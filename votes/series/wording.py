"""A series in words."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.core.choices import Adoption
from votes.series.service import SeriesRecord


def describe_series(record: SeriesRecord) -> str:
    """'6 texts since 2006: 4 put to a recorded vote, 2 adopted without a vote'."""
    texts = [appearance.text for appearance in record.appearances]
    decided = Counter(text.adoption for text in texts)
    dated = [text.date for text in texts if text.date]
    parts = [
        ngettext("%(n)s text on file", "%(n)s texts on file", len(texts)) % {"n": len(texts)},
        _("%(n)s put to a recorded vote") % {"n": decided[Adoption.RECORDED_VOTE]},
    ]
    if decided[Adoption.WITHOUT_VOTE]:
        parts.append(_("%(n)s adopted without a vote") % {"n": decided[Adoption.WITHOUT_VOTE]})
    if dated and min(dated).year != max(dated).year:
        parts.append(_("from %(first)s to %(last)s") % {"first": min(dated).year, "last": max(dated).year})
    return ", ".join(parts)
