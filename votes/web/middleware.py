"""NUL bytes in addresses: no name on file has one, and PostgreSQL refuses them."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.defaults import page_not_found

NUL = "\x00"


class NulMiddleware:
    """An address with a NUL byte in its path names nothing: 404. From the query string the byte is removed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if NUL in request.path_info:
            return page_not_found(request, Http404())
        # Django makes `request.GET` from this when it is first read, which is later.
        request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "")
        return self.get_response(request)
