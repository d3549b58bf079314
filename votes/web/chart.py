"""A chart as a page shows it and as a reader saves it: the figure with its name, its title and what it is about."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from votes.web.charts import Figure
from votes.web.downloads import build_file_name
from votes.web.svg.drawing import build_drawing
from votes.web.svg.elements import Drawing
from votes.web.svg.palette import read_palette
from votes.web.svg.picture import build_picture

# The ending of a picture's address, in place of which the page's has a slash.
_PICTURE = re.compile(r"(?:/chart\.svg|\.svg|\.png)(?=\?|$)")

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Chart:
    """A figure with what it says (`title`) and what it shows of what (`about`).

    `name` is unique on the page. `is_explored`: the drawing makes way for Plotly's as soon as the page is idle, because
    pointing at it and zooming pay; the drawing of other charts only when a reader points at them.
    """

    name: str
    figure: Figure
    title: str
    about: str
    is_explored: bool = False

    @cached_property
    def drawing(self) -> Drawing:
        return build_drawing(self.figure)


def save_chart(view: View) -> View:
    """The view of the chart of a page as an SVG file; `view` answers with the page and has `chart` in its context.

    A page that moved redirects; Http404 where it has no chart.
    """

    def picture(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        return response if is_redirect(response) else render_picture(request, find_chart(response))

    return picture


def is_redirect(response: HttpResponseBase) -> bool:
    return response.status_code in (301, 302)


def find_chart(response: HttpResponseBase) -> Chart:
    """The chart of a page that has not been rendered yet. Http404 where it has none."""
    if isinstance(response, TemplateResponse):
        chart = (response.context_data or {}).get("chart")
        if isinstance(chart, Chart):
            return chart
    raise Http404(_("This page has no chart."))


def render_picture(request: HttpRequest, chart: Chart) -> TemplateResponse:
    """The chart as a file with its title, date, source and legend, in the light scheme on white."""
    page = request.build_absolute_uri(_PICTURE.sub("/", request.get_full_path()))
    source = _("Source: HRC voting record, %(address)s, %(day)s") % {
        "address": page,
        "day": date_format(timezone.localdate(), "j F Y"),
    }
    palette = read_palette()
    context = {"picture": build_picture(chart.drawing, palette, chart.title, chart.about, source)}
    response = TemplateResponse(request, "votes/web/picture.svg", context, content_type="image/svg+xml")
    name = build_file_name(chart.title, {}).removesuffix(".csv")
    response["Content-Disposition"] = f'inline; filename="{name}.svg"'
    return response
