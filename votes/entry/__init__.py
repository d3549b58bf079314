"""Where votes are entered: Django's admin, with one screen for a whole vote."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from votes.entry import (
    bloc,
    correction_list,
    documents,
    explanation,
    imports,
    log,
    reports,
    resolution,
    series,
    sessions,
    state,
    topics,
)

__all__ = [
    "bloc",
    "correction_list",
    "documents",
    "explanation",
    "imports",
    "log",
    "reports",
    "resolution",
    "series",
    "sessions",
    "state",
    "topics",
]

admin.site.site_header = _("HRC voting record: admin")
admin.site.site_title = _("HRC voting record")
admin.site.index_title = _("Enter and correct votes")
