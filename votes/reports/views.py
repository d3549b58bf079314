"""The page on which a reader reports an error."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from votes.reports.form import ReportForm, find_page, sign_time
from votes.reports.service import build_sender, has_room, save_report


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponseBase:
    """The form; a report that is complete is kept, and one that is not comes back with all that was typed."""
    status = 200
    if request.method == "POST":
        form = ReportForm(request.POST)
        if form.is_valid():
            sender = build_sender(find_address(request), timezone.localdate())
            if has_room(sender):
                values = form.cleaned_data
                save_report(values["page"], values["message"], values["contact"], sender)
                return redirect(f"{reverse('report')}?sent=1")
            form.add_error(None, _("Too many reports have come in. Please try again in an hour."))
        status = 400
    else:
        form = ReportForm(initial={"page": find_page(request.GET.get("page", "")[:300])})
    context = {
        "form": form,
        "opened": sign_time(),
        "sent": "sent" in request.GET,
        "page": form["page"].value(),
        "contact": settings.CONTACT,
    }
    return render(request, "votes/reports/report.html", context, status=status)


def find_address(request: HttpRequest) -> str:
    """The address that a request comes from. Behind TLS it is the one that our proxy added last."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.HTTPS else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
