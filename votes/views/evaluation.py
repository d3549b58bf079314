"""How often the forecasts were right: the latest stored backtest."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from votes import charts
from votes.models import RecordVersion
from votes.models.forecast import BacktestRun
from votes.presenters import evaluation as present
from votes.views.downloads import build_csv, build_json


@require_safe
def evaluation(request: HttpRequest) -> HttpResponse:
    run = BacktestRun.objects.order_by("-made_at").first()
    context: dict[str, object] = {"run": run}
    if run:
        shown = present.build_evaluation(run.table)
        context |= {
            "table": run.table,
            "page": shown,
            "is_current": run.record_version == RecordVersion.get(),
            "chart": charts.build_calibration_chart(shown.points, _("Chance given"), _("Came true"))
            if shown.points
            else None,
        }
    return render(request, "votes/evaluation.html", context)


@require_safe
def evaluation_data(request: HttpRequest, form: str) -> HttpResponse:
    run = BacktestRun.objects.order_by("-made_at").first()
    if form == "csv":
        return build_csv("evaluation", {}, present.flatten_evaluation(run.table) if run else [])
    if run is None:
        return build_json({"run": None})
    named = {"made_at": run.made_at, "record_version": run.record_version, "method": run.method}
    return build_json({"run": named, **run.table})
