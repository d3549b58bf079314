"""How a page is cited, linked, embedded and shown as a picture."""

import re
from dataclasses import dataclass
from html import escape

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

SITE = "HRC voting record"
EMBED_HEIGHT = 480


@dataclass(frozen=True)
class ShareLinks:
    """`embed`, `png` and `svg` are "" for a page without a chart."""

    title: str
    url: str
    apa: str
    bibtex: str
    embed: str = ""
    png: str = ""
    svg: str = ""


def build_share_links(request: HttpRequest, title: str, *, has_chart: bool) -> ShareLinks:
    """The links of the page asked for. The date is that of today, since the record changes."""
    url = request.build_absolute_uri(request.path)
    today = timezone.localdate()
    apa = _("%(site)s. (%(year)s). %(title)s [Data set]. Retrieved %(day)s, from %(url)s") % {
        "site": SITE,
        "year": today.year,
        "title": title,
        "day": date_format(today, "j F Y"),
        "url": url,
    }
    if not has_chart:
        return ShareLinks(title, url, apa, build_bibtex(title, url))
    address = request.path.rstrip("/")
    frame = request.build_absolute_uri(f"/embed{request.path}")
    return ShareLinks(
        title,
        url,
        apa,
        build_bibtex(title, url),
        f'<iframe src="{frame}" title="{escape(title)}" width="100%" height="{EMBED_HEIGHT}" loading="lazy"></iframe>',
        request.build_absolute_uri(f"{address}.png"),
        request.build_absolute_uri(f"{address}.svg"),
    )


def build_bibtex(title: str, url: str) -> str:
    """A BibTeX entry; characters that TeX reads as commands are escaped."""
    today = timezone.localdate()
    key = re.sub(r"[^a-z0-9]+", "-", url.split("//")[-1].partition("/")[2].lower()).strip("-") or "home"
    safe = re.sub(r"([&%$#_{}])", r"\\\1", title)
    return (
        f"@misc{{hrc-{key},\n  author = {{{{{SITE}}}}},\n  title = {{{{{safe}}}}},\n  year = {{{today.year}}},\n"
        f"  url = {{{url}}},\n  urldate = {{{today.isoformat()}}}\n}}"
    )
