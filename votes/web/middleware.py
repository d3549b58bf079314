"""Addresses with NUL bytes, which PostgreSQL refuses, and addresses with the former name of a topic."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.defaults import page_not_found

from votes.core.topics import find_topic_of_alias
from votes.web.address import change_query

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


class TopicAliasMiddleware:
    """An address with a topic that has been joined with another leads to the same page with that topic."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        wanted = request.GET.get("topic", "") if request.method in ("GET", "HEAD") else ""
        if wanted and (topic := find_topic_of_alias(wanted)):
            return redirect(request.path + change_query(request.GET, {"topic": topic}), permanent=False)
        return self.get_response(request)
