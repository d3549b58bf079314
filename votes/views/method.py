"""How every figure is made: formulas, thresholds and worked examples, all out of the code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from votes.analysis.methods import build_example
from votes.choices import POSITIONS_TAKEN
from votes.presenters import method as present
from votes.queries.matrix import get_vote_table


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    context = {
        "methods": present.list_methods(),
        "working": present.work_out_record(get_vote_table()),
        "example": build_example(),
        "positions": POSITIONS_TAKEN,
    }
    return render(request, "votes/method.html", context)
