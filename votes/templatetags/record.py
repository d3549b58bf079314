"""Small pieces that many pages show: a bar of totals, a position, an explanation."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.utils.translation import get_language_info

from hrc import __version__
from votes.blocs.bloc.wording import describe_cohesion
from votes.compare.wording import describe_cell
from votes.core.choices import Body, Position, RegionalGroup
from votes.core.coverage import get_coverage
from votes.models import Resolution
from votes.resolutions.wording import describe_amendments
from votes.web.address import change_query
from votes.web.agenda import name_item, name_item_of
from votes.web.common_position import describe_alignment, describe_common_position
from votes.web.coverage import describe_reach, describe_tally
from votes.web.glossary import TERMS
from votes.web.numbers import describe_interval, format_chance, format_interval, format_percent
from votes.web.share_links import build_share_links
from votes.web.text_names import TextName, get_proposers, get_text_name
from votes.web.wording import describe_outcome, shorten_symbol

WIDEST_BAR = 60
# The names in an address that choose how something is shown, not what.
NO_FILTERS = {"page", "sort", "view", "dimensions", "order"}

register = template.Library()

register.filter("percent", format_percent)
register.filter("interval", describe_interval)
register.filter("decimal_interval", format_interval)
register.filter("chance", format_chance)
register.filter("pair_cell", describe_cell)
register.filter("cohesion_cell", describe_cohesion)
register.filter("describe_tally", describe_tally)
register.filter("describe_outcome", describe_outcome)
register.filter("common_position", describe_common_position)
register.filter("describe_amendments", describe_amendments)
register.filter("proposers", get_proposers)
register.filter("short_symbol", shorten_symbol)
register.filter("item_name", name_item_of)


@register.inclusion_tag("votes/web/cite.html", takes_context=True)
def share_links(context: Any, title: str) -> dict[str, Any]:
    """How the page is cited, linked and embedded."""
    return {"share": build_share_links(context["request"], title, has_chart=bool(context.get("chart")))}


@register.simple_tag(takes_context=True)
def absolute_address(context: Any, ending: str = "") -> str:
    """The address of the page without its query string; with `ending` ".png" that of its picture."""
    request = context["request"]
    path = request.path.rstrip("/") + ending if ending else request.path
    return str(request.build_absolute_uri(path))


@register.filter
def get(mapping: Mapping[Any, Any], key: Any) -> Any:
    """`mapping[key]`, or None."""
    return mapping.get(key)


@register.filter
def compared_with_group(vote: Any) -> str:
    """How a State voted compared with its group, from its entry in a roll-call or its vote on a text."""
    return describe_alignment(vote.position, vote.alignment, vote.common)


@register.filter
def regional_group(value: str) -> RegionalGroup | None:
    """The regional group a stored value names, with its label and address; None for anything else."""
    return RegionalGroup(value) if value in RegionalGroup.values else None


@register.inclusion_tag("votes/web/bar.html")
def totals_bar(counts: Mapping[Position, int | None] | Resolution) -> dict[str, Any]:
    """A bar of the four totals, widths to scale; takes counts or a text: its official totals unless they are denied."""
    if isinstance(counts, Resolution):
        counts = counts.official if counts.has_sound_totals else {}
    segments = [(p, n) for p in Position if (n := counts.get(p))]
    total = sum(n for _, n in segments)
    # The stylesheet knows widths of 1 to 60; a larger sum is drawn to the scale of 60.
    scale = min(1, WIDEST_BAR / total) if total else 1
    return {"segments": [(p, n, max(1, round(n * scale))) for p, n in segments]}


def _get_name(text: Resolution | TextName) -> TextName:
    return get_text_name(text) if isinstance(text, Resolution) else text


@register.filter
def text_name(text: Resolution | TextName) -> str:
    """What a text is called: its title, or for an amendment who proposed it and what it amends."""
    return _get_name(text).name


@register.inclusion_tag("votes/web/text_link.html")
def text_link(text: Resolution | TextName) -> dict[str, Any]:
    """The name of a text as a link to its page; below it, the outcome of the text that it amends."""
    return {"text": _get_name(text)}


@register.inclusion_tag("votes/web/amended.html")
def amended_text(text: Resolution | TextName) -> dict[str, Any]:
    """A link to the text that an amendment is about, and the outcome of that text; nothing for any other text."""
    return {"amended": _get_name(text).amended}


@register.simple_tag(takes_context=True)
def address_with(context: Any, **changes: Any) -> str:
    """The query string of this page with some values changed (None removes one); '?' with nothing left."""
    return change_query(context["request"].GET, changes)


@register.simple_tag(takes_context=True)
def count_filters(context: Any) -> int:
    """How many filters the address of this page sets; what only sorts or turns pages is none."""
    address = context["request"].GET
    return sum(1 for name in address if address[name].strip() and name not in NO_FILTERS)


@register.inclusion_tag("votes/web/term.html")
def term(key: str, words: str = "") -> dict[str, Any]:
    """A term as a link to its place in the glossary, with its meaning as the title; `words` if they differ."""
    return {"term": TERMS[key], "words": words or TERMS[key].name}


@register.simple_tag
def item_name(item: int | str, body: str = "") -> str:
    """ "Item 6: universal periodic review": an item of the Council’s agenda, unless `body` is another one."""
    return name_item(item, body or Body.COUNCIL)


@register.simple_tag
def get_version() -> str:
    """The version of the code, "0.9.0"."""
    return __version__


@register.simple_tag
def get_maker() -> dict[str, str]:
    """Who makes the site: `name`, `contact`, and the `address` of a link to it; "" for what no setting says."""
    contact = settings.CONTACT
    address = contact if contact.startswith("https://") else f"mailto:{contact}" if "@" in contact else ""
    return {"name": settings.MAKER, "contact": contact, "address": address}


@register.simple_tag
def get_reach() -> str:
    """How far the record reaches: "Recorded votes on resolutions and decisions: complete to the 62nd session"."""
    return describe_reach(get_coverage())


@register.filter
def name_language(code: str) -> str:
    """The English or translated name of a language, "Portuguese" for "pt"; the code itself where it is unknown."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


@register.filter
def elided(page: Page[Any]) -> list[int | str]:
    """The page numbers to offer: the ends, and three on each side of this one."""
    return list(page.paginator.get_elided_page_range(page.number))
