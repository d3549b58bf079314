"""The chart of a page as a picture of a fixed size, and as a page to embed elsewhere."""

from typing import Any

import resvg_py
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from votes.web.chart import Chart, View, render_picture
from votes.web.svg.picture import Picture

WIDTH, HEIGHT = 1200, 630  # what sites that show a preview of a link expect
MARGIN = 20
FONT = "Liberation Sans"


def find_chart(response: HttpResponseBase) -> Chart:
    """The chart of a page that was not rendered yet. Http404 where it has none."""
    if isinstance(response, TemplateResponse):
        chart = (response.context_data or {}).get("chart")
        if isinstance(chart, Chart):
            return chart
    raise Http404(_("This page has no chart."))


def save_svg(view: View) -> View:
    """The view of the chart of a page as an SVG file, at an address beside the page's own."""

    def picture(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        return response if is_redirect(response) else render_picture(request, find_chart(response))

    return picture


def save_png(view: View) -> View:
    """The same as a PNG of 1200 by 630 pixels, in the middle of a white card and as large as fits."""

    def picture(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if is_redirect(response):
            return response
        drawn = render_picture(request, find_chart(response))
        card = render_to_string("votes/sharing/card.svg", build_card((drawn.context_data or {})["picture"]))
        return HttpResponse(draw_png(card), content_type="image/png")

    return picture


def build_card(picture: Picture) -> dict[str, Any]:
    scale = min((WIDTH - 2 * MARGIN) / picture.width, (HEIGHT - 2 * MARGIN) / picture.height)
    x, y = (WIDTH - scale * picture.width) / 2, (HEIGHT - scale * picture.height) / 2
    card = {"width": WIDTH, "height": HEIGHT, "x": round(x, 1), "y": round(y, 1), "scale": round(scale, 4)}
    return {"card": card, "picture": picture}


def is_redirect(response: HttpResponseBase) -> bool:
    return response.status_code in (301, 302)


def draw_png(svg: str) -> bytes:
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, font_family=FONT, sans_serif_family=FONT))


def embed(view: View) -> View:
    """The view of the chart of a page for a frame on another site: with its own title, source and link."""

    @xframe_options_exempt
    @csp_replace({"frame-ancestors": ["*"]})
    def embedded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if is_redirect(response):
            response["Location"] = f"/embed{response['Location']}"
            return response
        chart = find_chart(response)
        page = request.build_absolute_uri(request.get_full_path().replace("/embed/", "/", 1))
        return TemplateResponse(request, "votes/sharing/embed.html", {"chart": chart, "page": page})

    return embedded
