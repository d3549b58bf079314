"""Rows that the rules of error reports refuse, each beside one that they accept."""

from django.db import models

from tests.core.case import UNKNOWN, Case
from votes.models import ErrorReport


def make_report() -> models.Model:
    return ErrorReport.objects.create(page="/states/CHN/", message="The totals are wrong.")


CASES = [
    Case("errorreport_page_of_this_site", make_report, {"page": "https://example.org/"}, {"page": "/"}),
    Case("errorreport_message_bounded", make_report, {"message": "x" * 9}, {"message": "x" * 10}),
    Case("errorreport_message_bounded", make_report, {"message": "x" * 2001}, {"message": "x" * 2000}),
    Case("errorreport_state_known", make_report, {"state": UNKNOWN}, {"state": "open"}),
    Case(
        "errorreport_answered_with_words",
        make_report,
        {"state": "answered"},
        {"state": "answered", "answer": "It was corrected."},
    ),
]
