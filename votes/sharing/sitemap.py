"""The map of the site for search engines, and what crawlers and researchers of its security look for."""

import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from votes.core.record_version import get_changed_at
from votes.sharing.service import list_addresses

PAGES = (
    *("home", "resolutions", "states", "blocs", "sessions", "series-list", "before", "explanations"),
    *("about", "method", "quality", "glossary", "changes"),
)
MOST_IN_A_FILE = 10_000
SECURITY_TEXT_DAYS = 180  # RFC 9116 asks for an end less than a year away


class RecordSitemap(Sitemap):  # type: ignore[type-arg]
    """One section of the map: all pages of a kind."""

    limit = MOST_IN_A_FILE

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def items(self) -> Any:
        return list_addresses(self.kind)

    def lastmod(self, item: Any) -> datetime.datetime | None:
        return get_changed_at()


class PageSitemap(Sitemap):  # type: ignore[type-arg]
    def items(self) -> tuple[str, ...]:
        return PAGES

    def location(self, item: str) -> str:
        return reverse(item)

    def lastmod(self, item: str) -> datetime.datetime | None:
        return get_changed_at()


SITEMAPS: dict[str, Any] = {
    "pages": PageSitemap(),
    **{kind: RecordSitemap(kind) for kind in ("resolutions", "states", "series", "sessions", "blocs")},
}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """All pages, but not every combination of their filters."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /report/",
        "Disallow: /*?",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """security.txt of RFC 9116: where to report a weakness."""
    contact: str = settings.CONTACT
    if "@" in contact and not contact.startswith("mailto:"):
        contact = f"mailto:{contact}"
    if not contact.startswith(("mailto:", "https://")):
        contact = request.build_absolute_uri(reverse("report"))
    expires = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + datetime.timedelta(
        days=SECURITY_TEXT_DAYS
    )
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return redirect(static("img/icon.svg"), permanent=True)
