"""The search."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from votes.search.page import build_search_page
from votes.search.service import find_exact, get_search_result
from votes.search.wording import describe_found

# So much of what is typed is read.
LONGEST_WORDS = 200


@require_safe
def search(request: HttpRequest) -> HttpResponseBase:
    """Straight to the text where the words are its symbol; else everything that matches."""
    words = request.GET.get("q", "").strip()[:LONGEST_WORDS]
    if words and (text := find_exact(words)):
        return redirect(text)
    result = get_search_result(words)
    context = {
        "words": words,
        "result": result,
        "heading": describe_found(result),
        "page": build_search_page(result),
    }
    return render(request, "votes/search/search.html", context)
