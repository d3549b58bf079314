"""Corrections as JSON."""

from django.utils import timezone

from votes.models import Correction
from votes.web.serialize import Row


def serialize_correction(correction: Correction) -> Row:
    """A value that differs from the source: `before` in the source, `after` here; for a voter both are codes."""
    return {
        "field": correction.field,
        "state": correction.state.iso3 if correction.state else None,
        "before": correction.before or None,
        "after": correction.after or None,
        "reason": correction.reason,
        "source_title": correction.source_title or None,
        "source_url": correction.source_url or None,
        "rule": correction.rule or None,
        "made_on": timezone.localdate(correction.made_at),
        "source_agrees_since": timezone.localdate(correction.agreed_at) if correction.agreed_at else None,
    }
