"""Whole public pages, kept by the version of the record and sent again without building them.

A public page is a function of the record, the code, the day, the language and the address. So these are its key, and
its ETag; a reader who has the page already is answered from the key alone.
"""

import hashlib
import time
from collections.abc import Callable
from datetime import UTC, datetime

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified, QueryDict
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language_from_path

from votes.core.record_version import (
    Version,
    get_last_known_version,
    pin_version,
    read_version,
    recall_version,
)
from votes.core.release import get_release
from votes.core.shared_cache import SharedCacheError
from votes.web.address import TRACKING_NAMES
from votes.web.content_coding import SMALLEST, choose_coding, encode
from votes.web.page_store import StoredPage

Answer = Callable[[HttpRequest], HttpResponseBase]

# Addresses that are not pages for the public, or must say how things are now.
PRIVATE_PATHS = ("/admin/", "/accounts/", "/health", "/readyz", "/metrics", "/report/")
# Who has one of these cookies may be signed in, or has a message that only they should read.
PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")
STORED_STATUSES = (200, 301, 302)
COMPRESSIBLE = ("text/", "application/json", "application/atom", "application/xml", "image/svg")
FOR_CACHES = "public, max-age=60, stale-while-revalidate=600"
VARY = "Accept-Encoding, Cookie"
MOST_ATTEMPTS = 3  # a page during whose building the record changed is built again
LONGEST_WAIT = 10.0  # seconds for another who builds the same page
SECONDS_BETWEEN_LOOKS = 0.02
SECONDS_STORED = 24 * 3600
STARTED_AT = datetime.now(UTC)


class PageCacheMiddleware:
    """Answers GET and HEAD of public pages from the store; see docs/adr/0023-whole-pages-by-version.md."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") or request.path_info.startswith(PRIVATE_PATHS):
            return self.get_response(request)
        normalise_query(request)
        try:
            version, is_certain = recall_version(), True
        except DatabaseError:
            if not (last := get_last_known_version()):
                raise
            version, is_certain = last, False
        if any(cookie in request.COOKIES for cookie in PERSONAL_COOKIES):
            return self.answer_in_person(request, version)
        try:
            key = build_key(request, version)
        except DisallowedHost:
            return self.get_response(request)
        if settings.PAGES_STORED and is_certain and (unchanged := find_unchanged(request, key, version)):
            return unchanged
        response = self.find_or_build(request, key, version)
        if request.method == "HEAD" and isinstance(response, HttpResponse):
            response.content = b""  # the server need not drop it, and the length stays that of the page
        if not is_certain:
            response["Warning"] = '110 - "The database does not answer; this page may be out of date"'
        return response

    def answer_in_person(self, request: HttpRequest, version: Version) -> HttpResponseBase:
        with pin_version(version):
            response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    def find_or_build(self, request: HttpRequest, key: str, version: Version) -> HttpResponseBase:
        """The stored page, or a new one. One request builds it; others wait until it is stored."""
        coding = choose_coding(request.headers.get("Accept-Encoding", ""))
        if not settings.PAGES_STORED:
            return self.build(request, version)[0]
        if page := find_page(key, coding):
            return page.send()
        is_first = lock(key)
        if not is_first and (page := wait_for_page(key, coding)):
            return page.send()
        try:
            response, built = self.build(request, version)
            if not is_storable(response):
                return response
            if built.number != version.number:
                key = build_key(request, built)
            page = store_page(response, key, built)
            return page.in_coding(coding).send()
        finally:
            if is_first:
                unlock(key)

    def build(self, request: HttpRequest, version: Version) -> tuple[HttpResponseBase, Version]:
        """The answer, and the version of the record that it shows: from its first query to its last the same one."""
        method, request.method = request.method, "GET"
        try:
            for _attempt in range(MOST_ATTEMPTS):
                with pin_version(version):
                    response = self.get_response(request)
                if not settings.PAGES_STORED or not is_storable(response):
                    return response, version
                now = read_version()
                if now.number == version.number:
                    return response, version
                version = now
        finally:
            request.method = method
        response["Cache-Control"] = "no-store"
        return response, version


def normalise_query(request: HttpRequest) -> None:
    """The query string without what other sites add to count visits, its names in the order of the alphabet.

    What is kept for all readers is then built from nothing that its key does not say.
    """
    raw = request.META.get("QUERY_STRING", "")
    if not raw:
        return
    query = QueryDict(raw, mutable=True)
    for name in list(query):
        if name.startswith(TRACKING_NAMES):
            del query[name]
    ordered = QueryDict(mutable=True)
    for name in sorted(query):
        ordered.setlist(name, query.getlist(name))
    request.META["QUERY_STRING"] = ordered.urlencode()


def build_key(request: HttpRequest, version: Version) -> str:
    """40 hexadecimal digits. Raises DisallowedHost."""
    language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    parts = (
        get_release(),
        str(version.number),
        timezone.localdate().isoformat(),
        f"{request.scheme}://{request.get_host()}",
        language,
        request.path_info,
        request.META.get("QUERY_STRING", ""),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:40]


def find_last_change(version: Version) -> datetime:
    """When a page of this version changed last: the record, the day or the code."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return max(version.changed_at or STARTED_AT, midnight, STARTED_AT)


def find_unchanged(request: HttpRequest, key: str, version: Version) -> HttpResponse | None:
    """The answer 304, if the reader has this very page."""
    known = request.headers.get("If-None-Match", "")
    changed = find_last_change(version)
    if known:
        is_same = key in known[:1000]
    else:
        since = int(changed.timestamp())
        found = get_conditional_response(request, last_modified=since)
        is_same = found is not None and found.status_code == 304
    if not is_same:
        return None
    response = HttpResponseNotModified()
    response["ETag"] = known.split(",")[0].strip() if key in known.split(",")[0] else f'"{key}"'
    response["Cache-Control"], response["Vary"] = FOR_CACHES, VARY
    response["Last-Modified"] = http_date(changed.timestamp())
    return response


def is_storable(response: HttpResponseBase) -> bool:
    """Whether the answer is the same for every reader."""
    control = response.headers.get("Cache-Control", "")
    return (
        response.status_code in STORED_STATUSES
        and not response.streaming
        and not response.cookies
        and not any(word in control for word in ("no-store", "private", "no-cache"))
        and not response.has_header("Content-Encoding")
    )


def store_page(response: HttpResponseBase, key: str, version: Version) -> StoredPage:
    body = response.content if isinstance(response, HttpResponse) else b""
    kind = response.headers.get("Content-Type", "")
    coding = "br" if kind.startswith(COMPRESSIBLE) and len(body) >= SMALLEST else ""
    response.headers.setdefault("Cache-Control", FOR_CACHES)
    response.headers["Vary"] = VARY
    response.headers["Last-Modified"] = http_date(find_last_change(version).timestamp())
    headers = tuple((name, value) for name, value in response.items() if name != "Content-Length")
    page = StoredPage(response.status_code, encode(body, coding), headers, coding, key)
    put(key, page)
    return page


def find_page(key: str, coding: str) -> StoredPage | None:
    """The stored page in the coding that the reader takes; one in another coding is coded anew and kept."""
    if (page := get(key)) is None or page.coding in ("", coding):
        return page
    name = f"{key}:{coding}"
    if (other := get(name)) is None:
        other = page.in_coding(coding)
        put(name, other)
    return other


def wait_for_page(key: str, coding: str) -> StoredPage | None:
    """The page that another is building; None where it came to nothing or takes too long."""
    end = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < end:
        time.sleep(SECONDS_BETWEEN_LOOKS)
        if page := find_page(key, coding):
            return page
        if get(f"{key}:lock") is None:
            return find_page(key, coding)
    return None


def get(name: str) -> StoredPage | None:
    try:
        found: StoredPage | None = caches[settings.PAGE_CACHE].get(name)
    except SharedCacheError:
        return None
    return found


def put(name: str, page: StoredPage) -> None:
    try:
        caches[settings.PAGE_CACHE].set(name, page, timeout=SECONDS_STORED)
    except SharedCacheError:
        return


def lock(key: str) -> bool:
    """Whether this request is the one that builds the page. Without the shared cache each builds for itself."""
    try:
        return bool(caches[settings.PAGE_CACHE].add(f"{key}:lock", True, timeout=LONGEST_WAIT))
    except SharedCacheError:
        return True


def unlock(key: str) -> None:
    try:
        caches[settings.PAGE_CACHE].delete(f"{key}:lock")
    except SharedCacheError:
        return
