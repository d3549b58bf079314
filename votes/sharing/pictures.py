"""The chart of a page as a picture of a fixed size, and as a page to embed elsewhere."""

from typing import Any

import resvg_py
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.views.decorators.clickjacking import xframe_options_exempt

from votes.web.chart import View, find_chart, is_redirect, render_picture
from votes.web.svg.picture import Picture

WIDTH, HEIGHT = 1200, 630  # what sites that show a preview of a link expect
MARGIN = 20
FONT = "Liberation Sans"


def save_png(view: View) -> View:
    """The view of the chart of a page as a PNG of 1200 by 630 pixels, as large as fits on a white card."""

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
