"""The way from the address of a series that was merged to the one that it is part of now."""

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from votes.series.service import find_merged_slug


def redirect_merged(view: str, slug: str, **arguments: str) -> HttpResponseBase:
    """To the series into which the one at `slug` was merged; 404 if there is none."""
    target = find_merged_slug(slug)
    if not target:
        raise Http404(_("No series has the address “%(slug)s”.") % {"slug": slug[:60]})
    return redirect(view, slug=target, permanent=True, **arguments)
